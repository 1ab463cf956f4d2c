"""The bytes of a compiled index, there and back."""

import random

import pytest

from hubgen.search.shards import (
    DamagedError,
    order,
    packed_json,
    packed_postings,
    packed_words,
    sealed,
    unpacked_json,
    unpacked_postings,
    unpacked_words,
    unsealed,
)


def invented_postings(seed: int) -> dict[str, dict[int, int]]:
    chance = random.Random(seed)
    terms = {"".join(chance.choices("aeirst\u00e9\uff5e\U0001d7d8", k=chance.randint(1, 9))) for _ in range(300)}
    return {
        term: {
            record: chance.randint(1, chance.choice((1, 3, 900, 70_000)))
            for record in sorted(chance.sample(range(100_000), chance.choice((1, 2, 30, 2000))))
        }
        for term in sorted(terms, key=order)
    }


@pytest.mark.parametrize("seed", range(3))
def test_postings_come_back(seed: int) -> None:
    postings = invented_postings(seed)
    found = unpacked_postings(packed_postings(postings.items()))
    assert {term: each.impacts() for term, each in found.items()} == postings
    assert {term: each.count for term, each in found.items()} == {term: len(each) for term, each in postings.items()}


def test_a_few_postings_take_a_few_bytes() -> None:
    file = packed_postings([("refund", {0: 5, 1: 6, 7: 5}), ("refuse", {3: 9})])
    refund = b"\x00\x06refund" + bytes([3, 5, 0x00, 2])  # 3 records, 5 at least, both codes of order 0, 2 bytes
    refuse = b"\x04\x02se" + bytes([1, 9, 0x20, 1])  # the one distance, 3, is shortest in order 2
    # 0, 0 and 5; above 5 are 0, 1 and 0. Then 3; above 9 is 0.
    bits = "1 1 00110" + "1 010 1" + " 0000" + "111" + "1" + " 0000"
    coded = int(bits.replace(" ", ""), 2).to_bytes(3, "big")
    assert unsealed(file) == refund + refuse + b"\x00\x00" + coded


def test_no_postings() -> None:
    assert unpacked_postings(packed_postings([])) == {}


def test_words_come_back() -> None:
    words = {"refund": 3, "refunds": 200, "rückgabe": 1}
    assert unpacked_words(packed_words(words.items())) == words


def test_other_content_comes_back() -> None:
    assert unpacked_json(packed_json([["é", 1, None]])) == [["é", 1, None]]


DAMAGES = [
    ("empty", lambda file: b""),
    ("only a seal", lambda file: file[:3]),
    ("cut", lambda file: file[:-1]),
    ("longer", lambda file: file + b"\0"),
    ("one bit turned", lambda file: file[:9] + bytes([file[9] ^ 1]) + file[10:]),
    ("another text", lambda file: b"<!doctype html>"),
]


@pytest.mark.parametrize("damage", [row[1] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_damage_is_noticed(damage: object) -> None:
    assert callable(damage)
    with pytest.raises(DamagedError):
        unsealed(damage(sealed(b"postings of a term")))


def test_words_sort_as_in_javascript() -> None:
    assert sorted(["\uff5e", "\U0001d7d8", "a"], key=order) == ["a", "\U0001d7d8", "\uff5e"]

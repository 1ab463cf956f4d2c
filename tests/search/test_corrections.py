"""What a mistyped word may have been."""

from collections.abc import Mapping

import pytest

from hubgen.search.analysis import analyzer
from hubgen.search.corrections import distance_of, near_words, parts_of

WORDS = {
    "account": 40, "amount": 9, "card": 30, "gift": 20, "refund": 50, "refunds": 30, "return": 70, "returns": 60,
    "shipping": 25, "shopping": 5, "warranty": 12, "wash": 3, "down": 8, "rückgabe": 4, "tent": 6,
}  # fmt: skip


def lexicon(letter: str) -> Mapping[str, int]:
    return {word: count for word, count in sorted(WORDS.items()) if word[0] == letter}


NEAR = [
    ("a letter left out", "acount", ["account", "amount"]),
    ("a letter too many", "reffund", ["refund", "refunds"]),
    ("a letter changed", "warrenty", ["warranty"]),
    ("two letters swapped", "retrun", ["return", "returns"]),
    ("the first two letters swapped", "erturn", ["return", "returns"]),
    ("a letter before the first", "xrefund", ["refund", "refunds"]),
    ("two mistakes in a long word", "warrentty", ["warranty"]),
    ("not in a short one", "rxxund", []),
    ("a mistake and an ending", "acconts", ["account"]),
    ("the nearer before the more frequent", "shoppin", ["shopping"]),
    ("the more frequent of the equally near", "sh0pping", []),
    ("of equally near words the more frequent", "shxpping", ["shipping", "shopping"]),
    ("a short word has no near ones", "ten", []),
    ("the word itself is none", "tent", []),
    ("a number has no near ones", "1234", []),
    ("accents are letters", "ruckgabe", ["rückgabe"]),
    ("nothing near", "zzzzzz", []),
]


@pytest.mark.parametrize(("word", "near"), [row[1:] for row in NEAR], ids=[row[0] for row in NEAR])
def test_near_words(word: str, near: list[str]) -> None:
    assert [each.text for each in near_words(word, lexicon, analyzer("en").stem)] == near


PARTS = [
    ("two words of the site", "giftcard", ["gift", "card"]),
    ("of no words", "giftwrap", []),
    ("of one word", "refund", []),
    ("of too short a word", "adown", []),
    ("too short", "gift", []),
]


@pytest.mark.parametrize(("word", "parts"), [row[1:] for row in PARTS], ids=[row[0] for row in PARTS])
def test_parts(word: str, parts: list[str]) -> None:
    assert parts_of(word, lexicon) == parts


DISTANCES = [
    ("", "", 2, 0),
    ("abc", "abc", 2, 0),
    ("abc", "acb", 2, 1),
    ("abcd", "badc", 2, 2),
    ("ca", "abc", 2, 3),  # the restricted form swaps neighbours only
    ("abc", "abcde", 2, 2),
    ("abc", "abcdef", 2, 3),
    ("abcdef", "ghijkl", 2, 3),
    ("abcd", "abdce", 1, 2),
]


@pytest.mark.parametrize(("a", "b", "most", "distance"), DISTANCES)
def test_distance(a: str, b: str, most: int, distance: int) -> None:
    assert distance_of(a, b, most) == distance == distance_of(b, a, most)

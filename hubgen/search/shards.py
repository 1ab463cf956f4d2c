"""The bytes of a compiled index: postings, cards and words as files, and back, as in theme/assets/search/searcher.js.

A file begins with the Adler-32 sum of the rest, so that one that is cut or mixed up is noticed. Numbers are varints:
seven bits a byte, the lowest first, the highest bit set on all but the last. Sorted words are front-coded: how many
UTF-8 bytes of the word before are kept, how many follow, and those.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

SEAL = 4  # bytes


class DamagedError(ValueError):
    """Bytes that are not those of a file of an index."""


def sealed(content: bytes) -> bytes:
    """Content with its sum before it."""
    return zlib.adler32(content).to_bytes(SEAL, "big") + content


def unsealed(file: bytes) -> bytes:
    """The content of a file; raises DamagedError when its sum is another."""
    content = file[SEAL:]
    if len(file) < SEAL or zlib.adler32(content).to_bytes(SEAL, "big") != file[:SEAL]:
        raise DamagedError
    return content


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a term as they are packed; most terms of a file are never looked at."""

    count: int
    least: int
    orders: int
    coded: bytes

    def impacts(self) -> dict[int, int]:
        """The term's records and their impacts."""
        bits = f"{int.from_bytes(self.coded, 'big'):0{len(self.coded) * 8}b}"
        distances, place = _numbers_of(bits, 0, self.orders >> 4, self.count)
        more, _ = _numbers_of(bits, place, self.orders & 15, self.count)
        records = accumulate(distances, lambda record, distance: record + distance + 1)
        return {record: self.least + impact for record, impact in zip(records, more, strict=True)}


def packed_postings(postings: Iterable[tuple[str, Mapping[int, int]]]) -> bytes:
    """Sorted terms with their records' impacts.

    First the terms, closed by an empty one: each with the number of its records, its least impact, the orders of its
    two codes, the one of the distances in the high half of a byte, and how many bytes its postings are. Then these: as
    bits, the distances between the records, and what each impact is above the least.
    """
    terms = bytearray()
    coded = bytearray()
    before = b""
    for term, impacts in postings:
        word = term.encode("utf-8")
        _write_word(terms, before, word)
        before = word
        least = min(impacts.values())
        distances = [after - record - 1 for record, after in pairwise((-1, *impacts))]
        more = [impact - least for impact in impacts.values()]
        orders = _best_order(distances), _best_order(more)
        bits = _bytes_of(_coded(distances, orders[0]) + _coded(more, orders[1]))
        coded += bits
        for number in (len(impacts), least, orders[0] << 4 | orders[1], len(bits)):
            _write_number(terms, number)
    _write_word(terms, b"", b"")
    return sealed(bytes(terms + coded))


def unpacked_postings(file: bytes) -> dict[str, Postings]:
    """The terms of a file with their postings."""
    numbers = _Numbers(unsealed(file))
    terms: list[tuple[str, int, int, int, int]] = []
    word = numbers.word(b"")
    while word:
        terms.append((word.decode("utf-8"), numbers.next(), numbers.next(), numbers.next(), numbers.next()))
        word = numbers.word(word)
    found: dict[str, Postings] = {}
    place = numbers.place
    for term, count, least, orders, length in terms:
        found[term] = Postings(count, least, orders, numbers.content[place : place + length])
        place += length
    return found


def packed_words(words: Iterable[tuple[str, int]]) -> bytes:
    """Sorted words, each with the number of records that have it."""
    out = bytearray()
    before = b""
    for text, count in words:
        word = text.encode("utf-8")
        _write_word(out, before, word)
        _write_number(out, count)
        before = word
    return sealed(bytes(out))


def unpacked_words(file: bytes) -> dict[str, int]:
    """The words of a file with their counts."""
    return dict(_words(unsealed(file)))


def packed_json(value: object) -> bytes:
    """Any other content."""
    return sealed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def unpacked_json(file: bytes) -> Any:
    """What was packed by packed_json."""
    return json.loads(unsealed(file))


def order(word: str) -> bytes:
    """Sorts words as JavaScript does, by UTF-16 units: letters beyond U+FFFF come before some below it."""
    return word.encode("utf-16-be")


# Codes that are made once; nearly all numbers are smaller.
_KEPT = 1024


def _coded(numbers: Sequence[int], order: int) -> str:
    codes = _codes(order)
    return "".join([codes[number] if number < _KEPT else _golomb(number, order) for number in numbers])


@cache
def _codes(order: int) -> list[str]:
    return [_golomb(number, order) for number in range(_KEPT)]


def _golomb(number: int, order: int) -> str:
    """A number in the Exponential-Golomb code of an order: zeros that tell its length, then its bits."""
    bits = f"{number + (1 << order):b}"
    return "0" * (len(bits) - 1 - order) + bits


def _bytes_of(bits: str) -> bytes:
    """Bits as bytes, with zeros after them."""
    padded = bits + "0" * (-len(bits) % 8)
    return int(padded, 2).to_bytes(len(padded) // 8, "big")


def _best_order(numbers: Sequence[int]) -> int:
    """The order whose code is the shortest; it lies about the binary logarithm of their mean."""
    near = (sum(numbers) // len(numbers)).bit_length()
    orders = range(max(0, min(15, near) - 3), min(15, near) + 1)
    # The first hundred tell as much as all.
    return min(orders, key=lambda order: len(_coded(numbers[:100], order)))


def _numbers_of(bits: str, place: int, order: int, count: int) -> tuple[list[int], int]:
    """So many numbers from a place on, and the place after them."""
    numbers: list[int] = []
    for _ in range(count):
        start = bits.index("1", place)
        place = 2 * start - place + order + 1
        numbers.append(int(bits[start:place], 2) - (1 << order))
    return numbers, place


def _words(content: bytes) -> Iterator[tuple[str, int]]:
    numbers = _Numbers(content)
    before = b""
    while numbers.place < len(content):
        before = numbers.word(before)
        yield before.decode("utf-8"), numbers.next()


def _write_word(out: bytearray, before: bytes, word: bytes) -> None:
    kept = 0
    for old, new in zip(before, word, strict=False):
        if old != new:
            break
        kept += 1
    _write_number(out, kept)
    _write_number(out, len(word) - kept)
    out += word[kept:]


def _write_number(out: bytearray, number: int) -> None:
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


class _Numbers:
    """Reads the varints of a file from `place` on."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.place = 0

    def next(self) -> int:
        number = shift = 0
        while True:
            byte = self.content[self.place]
            self.place += 1
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7

    def word(self, before: bytes) -> bytes:
        kept, length = self.next(), self.next()
        start = self.place
        self.place += length
        return before[:kept] + self.content[start : self.place]

"""Searches a compiled index exactly as theme/assets/search/searcher.js does, from the same files."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from hubgen.search.analysis import Analyzer, analyzer
from hubgen.search.compiler import FOLDER, FORMAT, digest

# A page and its sections compete; more of one page than this would hide the other pages.
HITS_PER_PAGE = 3


class SearchUnavailable(Exception):  # noqa: N818 - says what a customer meets, not what a program did
    """The files of the index are missing, damaged or of another version; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that answers a query; its fields are those of the record, `score` the sum of its terms' impacts."""

    url: str
    title: str
    section: str
    excerpt: str
    score: int
    kind: str
    group: str


@dataclass(frozen=True, slots=True)
class Searcher:
    """An index in memory: `cards` by record number, and for each term its records' numbers and impacts."""

    analyzer: Analyzer
    cards: list[list[str]]
    postings: dict[str, list[int]]

    @classmethod
    def open(cls, folder: Path) -> "Searcher":
        """The searcher of a site, or of another folder that the files of an index were written to.

        Raises SearchUnavailable when they are missing, damaged or made by another version.
        """
        folder /= FOLDER
        pointer = _read_json(folder / "index.json")
        name = str(pointer.get("bundle"))
        bundle = _read_json(folder / name, name.rpartition("-")[2].removesuffix(".json"))
        postings = dict(zip(bundle["terms"], bundle["postings"], strict=True))
        return cls(analyzer(bundle["lang"]), bundle["cards"], postings)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """The best records for any of the query's words, best first, no more than three of a page."""
        scores: defaultdict[int, int] = defaultdict(int)
        for term in dict.fromkeys(self.analyzer.terms(query)):
            for record, impact in _unpacked(self.postings.get(term, [])):
                scores[record] += impact
        ranked = sorted(scores, key=lambda record: (-scores[record], record))
        return [self._hit(record, scores[record]) for record in islice(self._collapsed(ranked), limit)]

    def _collapsed(self, ranked: list[int]) -> Iterator[int]:
        of_page: Counter[str] = Counter()
        for record in ranked:
            page = self.cards[record][2].partition("#")[0]
            of_page[page] += 1
            if of_page[page] <= HITS_PER_PAGE:
                yield record

    def _hit(self, record: int, score: int) -> Hit:
        title, section, url, excerpt, kind, group = self.cards[record]
        return Hit(url, title, section, excerpt, score, kind, group)


def _read_json(file: Path, expected: str = "") -> dict[str, Any]:
    """A file of the index; `expected` is the hash in its name, where it has one."""
    try:
        content = file.read_bytes()
    except OSError:
        raise SearchUnavailable(f"{file} is missing: build the site again") from None
    try:
        value = json.loads(content)
    except ValueError:
        value = None
    if not isinstance(value, dict) or (expected and digest(content) != expected):
        raise SearchUnavailable(f"{file} is damaged: build the site again")
    if value.get("format") != FORMAT:
        raise SearchUnavailable(f"{file} was made by another version of hubgen: build the site again")
    return value


def _unpacked(postings: list[int]) -> Iterator[tuple[int, int]]:
    record = 0
    for distance, impact in zip(postings[::2], postings[1::2], strict=True):
        record += distance
        yield record, impact

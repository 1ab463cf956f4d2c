"""Searches a compiled index exactly as theme/assets/search/searcher.js does, from the same files."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from hubgen.search.analysis import Analyzer, analyzer, without_accents
from hubgen.search.compiler import FOLDER, FORMAT, INDEX, SUFFIX, read_meta, usual_anchor
from hubgen.search.corrections import near_words, parts_of
from hubgen.search.shards import DamagedError, Postings, order, unpacked_json, unpacked_postings, unpacked_words

# Of a pasted text only the beginning is looked up: every word may be another file to fetch.
MOST_WORDS = 24

# With so many words that are not common, a query is answered without those that are.
ENOUGH = 2

# A page and its sections compete; more of one page than this would hide the other pages.
HITS_PER_PAGE = 2

# What a form of a word counts, in quarters: itself, one and two mistakes away, and only begun.
WHOLE, NEAR, FAR, BEGUN = 4, 3, 2, 2

# A word in so few records is taken for a slip of the page's author, where one letter away stands one so much more
# frequent: "acount" beside "account".
RARE = 2
FREQUENT = 8

MOST_CORRECTIONS = 4
MOST_COMPLETIONS = 6
SHORTEST_BEGINNING = 3


class SearchUnavailable(Exception):  # noqa: N818 - says what a customer meets, not what a program did
    """The files of the index are missing, damaged or of another version; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that answers a query: what it shows, its number and how many of the words it `matched`.

    `score` is the sum of what its words count, less where words are missing.
    """

    url: str
    title: str
    kind: str
    section: str
    excerpt: str
    group: str
    record: int
    matched: int
    score: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was looked up: whether anything was found for it, and the site's words that were used instead."""

    word: str
    found: bool
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What a word adds to a hit's score through the form of it, a term of the index, that counts most there.

    `weight` is what the form counts, in quarters.
    """

    word: str
    term: str
    weight: int
    points: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits, best first; the words that were looked up; and how many records were found in which group."""

    hits: tuple[Hit, ...]
    words: tuple[Word, ...]
    groups: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of a query: its term, whether it is still being typed, and its compounds with its neighbours."""

    word: str
    term: str
    begun: bool = False
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """A term to look for, what it counts in quarters, and its records' impacts."""

    term: str
    weight: int
    postings: Mapping[int, int]

    def points(self, record: int) -> int:
        """What it adds to a record that has it: quarters are rounded up, so that something is always left."""
        return (self.postings[record] * self.weight + 3) >> 2


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a word comes to: slots of forms, of which the best in each counts; a compound has one for each part."""

    word: str
    instead: tuple[str, ...]
    slots: tuple[tuple[_Form, ...], ...]


@dataclass(frozen=True, slots=True)
class Searcher:
    """A compiled index: `folder` holds its files, `meta` is what its index.js says; parts are read when needed."""

    folder: Path
    meta: Mapping[str, Any]
    analyzer: Analyzer
    _common: frozenset[str]
    _bounds: Sequence[bytes]
    _parts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> "Searcher":
        """The searcher of a site, or of another folder that the files of an index were written to.

        Raises SearchUnavailable when they are missing, damaged or made by another version.
        """
        file = folder / INDEX
        try:
            meta = read_meta(_content(file))
        except ValueError:
            raise _damaged(file) from None
        if meta.get("format") != FORMAT:
            raise SearchUnavailable(f"{file} was made by another version of hubgen: build the site again")
        bounds = [order(bound) for bound in meta["terms"].split(" ")]
        return cls(folder / FOLDER, meta, analyzer(meta["lang"]), frozenset(meta["common"]), bounds)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """The best records for any of the query's words, best first, no more than two of a page."""
        return list(self.answer(query, limit).hits)

    def answer(self, query: str, limit: int = 10, group: str | None = None) -> Answer:
        """What a query finds, in all groups or in one; raises SearchUnavailable as `open` does."""
        looked = self._looked(query)
        ranked = _ranked([slot for each in looked for slot in each.slots])
        groups = [self._group(record) for record, _, _ in ranked]
        found = Counter(groups)
        kept = [each for each, name in zip(ranked, groups, strict=True) if group in (None, name)]
        return Answer(
            tuple(islice(self._hits(kept), limit)),
            tuple(Word(each.word, bool(each.slots), each.instead) for each in looked),
            {name: found[name] for name, _ in self.meta["groups"] if found[name]},
        )

    def shares(self, query: str, hit: Hit) -> list[Share]:
        """What each word of a query adds to a hit's score; the words that it does not have are left out."""
        shares: list[Share] = []
        for looked in self._looked(query):
            for slot in looked.slots:
                forms = [form for form in slot if hit.record in form.postings]
                if forms:
                    best = max(forms, key=lambda form: form.points(hit.record))
                    shares.append(Share(looked.word, best.term, best.weight, best.points(hit.record)))
        return shares

    def _looked(self, query: str) -> list[_Looked]:
        return [self._look_up(asked) for asked in self._asked(query)]

    def _asked(self, query: str) -> list[_Asked]:
        words = self.analyzer.words(query)
        asked: dict[str, _Asked] = {}
        for place, word in enumerate(words):
            term = self.analyzer.stem(word)
            if word in self.analyzer.stop_words or term in asked or len(asked) == MOST_WORDS:
                continue
            begun = place == len(words) - 1 and not query.endswith(" ")
            pairs = ([words[place - 1] + word] if place else []) + [word + after for after in words[place + 1 :][:1]]
            asked[term] = _Asked(word, term, begun, tuple(self.analyzer.stem(pair) for pair in pairs))
        telling = [each for each in asked.values() if each.term not in self._common]
        return telling if len(telling) >= ENOUGH else list(asked.values())

    def _look_up(self, asked: _Asked) -> _Looked:
        forms: dict[str, _Form] = {}

        def add(term: str, weight: int) -> bool:
            postings = None if term in forms else self._shard(self._shard_of(term)).get(term)
            if postings:
                forms[term] = _Form(term, weight, postings.impacts())
            return bool(postings)

        exact = add(asked.term, WHOLE)
        instead: list[str] = []
        if not exact:
            for term in asked.joined:
                add(term, WHOLE)
        records = len(forms[asked.term].postings) if exact else 0
        if not forms or 0 < records <= RARE:
            near = near_words(asked.word, self._lexicon, self.analyzer.stem)
            if exact:
                near = [each for each in near if each.distance == 1 and each.count >= FREQUENT * records]
            elif not near or near[0].distance > 1:
                parts = parts_of(asked.word, self._lexicon)
                if parts:
                    looked = [self._look_up(_Asked(part, self.analyzer.stem(part))) for part in parts]
                    return _Looked(asked.word, tuple(parts), tuple(slot for each in looked for slot in each.slots))
            for each in near[:MOST_CORRECTIONS]:
                added = add(self.analyzer.stem(each.text), NEAR if each.distance == 1 else FAR)
                if added and not exact:
                    instead.append(each.text)
        if asked.begun:
            for term in self._completions(without_accents(asked.word)):
                add(term, BEGUN)
        return _Looked(asked.word, tuple(instead), (tuple(forms.values()),) if forms else ())

    def _completions(self, prefix: str) -> list[str]:
        """The terms that most records have of those that begin so."""
        if len(prefix) < SHORTEST_BEGINNING:
            return []
        first = self._shard_of(prefix)
        last = min(first + 1, self._shard_of(f"{prefix}\uffff"))
        found = {
            term: postings.count
            for number in range(first, last + 1)
            for term, postings in self._shard(number).items()
            if term.startswith(prefix)
        }
        return sorted(found, key=lambda term: (-found[term], order(term)))[:MOST_COMPLETIONS]

    def _hits(self, ranked: Sequence[tuple[int, int, int]]) -> Iterator[Hit]:
        of_page: Counter[str] = Counter()
        for record, matched, score in ranked:
            number, place = divmod(record, self.meta["per_file"])
            page, title, kind, anchor, section, excerpt = self._part(f"cards-{number}", _unpacked_cards)[place]
            of_page[page] += 1
            if of_page[page] <= HITS_PER_PAGE:
                yield Hit(page + anchor, title, kind, section, excerpt, self._group(record), record, matched, score)

    def _group(self, record: int) -> str:
        end = 0
        for name, count in self.meta["groups"]:
            end += count
            if record < end:
                return str(name)
        raise SearchUnavailable(f"{self.folder} has no record {record}: build the site again")

    def _shard_of(self, term: str) -> int:
        return bisect_right(self._bounds, order(term)) - 1

    def _shard(self, number: int) -> Mapping[str, Postings]:
        found: Mapping[str, Postings] = self._part(f"terms-{number}", unpacked_postings)
        return found

    def _lexicon(self, letter: str) -> Mapping[str, int]:
        if letter not in self.meta["letters"]:
            return {}
        found: Mapping[str, int] = self._part(f"words-{ord(letter):x}", unpacked_words)
        return found

    def _part(self, name: str, unpack: Callable[[bytes], Any]) -> Any:
        if name not in self._parts:
            bundle = self.meta.get("bundle")
            file = self.folder / self.meta["version"] / f"{'all' if bundle else name}{SUFFIX}"
            content = _content(file)
            try:
                self._parts[name] = unpack(content[slice(*bundle[name])] if bundle else content)
            except DamagedError:
                raise _damaged(file) from None
        return self._parts[name]


def _ranked(slots: Sequence[Sequence[_Form]]) -> list[tuple[int, int, int]]:
    """Record, words matched and score, best first: what the words' best forms add up to, less where words are missing.

    A record with all words keeps its points, one that lacks them all would keep two thirds.
    """
    sums: Counter[int] = Counter()
    matched: Counter[int] = Counter()
    for slot in slots:
        best: dict[int, int] = {}
        for form in slot:
            for record in form.postings:
                best[record] = max(best.get(record, 0), form.points(record))
        sums.update(best)
        matched.update(best.keys())
    every = len(slots)
    scored = [(record, matched[record], sums[record] * (matched[record] + 2 * every) // (3 * every)) for record in sums]
    return sorted(scored, key=lambda each: (-each[2], each[0]))


def _unpacked_cards(file: bytes) -> list[tuple[str, ...]]:
    """Each record's page, title, kind, anchor, section and excerpt."""
    return [
        (url, title, kind, usual_anchor(section) if anchor == 0 else anchor, section, excerpt)
        for url, title, kind, records in unpacked_json(file)
        for anchor, section, excerpt in records
    ]


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise SearchUnavailable(f"{file} is missing: build the site again") from None


def _damaged(file: Path) -> SearchUnavailable:
    return SearchUnavailable(f"{file} is damaged: build the site again")

"""Help centers that no one wrote, of any size: pages, their search records, queries and HTML, the same on every run.

What search costs hangs on how words are spread, so that is taken from real help pages: 45% of the words are function
words at English rates; the rest is invented. A vocabulary grows with the pages by Heaps' law, its words are used by a
Zipf-Mandelbrot law, a spoke of some 25 pages has words of its own, and a page has words that its title uses and its
text repeats. A smaller corpus is the beginning of a larger one.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from hubgen.search import SearchRecord

# How many of a thousand words they are, in the published policies and help pages of three organisations.
FUNCTION_WORDS = {
    word: rate
    for rate, words in {
        42: "the",
        34: "to",
        26: "and",
        24: "of",
        19: "you your a",
        15: "or in for we",
        9.5: "is that our if",
        7.5: "are with this on",
        6.3: "not be by as can will",
        5: "any have from it may",
        4: "an us all",
        2.5: "when at other how what",
        2: "their they do which more must has i",
        1.5: "than only should no after",
        1: "before who here but so does my these about out into up",
    }.items()
    for word in words.split()
}

# Of a page's words; what a page and its spoke leave over comes from the whole vocabulary.
SHARES = {"function": 0.45, "spoke": 0.18, "page": 0.08, "all": 0.29}

# Words invented after so many pages: HEAPS_START * pages ** HEAPS_POWER, 23,000 after 10,000 pages. A part of the new
# ones, as names and slips of the pen do, stands once on its page and never comes back.
HEAPS_START = 550
HEAPS_POWER = 0.405
ONCE = 0.45
MOST_ONCE = 8

# The word in place p (from 0) of the vocabulary is used in proportion to 1 / (p + MANDELBROT).
MANDELBROT = 10

# As many as a hub shows; the spokes are dealt out to them in turn.
GROUPS = 12

# What invented words are made of; the more frequent sounds and endings stand here more than once.
SOUNDS = {
    name: sounds.split()
    for name, sounds in {
        "onset": "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st t th tr v w",
        "vowel": "a a a e e e e i i o o u ai ea ee oo ou",
        "coda": "b ck d f g l ll m n n nd ng nt p r r rd rt s st t t v x",
        "ending": "s s s ed ed ing ing er ers ly ation ment able al ful",
    }.items()
}
LONGEST = 11


@dataclass(frozen=True, slots=True)
class CorpusPage:
    """A page: `group` is the one of its spoke on the hub, a section is (anchor, title, text)."""

    url: str
    title: str
    group: str
    lead: str
    sections: list[tuple[str, str, str]]


def pages(count: int, seed: int = 1) -> list[CorpusPage]:
    """The first pages of the help center of that seed."""
    writer = _Writer(random.Random(seed))
    return [writer.page(number) for number in range(count)]


def records(pages: Sequence[CorpusPage]) -> list[SearchRecord]:
    """One record for each page and one for each of its sections, as hubgen makes them of built pages."""
    found: list[SearchRecord] = []
    for page in pages:
        found.append(SearchRecord(page.url, page.title, "", page.lead, "guide", page.group))
        for anchor, title, text in page.sections:
            found.append(SearchRecord(f"{page.url}#{anchor}", page.title, title, text, "guide", page.group))
    return found


def queries(pages: Sequence[CorpusPage], count: int, seed: int = 1) -> list[str]:
    """Two to nine consecutive words of a title or a sentence, in lower case, not all of them function words."""
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        length = chance.randint(2, 9)
        words: list[str] = []
        while len(words) < length or all(word in FUNCTION_WORDS for word in words):
            line = chance.choice(_lines(chance.choice(pages))).lower().split()
            start = chance.randint(0, max(0, len(line) - length))
            words = line[start : start + length]
        found.append(" ".join(words))
    return found


def article(page: CorpusPage) -> str:
    """The HTML of a page's content; its words are of letters only, so nothing needs escaping."""
    parts = "".join(f'<h2 id="{anchor}">{title}</h2>\n<p>{text}</p>\n' for anchor, title, text in page.sections)
    return f'<h1 id="{_slug(page.title)}">{page.title}</h1>\n<p>{page.lead}</p>\n{parts}'


def write_site(pages: Sequence[CorpusPage], folder: Path) -> None:
    """The built pages, each in a folder of its own."""
    for page in pages:
        file = folder / page.url / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{page.title}</title></head>\n<body>\n'
            '<header><a href="/">Customer Service</a><form action="/search/" role="search">'
            '<input type="search" name="q" aria-label="Search"></form></header>\n'
            f"<main data-pagefind-body>\n{article(page)}</main>\n"
            f'<footer><a href="/contact/">Contact</a></footer>\n</body></html>\n',
            encoding="utf-8",
        )


def _lines(page: CorpusPage) -> list[str]:
    texts = [page.lead, *(text for _, _, text in page.sections)]
    return [page.title, *(sentence for text in texts for sentence in text.removesuffix(".").split(". "))]


class _Writer:
    """Writes page after page; remembers its vocabulary, the spoke it is in and the addresses it has given."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.vocabulary = _Vocabulary(chance)
        self.addresses: set[str] = set()
        self.left = 0
        self.spokes = 0

    def page(self, number: int) -> CorpusPage:
        new, once = self.vocabulary.grow(round(HEAPS_START * (number + 1) ** HEAPS_POWER))
        if not self.left:
            self._next_spoke()
        self.left -= 1
        self.own = [*self.vocabulary.topics(self.chance.randint(2, 4), 100), *new[:2]]
        self.chance.shuffle(self.own)
        title = self._title(self.chance.randint(2, 5))
        lengths = [self.chance.randint(*bounds) for bounds in ((40, 90), (110, 270), (110, 270))]
        words = self._words(sum(lengths), once)
        lead, *texts = (
            self._text(words[end - length : end]) for length, end in zip(lengths, accumulate(lengths), strict=True)
        )
        titles = [self._title(self.chance.randint(2, 4)) for _ in texts]
        sections = list(zip(_anchors(title, titles), titles, texts, strict=True))
        return CorpusPage(self._address(f"{self.folder}{_slug(title)}"), title, self.group, lead, sections)

    def _next_spoke(self) -> None:
        self.left = self.chance.randint(15, 35)
        self.spoke = self.vocabulary.topics(self.chance.randint(60, 150), 30)
        shortest = self.chance.randint(1, 2)
        names = (" ".join(self.spoke[:length]).capitalize() for length in range(shortest, len(self.spoke)))
        name = next(name for name in names if f"{_slug(name)}/" not in self.addresses)
        self.folder = self._address(_slug(name))
        self.group = f"Group {self.spokes % GROUPS + 1}"
        self.spokes += 1

    def _title(self, length: int) -> str:
        """Words of the page and of its spoke, and in a longer title a function word between them."""
        words = [self.own[0], *self.chance.sample([*self.own[1:], *self.spoke[:20]], length - 1)]
        if length > 3:
            words[-2] = self.chance.choice(("for", "with", "and", "of", "to", "in", "your", "not"))
        return " ".join(words).capitalize()

    def _text(self, words: list[str]) -> str:
        """The words as sentences of 6 to 22."""
        sentences: list[str] = []
        while words:
            end = self.chance.randint(6, 22)
            sentences.append(" ".join(words[:end]).capitalize())
            del words[:end]
        return ". ".join(sentences) + "."

    def _words(self, length: int, once: list[str]) -> list[str]:
        sources = self.chance.choices(list(SHARES), list(SHARES.values()), k=length)
        drawn = {source: self._drawn(source, sources.count(source)) for source in SHARES}
        words = [next(drawn[source]) for source in sources]
        for word in once:
            words[self.chance.randrange(length)] = word
        return words

    def _drawn(self, source: str, count: int) -> Iterator[str]:
        if source == "all":
            return iter(self.vocabulary.words(count))
        words = {"function": list(FUNCTION_WORDS), "spoke": self.spoke, "page": self.own}[source]
        weights = list(FUNCTION_WORDS.values()) if source == "function" else [1 / (r + 3) for r in range(len(words))]
        return iter(self.chance.choices(words, weights, k=count))

    def _address(self, path: str) -> str:
        """The path, numbered where it is taken."""
        address, number = f"{path}/", 2
        while address in self.addresses:
            address, number = f"{path}-{number}/", number + 1
        self.addresses.add(address)
        return address


class _Vocabulary:
    """Invented words in the order in which they came up, which is the order of how often they are used."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.known: list[str] = []
        self.taken = set(FUNCTION_WORDS)
        self.weights: list[float] = []  # added up, as random.choices wants them
        self.total = 0.0

    def grow(self, size: int) -> tuple[list[str], list[str]]:
        """Invents words until there are so many; gives the new ones, those to keep and those to use once."""
        new: list[str] = []
        while len(self.taken) < size:
            word = self._invented()
            if word not in self.taken and 3 <= len(word) <= LONGEST:
                self.taken.add(word)
                new.append(word)
        once = [word for word in new if self.chance.random() < ONCE][:MOST_ONCE]
        kept = [word for word in new if word not in once]
        for word in kept:
            self.total += 1 / (len(self.known) + MANDELBROT)
            self.known.append(word)
            self.weights.append(self.total)
        return kept, once

    def words(self, count: int) -> list[str]:
        """Words by the Zipf-Mandelbrot law."""
        return self.chance.choices(self.known, cum_weights=self.weights, k=count)

    def topics(self, count: int, first: int) -> list[str]:
        """Distinct words evenly from the frequent to the rare, none of the `first` most frequent ones."""
        found: dict[str, None] = {}
        while len(found) < count:
            place = first * (len(self.known) / first) ** self.chance.random()
            found[self.known[int(place)]] = None
        return list(found)

    def _invented(self) -> str:
        """A word of one to three syllables, or one with an ending more than a word that is known."""
        if self.known and self.chance.random() < 0.45:
            return self.chance.choice(self.known) + self._sound("ending")
        syllables = self.chance.choices((1, 2, 3), (4, 5, 1))[0]
        return "".join(self._sound("onset") + self._sound("vowel") for _ in range(syllables)) + self._sound("coda")

    def _sound(self, name: str) -> str:
        return self.chance.choice(SOUNDS[name])


def _anchors(title: str, titles: list[str]) -> list[str]:
    """The ids of a page's h2, as Markdown makes them of titles; the h1 has its own."""
    slugs = [_slug(each) for each in (title, *titles)]
    return [slug + "_1" * slugs[:place].count(slug) for place, slug in enumerate(slugs)][1:]


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")

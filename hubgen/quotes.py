"""Words of a built page -> where its Markdown, its HTML or a template writes them."""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

# Line and column, from 1.
Spot = tuple[int, int]


class Text:
    """A text in which quotes are looked for; what they have in common is found out once, however many they are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, list[int]] = {}

    def spot(self, quote: str, nth: int) -> Spot | None:
        """Where the text writes a quote, of several places the one numbered `nth` or the last; None where it does not.

        Written as it stands, or, with other signs and spaces between its letters, as Markdown has them.
        """
        if quote not in self._found:
            wanted = "".join(filter(str.isalnum, quote))
            self._found[quote] = list(self._as_it_stands(quote, wanted)) or self._bare.places(wanted)
        found = self._found[quote]
        return self._spot(found[min(nth, len(found) - 1)]) if found else None

    def line_in_html(self, quote: str, nth: int) -> int:
        """The line of this text, a built page, that holds a quote, or 0."""
        found = self.spot(html.escape(quote, quote=False), nth) or self.spot(quote, nth)
        return found[0] if found else 0

    def _as_it_stands(self, quote: str, wanted: str) -> Iterator[int]:
        if not wanted:
            yield from (found.start() for found in re.finditer(_pattern(quote), self._text) if quote.strip())
            return
        signs, letters = re.split(r"(?=[^\W_])", quote.lstrip(), maxsplit=1)
        gap = r"\s+" if signs[-1:].isspace() else ""
        before = re.compile(rf"{_pattern(signs)}{gap}\Z" if signs else r"(?<!\w)\Z")
        after, reach = re.compile(_pattern(letters)), _LONGEST_SIGNS if signs else 0
        end = 0
        for place in self._letters.places(wanted):
            signs_at = before.search(self._text, max(end, place - reach), place)
            if signs_at and (found := after.match(self._text, place)):
                yield signs_at.start()
                end = found.end()

    @cached_property
    def _letters(self) -> "_Letters":
        return _Letters(self._text)

    @cached_property
    def _bare(self) -> "_Letters":
        return _Letters(_BETWEEN.sub(lambda found: " " * len(found[0]), self._text))

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [0, *(line.end() for line in re.finditer("\n", self._text))]

    def _spot(self, offset: int) -> Spot:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


# What Markdown and HTML write between the words of one sentence: addresses of links, tags, attribute lists.
_BETWEEN = re.compile(
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\]\n]*\]|<[^<>]*>|\{:?[ ]*[#.][^{}\n]*\}|&[a-z]+;"
)
# How far before its first letter the signs are looked for that a quote begins with.
_LONGEST_SIGNS = 100


def _pattern(quote: str) -> str:
    return r"\s+".join(map(re.escape, quote.split())) + (r"(?!\w)" if quote.rstrip()[-1:].isalnum() else "")


class _Letters:
    """The letters and digits of a text without what stands between, in order of what follows each start of a word."""

    def __init__(self, text: str) -> None:
        words = list(re.finditer(r"[^\W_]+", text))
        self._all = "".join(word[0] for word in words)
        starts = accumulate((len(word[0]) for word in words), initial=0)
        self._places = {start: word.start() for start, word in zip(starts, words, strict=False)}
        self._sorted = sorted(self._places, key=lambda start: self._all[start : start + _LONGEST_KEY])

    def places(self, wanted: str) -> list[int]:
        """Where these letters stand in the text, from the start of a word on."""
        key = wanted[:_LONGEST_KEY]

        def begins(start: int) -> str:
            return self._all[start : start + len(key)]

        first = bisect_left(self._sorted, key, key=begins)
        alike = self._sorted[first : bisect_right(self._sorted, key, first, key=begins)] if key else []
        return [self._places[start] for start in sorted(alike) if self._all.startswith(wanted, start)]


# By so many letters the starts are sorted: a page of 5 MB takes 100 MB for them.
_LONGEST_KEY = 64


def addressed(addresses: Sequence[str], text: str) -> Spot | None:
    """Where a template or configuration writes the first of these addresses that it has; None where it has none."""
    for address in filter(None, addresses):
        if found := re.search(rf"(?<![^\s\"'(=:,\[]){re.escape(address)}(?![^\s\"')#?,\]>])", text):
            return text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
    return None

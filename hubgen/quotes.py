"""Words of a built page -> where its Markdown, its HTML or a template writes them."""

import html
import re
from collections.abc import Iterator, Sequence

# Line and column, from 1.
Spot = tuple[int, int]

# What Markdown and HTML write between the words of one sentence: addresses of links, tags, attribute lists.
_BETWEEN = re.compile(r"\]\([^)\n]*\)|\]\[[^\]\n]*\]|<[^>]*>|\{:?[ ]*[#.][^}\n]*\}|&[a-z]+;")


def quoted(quote: str, nth: int, text: str) -> Spot | None:
    """Where a text writes a quote, of several places the one numbered `nth` or the last; None where it does not.

    Written as it stands, or, with other signs and spaces between its letters, as Markdown has them.
    """
    found = list(_as_it_stands(quote, text)) or list(_by_letters(quote, text))
    return _spot(found[min(nth, len(found) - 1)], text) if found else None


def quoted_in_html(quote: str, nth: int, text: str) -> int:
    """The line of a built page that holds a quote, or 0."""
    found = quoted(html.escape(quote, quote=False), nth, text) or quoted(quote, nth, text)
    return found[0] if found else 0


def addressed(addresses: Sequence[str], text: str) -> Spot | None:
    """Where a template or configuration writes the first of these addresses that it has; None where it has none."""
    for address in filter(None, addresses):
        if found := re.search(rf"(?<![^\s\"'(=:,\[]){re.escape(address)}(?![^\s\"')#?,\]>])", text):
            return _spot(found.start(), text)
    return None


def line_of(text: str, line: int) -> str:
    """One line of a text, from 1, or ""."""
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _as_it_stands(quote: str, text: str) -> Iterator[int]:
    words = quote.split()
    if not words:
        return
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    pattern = before + r"\s+".join(map(re.escape, words)) + after
    yield from (found.start() for found in re.finditer(pattern, text))


def _by_letters(quote: str, text: str) -> Iterator[int]:
    wanted = "".join(filter(str.isalnum, quote))
    blank = _BETWEEN.sub(lambda found: " " * len(found[0]), text)
    places = [place for place, char in enumerate(blank) if char.isalnum()]
    letters = "".join(blank[place] for place in places)
    at = letters.find(wanted) if wanted else -1
    while at >= 0:
        if at == 0 or places[at] - places[at - 1] > 1:
            yield places[at]
        at = letters.find(wanted, at + 1)


def _spot(offset: int, text: str) -> Spot:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

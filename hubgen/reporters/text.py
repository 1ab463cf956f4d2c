"""Findings for people, file by file: where and what, the line itself with a mark below it, and how to mend it."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, TextIO

from hubgen.model import Finding, Severity, Verdict
from hubgen.reporters import by_file, pages_of, pointed_at, where
from hubgen.sheets import JOINERS, printable

# They are figures, and would drown the rest.
quiet_about: Final[tuple[Severity, ...]] = ("info",)

# A longer line is cut to so many columns, of which so many stand before the words that it is shown for.
WIDTH = 100
BEFORE = 40


def report(verdict: Verdict, out: TextIO) -> None:
    """Writes the findings by file, as one reads it, below the page's title; those of the whole site come first."""
    for group in by_file(verdict):
        title, indent = ([_no_command(printable(group.title))], "  ") if group.title else ([], "")
        lines = (indent + line for finding in group.findings for line in lines_of(finding))
        out.writelines(line + "\n" for line in (*title, *lines, ""))


def lines_of(finding: Finding) -> list[str]:
    """One finding with its whole place in front: where and what, the line itself, its pages, how to mend it."""
    return [
        _no_command(printable(f"{where(finding)}: {finding.message} [{finding.severity} {finding.check}]")),
        *(f"    {line}" for line in (*_marked(finding), *map(_no_command, pages_of(finding)))),
        printable(f"  mend: {finding.remedy}"),
    ]


# Before a line that would be a command to GitHub's runners, which read the log and pass over blanks.
_GUARD = "\\"


def _no_command(line: str) -> str:
    return _GUARD + line if line.lstrip().startswith("::") else line


def _marked(finding: Finding) -> list[str]:
    """The line that a finding is about, cut to the width around the words at fault, and a mark below these."""
    spot = pointed_at(finding)
    if spot is None:
        return []
    line = finding.excerpt.rstrip()
    first = min(len(line) - len(line.lstrip()), spot[0])
    signs = [_sign(char) for char in line]
    left, right = _window([columns for _, columns in signs], first, spot[0])
    start, end = spot[0], min(spot[1], right)
    before, words, after = signs[left:start], signs[start:end], signs[end:right]
    cut = "…" if left > first else _GUARD if line.startswith("::", left) else ""
    told = cut + "".join(text for text, _ in (*before, *words, *after)) + ("…" if right < len(signs) else "")
    return [told, " " * (len(cut) + _columns(before)) + "^" * max(_columns(words), 1)]


def _window(widths: Sequence[int], first: int, start: int) -> tuple[int, int]:
    """From where to where a line is shown around one of its signs, so that it fits the width."""
    if sum(widths[first:]) <= WIDTH:
        return first, len(widths)
    left, room = start, BEFORE
    while left > first and widths[left - 1] <= room:
        left -= 1
        room -= widths[left]
    right, room = left, WIDTH
    while right < len(widths) and widths[right] <= room:
        room -= widths[right]
        right += 1
    return left, right


def _columns(signs: Sequence[tuple[str, int]]) -> int:
    return sum(columns for _, columns in signs)


@cache
def _sign(char: str) -> tuple[str, int]:
    """What is shown for a character, and the columns that it takes: two for a Chinese one, none for an accent."""
    if char == "\t":
        return "    ", 4
    if unicodedata.category(char) in ("Mn", "Me") or char in JOINERS:
        return char, 0
    shown = printable(char)
    return shown, 2 if unicodedata.east_asian_width(char) in "WF" else len(shown)

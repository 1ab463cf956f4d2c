"""Findings for people: a line that says where and what, and one below it that says how to mend it."""

import re
from collections.abc import Sequence
from typing import TextIO

from hubgen.model import Finding

# So many of a finding's pages are named; the others are counted.
MOST_PAGES = 5


def report(findings: Sequence[Finding], out: TextIO) -> None:
    """Writes the findings by file, as one reads it; those of the whole site come first."""
    for finding in sorted(findings, key=_reading_order):
        out.writelines(line + "\n" for line in lines_of(finding))


def lines_of(finding: Finding) -> list[str]:
    """One finding: where and what, its pages, how to mend it."""
    lines = [f"{_place(finding)}: {finding.message} [{finding.severity} {finding.check}]"]
    lines += [f"    {page}" for page in finding.pages[:MOST_PAGES]]
    if len(finding.pages) > MOST_PAGES:
        lines.append(f"    and {len(finding.pages) - MOST_PAGES} more")
    lines.append(f"  mend: {finding.remedy}")
    return [_printable(line) for line in lines]


def _place(finding: Finding) -> str:
    """Where to look: the Markdown where it is known, else the built page, else the site."""
    if finding.source:
        return finding.source
    if not finding.page:
        return "the site"
    return f"{finding.page}:{finding.line}" if finding.line else finding.page


def _reading_order(finding: Finding) -> tuple[str, int, int]:
    """File, line and column."""
    place = re.fullmatch(r"(.*):(\d+):(\d+)", finding.source, re.DOTALL)
    if place:
        return place[1], int(place[2]), int(place[3])
    return finding.source or finding.page, finding.line, 0


def _printable(line: str) -> str:
    """A line without what could not be written or would break it: line ends, control signs, half characters."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in line)

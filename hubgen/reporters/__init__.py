"""How a verdict is written, one file a form: each has `report(verdict, out)`, which writes to the sink it is given.

A form may name severities that it is `quiet_about`: `write` leaves their findings out unless it is to be verbose.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple, TextIO

from hubgen.model import Finding, Severity, Site, Verdict
from hubgen.registry import parts
from hubgen.sheets import printable

# So many of a finding's pages are named; the others are counted.
MOST_PAGES = 5


def write(form: str, verdict: Verdict, out: TextIO, verbose: bool = False) -> None:
    """Writes a verdict in a form; to be verbose adds findings to it and changes nothing else."""
    reporter = parts(__name__)[form]
    quiet: Sequence[Severity] = () if verbose else getattr(reporter, "quiet_about", ())
    findings = tuple(finding for finding in verdict.findings if finding.severity not in quiet)
    reporter.report(replace(verdict, findings=findings), out)


def summary(verdict: Verdict) -> str:
    """What was checked and what came of it, in one line."""
    site = verdict.site
    links = sum(len(document.links) for document in site.documents.values())
    numbers = (many(len(site.documents), "page"), many(len(site.spokes), "spoke"), many(links, "link"))
    what = ", ".join(numbers) if site.documents else "the content"
    sentences = (f"Checked {what}: {found(verdict.findings) or 'nothing to mend'}.", of_baseline(verdict))
    return " ".join(filter(None, sentences))


def found(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity, as in "2 errors, 1 warning"; "" where there is none."""
    severities = Counter(finding.severity for finding in findings)
    return ", ".join(many(severities[each], each) for each in ("error", "warning", "info") if severities[each])


def many(number: int, thing: str) -> str:
    """A number of things, as in "1 page" and "1,200 pages"."""
    return f"{number:,} {thing}" if number == 1 or thing == "info" else f"{number:,} {thing}s"


def of_baseline(verdict: Verdict) -> str:
    """What became of the findings that a baseline knew, in a sentence; "" where it knew none."""
    counts = [f"{len(verdict.known):,} still there"] if verdict.known else []
    counts += [f"{verdict.mended:,} mended"] if verdict.mended else []
    return f"Known before: {', '.join(counts)}." if counts else ""


class Place(NamedTuple):
    """Where a finding is to be mended: a file, "" for the site, and a line and column from 1, 0 where not known."""

    file: str
    line: int = 0
    column: int = 0


def place(finding: Finding) -> Place:
    """The Markdown or template behind a finding where it is known, else the built page."""
    if found := re.fullmatch(r"(.+?)(?::(\d+))?(?::(\d+))?", finding.source, re.DOTALL):
        return Place(found[1], int(found[2] or 0), int(found[3] or 0))
    return Place(finding.page, finding.line)


def where(finding: Finding) -> str:
    """A finding's place in one word, as in `content/returns.md:31:14`."""
    if finding.source or not finding.page:
        return finding.source or "the site"
    return f"{finding.page}:{finding.line}" if finding.line else finding.page


def pages_of(finding: Finding) -> list[str]:
    """The first pages of a finding of several, and how many more there are."""
    more = len(finding.pages) - MOST_PAGES
    return [*map(printable, finding.pages[:MOST_PAGES]), *([f"and {more:,} more"] if more > 0 else [])]


def told_beside(finding: Finding) -> list[str]:
    """What to show beside a file of the repository, which a built page is none of: then it is said where."""
    message = finding.message if finding.source else f"{where(finding)}: {finding.message}"
    return [printable(message), *pages_of(finding), printable(f"mend: {finding.remedy}")]


def pointed_at(finding: Finding) -> tuple[int, int] | None:
    """The part of the excerpt that a finding is about, as offsets; None where it is about the file as a whole."""
    _, line, column = place(finding)
    words = next((each for each in (finding.quote, finding.target) if each), "")
    start = column - 1
    if not finding.excerpt[start:].strip() or start < 0 or (line == column == 1 and not words):
        return None
    if words and finding.excerpt.startswith(words, start):
        return start, start + len(words)
    word = _WORD.match(finding.excerpt, start)
    return start, word.end() if word else start + 1


# An address or a word, without what encloses or follows it.
_WORD = re.compile(r"[^\s()<>\[\]{}\"'|]*[^\s()<>\[\]{}\"'|:;,.]")


@dataclass(frozen=True, slots=True)
class FileFindings:
    """The findings to be mended in one file ("" for the site), as one reads it, and its page's title, "" if unknown."""

    file: str
    title: str
    findings: tuple[Finding, ...]


def by_file(verdict: Verdict) -> list[FileFindings]:
    """The findings file by file; those of the whole site come first."""
    ordered = sorted(verdict.findings, key=place)
    return [
        FileFindings(file, _title(file, findings[0], verdict.site), findings)
        for file, of_file in groupby(ordered, key=lambda finding: place(finding).file)
        if (findings := tuple(of_file))
    ]


def _title(file: str, finding: Finding, site: Site) -> str:
    """The title of the page that a file is, or is the Markdown of."""
    page, document = site.pages.get(finding.page), site.documents.get(file)
    if page and f"/{file}".endswith(f"/{page.src}"):
        return page.title
    return (document.heading or document.title) if document else ""

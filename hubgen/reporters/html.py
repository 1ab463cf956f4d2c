"""Findings for whoever decides: one page with the verdict in words, what to mend first, and every finding."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TextIO

from hubgen.links import file_of
from hubgen.manual import REPORTED, blocks, summed_up
from hubgen.model import Finding, Rule, Severity, Site, Verdict
from hubgen.reporters import by_file, found, many, of_baseline, pages_of, place, pointed_at, where
from hubgen.sheets import sheet

# Checks that are named as what to mend first; more would be no beginning.
MOST_STEPS = 5

# So many signs of a line are shown before the words at fault, and so many after them.
BEFORE, AFTER = 80, 160

SEVERITIES: Sequence[Severity] = ("error", "warning", "info")


def report(verdict: Verdict, out: TextIO) -> None:
    """Writes the page."""
    rules = {rule.id: rule for rule in verdict.rules}
    to_mend = [finding for finding in verdict.findings if finding.severity != "info"]
    listed = (*to_mend, *verdict.known)
    files = by_file(replace(verdict, findings=listed))
    known = frozenset(map(id, verdict.known))
    anchors = {group.file: f"file-{number}" for number, group in enumerate(files, start=1)}
    hub = verdict.site.documents.get(verdict.site.hub)
    headline = "Must not be published yet" if verdict.failed else "Can be published"
    page = sheet(
        "report.html",
        title=f"{headline}: {hub.title}" if hub and hub.title else headline,
        site=hub.title if hub else "",
        headline=headline,
        failed=verdict.failed,
        sentence=_sentence(to_mend, verdict.known, verdict.failed),
        notes=[*verdict.notes, of_baseline(verdict)],
        numbers=_numbers(verdict),
        steps=_steps(to_mend, rules) if verdict.failed else (),
        topics=_topics(verdict.rules, (*verdict.findings, *verdict.known)),
        spokes=_spokes(listed, verdict.site),
        files=files,
        anchors=anchors,
        figures=[finding for finding in verdict.findings if finding.severity == "info"],
        rules=rules,
        manuals=[(topic, list(of_it)) for topic, of_it in groupby(_by_topic(verdict.rules), lambda rule: rule.topic)],
        blocks=blocks,
        excerpt=_excerpt,
        is_known=lambda finding: id(finding) in known,
        pages_of=pages_of,
        reported=REPORTED,
        spot=_spot,
        summed_up=summed_up,
        where=where,
    )
    out.write(page)


def _sentence(to_mend: Sequence[Finding], known: Sequence[Finding], failed: bool) -> str:
    """What the verdict rests on."""
    numbers = Counter(finding.severity for finding in to_mend)
    errors, warnings = many(numbers["error"], "error"), many(numbers["warning"], "warning")
    if failed and numbers["error"]:
        return f"{errors} must be mended first{f'; {warnings} can wait' if numbers['warning'] else ''}."
    if failed:
        return f"{warnings} must be mended first: this site takes warnings as seriously as errors."
    if to_mend:
        return f"{found(to_mend)} can be mended later."
    return f"There is nothing new to mend; known before: {found(known)}." if known else "There is nothing to mend."


def _numbers(verdict: Verdict) -> list[tuple[int, str]]:
    """How much was looked at; where only the content was, there are no pages to count."""
    site = verdict.site
    links = sum(len(document.links) for document in site.documents.values())
    counts = {"page": len(site.documents), "spoke": len(site.spokes), "link": links, "check": len(verdict.rules)}
    return [(number, thing if number == 1 else f"{thing}s") for thing, number in counts.items() if number]


@dataclass(frozen=True, slots=True)
class Step:
    """A check whose findings come first: how far they reach, the first file, and the remedy where it is one for all."""

    check: str
    summary: str
    extent: str
    file: str
    remedy: str


def _steps(to_mend: Sequence[Finding], rules: Mapping[str, Rule]) -> list[Step]:
    """The checks that keep the site from being published; first those of many pages, which one template may mend."""
    worst = min((finding.severity for finding in to_mend), key=SEVERITIES.index, default="error")
    by_check: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in to_mend:
        if finding.severity == worst:
            by_check[finding.check].append(finding)
    touched = {
        check: {page for finding in findings for page in finding.pages or (finding.page or place(finding).file,)}
        for check, findings in by_check.items()
    }
    return [
        Step(
            check,
            summed_up(rules[check]) if check in rules else check,
            f"{many(len(by_check[check]), 'finding')} on {many(len(touched[check]), 'page')}",
            place(by_check[check][0]).file,
            by_check[check][0].remedy if len({finding.remedy for finding in by_check[check]}) == 1 else "",
        )
        for check in sorted(by_check, key=lambda check: (-len(touched[check]), check))[:MOST_STEPS]
    ]


def _topics(rules: Sequence[Rule], findings: Sequence[Finding]) -> list[tuple[str, list[tuple[Severity, int]]]]:
    """How many findings each topic has of each severity."""
    counts = Counter((finding.topic, finding.severity) for finding in findings)
    topics = {rule.topic for rule in rules} | {finding.topic for finding in findings}
    return [(topic, [(severity, counts[topic, severity]) for severity in SEVERITIES]) for topic in sorted(topics)]


@dataclass(frozen=True, slots=True)
class SpokeLine:
    """A spoke, and what is to be mended on it: in words, and the worst severity of it, "" where there is nothing."""

    title: str
    file: str
    to_mend: str
    worst: str


def _spokes(to_mend: Sequence[Finding], site: Site) -> list[tuple[str, list[SpokeLine]]]:
    """The spokes by group; what is wrong on all pages alike is told of the site, and not of each."""
    on_page: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in to_mend:
        on_page[finding.page].append(finding)
    groups: dict[str, list[SpokeLine]] = {spoke.group: [] for spoke in site.spokes}
    for spoke in site.spokes:
        its_own = on_page[spoke.path]
        worst = min((finding.severity for finding in its_own), key=SEVERITIES.index, default="")
        groups[spoke.group].append(SpokeLine(spoke.title, file_of(spoke.path, site), found(its_own), worst))
    return list(groups.items())


def _excerpt(finding: Finding) -> tuple[str, str, str] | None:
    """The line that a finding is about: what stands before, in and after the words at fault."""
    if (spot := pointed_at(finding)) is None:
        return None
    start, end = spot
    before, after = finding.excerpt[:start].lstrip(), finding.excerpt[end:].rstrip()
    before = before if len(before) <= BEFORE else f"…{before[-BEFORE:]}"
    after = after if len(after) <= AFTER else f"{after[:AFTER]}…"
    return before.expandtabs(4), finding.excerpt[start:end], after.expandtabs(4)


def _spot(finding: Finding) -> str:
    """Where in its file a finding is, in words."""
    _, line, column = place(finding)
    return f"line {line}{f', column {column}' if column else ''}" if line else ""


def _by_topic(rules: Sequence[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: (rule.topic, rule.id))

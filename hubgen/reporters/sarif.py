"""Findings for code scanning and editors: SARIF 2.1.0."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TextIO
from urllib.parse import quote

from hubgen import __version__
from hubgen.baseline import fingerprint
from hubgen.manual import as_markdown, introduction, summed_up
from hubgen.model import Finding, Rule, Site, Verdict
from hubgen.reporters import place, pointed_at, told_beside

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note", "off": "none"}


def report(verdict: Verdict, out: TextIO) -> None:
    """Writes one run: the checks that ran as its rules, and the findings in the order given."""
    driver = {"name": "hubgen", "version": __version__, "rules": [_rule(rule) for rule in verdict.rules]}
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {"SITE": {"description": _text("the folder of the built site")}},
        # Columns count characters, as Python does, and not the halves of them that are JavaScript's unit.
        "columnKind": "unicodeCodePoints",
        "results": list(_results(verdict)),
    }
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, out, indent=2)
    out.write("\n")


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": _text(summed_up(rule)),
        "fullDescription": _text(introduction(rule.manual) or rule.id),
        "help": {**_text(rule.manual or rule.id), "markdown": _writable(as_markdown(rule.manual) or rule.id)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.topic]},
    }


def _results(verdict: Verdict) -> Iterator[dict[str, Any]]:
    numbers = {rule.id: number for number, rule in enumerate(verdict.rules)}
    seen: Counter[str] = Counter()
    for finding in verdict.findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        result: dict[str, Any] = {
            "ruleId": finding.check,
            "level": _LEVELS[finding.severity],
            "message": _text("\n".join(told_beside(finding))),
            "locations": [{"physicalLocation": _place(finding, verdict.site)}],
            # The one name that GitHub looks for.
            "partialFingerprints": {"primaryLocationLineHash": f"{mark}:{seen[mark]}"},
        }
        if finding.check in numbers:
            result["ruleIndex"] = numbers[finding.check]
        if related := _built_pages(finding):
            result["relatedLocations"] = related
        yield result


def _place(finding: Finding, site: Site) -> dict[str, Any]:
    """Where the finding is in the repository: GitHub shows none without a file."""
    file, line, column = place(finding)
    if not finding.source and site.pages:
        file, line = "mkdocs.yml", 0
    elif not finding.source:
        file = _in_repository(file or next(iter(finding.pages), site.hub), site.root)
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(file), "uriBaseId": "%SRCROOT%"}}
    if line:
        location["region"] = {"startLine": line}
    if column:
        location["region"]["startColumn"] = column
    if spot := pointed_at(finding):
        words = finding.excerpt[slice(*spot)]
        location["region"] |= {"endColumn": spot[1] + 1, "snippet": _text(words)}
        location["contextRegion"] = {"startLine": line, "snippet": _text(finding.excerpt)}
    return location


def _in_repository(page: str, root: Path | None) -> str:
    """A page of a folder of HTML that is checked without its content; one below the current folder is found there."""
    if not page or root is None:
        return page or "mkdocs.yml"
    # First as written, since a link within the repository may lead out of it; then as it is, in one reached by a link.
    for folder in (Path(os.path.abspath(root)), root.resolve()):
        if folder.is_relative_to(Path.cwd()):
            return (folder.relative_to(Path.cwd()) / page).as_posix()
    return page


def _built_pages(finding: Finding) -> list[dict[str, Any]]:
    """The built pages that a finding is about, each once."""
    lines = dict.fromkeys(finding.pages, 0) | ({finding.page: finding.line} if finding.page else {})
    return [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": _uri(page), "uriBaseId": "SITE"},
                **({"region": {"startLine": line}} if line else {}),
            }
        }
        for page, line in lines.items()
    ]


def _uri(file: str) -> str:
    return quote(file.encode("utf-8", "surrogatepass"))


def _text(text: str) -> dict[str, str]:
    return {"text": _writable(text)}


def _writable(text: str) -> str:
    """A text without half characters, which are no Unicode."""
    return text.encode("utf-8", "backslashreplace").decode()

"""Findings for programs: a JSON array with one object for each."""

import json
from typing import Any, TextIO

from hubgen.model import Finding, Verdict
from hubgen.reporters import place


def report(verdict: Verdict, out: TextIO) -> None:
    """Writes the findings in the order given; what is not known is 0 or "", and so is `page` for the whole site."""
    json.dump([_object(finding) for finding in verdict.findings], out, indent=2)
    out.write("\n")


def _object(finding: Finding) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "check": finding.check,
        "topic": finding.topic,
        "severity": finding.severity,
        "page": finding.page,
        "line": finding.line,
        "target": finding.target,
        "source": finding.source,
        "column": place(finding).column,
        "excerpt": finding.excerpt,
        "message": finding.message,
        "remedy": finding.remedy,
    }
    return {**shown, "pages": list(finding.pages)} if finding.pages else shown

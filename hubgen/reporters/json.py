"""Findings for programs: a JSON array with one object for each."""

import json
from collections.abc import Sequence
from typing import Any, TextIO

from hubgen.model import Finding


def report(findings: Sequence[Finding], out: TextIO) -> None:
    """Writes the findings in the order given; `line` is 0 where it is not known, `page` "" for the whole site."""
    json.dump([_object(finding) for finding in findings], out, indent=2)
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
        "message": finding.message,
        "remedy": finding.remedy,
    }
    return {**shown, "pages": list(finding.pages)} if finding.pages else shown

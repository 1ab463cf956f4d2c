"""Workflow commands as GitHub's runner reads them: one line each, whatever the texts hold."""

from dataclasses import replace
from urllib.parse import unquote

import pytest

from hubgen.model import Finding, Site, Verdict
from hubgen.reporters import told_beside
from tests.reporters.test_reporters import reported
from tests.reporters.verdicts import ODD

LINK = Finding("a.html", "x leads to nothing", "y", check="broken-link", source="content/a.md:7:42")
LINES = [
    (LINK, "::error file=content/a.md,line=7,col=42,title=broken-link::x leads to nothing%0Amend: y"),
    (
        replace(LINK, target="x.md", excerpt="-" * 41 + "x.md"),
        "::error file=content/a.md,line=7,col=42,endColumn=45,title=broken-link::x leads to nothing%0Amend: y",
    ),
    (
        replace(LINK, source="a, b: 100%.md", message="50%\r\n::stop::", severity="warning"),
        "::warning file=a%2C b%3A 100%25.md,title=broken-link::50%25\\r\\n::stop::%0Amend: y",
    ),
    (
        replace(LINK, source="", line=3, severity="info"),
        "::notice title=broken-link::a.html:3: x leads to nothing%0Amend: y",
    ),
    (
        Finding("", "x", "y", check="z", pages=tuple("abcdef")),
        "::error title=z::the site: x%0Aa%0Ab%0Ac%0Ad%0Ae%0Aand 1 more%0Amend: y",
    ),
]


@pytest.mark.parametrize(("finding", "line"), LINES)
def test_a_finding_is_a_workflow_command(finding: Finding, line: str) -> None:
    assert reported("github", Verdict(Site(), (finding,))) == f"{line}\n"


def test_the_runner_reads_what_was_meant() -> None:
    lines = reported("github", ODD).split("\n")[:-1]
    for line, finding in zip(lines, ODD.findings, strict=True):
        command, _, message = line.removeprefix("::").partition("::")
        properties = dict(each.split("=", 1) for each in command.partition(" ")[2].split(","))
        assert unquote(message).split("\n") == told_beside(finding)
        assert set(properties) <= {"file", "line", "col", "endColumn", "title"}

"""Findings beside the lines of a pull request: workflow commands of GitHub Actions."""

from collections.abc import Iterator
from typing import Final, TextIO

from hubgen.model import Finding, Severity, Verdict
from hubgen.reporters import place, pointed_at, told_beside
from hubgen.sheets import printable

# They are figures, and would stand beside the lines of every pull request.
quiet_about: Final[tuple[Severity, ...]] = ("info",)

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def report(verdict: Verdict, out: TextIO) -> None:
    """Writes a command for each finding, in the order given."""
    for finding in verdict.findings:
        properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding))
        message = _data("\n".join(told_beside(finding)))
        out.write(f"::{_COMMANDS[finding.severity]} {properties}::{message}\n")


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    file, line, column = place(finding)
    spot = pointed_at(finding)
    if finding.source:
        yield "file", file
        yield from (("line", str(line)),) if line else ()
        yield from (("col", str(column)),) if column else ()
        yield from (("endColumn", str(spot[1])),) if spot else ()
    yield "title", finding.check


def _data(text: str) -> str:
    """Escaped as GitHub's runner unescapes it; whatever else a line may not hold is spelled out already."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")

"""How findings are written."""

import io
import json

import pytest

from hubgen.model import Finding
from hubgen.registry import parts

FINDINGS = [
    Finding(
        "policies/returns/index.html",
        '"gone.md" leads to nothing',
        "did you mean faq.md?",
        target="gone.md",
        check="broken-link",
        topic="links",
        line=40,
        source="content/policies/returns.md:4:12",
    ),
    Finding("a.html", "has no words", "say it", check="missing-alt", topic="accessibility", severity="warning", line=3),
    Finding("b.html", "is\nbad \udcff", "mend it", check="x", topic="hub", severity="info"),
    Finding("", "is missing", "add it", check="y", topic="hub", pages=tuple(f"{n}.html" for n in range(7))),
]
TEXT = """\
the site: is missing [error y]
    0.html
    1.html
    2.html
    3.html
    4.html
    and 2 more
  mend: add it
a.html:3: has no words [warning missing-alt]
  mend: say it
b.html: is\\nbad \\udcff [info x]
  mend: mend it
content/policies/returns.md:4:12: "gone.md" leads to nothing [error broken-link]
  mend: did you mean faq.md?
"""
KEYS = ["check", "topic", "severity", "page", "line", "target", "source", "message", "remedy"]


def reported(form: str, findings: list[Finding]) -> str:
    out = io.StringIO()
    parts("hubgen.reporters")[form].report(findings, out)
    return out.getvalue()


def test_text_says_where_what_and_how_to_mend_it() -> None:
    assert reported("text", FINDINGS) == TEXT
    assert reported("text", []) == ""


def test_json_has_one_object_for_each_finding() -> None:
    read = json.loads(reported("json", FINDINGS))
    assert [list(each) for each in read] == [KEYS, KEYS, KEYS, [*KEYS, "pages"]]
    assert list(read[0].values()) == [
        "broken-link",
        "links",
        "error",
        "policies/returns/index.html",
        40,
        "gone.md",
        "content/policies/returns.md:4:12",
        '"gone.md" leads to nothing',
        "did you mean faq.md?",
    ]
    assert read[3]["pages"] == [f"{n}.html" for n in range(7)]
    assert json.loads(reported("json", [])) == []


def test_text_has_the_findings_of_a_file_in_the_order_of_their_lines() -> None:
    sources = ["a.md:10:1", "a.md:9:12", "a.md:9:2", "a:b.md:1:1", "content"]
    places = reported("text", [Finding("", "x", "y", source=source) for source in sources]).split(
        ": x [error ]\n  mend: y\n"
    )
    assert places == ["a.md:9:2", "a.md:9:12", "a.md:10:1", "a:b.md:1:1", "content", ""]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_report_can_always_be_written_as_utf8(form: str) -> None:
    assert reported(form, FINDINGS).encode("utf-8")

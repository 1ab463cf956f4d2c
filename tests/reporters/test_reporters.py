"""What holds of every form: it writes all there is to say, of anything, and the same each time.

`HUBGEN_GOLDEN=write pytest tests/reporters` writes the expected outputs anew, to be read before they are committed.
"""

import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from hubgen.model import Finding, Verdict
from hubgen.registry import parts
from hubgen.reporters import Place, place, pointed_at, summary, write
from tests.reporters.verdicts import FINDINGS, NOTHING, ODD, SHOP

FORMS = list(parts("hubgen.reporters"))
GOLDEN = Path(__file__).parent / "golden"


def reported(form: str, verdict: Verdict) -> str:
    out = io.StringIO()
    write(form, verdict, out, verbose=True)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_a_report_looks_as_it_did(form: str) -> None:
    # The style of the page is long, and is tried in a browser.
    said = re.sub(r"<style>.*?</style>\n", "", reported(form, SHOP), flags=re.DOTALL)
    file = GOLDEN / f"report.{form}"
    if os.environ.get("HUBGEN_GOLDEN") == "write":
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("verdict", [SHOP, NOTHING, ODD], ids=["shop", "nothing", "odd"])
def test_a_report_can_always_be_written_and_read(form: str, verdict: Verdict) -> None:
    text = reported(form, verdict)
    assert text.encode("utf-8") == reported(form, verdict).encode("utf-8")
    assert not text or text.endswith("\n")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e\u2028]", text)


@pytest.mark.parametrize("form", FORMS)
def test_the_first_line_of_a_form_says_what_it_is(form: str) -> None:
    first, *_ = (parts("hubgen.reporters")[form].__doc__ or "").splitlines()
    assert first.startswith("Findings ")
    assert first.endswith(".")


@pytest.mark.parametrize("form", FORMS)
def test_being_verbose_adds_figures_alone(form: str) -> None:
    out = io.StringIO()
    write(form, SHOP, out)
    without = replace(SHOP, findings=tuple(each for each in FINDINGS if each.severity != "info"))
    quiet = form in ("text", "github")
    assert out.getvalue() == reported(form, without if quiet else SHOP)
    assert (out.getvalue() == reported(form, SHOP)) is not quiet


PLACES = [
    ("content/a.md:7:42", Place("content/a.md", 7, 42)),
    ("content/a.md:7", Place("content/a.md", 7, 0)),
    ("content/a:b 1.md:10:1", Place("content/a:b 1.md", 10, 1)),
    ("content", Place("content")),
    ("a\nb.md:1:1", Place("a\nb.md", 1, 1)),
    ("", Place("a/index.html", 3)),
]


@pytest.mark.parametrize(("source", "expected"), PLACES)
def test_a_place_is_the_markdown_or_else_the_built_page(source: str, expected: Place) -> None:
    assert place(Finding("a/index.html", "x", "y", line=3, source=source)) == expected


# A line's number and text, with ^ where the source says that the fault is; the words; what is pointed at.
POINTED = [
    (7, "see [us](^gone.md)", "gone.md", "gone.md"),
    (7, "see [us](^../gone.md#fees 'x')", "#fees", "../gone.md#fees"),
    (7, "see <^https://x.example/a>", "", "https://x.example/a"),
    (7, "^efective: 2026-01-01", "", "efective"),
    (7, "^words, that are quoted", "words, that", "words, that"),
    (7, 'effective: ^"32 May"', "", '"'),
    (1, "^# Returns", "", None),
    (1, "^# Returns", "# Returns", "# Returns"),
    (7, "---^", "", None),
    (7, "^", "x", None),
    (7, "   ^  ", "", None),
]


@pytest.mark.parametrize(("number", "line", "words", "expected"), POINTED)
def test_what_a_finding_points_at_is_its_words_or_what_stands_there(
    number: int, line: str, words: str, expected: str | None
) -> None:
    excerpt, column = line.replace("^", ""), line.index("^") + 1
    spot = pointed_at(Finding("", "x", "y", quote=words, source=f"a.md:{number}:{column}", excerpt=excerpt))
    assert (spot and excerpt[slice(*spot)]) == expected


SUMMARIES = [
    (SHOP, "Checked 4 pages, 2 spokes, 0 links: 4 errors, 1 warning, 1 info. Known before: 2 still there, 3 mended."),
    (Verdict(SHOP.site, ()), "Checked 4 pages, 2 spokes, 0 links: nothing to mend."),
    (NOTHING, "Checked the content: nothing to mend."),
    (
        replace(NOTHING, known=SHOP.known * 600),
        "Checked the content: nothing to mend. Known before: 1,200 still there.",
    ),
    (replace(NOTHING, mended=3), "Checked the content: nothing to mend. Known before: 3 mended."),
]


@pytest.mark.parametrize(("verdict", "said"), SUMMARIES)
def test_the_summary_counts(verdict: Verdict, said: str) -> None:
    assert summary(verdict) == said

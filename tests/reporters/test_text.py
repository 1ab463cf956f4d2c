"""The marked line of a finding, and its lines in a log."""

import pytest

from hubgen.model import Document, Finding, Site, Verdict
from hubgen.reporters.text import WIDTH, lines_of
from tests.reporters.test_reporters import reported
from tests.reporters.verdicts import FINDINGS

LONG = "word " * 60

# A line of Markdown, the words at fault, and what is shown.
MARKED = [
    ("see [us](gone.md).", "gone.md", ["see [us](gone.md).", "         ^^^^^^^"]),
    ("\t- see gone.md  ", "gone.md", ["- see gone.md", "      ^^^^^^^"]),
    ("a\tgone.md", "gone.md", ["a    gone.md", "     ^^^^^^^"]),
    ("客户 gone.md", "gone.md", ["客户 gone.md", "     ^^^^^^^"]),
    ("see 无.md", "无.md", ["see 无.md", "    ^^^^^"]),
    ("cafe\u0301 gone.md", "gone.md", ["cafe\u0301 gone.md", "     ^^^^^^^"]),
    ("a\x1b[31m gone.md", "gone.md", ["a\\x1b[31m gone.md", "          ^^^^^^^"]),
    ("a\xa0gone.md", "gone.md", ["a gone.md", "  ^^^^^^^"]),
    (f"gone.md {LONG}", "gone.md", [f"gone.md {LONG}"[:WIDTH] + "…", "^^^^^^^"]),
    (f"{LONG}gone.md", "gone.md", [f"…{LONG[-40:]}gone.md", " " * 41 + "^^^^^^^"]),
    ("x" * 300, "x" * 300, ["x" * WIDTH + "…", "^" * WIDTH]),
    ("客" * 90, "客", ["客" * 50 + "…", "^^"]),
    ("  ::error::x gone.md", "gone.md", ["\\::error::x gone.md", "            ^^^^^^^"]),
]


@pytest.mark.parametrize(("line", "words", "shown"), MARKED)
def test_the_words_at_fault_are_marked_below_their_line(line: str, words: str, shown: list[str]) -> None:
    source = f"a.md:2:{line.index(words) + 1}"
    _, *marked, _ = lines_of(Finding("", "x", "y", target=words, source=source, excerpt=line))
    assert marked == [f"    {each}" for each in shown]


LINES = [
    (
        FINDINGS[0],
        [
            'content/policies/returns.md:10:50: "form.pdf" leads to nothing: the site has no policies/returns/form.pdf '
            "[error broken-link]",
            "    Write to [us](../contct.md), or print the [form](form.pdf).",
            "                                                     ^^^^^^^^",
            "  mend: correct the address, or take the link out",
        ],
    ),
    (
        FINDINGS[3],
        [
            '404.html:40: the image "map.svg" has no alternative text [warning missing-alt]',
            '  mend: write alt="" if it is decoration',
        ],
    ),
    (
        FINDINGS[4],
        [
            "the site: the footer that 7 pages have does not link to the hub [error hub-not-in-footer]",
            *(f"    guides/{number}/index.html" for number in range(5)),
            "    and 2 more",
            "  mend: add the link to the footer",
        ],
    ),
]


@pytest.mark.parametrize(("finding", "lines"), LINES)
def test_a_log_has_the_whole_place_in_front(finding: Finding, lines: list[str]) -> None:
    assert lines_of(finding) == lines


def test_no_line_is_a_command_to_who_reads_the_log() -> None:
    page = "::stop-commands::x.html"
    finding = Finding(page, "::error::x", "::error::y", pages=(page,))
    site = Site(documents={page: Document(page, title=" ::warning::z")})
    lines = reported("text", Verdict(site, (finding,))).splitlines()
    assert (sum("::" in line for line in lines), [line for line in lines if line.lstrip().startswith("::")]) == (4, [])

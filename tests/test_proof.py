"""The figures of the proof, and the tables that people read them in."""

from dataclasses import replace

import pytest

from hubgen import html
from hubgen.model import Site, Spoke
from hubgen.proof import (
    WIDTH,
    Figures,
    SpokeProof,
    figures,
    lines,
    only_chrome,
    page_lines,
    proof,
    shortened,
    unreached,
)

PAGES = {
    "index.html": "<main><h1>Customer Service</h1><a href=a.html>A</a> <a href=a.html#x>A</a> <a href=b.html>B</a>"
    "</main><footer><a href=index.html>Hub</a> <a href=c.html>C</a></footer>",
    "a.html": "<main><h1>A</h1><p>Five words of plain text.</p><a href=index.html>Hub</a> <a href=b.html>B</a> "
    "<a href=#x>X</a> <a href=https://shop.example>Shop</a></main><footer><a href=c.html>C</a></footer>",
    "b.html": "<main><h1>B</h1><a href=a.html>A</a> <a href=a.html>A</a> <a href=tel:5550100>Call</a>"
    "<a href=contact.html>Contact</a></main><nav><a href=c.html>C</a><a href=a.html>A</a></nav>",
    "c.html": "<main><h1>C</h1><a href=index.html>Hub</a></main>",
    "contact.html": "<main><h1>Contact</h1></main>",
    "lost.html": "<main><h1>Lost</h1><a href=a.html>A</a></main>",
    "404.html": "<main><a href=a.html>A</a></main>",
}
SITE = Site(
    hub="index.html",
    contact="contact.html",
    spokes=tuple(Spoke(path, path[0].upper(), "Group") for path in ("a.html", "b.html", "c.html", "d.html")),
    documents={path: html.read(path, content.encode()) for path, content in PAGES.items()},
    files=frozenset(PAGES),
)


def test_the_proof_counts_what_leads_to_each_spoke_and_on() -> None:
    assert proof(SITE) == (
        SpokeProof("a.html", "A", "Group", True, 1, 2, 4, 3, 2, 1, True, False),
        SpokeProof("b.html", "B", "Group", True, 1, 1, 1, 1, 3, 0, False, True),
        SpokeProof("c.html", "C", "Group", True, None, 0, 0, 0, 1, 3, True, False),
        SpokeProof("d.html", "D", "Group", False, None, 0, 0, 0, 0, 0, False, False),
    )


def test_the_contact_page_is_a_way_to_a_person() -> None:
    (contact,) = proof(replace(SITE, spokes=(Spoke("contact.html", "Contact", ""),)))
    assert (contact.clicks, contact.to_hub, contact.to_person) == (2, False, True)


def test_lost_pages_are_those_that_chrome_alone_or_nothing_leads_to() -> None:
    assert only_chrome(SITE) == ("c.html",)
    assert unreached(SITE) == ("lost.html",)


def test_pages_have_figures_but_for_those_that_need_no_link() -> None:
    found = {each.path: each for each in figures(SITE, {"a.html": 61.5})}
    assert "404.html" not in found
    assert found["a.html"] == Figures("a.html", "A", 1, 6, 4, 10, 61.5)
    assert found["lost.html"] == Figures("lost.html", "Lost", None, 0, 0, 2, None)


def test_the_proof_is_a_table_that_says_what_is_missing() -> None:
    assert lines(proof(SITE)) == [
        "Spoke  Clicks  From hub  Links  Pages  Onward  Chrome  To hub  To person",
        "A           1         2      4      3       2       1     yes         no",
        "B           1         1      1      1       3       0      no        yes",
        "C           -         0      0      0       1       3     yes         no",
        "D           -         0      0      0       0       0      no         no",
        "",
        "Clicks: from the hub by links in texts. From hub: links in the hub's text. Links, pages: those of",
        "other texts, and how many pages have them. Onward: links in its own text. Chrome: pages whose",
        "header, footer or sidebar links to it. To hub, to person: whether its own text does.",
        "",
        "A: no link to a person",
        "B: no link to the hub",
        "C: no text links to it, no link to a person",
        "D: was not built",
    ]


@pytest.mark.parametrize(
    ("links", "lacks"),
    [(0, "no text links to it"), (3, "the hub does not link to it")],
)
def test_a_spoke_that_the_hub_does_not_link_to_says_whether_others_do(links: int, lacks: str) -> None:
    spoke = SpokeProof("a.html", "A", "", True, 2, 0, links, links, 1, 1, True, True)
    assert lines([spoke])[-1] == f"A: {lacks}"


def test_nothing_missing_is_said_too() -> None:
    spoke = SpokeProof("a.html", "A", "", True, 1, 1, 0, 0, 1, 1, True, True)
    assert lines([spoke, spoke])[-1] == (
        "Nothing is missing: the hub links to all 2 spokes, and each leads back and to a person."
    )
    assert lines([])[0].startswith("Spoke")


def test_a_table_fits_a_terminal_whatever_a_page_is_called() -> None:
    titles = ("w" * 200, "保" * 200, "a\tb\x1b")
    long = [SpokeProof("a.html", title, "", True, 1, 1, 0, 0, 1, 1, True, True) for title in titles]
    wide = [*lines(long), *page_lines([Figures("a.html", "w" * 200, 1, 12, 3, 1234, 61.5)])]
    assert max(map(len, wide)) == WIDTH
    assert all(line.isprintable() for line in wide)


def test_the_figures_of_pages_are_a_table_too() -> None:
    rows = [Figures("a.html", "A", 1, 5, 3, 1234, 61.5), Figures("b.html", "Bee", None, 0, 0, 7, None)]
    assert page_lines(rows) == [
        "Page  Clicks  Links  Pages  Words  Ease",
        "A          1      5      3   1234    62",
        "Bee        -      0      0      7     -",
    ]


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("保証", 4, "保証"),
        ("保証書", 5, "保証…"),
        ("a\n b", 3, "a b"),
    ],
)
def test_a_text_is_shortened_by_the_columns_it_takes(text: str, width: int, short: str) -> None:
    assert shortened(text, width) == short

"""What the checks of content find on a page, what they leave alone, and where they say that it stands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markdown import markdown

from hubgen import html
from hubgen.checks import Choice, run
from hubgen.config import Options
from hubgen.content import read_site
from hubgen.model import Document, Finding, Review, Site
from hubgen.pages import MarkdownFile
from hubgen.sources import locate
from tests.sites import LEAST_CONTACT, LEAST_HUB


def site_of(*bodies: str, lang: str = "en", root: Path | None = None) -> Site:
    """Pages a.html, b.html, ... with these bodies."""
    contents = {f"{chr(97 + number)}.html": f'<html lang="{lang}">{body}' for number, body in enumerate(bodies)}
    documents = {path: html.read(path, content.encode()) for path, content in contents.items()}
    if root:
        for path, content in contents.items():
            (root / path).write_text(content)
    return Site(documents=documents, files=frozenset(documents), root=root)


def found_by(check: str, site: Site) -> list[Finding]:
    return run(site, Choice(select=(check,)))


def told(findings: Iterable[Finding]) -> list[tuple[str, str, int]]:
    return [(finding.message, finding.quote, finding.nth) for finding in findings]


# (front matter, the day, severity, message)
OWNED = "owner: Returns team\nreview_by: 2026-12-31"
ORPHAN = "review_by: 2026-12-31"
REVIEWS = [
    (OWNED, "2026-11-30", None, ""),
    (OWNED, "2026-12-01", "warning", "is to be reviewed by 2026-12-31, in 30 days; its owner is Returns team"),
    (OWNED, "2026-12-30", "warning", "is to be reviewed by 2026-12-31, in 1 day; its owner is Returns team"),
    (OWNED, "2026-12-31", "warning", "is to be reviewed by 2026-12-31, which is today; its owner is Returns team"),
    (OWNED, "2027-01-01", "warning", "was to be reviewed by 2026-12-31, 1 day ago; its owner is Returns team"),
    (OWNED, "2027-01-30", "warning", "was to be reviewed by 2026-12-31, 30 days ago; its owner is Returns team"),
    (OWNED, "2027-01-31", "error", "was to be reviewed by 2026-12-31, 31 days ago; its owner is Returns team"),
    (ORPHAN, "2026-12-31", "warning", "is to be reviewed by 2026-12-31, which is today; nobody is named as its owner"),
    (ORPHAN, "2027-12-31", "error", "was to be reviewed by 2026-12-31, 365 days ago; nobody is named as its owner"),
    ("owner: Returns team", "2027-12-31", None, ""),
    ("order: 1", "2027-12-31", None, ""),
]


def declared(front_matter: str, **options: object) -> Site:
    pages = {"index": LEAST_HUB, "contact": LEAST_CONTACT, "a": f"---\nspoke: Policies\n{front_matter}\n---\n# A\n"}
    sources = [
        MarkdownFile(f"{name}.md", f"{name}.html", f"{name}.html", text.encode()) for name, text in pages.items()
    ]
    site = read_site(sources, Options.model_validate(options))
    assert site.faults == ()
    return site


@pytest.mark.parametrize(("front_matter", "day", "severity", "message"), REVIEWS)
def test_a_page_is_due_for_review(front_matter: str, day: str, severity: str | None, message: str) -> None:
    site = replace(declared(front_matter), today=date.fromisoformat(day))
    found = [(finding.page, finding.severity, finding.message) for finding in found_by("stale-page", site)]
    assert found == ([("a.html", severity, message)] if severity else [])


@pytest.mark.parametrize(
    ("owner", "remedy"),
    [
        (
            "owner: Returns team",
            "let Returns team read the page and correct it, then write the day of the next review as its review_by",
        ),
        (
            "order: 1",
            "name who keeps the page true, as in `owner: Returns team`; once they have read it, move its review_by",
        ),
    ],
)
def test_a_stale_page_says_who_is_to_do_what(owner: str, remedy: str) -> None:
    site = replace(declared(f"{owner}\nreview_by: 2026-12-31"), today=date(2026, 12, 31))
    assert [finding.remedy for finding in found_by("stale-page", site)] == [remedy]


def test_without_a_day_no_page_is_stale() -> None:
    assert found_by("stale-page", declared(OWNED)) == []


def test_the_days_of_a_review_can_be_set() -> None:
    site = declared(OWNED, review={"ahead": 0, "limit": 2})
    assert site.review == Review(0, 2)
    days = {day: found_by("stale-page", replace(site, today=date(2027, 1, day))) for day in (2, 3)}
    assert [found[0].severity for found in days.values()] == ["warning", "error"]
    assert found_by("stale-page", replace(site, today=date(2026, 12, 30))) == []


@pytest.mark.parametrize("written", ["review_by: 2026-12-31", 'review_by:   "2026-12-31"', "review_by: '2026-12-31'"])
def test_a_stale_page_is_found_in_its_front_matter(written: str) -> None:
    markdown_text = f"---\neffective: 2026-12-31\nowner: Ann\n{written}\n---\n# A\n\nUntil 2026-12-31.\n"
    pages = [MarkdownFile("a.md", "a.html", "a.html", markdown_text.encode())]
    site = replace(read_site(pages, Options(folders={}), folder="content"), today=date(2026, 12, 31))
    found = found_by("stale-page", site)
    located = locate(found, site, lambda path: b"", lambda src: markdown_text, "content")
    assert [finding.source for finding in located] == ["content/a.md:4:1"]


FOOTNOTES = markdown(
    "Fees[^fee] and times[^time], and fees again[^fee].\n\n[^fee]: In dollars.\n[^time]: In days.\n",
    extensions=["footnotes"],
)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("<h2 id=fees>Fees</h2><p id=fees>", [("fees", 'id="fees"', 1)]),
        ("<a id=b></a><a id=a></a><a id=b></a><a id=a></a><a id=b></a>", [("a", 'id="a"', 1), ("b", 'id="b"', 1)]),
        ("<h2 id=a>Fees</h2><h2 id=b>Costs</h2><h2 id=a>Costs</h2>", [("a", "Costs", 1)]),
        ("<h2 id=fees>Fees</h2><h2 id=Fees>Fees</h2><a id=x name=x></a><a name=fees></a>", []),
        ("<p id><p id=''><p id=''>", []),
        (FOOTNOTES, []),
        ("<template><p id=a></p></template><p id=a>", []),
        (f"<p id={'x' * 200}><p id={'x' * 200}>", [("x" * 120, f'id="{"x" * 200}"', 1)]),
    ],
)
def test_an_id_stands_once_on_a_page(body: str, ids: list[tuple[str, str, int]]) -> None:
    message = 'has several elements with the id "{}", and links to it lead to the first of them only'
    assert told(found_by("duplicate-id", site_of(body))) == [
        (message.format(name), quote, nth) for name, quote, nth in ids
    ]


TWICE = "<p id=nav><p id=nav>"


@pytest.mark.parametrize(
    ("bodies", "findings"),
    [
        ([TWICE, TWICE, TWICE, ""], [("", "3 pages have", ("a.html", "b.html", "c.html"))]),
        ([TWICE, TWICE], [("a.html", "has", ()), ("b.html", "has", ())]),
        (
            [TWICE, TWICE, TWICE, "", "", ""],
            [("a.html", "has", ()), ("b.html", "has", ()), ("c.html", "has", ())],
        ),
    ],
)
def test_what_most_pages_have_is_told_once(bodies: list[str], findings: list[tuple[str, str, tuple[str, ...]]]) -> None:
    found = found_by("duplicate-id", site_of(*bodies))
    assert [(each.page, each.message.partition(" several")[0], each.pages) for each in found] == findings


DESCRIBED = "<head><meta name=description content='How long you have.'></head>"


@pytest.mark.parametrize(
    ("bodies", "pages"),
    [
        (["", DESCRIBED], ["a.html"]),
        (["", ""], ["a.html", "b.html"]),
        (["<head><meta name=description content=' '></head>"], ["a.html"]),
        (["<head><meta name=keywords content=returns></head>"], ["a.html"]),
        (["", "", DESCRIBED, ""], ["a.html", "b.html", "d.html"]),
        (["", "", ""], [""]),
        ([DESCRIBED, DESCRIBED], []),
        (["<head><meta http-equiv=refresh content='0; url=b.html'></head>", DESCRIBED], []),
    ],
)
def test_a_page_has_a_description(bodies: list[str], pages: list[str]) -> None:
    assert [finding.page for finding in found_by("missing-description", site_of(*bodies))] == pages


def test_pages_that_nobody_looks_for_need_no_description() -> None:
    documents = {path: html.read(path, b"<h1>x</h1>") for path in ("404.html", "search/index.html")}
    documents["x.html"] = Document("x.html", unread="is 6.0 MB large, and pages above 5 MB are not read")
    assert found_by("missing-description", Site(documents=documents)) == []


def test_the_description_is_written_where_the_page_is_written() -> None:
    site = declared("order: 1")
    documents = {path: html.read(path, b"<h1>x</h1>") for path in ("a.html", "other.html")}
    own, other = found_by("missing-description", replace(site, documents=documents))
    line = "add one line about the page, as in "
    assert own.remedy == line + "`description: How long you have, and what a return costs` to its front matter"
    assert other.remedy == line + '<meta name="description" content="How long you have, and what a return costs">'


NO_MAIN = ("has no main heading (h1)", "", 0)


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("<main><h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2><h3>E</h3></main>", []),
        ("<main><h1>A</h1></main>", []),
        ("<main><p>No heading at all.</main>", [NO_MAIN]),
        ("<main><h2>B</h2><h3>C</h3></main>", [NO_MAIN]),
        ("<main><h2>B</h2><h1>A</h1><h2>C</h2></main>", []),
        ("<header><h1>A</h1></header><main><h2>B</h2></main>", []),
        ("<header><h1>Shop</h1></header><main><h1>A</h1></main>", []),
        ("<main><h1>A</h1><h1>B</h1><h1>C</h1></main>", [('has a second main heading (h1), "B"', "B", 0)]),
        ("<main><h1>A</h1><h2>A</h2><h1>A</h1></main>", [('has a second main heading (h1), "A"', "A", 2)]),
        (
            "<main><h1>A</h1><h3>B</h3><h5>C</h5></main>",
            [('has the heading "B" as an h3 right below an h1, "A"', "B", 0)],
        ),
        (
            "<main><h1>A</h1><h2>B</h2><h4></h4></main>",
            [('has the heading without words as an h4 right below an h2, "B"', "", 0)],
        ),
        ("<main><h1>A</h1><nav><h4>On this page</h4></nav><h2>B</h2></main><footer><h5>More</h5></footer>", []),
        (
            "<main><h1>FAQ</h1><h2>Money</h2><details><summary><h3>When?</h3></summary><div id=when>Soon.</div>"
            "</details><details><summary><h3>How?</h3></summary><div id=how>By mail.</div></details></main>",
            [],
        ),
        ("<head><meta http-equiv=refresh content='0; url=b.html'></head><p>Moved.", []),
    ],
)
def test_headings_give_an_outline(body: str, faults: list[tuple[str, str, int]]) -> None:
    assert told(found_by("heading-order", site_of(body))) == faults


def test_headings_that_a_template_makes_are_told_once() -> None:
    pages = [f"<main><h1>{title}</h1><h2>Last</h2><h4>Related</h4></main>" for title in "ABC"]
    (found,) = found_by("heading-order", site_of(*pages))
    assert (found.message, found.remedy, found.pages) == (
        '3 pages have the heading "Related" as an h4 right below an h2, "Last"',
        "write it with ### in Markdown (h3), or give it a heading of that level above it",
        ("a.html", "b.html", "c.html"),
    )


EASY = "We send the money back to you at once. " * 20
HARD = "Notwithstanding contractual obligations, unsatisfactory merchandise necessitates authorisation. " * 20
LONG = "We will send you " + "and your very old dog in its box " * 12 + "the money. "


@pytest.mark.parametrize(
    ("text", "lang", "message"),
    [
        (EASY, "en", ""),
        (HARD, "en-US", '7 words: "Notwithstanding contractual obligations, unsatisfactory merchandise necessitates '),
        (HARD[:600], "en", ""),
        (HARD, "tr", ""),
        (HARD, "", ""),
        (LONG, "en", '102 words: "We will send you and your very old..."'),
        (f"<table>{'<tr><td>Merchandise</td><td>Authorisation</td></tr>' * 100}</table>", "en", ""),
    ],
)
def test_a_page_that_is_hard_to_read_names_its_longest_sentence(text: str, lang: str, message: str) -> None:
    found = found_by("reading-ease", site_of(f"<main><h1>A</h1>{text}</main>", lang=lang))
    assert [finding.severity for finding in found] == ["info"] * bool(message)
    assert all(message in finding.message for finding in found)
    assert all(text.startswith(finding.quote) for finding in found)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>You have TODO days.", [("TODO", "the text")]),
        ("<p>FIXME: write this.", [("FIXME", "the text")]),
        ("<p>From May (TBD) on.", [("TBD", "the text")]),
        ("<p>Call XXX.", [("XXX", "the text")]),
        ("<h1>TODO</h1><p>And TODO, and TBD.", [("TBD", "the text"), ("TODO", "a heading")]),
        ("<p>Lorem <b>ipsum</b> dolor sit amet.", [("Lorem ipsum", "the text")]),
        ("<p>[Insert the fee] a year", [("[Insert the fee]", "the text")]),
        ("<p>Dear &lt;placeholder&gt;, hello.", [("<placeholder>", "the text")]),
        ("<p>See &lt;insert link&gt;.", [("<insert link>", "the text")]),
        ("<p>Write to xxx@example.com.", [("xxx@example.com", "the text")]),
        ("<p>Example text here.", [("Example text here", "the text")]),
        ("<p>Sample text goes here", [("Sample text goes here", "the text")]),
        ("<h1>A</h1><h2>Exchanges</h2><p>Coming soon!", [("Coming soon!", "the text")]),
        ("<h1>A</h1><p>This page is under construction.", [("This page is under construction.", "the text")]),
        ("<title>TODO - Shop</title>", [("TODO", "the title")]),
        ("<meta name=description content='TODO: one line'>", [("TODO", "the description")]),
        ("<img src=a.png alt='TBD'>", [("TBD", "the alternative text of an image")]),
        ("<footer><a href=b.html>TODO</a></footer><main></main>", [("TODO", "the text of a link")]),
        ("<p>Put it on your todo list. Todo: nothing. We do, too.", []),
        ("<p>TODOS, TODO-list, NTBD, HB-XXX, XXXL and XXXX.", []),
        ("<p>A phone number is written (XXX) XXX-XXXX or XXX XXX XXX.", []),
        ("<p>New colors are coming soon, and [insert] is a key.", []),
        ("<p>[Inserted] in a test here; our text here is final.", []),
        ("<h2>Coming soon</h2><p>A tent for six.", []),
        ("<p>max@example.com, xx@example.com", []),
        ("<footer><p>TODO</footer><main><p>Done.</main>", []),
    ],
)  # fmt: skip
def test_placeholders(body: str, found: list[tuple[str, str]]) -> None:
    told = [
        (finding.quote, finding.message.partition('" in ')[2])
        for finding in found_by("placeholder-text", site_of(body))
    ]
    assert told == found


@pytest.mark.parametrize(("lang", "found"), [("es", []), ("pt-BR", []), ("fr", ["TODO"]), ("", ["TODO"])])
def test_where_todo_is_a_word_it_is_none(lang: str, found: list[str]) -> None:
    site = site_of("<h1>TODO SOBRE ENV\u00cdOS</h1>", lang=lang)
    assert [finding.quote for finding in found_by("placeholder-text", site)] == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Search for <code>TODO</code> in it.", []),
        ("<pre><code class=a><span>#</span> FIXME\n</code></pre>", []),
        ("<p>Type <kbd>XXX</kbd>.<p><script>// XXX</script>", []),
        ("<p><a href=a.html><code>TBD</code></a>", []),
        ("<p>Search for <code>TODO</code> in the TODO list.", ["TODO"]),
        ("<title>TODO</title><p><code>FIXME</code>", ["TODO"]),
        ("<p>Write to &lt;placeholder&gt;.", ["<placeholder>"]),
        ("<!-- a <code> that never ends --><p>TODO</p><p><code>x</code>", ["TODO"]),
        ("<p><samp>TODO</samp> and <var>TBD</var>", []),
        ("<p><code>| a</code> and <code>TODO</code> in it.", []),
        ("<p>[insert <code>x</code> here]", ["[insert x here]"]),
        ("<h1>TODO</h1><h2><code>TBD</code></h2><p>Done.", ["TODO"]),
        ("<p><code>Coming soon</code>", []),
        ("<footer><a href=a.html><code>TBD</code></a> <a href=a.html>TODO</a></footer><main></main>", ["TODO"]),
        ("<footer><code>TODO</code></footer><main>TODO</main>", ["TODO"]),
        ("<link rel=icon href=a.ico><code><a href=a.html>TBD</a></code> <a href=a.html>TODO</a>", ["TODO"]),
    ],
)
def test_code_holds_no_placeholder(body: str, found: list[str], tmp_path: Path) -> None:
    site = site_of(body, root=tmp_path)
    assert [finding.quote for finding in found_by("placeholder-text", site)] == found


@pytest.mark.parametrize(
    ("body", "encoding", "found"),
    [
        ("<p>TODO <code>TBD</code>", "utf-16", ["TODO"]),
        (
            "<meta charset=iso-8859-1><p>[insert Gr\u00f6\u00dfe] <code>[insert L\u00e4nge]</code>",
            "latin-1",
            ["[insert Gr\u00f6\u00dfe]"],
        ),
    ],
)
def test_code_is_known_in_every_encoding(body: str, encoding: str, found: list[str], tmp_path: Path) -> None:
    content = body.encode(encoding)
    (tmp_path / "a.html").write_bytes(content)
    site = Site(documents={"a.html": html.read("a.html", content)}, files=frozenset({"a.html"}), root=tmp_path)
    assert [finding.quote for finding in found_by("placeholder-text", site)] == found


def test_a_file_is_read_once_where_its_page_has_placeholders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    real = html.without_code
    monkeypatch.setattr(html, "without_code", lambda content: asked.append(content) or real(content))
    site = site_of("<p>TODO <p>TBD <p><code>TODO</code>", "<p>A todo list, coming soon", root=tmp_path)
    found_by("placeholder-text", site)
    assert len(asked) == 1


def test_a_link_to_a_page_that_is_called_so_is_no_news() -> None:
    site = site_of("<h1>TODO</h1><p>Text.", "<main><a href=a.html>TODO</a></main>")
    assert [finding.page for finding in found_by("placeholder-text", site)] == ["a.html", "b.html"]
    site = site_of("<h1>TODO</h1><p>Text.", "<footer><a href=a.html>TODO</a></footer><main></main>")
    assert [finding.page for finding in found_by("placeholder-text", site)] == ["a.html"]


def test_what_is_not_decided_yet_may_be_published() -> None:
    site = site_of("<p>Fee: TBD", "<p>Fee: TODO")
    assert [(finding.severity, finding.remedy) for finding in found_by("placeholder-text", site)] == [
        ("warning", "write what is to stand there, or say in words that it is not decided yet"),
        ("error", "write what is to stand there, or take it out"),
    ]


def test_a_placeholder_of_a_template_is_told_once() -> None:
    page = "<footer><a href=a.html>[insert link]</a></footer><main></main>"
    (found,) = found_by("placeholder-text", site_of(page, page, page, "<main></main>"))
    assert (found.message, found.pages) == (
        '3 pages have the placeholder "[insert link]" in the text of a link',
        ("a.html", "b.html", "c.html"),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<p>" + b"x" * 5_000_001, "is 5.0 MB large, and pages above 5 MB are not read"),
        (b"<div>" * 20_001, "nests elements more than 20,000 deep, and such pages are not read"),
        (b"<p>" * 20_001, ""),
    ],
    ids=["large", "deep", "fine"],
)
def test_a_page_that_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    site = Site(documents={"a.html": html.read("a.html", content)})
    found = [(finding.page, finding.message) for finding in found_by("unreadable-page", site)]
    assert found == ([("a.html", reason)] if reason else [])
    others = run(site, Choice(select=("missing-description", "heading-order", "reading-ease", "placeholder-text")))
    assert others == [] or not reason


@pytest.mark.parametrize(
    ("element", "remedy"),
    [
        ("<img alt='' src=http://x.example/a.png>", "https://x.example/a.png"),
        ("<script src=http://x.example/a.js></script>", "https://x.example/a.js"),
        ("<link rel=stylesheet href=http://x.example/a.css>", "https://x.example/a.css"),
        ("<link rel='shortcut icon' href=http://x.example/a.ico>", "https://x.example/a.ico"),
        ("<table background=http://x.example/a.png></table>", "https://x.example/a.png"),
        ("<link rel=profile href=http://gmpg.org/xfn/11>", ""),
        ("<link rel=canonical href=http://x.example/>", ""),
        ("<link rel=license href=http://x.example/>", ""),
        ("<meta property=og:image content=http://x.example/a.png>", ""),
        ("<meta http-equiv=refresh content='0; url=http://x.example/'>", ""),
        ("<form action=http://x.example/><button formaction=http://x.example/>x</button></form>", ""),
        ("<a href=http://x.example/>x</a>", ""),
        ("<img alt='' src=https://x.example/a.png>", ""),
        ("<img alt='' src=a.png>", ""),
    ],
)
def test_what_is_loaded_over_http(element: str, remedy: str) -> None:
    found = [(finding.page, finding.remedy) for finding in found_by("insecure-request", site_of(element))]
    assert found == [("a.html", f"write {remedy}, or put the file into the content")] * bool(remedy)


ICON = "<head><link rel=icon href=a.ico></head>"


@pytest.mark.parametrize(
    ("bodies", "pages"),
    [
        (["", ICON], ["a.html"]),
        (["", "", ICON], [""]),
        (["<head><link rel='shortcut icon' href=a.ico></head>"], []),
        (["<head><link rel=mask-icon href=a.svg></head>"], ["a.html"]),
        (["<head><link rel=apple-touch-icon href=a.png></head>"], ["a.html"]),
        (["<head><meta http-equiv=refresh content='0; url=b.html'></head>", ICON], []),
        (["<div>" * 20_001, ICON], []),
    ],
)
def test_a_page_has_a_favicon(bodies: list[str], pages: list[str]) -> None:
    assert [finding.page for finding in found_by("missing-favicon", site_of(*bodies))] == pages


@pytest.mark.parametrize(
    ("href", "remedy"),
    [
        ("c", "write c/"),
        ("c#fees", "write c/#fees"),
        ("./c?from=mail#fees", "write ./c/?from=mail#fees"),
        ("c#fees?", "write c/#fees?"),
        ("c/", ""),
        ("c/index.html", ""),
        ("d", ""),
    ],
)
def test_a_folder_is_named_with_a_slash(href: str, remedy: str) -> None:
    site = site_of(f"<a href='{href}'>C</a>")
    site = replace(site, files=site.files | {"c/index.html"})
    assert [finding.remedy for finding in found_by("folder-without-slash", site)] == [remedy] * bool(remedy)

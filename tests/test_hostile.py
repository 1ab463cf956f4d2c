"""Nothing that stands in a folder of HTML makes a check crash or hang: a finding, or nothing."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hubgen import html
from hubgen.checks import Choice, catalog, run
from hubgen.folder import with_hub
from hubgen.judge import Request, judge
from hubgen.kinds import contact, faq, guide
from hubgen.links import external_addresses
from hubgen.model import Document, Draft, Page, Search, Site, Visit

# One a line would be two pages of them.
# fmt: off
HREFS = [
    "", " ", "#", "#top", "#a", "?q", "a.html", "./a.html#a", "../a.html", "/b.html#%61", "A.HTML", "b", "b/",
    "//x", "///", "http://x/y", "c",
    "\\\\x\\y", "http://", "http://[", "https://example.com/b.html", "mailto:", "mailto:a@b", "tel:", "tel:1",
    "javascript:1",
    "data:,x", "file:///x", "C:\\x", "%", "%ff", "%00", "\0", "\t\n", "a b", "\u200bx", "é#é", "\ud800", "x" * 3000,
]
PIECES = [
    "<html lang=xx>", "<head>", "</head>", "<body>", "<main>", "</main>", "<header>", "</header>",
    "<nav class=breadcrumb>",
    "</nav>", "<footer>", "</footer>", "<aside>", "<article>", "<title>", "</title>", "<h1>", "</h1>",
    "<h2 id=a>", "</h2>",
    "<p>", "</p>", "<b>", "</b>", "<table>", "<td>", "</table>", "<svg>", "</svg>", "<math>", "<template>",
    "</template>",
    "<script>", "</script>", "<style>", "</style>", "<textarea>", "<noscript>", "<plaintext>", "<select>", "<option>",
    "<details>", "<summary>", "</summary>", "</details>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "</", "<",
    ">", "&amp", "&#0;",
    "\0", "text", "TODO", "0800 555 0100", "a@b.example", " ", "\n", "id=a>", "<p id=a>", "<a name=a>",
    "<div role=main>",
    "<i aria-hidden=true>", "<frameset>", "<form>", "</form>", "<meta name=hubgen:excuse content='broken-link: x'>",
    "<meta charset=utf-16>", "<base href=b/>", "<base href='http://x/'>", "<code>", "</code>", "<!-- draft -->",
    "From May on, every return is free.",
]
USES = [
    "<a href='{}'>", "<a href={}>x</a>", "<img src='{}'>", "<img srcset='{} 1x, {} 2x' alt=''>",
    "<link rel=icon href='{}'>",
    "<meta http-equiv=refresh content='0; url={}'>", "<meta property=og:image content='{}'>", "<form action='{}'>",
    "<iframe src='{}'>", "<object data='{}'>", "<video poster='{}'>", "<script src='{}'></script>", "<base href='{}'>",
    "<a href='{}' data-hubgen-excuse='broken-link: y'>", "<svg><use xlink:href='{}'/>",
]

# fmt: on

written = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.builds(lambda use, href: use.replace("{}", href), st.sampled_from(USES), st.sampled_from(HREFS)),
        st.text(max_size=8),
    ),
    max_size=40,
).map("".join)
pages = st.one_of(
    written.map(lambda text: text.encode("utf-8", "surrogatepass")),
    written.map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.binary(max_size=200),
)


ALL = Choice(select=tuple(catalog()))
PATHS = ("a.html", "b.html", "c/index.html")
CHANNELS = [{"type": "phone", "name": "Call", "purpose": "all", "value": "0800 555 0199"}]
PAGES = {
    page.path: page
    for page in (
        Page("a.md", "a.html", "a.html", "A", "guide", guide.Meta.model_validate({"review_by": "2026-12-31"})),
        Page("b.md", "b.html", "b.html", "B", "faq", faq.Meta()),
        Page("c.md", "c/index.html", "c/", "C", "contact", contact.Meta.model_validate({"channels": CHANNELS})),
    )
}
DRAFTS = (Draft("b.md", 3, "from may on every return is free"), Draft("x.md", 1, "what is new", "b/", "New"))


def sites(folder: Path, files: Mapping[str, bytes]) -> list[Site]:
    """A foreign site of these pages, and one of ours with all that a check may look into."""
    documents = {path: html.read(path, content, "https://example.com/") for path, content in files.items()}
    site = with_hub(Site(documents=documents, files=frozenset(files)), "a.html", [*files][1:])
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    dead = {url: Visit(url, 404, "answers 404 Not Found", "https://example.org/") for url in external_addresses(site)}
    everything = dataclasses.replace(
        site,
        contact="c/index.html",
        pages=PAGES,
        drafts=DRAFTS,
        visits=dead,
        root=folder,
        searches=(Search("returns", "a.html"),),
        today=date(2027, 12, 31),
    )
    return [site, everything]


@settings(derandomize=True, deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
@example(contents=[b"<!-- draft -->"])
@given(contents=st.lists(pages, min_size=1, max_size=3))
def test_every_check_outlives_every_page(tmp_path: Path, contents: list[bytes]) -> None:
    files = dict(zip(PATHS, contents, strict=False))
    for site in sites(tmp_path, files):
        found = run(site, ALL)
        assert found == run(site, ALL)
        assert all(each.message and each.remedy and "\n" not in each.message for each in found)
    for path, document in site.documents.items():
        assert document == html.read(path, files[path], "https://example.com/")
        assert [link.number for link in document.links] == list(range(len(document.links)))
        assert dataclasses.replace(document, sections=()) == html.read(
            path, files[path], "https://example.com/", text=False
        )


@pytest.mark.parametrize(
    ("content", "checks"),
    [
        (b"\0<a href='gone\0.html'>\0", {"broken-link"}),
        (b"\xff\xfe<\0a\0 \0h\0r\0e\0f\0=\0x\0>\0", {"broken-link"}),
        (b"<!-- never closed <a href=gone.html>", set()),
        (b"<meta http-equiv=refresh content='0; url=#'><meta http-equiv=refresh content='0; url=index.html'>", set()),
        (b"<div>" * 10_000 + b"<a href=gone.html>", {"broken-link"}),
        (b"<div>" * 30_000, {"unreadable-page"}),
        (b"<a href=gone.html>x</a>" * 50_000, {"broken-link"}),
        (b"<img src=gone.png>" * 50_000, {"broken-link"}),
        (b"<a href=gone.html>x</a>" * 1_000_000, {"unreadable-page"}),
        (b"<p>TODO</p>" * 20_000, {"placeholder-text"}),
        (b"TODO" + b"<" * 80_000, {"placeholder-text"}),
    ],
    ids=lambda value: str(value)[:30],
)
def test_hostile_pages_are_a_finding_or_nothing(tmp_path: Path, content: bytes, checks: set[str]) -> None:
    (tmp_path / "index.html").write_bytes(content)
    verdict = judge(Request(folder=tmp_path), lambda what, done, total: None)
    severe = {finding.check for finding in verdict.findings if finding.severity == "error"}
    assert severe == checks
    assert isinstance(verdict.site.documents["index.html"], Document)
    run(sites(tmp_path, {"a.html": content})[1], ALL)

"""Drafts that templates, plugins and copies carry into the published site, each in its own file."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from hubgen.build import build
from hubgen.checks import Choice, run
from hubgen.folder import read_documents
from hubgen.kinds.guide import Meta
from hubgen.model import Draft, Finding, Page, Site
from tests.sites import LEAST_CONFIG, LEAST_RETURNS, snapshot

WriteSite = Callable[..., Path]

RETURNS = f"{LEAST_RETURNS}\n<!-- draft -->\nFrom *May* on, [every return](../contact.md) is free.\n<!-- /draft -->\n"
SECRET = "---\nkind: policy\ndraft: true\n---\n# Repairs at home\n\nOur van comes to your door and mends it.\n"
CONTENT = {
    "mkdocs.yml": f"{LEAST_CONFIG}site_url: https://shop.example/help/\n",
    "content/policies/returns.md": RETURNS,
    "content/policies/repairs-at-home.md": SECRET,
}

# A site's own hook, which carries drafts out in every way that we can think of.
HOOK = """
import gzip, json
from pathlib import Path

def on_post_page(output, page, config):
    if page.file.src_uri == "policies/returns.md":
        data = json.dumps({"@type": "Article", "text": page.file.content_string})
        return output.replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    if page.file.src_uri == "contact.md":
        return output.replace("</main>", "<a href='../policies/repairs-at-home/'>Soon</a></main>")
    if page.file.src_uri == "index.md":
        return output.replace("</main>", "<img src='data:,' alt='From May on, every return is free'></main>")
    return output

def on_post_build(config):
    content, site = Path(config.docs_dir), Path(config.site_dir)

    def write(name, text):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    loc = "<url><loc>https://shop.example/help/policies/repairs-at-home/</loc></url>"
    write("map.xml", loc)
    write("map.xml.gz", gzip.compress(loc.encode()))
    write("copies/returns.md", (content / "policies/returns.md").read_text())
    write("copies/repairs.txt", (content / "policies/repairs-at-home.md").read_text())
    write("feed.xml", "<feed><title>Repairs at Home</title></feed>")
    write("search/search_index.json", json.dumps({"docs": [{"location": "policies/repairs-at-home/#van"}]}))
    write("own.js", r"const news = 'from <b>May</b> on,\\nevery \\u0072eturn\\u00a0is free';")
    write("policies/repairs-at-home/index.html", "<title>x</title>")
    write("clean.txt", "From May on. A return is free. At home: repairs. repairs-at-home policies/repairs/")
"""

WORDS = 'words of this draft: "From May on, every return is"'
PAGE = 'of this draft, the page "Repairs at home": '
RETURNS_AT, SECRET_AT = "content/policies/returns.md:9:1", "content/policies/repairs-at-home.md:1:1"

# (the file in which a draft is found, what the message says after its name, the draft)
FOUND = [
    ("contact/index.html", f"the address {PAGE}../policies/repairs-at-home/", SECRET_AT),
    ("copies/repairs.txt", f'words {PAGE}"kind: policy draft: true --- # Repairs at"', SECRET_AT),
    ("copies/returns.md", 'words of this draft: "From *May* on, [every return is"', RETURNS_AT),
    ("feed.xml", f'words {PAGE}"Repairs at Home"', SECRET_AT),
    ("index.html", WORDS, RETURNS_AT),
    ("map.xml", f"the address {PAGE}https://shop.example/help/policies/repairs-at-home/", SECRET_AT),
    ("map.xml.gz", f"the address {PAGE}https://shop.example/help/policies/repairs-at-home/", SECRET_AT),
    ("own.js", 'words of this draft: "from May on, every return is"', RETURNS_AT),
    ("policies/repairs-at-home/index.html", f"the address {PAGE}policies/repairs-at-home/index.html", SECRET_AT),
    ("policies/returns/index.html", 'words of this draft: "From *May* on, [every return is"', RETURNS_AT),
    ("search/*/all.txt", f"the address {PAGE}policies/repairs-at-home/", SECRET_AT),
    ("search/search_index.json", f"the address {PAGE}policies/repairs-at-home/", SECRET_AT),
]


def test_a_draft_is_found_in_whatever_file_it_comes_out(write_site: WriteSite) -> None:
    hooked = CONTENT["mkdocs.yml"] + "hooks: [leak.py]\n"
    folder = write_site({**CONTENT, "mkdocs.yml": hooked, "leak.py": HOOK})
    told = build(folder / "mkdocs.yml", Choice(select={"published-draft"}), lambda what, done, total: None)
    found = [each for each in told.verdict.findings if each.check == "published-draft"]
    # Our own search finds the page that the hook has written, in a folder named by its content.
    said = [
        (re.sub(r"\b[0-9a-f]{16}\b", "*", each.page), each.message.partition(" has ")[2], each.source) for each in found
    ]
    assert said == FOUND
    assert not (folder / "site").exists()


def test_a_site_with_drafts_is_built_without_them(write_site: WriteSite) -> None:
    folder = write_site(CONTENT)
    assert build(folder / "mkdocs.yml", Choice(), lambda what, done, total: None).published
    files = snapshot(folder / "site")
    words = (b"draft", b"every return", b"van comes", b"epairs-at-home", b"epairs at home")
    own = {name: content for name, content in files.items() if not name.startswith("assets/")}
    assert [name for name, content in own.items() if any(word in content for word in words)] == []


def test_a_preview_shows_drafts_without_their_marks(write_site: WriteSite, tmp_path: Path) -> None:
    config = load_config(str(write_site(CONTENT) / "mkdocs.yml"), site_dir=str(tmp_path / "preview"))
    config.plugins.on_startup(command="serve", dirty=False)
    plugin, told = config.plugins["hubgen"], list[Finding]()
    plugin.report = lambda verdict: told.extend(verdict.findings)  # type: ignore[attr-defined]
    mkdocs_build(config, serve_url="http://127.0.0.1:8000/")
    page = (tmp_path / "preview" / "policies" / "returns" / "index.html").read_text()
    assert "is free." in page
    assert "draft -->" not in page
    assert (tmp_path / "preview" / "policies" / "repairs-at-home" / "index.html").exists()
    assert [finding for finding in told if finding.check == "published-draft"] == []


# (a file of a site that we know nothing else of, whether it has a draft mark)
MARKS = [
    ("a.html", b"<p>Text</p>\n<!-- draft -->\n<p>Soon</p>", True),
    ("a.html", b"<p>a <!--/DRAFT--> b</p>", True),
    ("a.html", b"<code>&lt;!-- draft --&gt;</code> <!-- drafty --> <!-- the draft --> <!-- draft: 2 -->", False),
    ("a.xml", b"<a><!-- /draft --></a>", True),
    ("a.xml.gz", gzip.compress(b"<a>\n<!-- draft -->\n</a>"), True),
    ("a.xml.gz", b"<!-- draft -->", False),
    ("a.md", b"# A\n\n<!-- draft -->\nSoon\n", True),
    ("a.md", b"```\n<!-- draft -->\n```\nor `<!-- draft -->`\n", False),
    ("a.json", rb'{"text": "A\n<!-- draft -->\nSoon"}', True),
    ("a.json", b'{"text": "Write <!-- draft --> above it."}', False),
    ("a.txt", b"A\r\n  <!-- draft -->\r\nSoon\r\n", True),
    ("a.css", b"/* <!-- draft --> */", False),
    ("assets/javascripts/a.js", b"\n<!-- draft -->\n", False),
    ("a.png", b"\x89PNG\n<!-- draft -->\n", False),
]


@pytest.mark.parametrize(("name", "content", "found"), MARKS, ids=[f"{name}-{found}" for name, _, found in MARKS])
def test_draft_marks_are_found_on_any_site(tmp_path: Path, name: str, content: bytes, found: bool) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(content)
    findings = found_in(tmp_path, Site())
    assert [(finding.page, finding.quote.lower().strip("<!->/ ")) for finding in findings] == [(name, "draft")] * found
    assert all(finding.message.startswith(f"holds a draft mark, {finding.quote}") for finding in findings)


def test_lines_that_are_the_same_on_many_pages_hide_no_draft(tmp_path: Path) -> None:
    leak = "<p>from May on,\nevery return is free</p>\n"
    for name, text in (("a", leak), ("b", "<nav>\n</nav>\n"), ("c", f"<nav>\n{leak}"), ("d", leak)):
        (tmp_path / f"{name}.html").write_text(text)
    site = Site(drafts=(Draft("content/a.md", 3, "from may on every return is free"),))
    assert [finding.page for finding in found_in(tmp_path, site)] == ["a.html", "c.html", "d.html"]


def test_known_lines_are_read_with_what_is_new_beside_them(tmp_path: Path) -> None:
    texts = (
        ("a", "Soon: from May on,\n"),
        ("b", "Soon: from May on,\nevery return is free!\n"),
        ("c", "a\n" * 9),
        ("d", "from May on every\n" + "a\n" * 20 + "return is free\n"),
    )
    for name, text in texts:
        (tmp_path / f"{name}.txt").write_text(text)
    site = Site(drafts=(Draft("content/a.md", 3, "from may on every return is free"),))
    assert [finding.page for finding in found_in(tmp_path, site)] == ["b.txt"]


# (a file, what is in it, the title of the draft whose address it has, or "")
ADDRESSES = [
    ("a.json", r'{"url": "https:\/\/shop.example\/help\/new-fees\/"}', "Fees"),
    ("a.json", r'{"text": "{\"url\": \"https:\\/\\/shop.example\\/help\\/new-fees\\/\"}"}', "Fees"),
    ("a.html", r'<script type="application/ld+json">{"@id":"https:\/\/shop.example\/help\/new-fees"}</script>', "Fees"),
    ("a.html", "<a href=./new-fees/index.html?x#y>x</a>", "Fees"),
    ("b/a.html", "<a href=../new%2Dfees/>x</a>", "Fees"),
    ("a.md", "[x](https://SHOP.example:443/help/new-fees/), `/help/r/`", "Fees"),
    ("a.txt", "It is on https://shop.example/help/new-fees/.", "Fees"),
    ("a.xml", "<loc>https://shop.example/help/rückgabe/</loc>", "Rückgabe"),
    ("a.xml", "<loc>https://shop.example/help/r&#252;ckgabe/</loc>", "Rückgabe"),
    ("a.xml", "<loc>https://shop.example/help/r%c3%bcckgabe/</loc>", "Rückgabe"),
    ("a.json", r'{"u": "https://shop.example/help/r\u00fcckgabe/"}', "Rückgabe"),
    ("a.json", '{"location": "rückgabe/#x"}', "Rückgabe"),
    ("a.json", '{"location": "a, b & c/"}', "Gaps"),
    ("a.xml", "<loc>https://shop.example/help/a%2C%20b%20&amp;%20c/</loc>", "Gaps"),
    ("a.txt", "/help/new-fees-2/ /help/new-fees/2/ /help/x-new-fees/ /new-fees/ new-fees new-fees.html", ""),
    ("a.txt", "https://other.example/help/new-fees/ https://shop.example/new-fees/", ""),
    ("b/a.html", "<a href=new-fees/>x</a> <a href=../#new-fees/>x</a> a, b & c", ""),
    ("a.txt", f"&#{'1' * 5000};", ""),
]


@pytest.mark.parametrize(("name", "text", "title"), ADDRESSES)
def test_an_address_is_found_however_it_is_written(tmp_path: Path, name: str, text: str, title: str) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / name).write_text(text)
    urls = {"Fees": "new-fees/", "Rückgabe": "r%C3%BCckgabe/", "Gaps": "a%2C%20b%20%26%20c/"}
    drafts = tuple(Draft("content/a.md", 1, "", url, title) for title, url in urls.items())
    (tmp_path / "index.html").write_text("<link rel=canonical href=https://shop.example/help/>")
    page = Page("index.md", "index.html", "", "Help", "guide", Meta())
    site = read_documents(Site(pages={page.path: page}, drafts=drafts), tmp_path, site_url="https://shop.example/help/")
    said = [finding.message for finding in run(site, Choice(select=("published-draft",)))]
    assert [f'the address of this draft, the page "{title}"' in message for message in said] == [True] * bool(title)


def test_the_address_of_a_draft_that_a_published_page_has_is_no_draft(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<title>A</title><a href='../a/'>A</a>")
    page = Page("a/index.md", "a/index.html", "a/", "A", "guide", Meta())
    site = Site(pages={page.path: page}, drafts=(Draft("content/a.md", 1, "", "a/", "A"),))
    assert found_in(tmp_path, site) == []


def found_in(folder: Path, site: Site) -> list[Finding]:
    return run(read_documents(site, folder), Choice(select=("published-draft",)))

"""The line of the built page, and the place in the Markdown, behind a finding."""

from dataclasses import replace

import pytest

from hubgen import html
from hubgen.kinds import contact
from hubgen.kinds.guide import Meta
from hubgen.marked_yaml import load
from hubgen.model import Finding, Page, Site
from hubgen.sources import locate

MARKDOWN = """\
---
kind: guide
---
# Returns

See [contact](../contact.md#chat), then `[contact](../contact.md#chat)`.

```md
[contact](../contact.md#chat)
```

Or [write to us][c], or [contact](../contact.md#chat "Chat"). Not [this](gone.md).
![Map](map_(1).svg)
<img src="map_(1).svg">
<video src="film.mp4"></video>

[c]: ../contact.md#chat
"""
BUILT = """\
<html><head><link href="../../contact/#chat"></head>
<header><a href="../../contact/#chat">Contact</a></header>
<main><h1>Returns</h1>
<p>See <a href="../../contact/#chat">contact</a>, then <code>..</code>.</p>
<template><a href="../../contact/#chat">contact</a></template>
<p>Or <a
  href="../../contact/#chat">write to us</a>, or <a title="Chat" href="../../contact/#chat">contact</a>.
Not <a href="gone.md">this</a>.
<img alt="Map" src="../map_(1).svg">
<img src="../map_(1).svg">
<video src="film.mp4"></video>
<img>
</p></main>
<footer><img src="../map_(1).svg"><a href="gone.md">x</a></footer>
"""
PATH = "policies/returns/index.html"


def page(src: str, path: str, *, generated: bool = False) -> Page:
    url = path.removesuffix("index.html")
    return Page(src, path, url, "Title", "guide", Meta.model_validate({}), generated=generated)


def site_of(built: str = BUILT, *, generated: bool = False) -> Site:
    pages = [page("policies/returns.md", PATH, generated=generated), page("contact.md", "contact/index.html")]
    return Site(
        pages={each.path: each for each in pages},
        documents={PATH: html.read(PATH, built.encode())},
        files=frozenset({PATH, "contact/index.html", "policies/map_(1).svg"}),
    )


def located(finding: Finding, site: Site, built: str = BUILT, markdown: str = MARKDOWN) -> tuple[int, str]:
    (found,) = locate([finding], site, lambda path: built.encode(), lambda src: markdown, "content")
    return found.line, found.source


def of_link(number: int, site: Site) -> Finding:
    return Finding(PATH, "is wrong", "mend it", link=site.documents[PATH].links[number])


@pytest.mark.parametrize(
    ("number", "href", "line", "source"),
    [
        (0, "../../contact/#chat", 1, ""),
        (1, "../../contact/#chat", 2, ""),
        (2, "../../contact/#chat", 4, "content/policies/returns.md:6:15"),
        (3, "../../contact/#chat", 6, "content/policies/returns.md:17:6"),
        (4, "../../contact/#chat", 7, "content/policies/returns.md:12:35"),
        (5, "gone.md", 8, "content/policies/returns.md:12:74"),
        (6, "../map_(1).svg", 9, "content/policies/returns.md:13:8"),
        (7, "../map_(1).svg", 10, "content/policies/returns.md:14:11"),
        (8, "film.mp4", 11, "content/policies/returns.md:15:13"),
        (9, "../map_(1).svg", 14, ""),
        (10, "gone.md", 14, ""),
    ],
)
def test_the_nth_use_of_an_address_is_the_nth_in_the_markdown(number: int, href: str, line: int, source: str) -> None:
    site = site_of()
    assert site.documents[PATH].links[number].href == href
    assert located(of_link(number, site), site) == (line, source)


@pytest.mark.parametrize(
    ("number", "line", "source"),
    [
        (0, 9, "content/policies/returns.md:13:8"),
        (1, 10, "content/policies/returns.md:14:11"),
        (2, 12, ""),
        (3, 14, ""),
    ],
)
def test_an_image_is_found_like_a_link(number: int, line: int, source: str) -> None:
    site = site_of()
    finding = Finding(PATH, "is wrong", "mend it", image=site.documents[PATH].images[number])
    assert located(finding, site) == (line, source)


def test_links_that_a_template_adds_are_told_apart_by_their_words() -> None:
    built = (
        "<main><a href=../../contact/>Get help</a>\n<a href=../../contact/>con<b>tact</b></a>\n"
        "<a href=../../contact/>Contact us now</a></main>"
    )
    site = site_of(built)
    places = [located(of_link(number, site), site, built, "[**contact**](../contact.md)") for number in range(3)]
    assert places == [(1, ""), (2, "content/policies/returns.md:1:15"), (3, "")]


@pytest.mark.parametrize(
    ("href", "front_matter", "source"),
    [
        ("../chatt/", "  - type: chat\n    link: chatt/", ":4:11"),
        ("../chatt/", '  - {type: chat, link: "chatt/"}', ":3:25"),
        ("../chatt/", "  - {type: chat, link: chatt/}", ":3:24"),
        ("../chatt/", "  - {type: chat, name: see/chatt/, link: chatt/}", ":3:42"),
        ("mailto:", "  - {type: email, link: 'mailto:'}", ":3:26"),
        ("../chatt/", '  - {type: chat, link: "ch\\u0061tt/"}', ":3:25"),
        ("../a@b.example", "  - type: email\n    value: a@b.example\n    link: a@b.example", ":5:11"),
        ("../other/", "  - {type: chat, link: chatt/}", ""),
    ],
)
def test_a_link_that_a_template_makes_is_found_in_the_front_matter(href: str, front_matter: str, source: str) -> None:
    markdown = f"---\nchannels:\n{front_matter}\n---\n# Contact\n\nNot `chatt/`.\n"
    given = load(markdown.split("---\n")[1]).value["channels"][0]
    channel = {"type": "chat", "name": "Chat", "purpose": "x", **given}
    meta = contact.Meta.model_validate({"channels": [channel]})
    own = replace(page("contact.md", "contact/index.html"), meta=meta)
    document = html.read(own.path, f"<main><a href={href}>Chat</a></main>".encode())
    site = Site(pages={own.path: own}, documents={own.path: document}, files=frozenset({own.path}))
    finding = Finding(own.path, "is wrong", "mend it", link=document.links[0])
    assert located(finding, site, "", markdown)[1] == (f"content/contact.md{source}" if source else "")
    assert located(finding, site, "", "---\nnot closed")[1] == ""


@pytest.mark.parametrize(
    ("href", "front_matter", "source"),
    [
        ("../contact/#chat", "related: [contact.md#chat]", ":2:11"),
        ("../contact/#chat", "related:\n  - contact.md\n  - 'contact.md#chat'", ":4:6"),
        ("../contact/#chat", "related: [contact.md]", ""),
        ("../contact/#caf%C3%A9", "related: [contact.md#caf\u00e9]", ":2:11"),
        ("../gone/#chat", "related: [gone.md#chat]", ""),
    ],
)
def test_a_page_that_the_front_matter_names_is_found_there(href: str, front_matter: str, source: str) -> None:
    meta = Meta.model_validate(load(front_matter).value)
    own = replace(page("returns.md", "returns/index.html"), meta=meta)
    document = html.read(own.path, f"<main><a href={href}>Contact</a></main>".encode())
    pages = {each.path: each for each in (own, page("contact.md", "contact/index.html"))}
    site = Site(pages=pages, documents={own.path: document}, files=frozenset(pages))
    finding = Finding(own.path, "is wrong", "mend it", link=document.links[0])
    assert located(finding, site, "", f"---\n{front_matter}\n---\n")[1] == (
        f"content/returns.md{source}" if source else ""
    )


@pytest.mark.parametrize(
    ("markdown", "remedy"),
    [
        ("[contact](contct.md)", "did you mean ../contact.md?"),
        ("<a href='contct.md'>contact</a>", "did you mean ../../contact/?"),
        ("From a template.", "did you mean ../contact.md? (in HTML: did you mean ../../contact/?)"),
    ],
)
def test_a_remedy_is_for_what_the_link_is_written_in(markdown: str, remedy: str) -> None:
    site = site_of("<main><a href=contct.md>contact</a></main>")
    finding = replace(of_link(0, site), remedy="did you mean ../contact.md?", in_html="did you mean ../../contact/?")
    (found,) = locate([finding], site, lambda path: b"", lambda src: markdown, "content")
    assert found.remedy == remedy


def test_a_link_that_browsers_open_again_has_the_line_of_its_only_tag() -> None:
    built = "<main><p>\n<a href=x>See</p><p>this</p><p>and that</p></main>"
    site = site_of(built)
    assert [located(of_link(number, site), site, built)[0] for number in range(len(site.documents[PATH].links))] == [
        2
    ] * 3


def test_a_finding_about_a_page_points_to_its_first_line() -> None:
    finding = Finding(PATH, "is wrong", "mend it")
    assert located(finding, site_of()) == (0, "content/policies/returns.md:1:1")
    assert located(finding, site_of(generated=True)) == (0, "")
    assert located(replace(finding, page="contact/index.html"), site_of()) == (0, "content/contact.md:1:1")
    assert located(replace(finding, page=""), site_of()) == (0, "")


def test_a_source_that_is_known_is_kept() -> None:
    finding = Finding(PATH, "is wrong", "mend it", source="content/policies/returns.md:2:7")
    assert located(finding, site_of()) == (0, "content/policies/returns.md:2:7")


def test_findings_keep_their_order() -> None:
    site = site_of()
    findings = [of_link(5, site), Finding("", "a", "b"), of_link(2, site)]
    found = locate(findings, site, lambda path: BUILT.encode(), lambda src: MARKDOWN, "content")
    assert [each.link for each in found] == [each.link for each in findings]


@pytest.mark.parametrize("error", [OSError("gone"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")])
def test_files_that_can_no_longer_be_read_leave_the_place_open(error: Exception) -> None:
    def fail(path: str) -> str:
        raise error

    def read_html(path: str) -> bytes:
        raise OSError(path)

    site = site_of()
    (found,) = locate([of_link(2, site)], site, read_html, fail, "content")
    assert (found.line, found.source) == (0, "")


@pytest.mark.parametrize(
    "start",
    [
        "<!-- <a href=x> -->\n", "<!--><!-- a --!>\n", "<?a <a href=x>\n", "</ <a href=x>\n",
        "<TITLE><a href=x></title\n>",
        "<script>'<a href=x>'</scripts>\n</script>", "<textarea><a href=x>\n</textarea>",
        "<a title='<a href=x>\n'></a>",
        "<iframe><a href=x></iframe>\n", "<svg><title/><image href=x /><style/>\n</svg>", "a < b\n",
        "<a/title=\">\"\n>",
        "<template><template></template><a href=x>\n</template>",
    ],
)  # fmt: skip
def test_only_what_is_an_element_has_a_line(start: str) -> None:
    built = f"<main>{start}<a\nHREF = 'x&#{'1' * 5_000};'></a><a href=x href=y>\n</a><img src=x></main>"
    site = site_of(built)
    link = next(each for each in site.documents[PATH].links if each.href == "x" and each.tag == "a")
    image = Finding(PATH, "is wrong", "mend it", image=site.documents[PATH].images[0])
    found = located(of_link(link.number, site), site, built)[0], located(image, site, built)[0]
    assert found == (3, 4)


def test_an_element_that_browsers_leave_out_makes_no_line_wrong() -> None:
    built = "<main><form action=x>\n<form action=x></form>\n</form><form action=x></form></main>"
    site = site_of(built)
    assert [located(of_link(number, site), site, built)[0] for number in range(2)] == [0, 0]


@pytest.mark.parametrize("piece", ["<a ", "<a x='", "<!--", "<", "<script>", "<title>", "</", "<!", "<a x=", "a=b "])
def test_tags_that_never_end_are_looked_at_once(piece: str) -> None:
    # Quadratic work on a page of this length takes hours.
    built = "<a href=x>\n</a>" + piece * (1_000_000 // len(piece))
    site = site_of("<main><a href=x></a></main>")
    assert located(of_link(0, site), site, built)[0] == 1


def test_each_broken_link_of_thousands_has_its_place() -> None:
    # With the references gone through for each address anew, these took hours.
    number = 10_000
    built = "<main>" + "".join(f"<a href=gone-{each}>x</a>\n" for each in range(number)) + "</main>"
    markdown = "a\u2028b\x0cc\x85\n" + "".join(f"[x](gone-{each})\n" for each in range(number))
    site = site_of(built)
    findings = [of_link(each, site) for each in range(number)]
    found = locate(findings, site, lambda path: built.encode(), lambda src: markdown, "content")
    assert [each.source for each in found] == [f"content/policies/returns.md:{each + 2}:5" for each in range(number)]
    assert [each.excerpt for each in found] == [f"[x](gone-{each})" for each in range(number)]


def test_each_use_of_one_address_in_thousands_has_its_place() -> None:
    number = 10_000
    built = "<main><a href=gone>Template</a>" + "<a href=gone>x</a>\n" * number + "</main>"
    site = site_of(built)
    findings = [of_link(each, site) for each in range(number + 1)]
    found = locate(findings, site, lambda path: built.encode(), lambda src: "[x](gone)\n" * number, "content")
    places = [f"content/policies/returns.md:{each + 1}:5" for each in range(number)]
    assert [each.source for each in found] == ["", *places]


@pytest.mark.parametrize("built", ["<![if IE]><a href=x>", "<!DOCTYPE [<a href=x>", "<a href=x", "<a href='x", "<!--"])
def test_malformed_pages_are_read_as_far_as_they_go(built: str) -> None:
    site = site_of("<main><a href=x></a></main>")
    assert located(of_link(0, site), site, built)[1] == ""

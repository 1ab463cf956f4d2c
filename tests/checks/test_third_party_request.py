"""What pages and style sheets load from other hosts, and what is no request."""

from pathlib import Path

import pytest

from hubgen.checks import Choice, run
from hubgen.folder import read_documents
from hubgen.model import Finding, Site

# (an element, what of it comes from another host)
ELEMENTS = [
    ("<p style='background: url(https://cdn.example/a.png)'></p>", "the file named in a style"),
    ("<style>@import url(https://cdn.example/a.css);</style>", "the file named in a style"),
    ("<script src=https://cdn.example/a.js></script>", "the script"),
    ("<link rel=stylesheet href=//cdn.example/a.css>", "the style sheet"),
    ("<link rel='alternate stylesheet' href=https://cdn.example/a.css>", "the style sheet"),
    ("<link rel='shortcut icon' href=https://cdn.example/a.ico>", "the icon"),
    ("<link rel=preload as=font href=https://cdn.example/a.woff2>", "the file loaded in advance"),
    ("<link rel=preload as=image imagesrcset='https://cdn.example/a.png 2x'>", "the file loaded in advance"),
    ("<link rel=modulepreload href=https://cdn.example/a.js>", "the script"),
    ("<link rel=prerender href=https://cdn.example/>", "the page loaded in advance"),
    ("<link rel=manifest href=https://cdn.example/a.json>", "the manifest"),
    ("<img alt='' src=https://cdn.example/a.png>", "the picture"),
    ("<img alt='' src=a.png srcset='a.png, https://cdn.example/a.png 2x'>", "the picture"),
    ("<picture><source srcset=https://cdn.example/a.png><img alt='' src=a.png></picture>", "the picture or recording"),
    ("<svg><image href=https://cdn.example/a.png></image></svg>", "the picture"),
    ("<svg><use href=https://cdn.example/a.svg#x></use></svg>", "the picture"),
    ("<input type=image alt=Go src=https://cdn.example/a.png>", "the picture"),
    ("<iframe src=https://video.example/1></iframe>", "the embedded page"),
    ("<video src=https://cdn.example/a.mp4></video>", "the video"),
    ("<video poster=https://cdn.example/a.png></video>", "the video"),
    ("<audio src=http://cdn.example/a.mp3></audio>", "the recording"),
    ("<track src=https://cdn.example/a.vtt>", "the subtitles"),
    ("<object data=https://cdn.example/a.pdf></object>", "the embedded file"),
    ("<embed src=https://cdn.example/a.pdf>", "the embedded file"),
    ("<script src=https://help.shop.example.net/a.js></script>", "the script"),
    ("<script src=https://notshop.example/a.js></script>", "the script"),
    # What is no request, or none to another host.
    ("<link rel=canonical href=https://elsewhere.example/>", ""),
    ("<link rel=alternate hreflang=de href=https://elsewhere.example/>", ""),
    ("<link rel=next href=https://elsewhere.example/>", ""),
    ("<link rel=license href=https://elsewhere.example/>", ""),
    ("<meta property=og:image content=https://cdn.example/a.png>", ""),
    ("<meta http-equiv=refresh content='0; url=https://elsewhere.example/'>", ""),
    ("<a href=https://elsewhere.example/>x</a>", ""),
    ("<form action=https://elsewhere.example/><button formaction=https://elsewhere.example/>x</button></form>", ""),
    ("<script src=a.js></script><img alt='' src=data:image/gif;base64,R0>", ""),
    ("<img alt='' src=https://shop.example/a.png>", ""),
    ("<img alt='' src=https://img.shop.example/a.png>", ""),
    ("<img alt='' src=https://[broken/a.png>", ""),
]


@pytest.mark.parametrize(("element", "what"), ELEMENTS, ids=[element for element, _ in ELEMENTS])
def test_what_a_page_loads_from_another_host(tmp_path: Path, element: str, what: str) -> None:
    (tmp_path / "a.html").write_text(f"<link rel=canonical href=https://www.shop.example/help/>{element}")
    found = found_in(tmp_path)
    assert [each.message.partition(" that this page has comes from another host: ")[0] for each in found] == [what] * (
        what != ""
    )
    assert all(each.page == "a.html" and each.link for each in found)


# (a style sheet in the folder css, the address that it loads from another host and the line)
SHEETS = [
    ("@import 'https://cdn.example/a.css';", ("https://cdn.example/a.css", 1)),
    ('\n@import  URL( "//cdn.example/a.css" ) screen;', ("https://cdn.example/a.css", 2)),
    ("@font-face {\n  src: url(https://cdn.example/a.woff2) format('woff2'),\n", ("https://cdn.example/a.woff2", 2)),
    (".a { background: url('https://cdn.example/a(1).png') }", ("https://cdn.example/a(1).png", 1)),
    ("/* url(https://cdn.example/a.png) */ .a { background: url(a.png), url(/b.png), url() }", None),
    (".a { background: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\") }", None),
    (".a { background: url(data:image/svg+xml;utf8,http://www.w3.org/2000/svg) }", None),
    (".a::after { content: 'https://cdn.example/a.png' }", None),
    (".a { background: url(https://img.shop.example/a.png) }", None),
]


@pytest.mark.parametrize(("css", "found"), SHEETS, ids=[css for css, _ in SHEETS])
def test_what_a_style_sheet_loads_from_another_host(tmp_path: Path, css: str, found: tuple[str, int] | None) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "a.css").write_text(css)
    head = "<link rel=canonical href=https://shop.example/><link rel=stylesheet href=css/a.css>"
    (tmp_path / "a.html").write_text(head)
    told = [(each.page, each.message, each.pages, each.target, each.line) for each in found_in(tmp_path)]
    address, line = found or ("", 0)
    message = f"the style sheet css/a.css that this page has loads a file from another host: {address}"
    assert told == [("css/a.css", message, ("a.html",), address, line)] * (found is not None)


def test_the_pages_of_a_style_sheet_are_those_that_load_it_also_by_another(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<link rel=stylesheet href=a.css>")
    (tmp_path / "b.html").write_text("<link rel=stylesheet href=b.css>")
    (tmp_path / "c.html").write_text("<link rel=preload as=style href=c.css>")
    (tmp_path / "a.css").write_text("@import 'b.css';")
    (tmp_path / "b.css").write_text("@import 'a.css'; .a { background: url(https://cdn.example/a.png) }")
    (tmp_path / "c.css").write_text(".a { background: url(https://cdn.example/c.png) }")
    (finding,) = found_in(tmp_path)
    assert (finding.page, finding.pages) == ("b.css", ("a.html", "b.html"))
    assert finding.message == (
        "the style sheet b.css that 2 pages have loads a file from another host: https://cdn.example/a.png"
    )


EXCUSE = "data-hubgen-excuse='third-party-request: our own host'"


def test_what_many_pages_load_is_one_finding_without_those_that_excuse_it(tmp_path: Path) -> None:
    script = "<script src=https://cdn.example/a.js {}></script>"
    for name, excuse in (("a", ""), ("b", EXCUSE), ("c", ""), ("d", "")):
        (tmp_path / f"{name}.html").write_text(script.format(excuse) * 2)
    (tmp_path / "d.html").write_text(
        f"<meta name=hubgen:excuse content='third-party-request: agreed'>{script.format('')}"
    )
    (finding,) = run(read_documents(Site(), tmp_path), Choice(select=("third-party-request", "unused-excuse")))
    assert (finding.page, finding.pages) == ("", ("a.html", "c.html"))
    assert finding.message == "the script that 2 pages have comes from another host: https://cdn.example/a.js"
    assert finding.remedy == (
        "put the file into the content and load it from there; "
        'where it must stay, excuse it: data-hubgen-excuse="third-party-request: WHY"'
    )


def test_another_page_cannot_be_put_into_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<iframe src=https://video.example/1></iframe>")
    (finding,) = found_in(tmp_path)
    assert finding.remedy.startswith("link to https://video.example/1 instead; ")


def found_in(folder: Path) -> list[Finding]:
    return run(read_documents(Site(), folder), Choice(select=("third-party-request",)))

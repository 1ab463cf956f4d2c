"""What a browser sees of a page."""

import pytest

from hubgen.html import Block, blocks, read
from hubgen.limits import LARGEST_PAGE, refusal
from hubgen.model import Document, Excuse, Section


def document(content: str, path: str = "a/index.html") -> Document:
    return read(path, content.encode())


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("<main><a href=x></a></main>", "body"),
        ("<div role=main><a href=x></a></div>", "body"),
        ("<p><a href=x></a>", "body"),
        ("<article><header><a href=x></a></header></article>", "body"),
        ("<main><header><a href=x></a></header></main>", "body"),
        ("<main><footer><a href=x></a></footer></main>", "body"),
        ("<div><a href=x></a></div><main></main>", "nav"),
        ("<header><a href=x></a></header>", "header"),
        ("<div role=banner><a href=x></a></div>", "header"),
        ("<header><nav><a href=x></a></nav></header><main></main>", "header"),
        ("<header><nav class=breadcrumbs><a href=x></a></nav></header>", "breadcrumb"),
        ("<footer><a href=x></a></footer>", "footer"),
        ("<footer><nav><aside><a href=x></a></aside></nav></footer>", "footer"),
        ("<div role=contentinfo><a href=x></a></div>", "footer"),
        ("<nav><a href=x></a></nav>", "nav"),
        ("<main><nav><a href=x></a></nav></main>", "nav"),
        ("<main><aside><a href=x></a></aside></main>", "nav"),
        ("<main><div role=navigation><a href=x></a></div></main>", "nav"),
        ('<main><div class="md-sidebar md-sidebar--primary"><a href=x></a></div></main>', "nav"),
        ('<main><nav class="md-path"><a href=x></a></nav></main>', "breadcrumb"),
        ('<main><ol aria-label="Breadcrumb"><li><a href=x></a></ol></main>', "breadcrumb"),
        ("<main><form action=x></form></main>", "body"),
        ("<head><link rel=icon href=x></head>", "head"),
        ("<main><img src=x></main>", "head"),
    ],
)
def test_a_link_has_a_place(content: str, place: str) -> None:
    assert [link.place for link in document(content).links] == [place]


@pytest.mark.parametrize(
    ("content", "uses"),
    [
        ("<a href=x>", [("a", "href", "x")]),
        ("<a href>", [("a", "href", "")]),
        ("<a name=x>", []),
        ("<map><area href=x></map>", [("area", "href", "x")]),
        ("<link rel=stylesheet href=x>", [("link", "href", "x")]),
        ("<link rel=canonical href=x>", [("link", "href", "x")]),
        ("<link rel='dns-prefetch preconnect' href=x>", []),
        ("<img src=x>", [("img", "src", "x")]),
        ("<img src=''>", []),
        ("<img srcset='a.png, b.png 2x'>", [("img", "srcset", "a.png"), ("img", "srcset", "b.png")]),
        ("<img srcset='data:,a 1x,b.png 2x'>", [("img", "srcset", "data:,a"), ("img", "srcset", "b.png")]),
        ("<img srcset=' a.png 1x (x,y),,b.png, '>", [("img", "srcset", "a.png"), ("img", "srcset", "b.png")]),
        ("<script src=x></script>", [("script", "src", "x")]),
        ("<iframe src=x></iframe>", [("iframe", "src", "x")]),
        (
            "<video src=x poster=y><source src=z></video>",
            [("video", "src", "x"), ("video", "poster", "y"), ("source", "src", "z")],
        ),
        ("<audio src=x><track src=y></audio>", [("audio", "src", "x"), ("track", "src", "y")]),
        ("<embed src=x><object data=y></object>", [("embed", "src", "x"), ("object", "data", "y")]),
        ("<input type=image src=x><input src=y>", [("input", "src", "x")]),
        ("<form action=x></form>", [("form", "action", "x")]),
        ("<meta http-equiv=refresh content='0; url=x'>", [("meta", "content", "x")]),
        ("<meta http-equiv=refresh content='5;URL=\"x y\"'>", [("meta", "content", "x y")]),
        ("<meta http-equiv=refresh content='0;;url=x'>", [("meta", "content", ";url=x")]),
        ("<meta http-equiv=refresh content='0;\xa0url=x'>", [("meta", "content", "\xa0url=x")]),
        ("<meta http-equiv=refresh content='0 x'>", [("meta", "content", "x")]),
        ("<meta http-equiv=refresh content='0x'>", []),
        ("<body background=x><table><td background=y>", [("body", "background", "x"), ("td", "background", "y")]),
        ("<p background=x>background = y", []),
        ("<img srcset='a\xa0b 1x'>", [("img", "srcset", "a\xa0b")]),
        ("<base href='localhost:4000/'>", [("base", "href", "localhost:4000/")]),
        ("<meta http-equiv=refresh content=5><meta name=description content='0; url=x'>", []),
        ("<template><a href=x></a></template>", []),
        ("<noscript><a href=x></a></noscript>", [("a", "href", "x")]),
        ("<!-- <a href=x> --><script>'<a href=x>'</script><textarea><a href=x></textarea>", []),
        ("<a href=' x&amp;y '>", [("a", "href", " x&y ")]),
        ("<p style='background: url(x.png)'>", [("style", "style", "x.png")]),
        (
            "<style>@import 'x.css'; /* url(y) */ p { background: url(\"z\") }</style>",
            [("style", "style", "x.css"), ("style", "style", "z")],
        ),
        (
            "<style>@import\"x.css\";@import/* */'y.css';@namespace svg url(http://n/);"
            "p{content:'url(no.png)'}q{background:URL(z.png)}/* url(open)</style>",
            [("style", "style", "x.css"), ("style", "style", "y.css"), ("style", "style", "z.png")],
        ),
        (
            r"<style>a{background:url(a\ b.png)} b{background:url('a\20 b\'.png')} c{x:'\'} d{y:url(\0)}</style>",
            [("style", "style", "a b.png"), ("style", "style", "a b'.png")],
        ),
        ("<meta property=og:image content=x><meta property=og:title content=y>", [("meta", "content", "x")]),
        ("<meta property=og:url>", [("meta", "content", "")]),
        (
            "<button formaction=x></button><input formaction=y>",
            [("button", "formaction", "x"), ("input", "formaction", "y")],
        ),
        (
            "<svg><a xlink:href=x></a><use href=y></use><image xlink:href=z /></svg>",
            [("a", "xlink:href", "x"), ("use", "href", "y"), ("image", "xlink:href", "z")],
        ),
        ("<link rel=preload imagesrcset='x 1x, y 2x'>", [("link", "imagesrcset", "x"), ("link", "imagesrcset", "y")]),
    ],
)
def test_every_use_of_an_address_is_a_link(content: str, uses: list[tuple[str, str, str]]) -> None:
    links = document(content).links
    assert [(link.tag, link.attribute, link.href) for link in links] == uses
    assert [link.number for link in links] == list(range(len(uses)))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<a href=x> The <b>return</b>\n policy </a>", "The return policy"),
        ("<a href=x>One<br>two</a>", "One two"),
        ("<a href=x aria-label='Home'><svg><title>Logo</title></svg></a>", "Home"),
        ("<a href=x><img src=l.svg alt='The shop'></a>", "The shop"),
        ("<a href=x><img src=l.svg alt='The shop'> Home</a>", "Home"),
        ("<a href=x><script>1</script></a>", ""),
    ],
)
def test_a_link_has_the_words_that_customers_see_or_hear(content: str, text: str) -> None:
    assert document(content).links[0].text == text


@pytest.mark.parametrize(
    ("base", "href", "path"),
    [
        ("<base href='../b/'>", "x.html", "b/x.html"),
        ("<base href='/'>", "x.html", "x.html"),
        ("<base target=_top>", "x.html", "a/x.html"),
        ("<base href='mailto:a@example.com'>", "x.html", "a/x.html"),
        ("<base href='data:,x'>", "x.html", "a/x.html"),
        ("<base href='https://'>", "https://example.com/", "https://example.com/"),
        ("<svg><base href='/b/'></svg>", "x.html", "a/x.html"),
        ("<base href='https://example.org/'>", "x.html", "https://example.org/x.html"),
    ],
)
def test_the_base_of_a_page_is_honoured(base: str, href: str, path: str) -> None:
    assert document(f"<head>{base}</head><a href='{href}'>").links[-1].target.path == path


@pytest.mark.parametrize(
    ("content", "images"),
    [
        ("<img src=x alt=Map>", [("x", "Map", False)]),
        ("<img src=x>", [("x", None, False)]),
        ("<img src=x alt>", [("x", "", False)]),
        ("<img>", [("", None, False)]),
        ("<img src=''>", [("", None, False)]),
        ("<img srcset='x 1x, y 2x'>", [("x", None, False)]),
        ("<img src=x aria-label=Map>", [("x", "Map", False)]),
        ("<img src=x role=presentation>", [("x", None, True)]),
        ("<p aria-hidden=true><img src=x></p>", [("x", None, True)]),
        ("<picture><source srcset=x><img alt=''></picture>", [("x", "", False)]),
        ("<picture><source srcset=x media='(min-width: 1px)'><img alt=''></picture>", [("", "", False)]),
        ("<input type=image src=x>", [("x", None, False)]),
        ("<main><img src=x alt=''></main>", [("x", "", False)]),
    ],
)
def test_an_image_has_a_source_and_words(content: str, images: list[tuple[str, str | None, bool]]) -> None:
    assert [(image.src, image.alt, image.hidden) for image in document(content).images] == images


def test_an_image_knows_its_place() -> None:
    content = "<header><img src=x></header><main><img src=x></main>"
    assert [image.place for image in document(content).images] == ["header", "body"]


def test_a_page_tells_of_itself() -> None:
    page = document(
        "<html lang=en-GB><head><title> Returns -\nShop </title><meta name=description content='How to return'>"
        "<meta name='hubgen:excuse' content='no-way-back: printed; note: May'>"
        "<meta name='hubgen:excuse' content='broken-link'><meta name='hubgen:excuse' content=' '></head>"
        "<header><h1>Shop</h1></header>"
        "<main><h1 id=r>Returns<a class=headerlink href=#r>¶</a></h1><a name=old></a></main>"
        "<svg><title>Logo</title></svg>"
    )
    assert (page.title, page.lang, page.description) == ("Returns - Shop", "en-GB", "How to return")
    assert (page.heading, page.defines) == ("Returns", frozenset({"r", "old"}))
    assert page.excuses == (Excuse("no-way-back", "printed; note: May"), Excuse("broken-link", ""))


@pytest.mark.parametrize(
    ("written", "excuses"),
    [
        ("broken-link: comes in May", (Excuse("broken-link", "comes in May"),)),
        ("broken-link: at 9:30; other: why", (Excuse("broken-link", "at 9:30"), Excuse("other", "why"))),
        (
            "broken-link: waits; see May;missing-alt : why",
            (Excuse("broken-link", "waits; see May"), Excuse("missing-alt", "why")),
        ),
        ("broken-link", (Excuse("broken-link", ""),)),
        ("broken-link: ", (Excuse("broken-link", ""),)),
        (": why", ()),
        ("", ()),
    ],
)
def test_an_element_may_have_excuses(written: str, excuses: tuple[Excuse, ...]) -> None:
    page = document(f'<a href=x data-hubgen-excuse="{written}">x</a><img src=y data-hubgen-excuse="{written}">')
    assert [link.excuses for link in page.links] == [excuses, excuses]
    assert page.images[0].excuses == excuses


@pytest.mark.parametrize(
    ("content", "sections"),
    [
        ("<main>Hello <b>w</b>orld</main>", [("", "", "Hello world")]),
        (
            "<main><h1 id=a>Returns</h1><p>You have 60 days.</p><h2 id=b>Fees</h2><ul><li>a</li><li>b</li></ul></main>",
            [("a", "Returns", "You have 60 days."), ("b", "Fees", "a b")],
        ),
        ("<main><p>In short</p><h2>Fees</h2></main>", [("", "", "In short"), ("", "Fees", "")]),
        (
            "<main><details><summary><h3>Can I?</h3></summary>\n<div id=q>Yes<br>you can.</div></details></main>",
            [("q", "Can I?", "Yes you can.")],
        ),
        ("<main><table><tr><td>S<td>38</table></main>", [("", "", "S | 38")]),
        (
            "<p>chrome</p><main>a<nav>b</nav><aside>c</aside><footer>d</footer><style>e</style><script>f</script>"
            "<div class=md-sidebar>g</div><noscript>h</noscript>"
            "<p data-hubgen-search=skip>i</p><nav><h2>j</h2></nav></main>",
            [("", "", "a")],
        ),
        ("<header>a</header><p>b<footer>c</footer>", [("", "", "b")]),
    ],
)
def test_the_text_of_a_page_falls_into_sections(content: str, sections: list[tuple[str, str, str]]) -> None:
    assert document(content).sections == tuple(Section(*each) for each in sections)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0<a href='\0x'>\0",
        b"\xff\xfe<\0a\0 \0h",
        b"<a href='\xe9\xff'>caf\xe9",
        b"<meta charset=no-such-thing><a href=x>",
        b"<!-- never closed <a href=x>",
        b"<a href='never closed",
        b"<a><a href=x><p><a href=y></p></a></table></a>",
        b"<h1><h2></h1><h3><div></h3><h1>" * 50,
        b"<svg><a xlink:href=x><title><a href=y></svg>" * 50,
        b"<div>" * 5000,
        b"<b>" * 5000 + b"<a href=x>",
        b"<body><frameset><frame src=x></frameset>",
        b"<form><form><input><select><option><a href=x></select>",
    ],
)
def test_nothing_on_a_page_makes_reading_fail(content: bytes) -> None:
    page = read("a.html", content)
    assert page.path == "a.html"
    assert [link.number for link in page.links] == list(range(len(page.links)))
    assert all(link.attribute for link in page.links)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"<meta charset=iso-8859-1><title>Gr\xf6\xdfen</title>", "Größen"),
        ("<title>Größen</title>".encode(), "Größen"),
        ("<title>Größen</title>".encode("utf-16"), "Größen"),
    ],
)
def test_a_page_is_read_in_its_encoding(content: bytes, title: str) -> None:
    assert read("a.html", content).title == title


def test_of_a_page_that_is_too_much_only_the_reason_comes_back() -> None:
    content = b"<title>x</title>" + b" " * LARGEST_PAGE
    assert read("a.html", content) == Document("a.html", unread=refusal(content))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", []),
        ("<p>a", [Block("p", "", "a", "<p>a</p>")]),
        (
            '<h3 id="q">A &amp; <b>b</b></h3>\ntext &lt;<!-- c -->',
            [
                Block("h3", "q", "A &amp; <b>b</b>", '<h3 id="q">A &amp; <b>b</b></h3>'),
                Block("", "", "", "\ntext &lt;"),
                Block("", "", "", "<!-- c -->"),
            ],
        ),
        (
            "<hr><details open>x</details>",
            [Block("hr", "", "", "<hr>"), Block("details", "", "x", '<details open="">x</details>')],
        ),
    ],
)
def test_a_piece_of_html_falls_into_blocks(content: str, expected: list[Block]) -> None:
    assert blocks(content) == expected


@pytest.mark.parametrize(("around", "rel"), [("{}", "refresh"), ("<noscript>{}</noscript>", "")])
def test_a_refresh_for_browsers_without_scripts_sends_nobody_else_on(around: str, rel: str) -> None:
    refresh = "<meta http-equiv=refresh content='0;url=x'>"
    assert [link.rel for link in document(around.format(refresh)).links] == [rel]


def test_what_is_left_open_in_css_takes_no_time() -> None:
    for piece in ("/* ", "url('", "@import/**/", "@import ", '"', "\\", "@namespace ", "url(\\"):
        document(f"<style>{piece * 100_000}url(x)</style>")

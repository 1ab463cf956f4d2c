"""Which file an address reaches, and how customers get from page to page."""

import pytest

from hubgen import html
from hubgen.links import (
    chrome_links,
    defines_fragment,
    external_addresses,
    file_of,
    inbound,
    is_aside,
    leads_to_person,
    named,
    reachable,
    reached,
    ways,
)
from hubgen.model import Address, Document, Site


def site_of(pages: dict[str, str], *others: str, contact: str = "") -> Site:
    documents = {path: html.read(path, content.encode(), "https://example.com/") for path, content in pages.items()}
    return Site(hub="index.html", contact=contact, documents=documents, files=frozenset({*pages, *others}))


SITE = site_of(
    {
        "index.html": "<header><a href=faq/>FAQ</a></header>"
        "<main><a href=a/>A</a> <a href=/b>B</a> <img src=map.svg></main>",
        "a/index.html": "<main><a href=../c/>C</a> <a href=../map.svg>Map</a></main>",
        "b/index.html": "<main><a href=../c/#x>C</a> <a href=#>Top</a></main>",
        "c/index.html": "<h1>Page C</h1><main><a href=../>Hub</a></main><footer><a href=../d/>D</a></footer>",
        "d/index.html": "<meta http-equiv=refresh content='0; url=../e/'>",
        "e/index.html": "",
        "faq/index.html": "",
        "orphan/index.html": "<main><a href=../orphan-too/>x</a></main>",
        "orphan-too/index.html": "",
        "404.html": "",
    },
    "map.svg",
    "assets/site.css",
    "übersicht.html",
)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        (Address("site", ""), "index.html"),
        (Address("site", "index.html"), "index.html"),
        (Address("site", "a/"), "a/index.html"),
        (Address("site", "a"), "a/index.html"),
        (Address("site", "map.svg"), "map.svg"),
        (Address("site", "map.svg/"), None),
        (Address("site", "assets/"), None),
        (Address("site", "A/"), None),
        (Address("site", "a.html"), None),
        (Address("site", "übersicht.html"), "übersicht.html"),
        (Address("outside", "a/"), None),
        (Address("malformed", "a/"), None),
    ],
)
def test_an_address_reaches_a_file(address: Address, file: str | None) -> None:
    assert reached(address, SITE) == file


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("", True),
        ("top", True),
        ("TOP", True),
        ("fees", True),
        ("Fees", False),
        ("fee", False),
        (":~:text=no%20fee", True),
        ("fees:~:text=no", True),
        ("costs:~:text=no", False),
    ],
)
def test_a_fragment_is_found_as_browsers_find_it(fragment: str, found: bool) -> None:
    assert defines_fragment(Document("a.html", defines=frozenset({"fees"})), fragment) is found


def test_the_shortest_way_is_along_body_links() -> None:
    assert ways(SITE) == {
        "index.html": ("index.html",),
        "a/index.html": ("index.html", "a/index.html"),
        "b/index.html": ("index.html", "b/index.html"),
        "c/index.html": ("index.html", "a/index.html", "c/index.html"),
    }


def test_all_links_count_for_what_can_be_reached() -> None:
    assert SITE.documents.keys() - reachable(SITE) == {"orphan/index.html", "orphan-too/index.html", "404.html"}


def test_a_site_without_its_hub_leads_nowhere() -> None:
    site = Site(hub="gone.html", documents=SITE.documents, files=SITE.files)
    assert (ways(site), reachable(site)) == ({}, frozenset())


def test_inbound_links_are_those_of_other_pages_texts() -> None:
    assert inbound(SITE) == {
        "index.html": ("c/index.html",),
        "a/index.html": ("index.html",),
        "b/index.html": ("index.html",),
        "c/index.html": ("a/index.html", "b/index.html"),
        "orphan-too/index.html": ("orphan/index.html",),
    }


def test_chrome_is_told_by_its_place_and_pages_that_send_on_have_none() -> None:
    footers = chrome_links("footer", SITE)
    assert footers["c/index.html"] == {"d/index.html"}
    assert footers["a/index.html"] == frozenset()
    assert "d/index.html" not in footers
    assert chrome_links("header", SITE)["index.html"] == {"faq/index.html"}


@pytest.mark.parametrize(
    ("path", "content", "aside"),
    [
        ("404.html", "", True),
        ("search/index.html", "", True),
        ("a/index.html", "<meta http-equiv=refresh content='0;url=../b/'>", True),
        ("a/index.html", "<meta http-equiv=refresh content='60;url=index.html'>", False),
        ("a/404.html", "", False),
    ],
)
def test_some_pages_need_no_link(path: str, content: str, aside: bool) -> None:
    assert is_aside(html.read(path, content.encode())) is aside


@pytest.mark.parametrize(
    ("contact", "link", "person"),
    [
        ("contact/index.html", "<a href=tel:5550100>Call</a>", True),
        ("contact/index.html", "<a href=mailto:a@example.com>Write</a>", True),
        ("contact/index.html", "<a href=contact/#chat>Chat</a>", True),
        ("contact/index.html", "<a href=https://example.com/contact>Chat</a>", True),
        ("contact/index.html", "<a href=contact-lenses/>Contact lenses</a>", False),
        ("https://example.org/contact", "<a href=https://EXAMPLE.org/contact>Chat</a>", True),
        ("https://example.org/contact", "<a href=https://example.org/>Chat</a>", False),
        ("", "<a href=people/>Contact us</a>", True),
        ("", "<a href=Contact.html>Write</a>", True),
        ("", "<a href=faq/>Questions</a>", False),
    ],
)
def test_a_link_leads_to_a_person(contact: str, link: str, person: bool) -> None:
    site = site_of({"index.html": link, "contact/index.html": ""}, contact=contact)
    assert leads_to_person(site.documents["index.html"].links[0], site) is person


def test_a_page_is_named_by_its_heading_and_file() -> None:
    assert named("c/index.html", SITE) == '"Page C" (c/index.html)'
    assert named("a/index.html", SITE) == "a/index.html"
    assert file_of("gone.html", SITE) == "gone.html"


def test_what_a_page_calls_its_own_address_is_no_other_site() -> None:
    page = (
        "<link rel=canonical href=https://shop.example/a><link rel=alternate hreflang=de href=https://shop.example/de/>"
        "<meta property=og:url content=https://shop.example/a><a href=https://other.example/#x>x</a>"
    )
    site = Site(documents={"a.html": html.read("a.html", page.encode())})
    assert external_addresses(site) == ["https://other.example/"]

"""Which places of a site can be found, and under what."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from hubgen.frontmatter import FrontMatter
from hubgen.model import Document, Page, Section, Site
from hubgen.search.records import SearchRecord, path_of, records

RETURNS = Document(
    "policies/returns/index.html",
    title="Returns - Shop",
    heading="Returns",
    lang="en",
    description="Send it back.",
    sections=(
        Section("", "", "Free of charge."),
        Section("returns", "Returns", "All of it."),
        Section("window", "How long\n you have", "60  days."),
        Section("", "In short", "Not longer."),
        Section("topic", "All about sizes", ""),
        Section("größe", "Size", "Any."),
    ),
)


def site_of(*documents: Document, hub: str = "", declares: Mapping[str, object] | None = None) -> Site:
    found = {document.path: document for document in documents}
    pages = {}
    if declares is not None:
        meta = FrontMatter.model_validate(declares)
        pages = {path: Page("x.md", path, "", "", "policy", meta, group="Policies") for path in found}
    return Site(hub=hub, pages=MappingProxyType(pages), documents=MappingProxyType(found))


def test_a_page_and_each_of_its_sections() -> None:
    site = site_of(RETURNS, declares={})
    url, rest = "policies/returns/", ("policy", "Policies")
    assert records(site) == [
        SearchRecord(url, "Returns", "", "Send it back. Free of charge. All of it. All about sizes", *rest),
        SearchRecord(f"{url}#window", "Returns", "How long you have", "60 days. In short Not longer.", *rest),
        SearchRecord(f"{url}#gr%C3%B6%C3%9Fe", "Returns", "Size", "Any.", *rest),
    ]


PATHS = [
    ("a folder's index", "faq/index.html", ["faq/"]),
    ("the first page", "index.html", [""]),
    ("a page of another name", "my faq.html", ["my%20faq.html"]),
    ("404", "404.html", []),
    ("404 of a language", "de/404.html", []),
    ("the search page", "search/index.html", []),
]


@pytest.mark.parametrize(("path", "urls"), [row[1:] for row in PATHS], ids=[row[0] for row in PATHS])
def test_address(path: str, urls: list[str]) -> None:
    assert [record.url for record in records(site_of(Document(path, title="A")))] == urls


def test_a_page_without_title_is_called_by_its_file() -> None:
    assert records(site_of(Document("a.html")))[0].title == "a.html"


def test_the_page_itself_has_its_aliases() -> None:
    found = records(site_of(RETURNS, declares={"aliases": ["send back", " money back "]}))
    assert [record.aliases for record in found] == [("send back", "money back"), (), ()]


GROUPS = [
    (
        "a spoke has its own group",
        Page("s.md", "s/index.html", "s/", "S", "guide", FrontMatter(), group="Size"),
        "Size",
    ),
    (
        "an article has that of the spoke above it",
        Page("s/a.md", "s/a/index.html", "s/a/", "A", "guide", FrontMatter(), parent="policies/returns/index.html"),
        "Policies",
    ),
    ("an article below no spoke has none", Page("a.md", "a/index.html", "a/", "A", "guide", FrontMatter()), ""),
]


@pytest.mark.parametrize(("page", "group"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS])
def test_group(page: Page, group: str) -> None:
    site = site_of(RETURNS, declares={})
    documents = {page.path: Document(page.path, heading=page.title)}
    found = records(Site(pages={**site.pages, page.path: page}, documents=documents))
    assert [record.group for record in found] == [group]


@pytest.mark.parametrize("path", ["index.html", "faq/index.html", "my faq.html", "größe/index.html"])
def test_an_address_leads_back_to_its_file(path: str) -> None:
    document = Document(path, heading="A", sections=(Section("é", "B", "b"),))
    assert {path_of(record.url) for record in records(site_of(document))} == {path}


def test_a_draft_is_not_found() -> None:
    assert records(site_of(RETURNS, declares={"draft": True})) == []


DESCRIBED = [
    ("a description of its own comes first", "All of it.", "Free. Fast.", "All of it. Free. Fast."),
    ("the first sentence is said once", "Free.", "Free. Fast.", "Free. Fast."),
    ("a first sentence that was cut is said once", "Free and...", "Free and\n very fast.", "Free and very fast."),
    ("no description", "", "Free.", "Free."),
    ("no text", "Free.", "", "Free."),
]


@pytest.mark.parametrize(
    ("description", "text", "found"), [row[1:] for row in DESCRIBED], ids=[r[0] for r in DESCRIBED]
)
def test_text_of_a_page(description: str, text: str, found: str) -> None:
    document = Document("a.html", heading="A", description=description, sections=(Section("a", "A", text),))
    assert [record.text for record in records(site_of(document))] == [found]


def test_the_hub_is_found_by_its_own_words_only() -> None:
    assert [record.text for record in records(site_of(RETURNS, hub=RETURNS.path))] == ["Send it back."]


def test_an_anchor_used_twice_opens_at_the_first() -> None:
    document = Document("a.html", heading="A", sections=(Section("b", "B", "one"), Section("b", "C", "two")))
    assert [(record.url, record.text) for record in records(site_of(document))] == [
        ("a.html", ""),
        ("a.html#b", "one C two"),
    ]

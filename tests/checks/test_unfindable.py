"""What the check of searches says: the place reached, what stands above, the words that a page lacks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hubgen import html
from hubgen.checks import Choice, not_judged, run
from hubgen.kinds.guide import Meta
from hubgen.model import Page, Search, Site
from hubgen.search import build_search

PAGES = {
    "index.html": "<main><h1>Customer Service</h1></main>",
    "returns.html": "<main><h1 id=returns>Returns</h1><p>Send it back.</p>"
    "<h2 id=costs>What it costs</h2><p>Nothing in a store.</p>"
    "<h2 id=labels>Labels</h2><p>What the label of a parcel costs.</p></main>",
    "stores.html": "<main><h1>Stores</h1><p>A store near you.</p></main>",
    "parking.html": "<main><h1>Parking at a store</h1><p>Free at each store.</p></main>",
    "hours.html": "<main><h1>Store hours</h1><p>When a store is open.</p></main>",
    "post.html": "<main><h1>Store post</h1><p>Post to a store.</p></main>",
}

SOURCE = "content/searches.yml:1:3"


@pytest.fixture
def site_with(tmp_path: Path) -> Callable[..., Site]:
    """A built site of the pages above, with its search files, that has to find what it is given."""

    def site(*searches: Search, synonyms: tuple[tuple[str, ...], ...] = ()) -> Site:
        documents = {path: html.read(path, content.encode()) for path, content in PAGES.items()}
        pages = {
            path: Page(path.replace(".html", ".md"), path, path, document.heading, "guide", Meta(aliases=["refunds"]))
            for path, document in documents.items()
        }
        found = Site(
            pages=pages, documents=documents, root=tmp_path, hub="index.html", synonyms=synonyms, searches=searches
        )
        for name, content in build_search(found, "en").items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
        return found

    return site


def told(site: Site) -> list[tuple[str, str]]:
    found = run(site, Choice(select=("unfindable",)))
    assert all(finding.source == SOURCE for finding in found)
    return [(finding.message, finding.remedy) for finding in found]


WRITE_IT = (
    "write it into its title or text, into `aliases:` of its front matter, "
    "or into synonyms.yml beside words that it has"
)

# (query, page, anchor, place, message, remedy)
FAILS = [
    (
        "zebras",
        "returns.html",
        "",
        3,
        '"zebras" finds nothing, and so not "Returns" (returns.md)',
        f'the page has no "zebras": {WRITE_IT}',
    ),
    (
        "zebra or ponies",
        "returns.html",
        "",
        3,
        '"zebra or ponies" finds nothing, and so not "Returns" (returns.md)',
        'the page has no "zebra" and "ponies": ' + WRITE_IT.replace(" it into", " them into", 1),
    ),
    (
        "parking",
        "returns.html",
        "",
        3,
        '"parking" does not find "Returns" (returns.md); it finds "Parking at a store" (parking.md)',
        f'the page has no "parking": {WRITE_IT}',
    ),
    (
        "what the label costs",
        "returns.html",
        "costs",
        1,
        '"what the label costs" finds "Returns" (returns.md) in place 2, 1 at the most; '
        'above it: "Labels" of the same page',
        'that section has no "label": write it into its title or text, or into synonyms.yml beside words that it has',
    ),
    (
        "label",
        "returns.html",
        "costs",
        3,
        '"label" opens "Returns" (returns.md) at "Labels", not at "#costs"',
        'that section has no "label": write it into its title or text, or into synonyms.yml beside words that it has',
    ),
    (
        "label",
        "returns.html",
        "lables",
        3,
        '"label" is to open "#lables", which "Returns" (returns.md) does not have',
        "did you mean #labels?",
    ),
    (
        "label",
        "returns.html",
        "zzz",
        3,
        '"label" is to open "#zzz", which "Returns" (returns.md) does not have',
        "name one of its headings, or the page alone",
    ),
]


@pytest.mark.parametrize(
    ("query", "page", "anchor", "place", "message", "remedy"), FAILS, ids=[message[:60] for *_, message, _ in FAILS]
)
def test_a_search_that_fails(
    site_with: Callable[..., Site], query: str, page: str, anchor: str, place: int, message: str, remedy: str
) -> None:
    assert told(site_with(Search(query, page, anchor, place, SOURCE))) == [(message, remedy)]


def test_what_stands_above_is_named_and_the_rest_counted(site_with: Callable[..., Site]) -> None:
    ((message, remedy),) = told(site_with(Search("store", "returns.html", "", 1, SOURCE)))
    said, _, above = message.partition("; above it: ")
    assert said == '"store" finds "Returns" (returns.md) in place 5, 1 at the most'
    assert (above.count(".md)"), above.endswith(" and 1 more")) == (3, True)
    assert remedy == (
        "the page has all these words: write them into its heading, into `aliases:` of its front matter, "
        "or out of the pages above it"
    )


# (query, page, anchor, place)
SUCCEEDS = [
    ("send back", "returns.html", "", 1),
    ("label", "returns.html", "", 1),
    ("label", "returns.html", "labels", 1),
    ("lable", "returns.html", "labels", 1),
    ("store", "returns.html", "", 5),
    ("refunds", "returns.html", "", 6),
]


@pytest.mark.parametrize(
    ("query", "page", "anchor", "place"), SUCCEEDS, ids=[" ".join(map(str, row)) for row in SUCCEEDS]
)
def test_a_search_that_succeeds(site_with: Callable[..., Site], query: str, page: str, anchor: str, place: int) -> None:
    assert told(site_with(Search(query, page, anchor, place, SOURCE))) == []


def test_a_synonym_counts_as_a_word_of_the_page(site_with: Callable[..., Site]) -> None:
    search = Search("zebra sticker", "returns.html", "", 1, SOURCE)
    ((_, remedy),) = told(site_with(search))
    assert remedy.startswith('the page has no "zebra" and "sticker"')
    assert told(site_with(search, synonyms=(("label", "sticker"),))) == []


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_a_site_that_cannot_be_searched_is_told_once(site_with: Callable[..., Site], damage: str) -> None:
    site = site_with(Search("label", "returns.html"), Search("store", "stores.html"))
    assert site.root
    (index,) = (site.root / "search").glob("index.*")
    if damage == "missing":
        index.unlink()
    else:
        index.write_text("{")
    (finding,) = run(site, Choice(select=("unfindable",)))
    assert (finding.page, finding.message) == ("", f"no search can be tried: search/{index.name} is {damage}")
    assert finding.remedy == "build the site again, with `hubgen build`"


def test_a_site_without_searches_is_not_judged_and_needs_no_search_files(tmp_path: Path) -> None:
    site = Site(documents={"a.html": html.read("a.html", b"<title>A</title>")}, root=tmp_path)
    assert run(site, Choice(select=("unfindable",))) == []
    (sentence,) = not_judged(site)
    assert "unfindable" not in sentence


def test_an_excuse_is_in_use_only_where_there_is_content(tmp_path: Path) -> None:
    head = b'<meta name="hubgen:excuse" content="unfindable: nobody types this"><title>A</title>'
    site = Site(documents={"a.html": html.read("a.html", head)}, root=tmp_path)
    assert run(site, Choice(select=("unfindable", "unused-excuse"))) == []
    with_content = Site(documents=site.documents, pages={"a.html": Page("a.md", "a.html", "", "A", "guide", Meta())})
    assert [found.check for found in run(with_content, Choice(select=("unfindable", "unused-excuse")))] == [
        "unused-excuse"
    ]

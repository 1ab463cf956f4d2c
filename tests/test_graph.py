"""The proof as a page: every page is in the picture or counted, faults are marked, and the page needs nothing else."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hubgen import graph, html
from hubgen.folder import read_documents
from hubgen.hanging import CHROME, MOST_FAULTY, MOST_ROWS, NOWHERE, Box, arranged, tree_of
from hubgen.kinds.guide import Meta
from hubgen.model import Finding, Page, Severity, Site, Spoke, Verdict


def linked(title: str, *targets: str, footer: str = "") -> str:
    links = " ".join(f"<a href=/{target}.html>{target}</a>" for target in targets)
    chrome = f"<footer><a href=/{footer}.html>x</a></footer>" if footer else ""
    return f"<title>{title}</title><main><h1>{title}</h1>{links}</main>{chrome}"


def site_of(pages: dict[str, str], *spokes: tuple[str, str], hub: str = "index") -> Site:
    documents = {f"{name}.html": html.read(f"{name}.html", content.encode()) for name, content in pages.items()}
    return Site(
        hub=f"{hub}.html" if hub else "",
        spokes=tuple(Spoke(f"{name}.html", name.title(), group) for name, group in spokes),
        documents=documents,
        files=frozenset(documents),
    )


def fault(page: str, severity: Severity = "error", message: str = "is wrong", pages: tuple[str, ...] = ()) -> Finding:
    return Finding(page, message, "mend it", check="some-check", severity=severity, pages=pages)


PAGES = {
    "index": linked("Customer Service", "orders", "returns", "track", footer="sale"),
    "orders": linked("Orders", "track", "cancel", "index"),
    "returns": linked("Returns", "cancel", "refunds", "orders"),
    "track": linked("Track", "refunds"),
    "cancel": linked("Cancel", "deep"),
    "refunds": linked("Refunds"),
    "deep": linked("Deep", "deeper"),
    "deeper": linked("Deeper"),
    "sale": linked("Sale"),
    "lost": linked("Lost", "returns"),
    "404": linked("Not found"),
}
SITE = site_of(PAGES, ("orders", "Delivery"), ("returns", "Money"), ("gone", "Money"))


def svg_of(page: str) -> ET.Element:
    """The picture, read as XML."""
    found = re.search(r"<svg.*</svg>", page, re.DOTALL)
    assert found
    return ET.fromstring(found[0])


def boxes_of(page: str) -> dict[str, ET.Element]:
    """The boxes in the picture by their first line, the page's whole title."""
    boxes = (each for each in svg_of(page).iter("g") if "box" in each.get("class", "").split())
    return {(box.findtext("title") or "").splitlines()[0]: box for box in boxes}


def test_every_page_stands_in_its_column_beside_the_page_it_hangs_on() -> None:
    boxes = arranged(tree_of(SITE), ()).boxes
    assert [(box.text, box.column, box.row, box.parent) for box in boxes] == [
        ("Customer Service", 0, 0, ""),
        ("Orders", 1, 1, "index.html"),
        ("Cancel", 2, 1, "orders.html"),
        ("Deep", 3, 1, "cancel.html"),
        ("Deeper", 3, 2, "deep.html"),
        ("Returns", 1, 4, "index.html"),
        ("Refunds", 2, 4, "returns.html"),
        ("Track", 1, 6, "index.html"),
        ("Sale", CHROME, 0, ""),
        ("Gone (not built)", NOWHERE, 0, ""),
        ("Lost", NOWHERE, 1, ""),
    ]
    assert arranged(tree_of(SITE), ()).groups == (("Delivery", 0), ("Money", 3), ("Other pages", 5))


def test_an_article_stands_below_its_own_spoke_where_that_links_to_it() -> None:
    pages = {
        path: Page(path, path, path, document.heading, "guide", Meta(), parent=parent)
        for path, document in SITE.documents.items()
        for parent in [{"track.html": "orders.html", "cancel.html": "returns.html"}.get(path, "")]
    }
    tree = tree_of(replace(SITE, pages=pages))
    assert tree.groups == [("Delivery", ["orders.html", "track.html"]), ("Money", ["returns.html"])]
    assert tree.parent["cancel.html"] == "returns.html"


def test_other_links_are_drawn_but_for_the_ways_back() -> None:
    tree = tree_of(replace(SITE, contact="orders.html"))
    assert set(tree.links) == {
        ("orders.html", "track.html"),
        ("returns.html", "cancel.html"),
        ("track.html", "refunds.html"),
        ("lost.html", "returns.html"),
    }


def test_every_page_is_in_the_picture_or_named_below_it() -> None:
    page = graph.page(Verdict(SITE, ()))
    titles = {document.heading for path, document in SITE.documents.items() if path != "404.html"}
    assert set(boxes_of(page)) == titles | {"Gone (not built)"}
    assert "Not drawn, since no link needs to lead there: 404.html." in page


def test_faults_are_marked_by_a_sign_and_a_number_and_lead_to_their_list() -> None:
    findings = (fault("cancel.html"), fault("cancel.html", "warning"), fault("track.html", "warning"))
    page = graph.page(Verdict(SITE, (*findings, fault("refunds.html", "info")), failed=True))
    boxes = boxes_of(page)
    signs = {
        title: [(sign.get("class"), sign.findtext("text")) for sign in box.findall("g")] for title, box in boxes.items()
    }
    assert signs["Cancel"] == [("sign error", "1"), ("sign warning", "1")]
    assert signs["Track"] == [("sign warning", "1")]
    assert signs["Refunds"] == []
    links = {each.get("href", "").removeprefix("#") for each in svg_of(page).iter("a")}
    assert {"page-1", "page-2"} <= links
    assert links <= set(re.findall(r' id="([^"]+)"', page))
    assert "error: is wrong" in (boxes["Cancel"].findtext("title") or "")
    assert "The checks found 1 error and 2 warnings. The site must not be published as it is." in page


CHAIN = {"index": linked("Hub", "a"), "a": linked("A", "b"), "b": linked("B")}


@pytest.mark.parametrize(
    ("site", "answer"),
    [
        (SITE, "No: links in texts do not lead to 3 pages."),
        (site_of(CHAIN, ("a", "")), "Yes: links in texts lead from the hub to every page, in 2 clicks at most."),
        (site_of(CHAIN, ("b", "")), "Not easily: 1 page is further from the hub than allowed."),
        (site_of(PAGES, hub=""), "Nobody knows: without a hub there is no page to start from."),
    ],
)
def test_the_page_answers_the_question_first(site: Site, answer: str) -> None:
    assert answer in graph.page(Verdict(site, ()))


def test_faults_of_many_pages_mark_none_of_them() -> None:
    page = graph.page(Verdict(SITE, (fault("", message="no footer", pages=tuple(sorted(SITE.documents))),)))
    assert "Across the site" in page
    assert "404.html, cancel.html, deep.html, deeper.html and 7 more" in page
    assert not list(svg_of(page).iterfind(".//g[@class='sign error']"))


def large(spokes: int, articles: int) -> Site:
    """A site whose spokes have so many articles each."""
    below = {f"s{number}": [f"s{number}a{each}" for each in range(articles)] for number in range(spokes)}
    pages = {"index": linked("Hub", *below)} | {name: linked(name, *targets) for name, targets in below.items()}
    pages |= {name: linked(name) for targets in below.values() for name in targets}
    return site_of(pages, *((name, "") for name in below))


@pytest.mark.parametrize(("spokes", "articles"), [(3, 3), (15, 80), (60, 20), (1200, 0), (1, 1200)])
def test_a_large_site_is_counted_where_it_cannot_be_drawn(spokes: int, articles: int) -> None:
    site = large(spokes, articles)
    picture = arranged(tree_of(site), ())
    assert picture.rows <= MOST_ROWS
    counted = sum(int(re.sub(r"\D", "", box.text)) for box in picture.boxes if not box.path)
    assert len([box for box in picture.boxes if box.path]) + counted == len(site.documents)
    assert {box.parent for box in picture.boxes} - {""} <= {box.path for box in picture.boxes}


def test_pages_with_faults_are_drawn_first_of_all_up_to_a_bound() -> None:
    site = large(15, 80)
    faulty = [f"s{number % 15}a{79 - number // 15}.html" for number in range(60)]
    boxes: list[Box] = list(arranged(tree_of(site), faulty).boxes)
    drawn = {box.path for box in boxes}
    assert set(faulty[:MOST_FAULTY]) <= drawn
    hidden = sum(int(box.text.split(", ")[1].split()[0]) for box in boxes if "with faults" in box.text)
    assert hidden == len(set(faulty) - drawn)


NASTY = '</title></svg><script>alert("1")</script> &amp; \x07 <img src=x onerror=alert(1)>'


def test_what_comes_from_content_is_escaped() -> None:
    pages = {path: Page(f"{NASTY}.md", path, path, NASTY, "guide", Meta(), group=NASTY) for path in SITE.documents}
    site = replace(SITE, pages=pages, spokes=(Spoke("orders.html", NASTY, NASTY), Spoke(f"{NASTY}.html", NASTY, "")))
    findings = (fault("lost.html", message=NASTY), fault(NASTY), fault("", message=NASTY, pages=(NASTY,)))
    page = graph.page(Verdict(site, tuple(replace(each, source=NASTY, remedy=NASTY) for each in findings)))
    svg_of(page)
    page.encode()
    assert "<script" not in page
    assert "<img" not in page
    assert "\x07" not in page


def test_the_same_verdict_gives_the_same_bytes_whatever_order_it_was_read_in() -> None:
    other_way = replace(SITE, documents=dict(reversed(SITE.documents.items())))
    findings = (fault("track.html"), fault("cancel.html"))
    assert graph.page(Verdict(SITE, findings)) == graph.page(Verdict(other_way, findings))


@pytest.mark.parametrize(("hub", "said"), [("", "There is no hub"), ("help", "help.html: the hub was not built")])
def test_without_a_hub_the_picture_says_that_one_is_needed(hub: str, said: str) -> None:
    page = graph.page(Verdict(site_of(PAGES, hub=hub), (fault("track.html"),)))
    assert said in " ".join(svg_of(page).itertext())
    assert 'id="page-1"' in page


@pytest.fixture
def written(example: Path, tmp_path: Path) -> list[Path]:
    """The page of the built example, of a large site, and of one without a hub."""
    read = read_documents(Site(hub="index.html"), example / "site")
    spokes = tuple(Spoke(path, document.heading, "A group") for path, document in read.documents.items() if "/" in path)
    verdicts = [
        Verdict(replace(read, spokes=spokes[:20]), (fault("contact/index.html", message="x" * 200),)),
        Verdict(large(15, 80), tuple(fault(f"s1a{number}.html", "warning") for number in range(50))),
        Verdict(replace(SITE, hub=""), ()),
    ]
    files = [tmp_path / f"{number}.html" for number in range(len(verdicts))]
    for file, verdict in zip(files, verdicts, strict=True):
        file.write_text(graph.page(verdict))
    return files


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_it_without_scrolling_sideways_and_nothing_is_fetched(
    browser: Browser, written: list[Path], scheme: str
) -> None:
    for file in written:
        context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        heard: Counter[str] = Counter()
        page.on("console", lambda message, heard=heard: heard.update([message.text]))
        page.on("request", lambda request, heard=heard: heard.update([request.url]))
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        picture = page.locator("figure .scroller")
        assert picture.evaluate("each => each.scrollWidth > each.clientWidth") is (file != written[-1])
        assert heard == Counter([file.as_uri()])
        context.close()


# The space within the margins of A4, upright and across, and of Letter, in pixels.
@pytest.mark.parametrize(("width", "height"), [(703, 1032), (1032, 703), (725, 965)])
def test_headline_and_picture_are_printed_on_one_page(
    browser: Browser, written: list[Path], width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.emulate_media(media="print")
    for file in written:
        page.goto(file.as_uri())
        ends = page.locator("figure, figure svg").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect()).map(box => [box.right, box.bottom])"
        )
        assert [end for end in ends if end[0] > width or end[1] > height] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_titles_stay_within_their_boxes(browser: Browser, written: list[Path]) -> None:
    page = browser.new_page()
    page.goto(written[0].as_uri())
    too_long = page.evaluate(
        """[...document.querySelectorAll(".box > rect")].filter(rect => {
            const sign = rect.parentNode.querySelector(".sign")
            const end = sign ? sign.getBBox().x : rect.getBBox().x + rect.getBBox().width
            const text = rect.parentNode.querySelector(":scope > text").getBBox()
            return text.x + text.width > end
        }).length"""
    )
    assert too_long == 0
    page.close()

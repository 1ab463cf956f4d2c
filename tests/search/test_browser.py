"""The searcher in the browser: the same answers as in Python, and what the search page makes of them."""

import json
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hubgen.search import Searcher, SearchRecord, index_records
from hubgen.search.analysis import analyzer
from hubgen.search.stemmers import ALGORITHMS, stemmer_module
from tests.search.corpus import invented_queries, invented_records

Serve = Callable[[Mapping[str, bytes]], str]


@pytest.mark.parametrize("lang", ["de", "en", "tr"])
def test_both_searchers_give_the_same_hits(lang: str, serve: Serve, opened: Page, tmp_path: Path) -> None:
    opened.goto(serve(index_records(invented_records(lang), lang)))
    queries = invented_queries(lang)
    in_browser = opened.evaluate(
        """async (queries) => {
            const { openSearcher } = await import("/assets/search/searcher.js");
            const searcher = await openSearcher(new URL("/search/index.json", location.href));
            return queries.map((query) => searcher.search(query));
        }""",
        queries,
    )
    searcher = Searcher.open(tmp_path / "site")
    in_python = [[asdict(hit) for hit in searcher.search(query)] for query in queries]
    assert sum(map(len, in_python)) > 3000
    for query, theirs, ours in zip(queries, in_browser, in_python, strict=True):
        assert theirs == ours, query


@pytest.mark.parametrize("lang", ["en", "tr", "xx"])
def test_both_see_every_character_alike(lang: str, serve: Serve, opened: Page) -> None:
    # One text goes over and one comes back: lists of 140,000 take Playwright 20 seconds.
    # Browser and Python may know different versions of Unicode, so only characters that both know are compared.
    known = [chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) not in ("Cn", "Cs")]
    opened.goto(serve({}))
    seen = opened.evaluate(
        """async ([lang, known]) => {
            const { words } = await import("/assets/search/analysis.js");
            const seen = (character) => words(`x${character}Σ`, lang).join(" ");
            return [...known].map((character) => /\\p{Cn}/u.test(character) ? "?" : seen(character)).join("\\n");
        }""",
        [lang, "".join(known)],
    )
    analysis = analyzer(lang)
    different = [
        (character, theirs)
        for character, theirs in zip(known, seen.split("\n"), strict=True)
        if theirs not in ("?", " ".join(analysis.words(f"x{character}Σ")))
    ]
    assert len(known) > 140_000
    assert different == []


@pytest.mark.parametrize("lang", sorted(ALGORITHMS))
def test_both_stem_alike(lang: str, serve: Serve, opened: Page) -> None:
    pages = (record.text for record in invented_records("tr" if lang == "tr" else "de"))
    samples = "रखरखाव возвращения επιστροφές përgjegjësi devoluciones rücksendungen retournées palautukset المرتجعات"
    text = f"{' '.join(pages)} {samples}"
    module = stemmer_module(ALGORITHMS[lang])
    opened.goto(serve({"stemmer.js": module}))
    theirs = opened.evaluate(
        """async ([lang, text]) => {
            const { analyzer } = await import("/assets/search/analysis.js");
            const { default: stem } = await import("/stemmer.js");
            return analyzer({ lang, stop_words: [] }, stem).terms(text);
        }""",
        [lang, text],
    )
    analysis = analyzer(lang)
    assert theirs == [analysis.stem(word) for word in analysis.words(text)]


SEARCH_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Search</title>
<form action="./" method="get" role="search" data-hubgen-search><input type="search" name="q"></form>
<div data-hubgen-results data-index="index.json" data-site="../"
     data-text-loading="Searching…" data-text-failed="Search does not work right now"
     data-text-none="Nothing found for “{query}”"
     data-text-one="1 answer for “{query}”" data-text-other="{count} answers for “{query}”">
  <p role="status" data-hubgen-status></p>
  <ol data-hubgen-list></ol>
  <div data-hubgen-message></div>
  <template data-hubgen-hit><li><a data-part="link"><b data-part="title"></b> <i data-part="section"></i></a>
    <p data-part="excerpt"></p></li></template>
  <template data-hubgen-none><a href="../contact/">Ask us</a></template>
  <template data-hubgen-failed><a href="../contact/">Write to us</a></template>
</div>
<script type="module" src="../assets/search/search.js"></script>
""".encode()

RECORDS = [
    SearchRecord("returns/", "Returns & refunds", "", "Customers' returns are free."),
    SearchRecord(
        "returns/#window", "Returns & refunds", "How long you have", "<img src=x onerror=document.title='!'> 60 days"
    ),
]


@pytest.fixture
def search_page(serve: Serve, opened: Page) -> str:
    return serve({"search/index.html": SEARCH_PAGE, **index_records(RECORDS, "en")}) + "search/"


def test_a_query_in_the_address_is_answered(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=days+long")
    expect(opened.get_by_role("status")).to_have_text("1 answer for “days long”")
    expect(opened.locator("input")).to_have_value("days long")
    expect(opened.locator("a")).to_have_attribute("href", search_page.removesuffix("search/") + "returns/#window")
    expect(opened.locator("a")).to_have_text("Returns & refunds How long you have")
    assert opened.locator("mark").all_text_contents() == ["long", "days"]


def test_nothing_is_fetched_before_the_customer_types(search_page: str, opened: Page) -> None:
    fetched: list[str] = []
    opened.on("request", lambda request: fetched.append(request.url.removeprefix(search_page)))
    opened.goto(search_page)
    opened.wait_for_load_state("networkidle")
    assert not [name for name in fetched if "index" in name or "stemmer" in name]
    opened.locator("input").press_sequentially("customer")
    expect(opened.get_by_role("status")).to_have_text("1 answer for “customer”")
    assert sum("index" in name or "stemmer" in name for name in fetched) == 3


def test_results_and_address_follow_the_typing(search_page: str, opened: Page) -> None:
    opened.goto(search_page)
    opened.locator("input").fill("refund")
    expect(opened.get_by_role("status")).to_have_text("2 answers for “refund”")
    assert opened.locator("mark").all_text_contents() == ["refunds", "refunds"]
    expect(opened).to_have_url(f"{search_page}?q=refund")
    opened.locator("input").fill("")
    expect(opened.get_by_role("status")).to_have_text("")
    expect(opened).to_have_url(search_page)
    expect(opened.locator("li")).to_have_count(0)


def test_sending_the_form_loads_no_page(search_page: str, opened: Page) -> None:
    opened.goto(search_page)
    opened.evaluate("window.stayed = true")
    opened.locator("input").fill("refund")
    opened.locator("input").press("Enter")
    expect(opened.get_by_role("status")).to_have_text("2 answers for “refund”")
    assert opened.evaluate("window.stayed") is True


def test_nothing_found_offers_the_contact(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=xyzzy+%24%26")
    expect(opened.get_by_role("status")).to_have_text("Nothing found for “xyzzy $&”")
    expect(opened.locator("[data-hubgen-message] a")).to_have_text("Ask us")


def test_markup_in_pages_and_queries_stays_text(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=days+<img+src%3Dx+onerror%3Ddocument.title%3D'!'>")
    expect(opened.get_by_role("status")).to_contain_text("<img")
    expect(opened.locator("p[data-part]").first).to_contain_text("<img src=x")
    assert opened.locator("img").count() == 0
    assert opened.title() == "Search"


@pytest.mark.parametrize("damage", ["missing", "cut"])
@pytest.mark.parametrize("files", ["index.json", "index-*.json", "stemmer-*.js"])
def test_a_broken_file_says_so_and_offers_the_contact(
    files: str, damage: str, search_page: str, opened: Page, tmp_path: Path
) -> None:
    [file] = (tmp_path / "site/search").glob(files)
    whole = file.read_bytes()
    file.unlink() if damage == "missing" else file.write_bytes(whole[: len(whole) // 2])
    logged: list[str] = []
    opened.on("console", lambda message: logged.append(message.text))
    opened.goto(f"{search_page}?q=refund")
    expect(opened.get_by_role("status")).to_have_text("Search does not work right now")
    expect(opened.locator("[data-hubgen-message] a")).to_have_text("Write to us")
    assert any(text.startswith("hubgen search:") for text in logged)


def test_search_works_again_once_the_files_are_there(search_page: str, opened: Page, tmp_path: Path) -> None:
    [file] = (tmp_path / "site/search").glob("index-*.json")
    moved = file.rename(file.with_suffix(".away"))
    opened.goto(f"{search_page}?q=refund")
    expect(opened.get_by_role("status")).to_have_text("Search does not work right now")
    moved.rename(file)
    opened.locator("input").fill("refunds")
    expect(opened.get_by_role("status")).to_have_text("2 answers for “refunds”")


def test_another_format_is_refused(search_page: str, opened: Page, tmp_path: Path) -> None:
    (tmp_path / "site/search/index.json").write_text(json.dumps({"format": 2}), encoding="utf-8")
    opened.goto(f"{search_page}?q=refund")
    expect(opened.get_by_role("status")).to_have_text("Search does not work right now")

"""The search box and the search page: what a customer sees, hears and can do with each key."""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from hubgen.search import SearchRecord, index_records

Serve = Callable[[Mapping[str, bytes]], str]

SAID = """data-loading="Searching…" data-failed="Search does not work right now."
  data-0="Nothing found for “{query}”." data-1="1 answer for “{query}”." data-5="The 5 best answers for “{query}”."
  data-other="{count} answers for “{query}”." data-missing="No page has “{word}”."
  data-instead="Showing answers for “{instead}” instead of “{word}”." """

SEARCH_PAGE = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Search</title><link rel="icon" href="data:,">
<form id="form" action="./" role="search" data-hubgen-search {SAID} data-more="Show more answers">
  <input type="search" name="q" aria-label="Search"><button>Search</button>
</form>
<fieldset name="groups" form="form" aria-label="Groups">
  <button form="form">All</button><button form="form" value="Returns">Returns</button>
  <button form="form" value="Orders">Orders</button><button form="form" value="Stores">Stores</button>
</fieldset>
<output name="status" form="form"></output>
<div id="box" hidden>
  <template><a href="../contact/">Ask us</a></template>
  <template><article><a><b data-part="section"></b> <i data-part="title"></i></a>
    <p data-part="excerpt"></p><p data-part="group"></p></article></template>
  <button type="button">More</button>
</div>
<script type="module" src="../assets/search/search.js"></script>
""".encode()

ARTICLE = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Article</title><link rel="icon" href="data:,">
<a href="#before">Before</a>
<form action="search/" role="search" data-hubgen-search {SAID} data-more="All answers for “{{query}}”">
  <input id="q" type="search" name="q" aria-label="Search" role="combobox" aria-autocomplete="list"
    aria-expanded="false" aria-controls="box"><button id="send">Search</button>
  <div><output name="status"></output>
    <div id="box" role="listbox" aria-label="Answers" hidden>
      <template><a id="none" role="option" tabindex="-1" href="contact/">Ask us</a></template>
      <template><a role="option" tabindex="-1"><b data-part="section"></b> <i data-part="title"></i></a></template>
      <button id="more" role="option" tabindex="-1"></button>
    </div>
  </div>
</form>
<p>Text</p>
<script type="module" src="assets/search/search.js"></script>
""".encode()

RETURNS = [
    SearchRecord("returns/", "Returns & refunds", "", "Customers' returns are free.", "policy", "Returns"),
    SearchRecord(
        "returns/#window",
        "Returns & refunds",
        "How long you have",
        "<img src=x onerror=document.title='!'> 60 days",
        "policy",
        "Returns",
    ),
]
PARCELS = [
    SearchRecord(f"parcel-{number}/", f"Parcel {number}", "", "Where a parcel waits.", "guide", "Orders")
    for number in range(1, 18)
]
LOST = SearchRecord("lost/", "Lost on return", "", "A parcel with returns got lost.", "guide", "Orders")

INDEX = index_records([*RETURNS, LOST, *PARCELS], "en")


@pytest.fixture
def site(serve: Serve) -> str:
    """The address of a site with an article and a search page."""
    pages = {"index.html": ARTICLE, "search/index.html": SEARCH_PAGE}
    return serve({**pages, "contact/index.html": b"<title>Contact</title>", **INDEX})


@pytest.fixture
def search_page(site: str) -> str:
    return f"{site}search/"


@pytest.fixture
def popup(site: str, opened: Page) -> Page:
    """An article whose popup answers "parcel": five answers and the way to all of them."""
    opened.goto(site)
    opened.get_by_role("combobox").fill("parcel")
    expect(opened.get_by_role("option")).to_have_count(6)
    return opened


def said(page: Page, text: str) -> None:
    """What is announced."""
    expect(page.get_by_role("status")).to_have_text(text)


def marked(page: Page) -> list[str]:
    return page.locator("mark").all_text_contents()


def hold(page: Page, file: str) -> list[Route]:
    """Leaves requests for a file without an answer, and gives them as they come."""
    held: list[Route] = []
    page.route(re.compile(file), lambda route: held.append(route))
    return held


def release(held: list[Route]) -> None:
    assert held
    for route in held:
        route.continue_()


# The search page


def test_a_query_in_the_address_is_answered(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=days+long")
    said(opened, "1 answer for “days long”.")
    expect(opened.locator("input")).to_have_value("days long")
    expect(opened.locator("article a")).to_have_text("How long you have Returns & refunds")
    assert marked(opened) == ["long", "days"]
    expect(opened.locator("[data-part=group]")).to_have_text("Returns")
    opened.locator("article a").click()
    expect(opened).to_have_url(search_page.replace("search/", "returns/#window"))


def test_a_page_is_named_by_its_title_alone(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=lost")
    expect(opened.locator("article a")).to_have_text("Lost on return")


def test_inflected_forms_are_marked(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=customer+returning")
    expect(opened.locator("article").first).to_be_visible()
    assert {"Returns", "returns"} <= set(marked(opened))


def test_nothing_is_fetched_before_the_customer_touches_search(site: str, opened: Page) -> None:
    fetched: list[str] = []
    opened.on("request", lambda request: fetched.append(request.url.removeprefix(site)))
    opened.goto(site)
    opened.wait_for_load_state("networkidle")
    assert fetched == ["", "assets/search/search.js"]
    with opened.expect_response(re.compile(r"all\.txt$")):
        opened.locator("input").focus()
    assert [re.sub(r"[0-9a-f]{16}", "VERSION", name) for name in fetched[2:]] == [
        "search/index.js",
        "search/VERSION/all.txt",
    ]


def test_results_and_address_follow_the_typing(search_page: str, opened: Page) -> None:
    opened.goto(search_page)
    opened.locator("input").press_sequentially("refund")
    said(opened, "2 answers for “refund”.")
    expect(opened).to_have_url(f"{search_page}?q=refund")
    opened.locator("input").fill("")
    said(opened, "")
    expect(opened.locator("#box")).to_be_hidden()


def test_sending_the_form_loads_no_page(search_page: str, opened: Page) -> None:
    opened.goto(search_page)
    opened.evaluate("window.stayed = true")
    opened.locator("input").fill("refund")
    opened.locator("input").press("Enter")
    said(opened, "2 answers for “refund”.")
    assert opened.evaluate("window.stayed") is True


def test_more_answers_follow_and_the_first_of_them_has_the_focus(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=parcel")
    said(opened, "The 5 best answers for “parcel”.")
    more = opened.get_by_role("button", name="Show more answers")
    more.click()
    said(opened, "15 answers for “parcel”.")
    expect(opened.locator("article a").nth(5)).to_be_focused()
    more.click()
    said(opened, "18 answers for “parcel”.")
    expect(opened.locator("article a").nth(15)).to_be_focused()
    expect(more).to_be_hidden()


def test_answers_of_one_group(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=returns")
    said(opened, "3 answers for “returns”.")
    counts = opened.locator("fieldset button").evaluate_all("all => all.map((each) => each.dataset.count)")
    assert counts == ["", "2", "1", ""]
    assert pressed(opened) == ["All"]
    orders = opened.get_by_role("button", name="Orders")
    orders.click()
    said(opened, "1 answer for “returns”.")
    expect(opened).to_have_url(f"{search_page}?q=returns&group=Orders")
    expect(orders).to_be_focused()
    assert pressed(opened) == ["Orders"]
    opened.get_by_role("button", name="All").click()
    said(opened, "3 answers for “returns”.")
    expect(opened).to_have_url(f"{search_page}?q=returns")


def pressed(page: Page) -> list[str]:
    return page.locator("[aria-pressed=true]").all_text_contents()


def test_a_link_to_one_group(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=returns&group=Orders")
    said(opened, "1 answer for “returns”.")
    assert pressed(opened) == ["Orders"]


@pytest.mark.parametrize("group", ["Stores", "Of+long+ago"])
def test_a_link_to_a_group_without_answers_shows_all(group: str, search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=returns&group={group}")
    said(opened, "3 answers for “returns”.")
    assert pressed(opened) == ["All"]


def test_another_query_is_answered_from_all_groups(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=returns&group=Orders")
    said(opened, "1 answer for “returns”.")
    opened.locator("input").fill("refund")
    said(opened, "2 answers for “refund”.")
    expect(opened).to_have_url(f"{search_page}?q=refund")


def test_back_and_forward_restore_what_was_asked(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=refund&utm_source=letter")
    said(opened, "2 answers for “refund”.")
    for typed, answers in [("los", "1 answer for “los”."), ("lost", "1 answer for “lost”.")]:
        opened.locator("input").fill(typed)
        said(opened, answers)
    opened.locator("input").press("Enter")
    opened.locator("input").fill("returns")
    said(opened, "3 answers for “returns”.")
    opened.get_by_role("button", name="Orders").click()
    said(opened, "1 answer for “returns”.")
    for answers in ["3 answers for “returns”.", "1 answer for “lost”.", "2 answers for “refund”."]:
        opened.go_back()
        said(opened, answers)
    expect(opened.locator("input")).to_have_value("refund")
    opened.go_forward()
    said(opened, "1 answer for “lost”.")
    opened.locator("article a").click()
    opened.go_back()
    said(opened, "1 answer for “lost”.")


def test_a_corrected_word_is_named(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=parzel+12")
    said(opened, "The 5 best answers for “parzel 12”. Showing answers for “parcel” instead of “parzel”.")
    assert set(marked(opened)) >= {"Parcel", "parcel", "12"}


def test_nothing_found_names_the_words_and_offers_the_contact(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=xyzzy+plugh")
    said(opened, "Nothing found for “xyzzy plugh”. No page has “xyzzy”. No page has “plugh”.")
    expect(opened.get_by_role("link", name="Ask us")).to_be_visible()
    opened.locator("input").fill("refund")
    said(opened, "2 answers for “refund”.")
    expect(opened.get_by_role("link", name="Ask us")).to_have_count(0)


@pytest.mark.parametrize(
    "query",
    [
        "🙂",
        "<script>alert(1)</script>",
        "{query} $& $1",
        "the",
        "'\"&<>",
        "a" * 10_000,
        "lost parcel 🙂 " * 700,
        "\x00\ud83d",
    ],
    ids=["emoji", "script", "placeholders", "stop word", "punctuation", "one long word", "pasted text", "half a pair"],
)
def test_every_query_is_answered(query: str, search_page: str, opened: Page) -> None:
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.goto(search_page)
    opened.locator("input").evaluate(
        "(input, query) => { input.value = query; input.dispatchEvent(new Event('input', { bubbles: true })); }", query
    )
    expect(opened.get_by_role("status")).to_contain_text("“")
    assert opened.locator("script").count() == 1
    assert complaints == []


def test_markup_in_pages_and_queries_stays_text(search_page: str, opened: Page) -> None:
    opened.goto(f"{search_page}?q=days+<img+src%3Dx+onerror%3Ddocument.title%3D'!'>")
    expect(opened.get_by_role("status")).to_contain_text("<img")
    expect(opened.locator("[data-part=excerpt]").first).to_contain_text("<img src=x")
    assert opened.locator("img").count() == 0
    assert opened.title() == "Search"


def test_an_address_that_is_code_is_no_more_than_a_wrong_one(serve: Serve, opened: Page) -> None:
    records = [SearchRecord("javascript:document.title='!'", "Trap", "", "A trap.")]
    site = serve({"search/index.html": SEARCH_PAGE, **index_records(records, "en")})
    opened.goto(f"{site}search/?q=trap")
    assert opened.locator("article a").evaluate("(link) => link.protocol") == "http:"


# The popup


def test_an_article_announces_and_offers_the_best_answers(popup: Page) -> None:
    box = popup.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    said(popup, "The 5 best answers for “parcel”.")
    expect(popup.get_by_role("option").last).to_have_text("All answers for “parcel”")
    assert marked(popup) == ["Parcel"] * 5
    assert popup.get_by_role("listbox").get_attribute("id") == box.get_attribute("aria-controls")
    assert active(popup) == ""


def active(page: Page) -> str:
    """The number of the active option, "more" for the last, "" for none."""
    named = page.get_by_role("combobox").get_attribute("aria-activedescendant") or ""
    chosen = page.locator("[aria-selected=true]").evaluate_all("all => all.map((each) => each.id)")
    assert chosen == [named] if named else chosen == []
    return named.removeprefix("q-")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("ArrowDown", "0"),
        ("ArrowDown ArrowDown", "1"),
        ("ArrowDown ArrowDown ArrowUp", "0"),
        ("ArrowDown ArrowUp", ""),
        ("ArrowUp", "more"),
        ("ArrowUp ArrowUp", "4"),
        ("ArrowUp ArrowDown", ""),
        ("ArrowDown Home", ""),
        ("ArrowDown End", ""),
        ("ArrowDown ArrowLeft", ""),
        ("ArrowDown ArrowRight", ""),
        ("ArrowDown Control", "0"),
        ("ArrowDown s", ""),
    ],
)
def test_a_key_moves_through_the_answers(keys: str, expected: str, popup: Page) -> None:
    for key in keys.split():
        popup.keyboard.press(key)
    assert active(popup) == expected
    expect(popup.get_by_role("combobox")).to_be_focused()


@pytest.mark.parametrize(
    ("key", "caret"), [("Home", 0), ("End", 6), ("ArrowLeft", 5), ("ArrowDown", 6), ("ArrowUp", 6)]
)
def test_a_key_moves_the_caret_only_where_it_does_so_in_any_field(key: str, caret: int, popup: Page) -> None:
    popup.keyboard.press(key)
    assert popup.get_by_role("combobox").evaluate("(input) => input.selectionStart") == caret


def test_enter_opens_the_active_answer(popup: Page, site: str) -> None:
    popup.keyboard.press("ArrowDown")
    address = popup.locator("#q-0").get_attribute("href")
    popup.keyboard.press("Enter")
    expect(popup).to_have_url(re.compile(r"/parcel-\d+/$"))
    assert address == popup.url.replace(site, f"{site}search/../")


@pytest.mark.parametrize("keys", ["Enter", "ArrowUp Enter", "ArrowDown ArrowUp Enter"])
def test_enter_leads_to_the_search_page_where_no_answer_is_active(keys: str, popup: Page, search_page: str) -> None:
    for key in keys.split():
        popup.keyboard.press(key)
    expect(popup).to_have_url(f"{search_page}?q=parcel")
    said(popup, "The 5 best answers for “parcel”.")


def test_escape_closes_and_then_clears(popup: Page) -> None:
    box = popup.get_by_role("combobox")
    popup.keyboard.press("ArrowDown")
    popup.keyboard.press("Escape")
    expect(popup.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("parcel")
    assert active(popup) == ""
    said(popup, "")
    popup.keyboard.press("Escape")
    expect(box).to_have_value("")


@pytest.mark.parametrize(("key", "focused"), [("Tab", "#send"), ("Shift+Tab", "a[href='#before']")])
def test_tab_leaves(key: str, focused: str, popup: Page) -> None:
    popup.keyboard.press(key)
    expect(popup.locator(focused)).to_be_focused()
    expect(popup.get_by_role("listbox")).to_be_hidden()


def test_a_click_outside_closes(popup: Page) -> None:
    popup.locator("p").click()
    expect(popup.get_by_role("listbox")).to_be_hidden()


def test_a_click_opens_an_answer(popup: Page) -> None:
    popup.get_by_role("option").nth(2).click()
    expect(popup).to_have_url(re.compile(r"/parcel-\d+/$"))


def test_a_click_on_the_last_option_leads_to_all_answers(popup: Page, search_page: str) -> None:
    popup.get_by_role("option").last.click()
    expect(popup).to_have_url(f"{search_page}?q=parcel")


def test_where_nothing_is_found_the_popup_leads_to_a_person(popup: Page) -> None:
    popup.get_by_role("combobox").fill("xyzzy")
    said(popup, "Nothing found for “xyzzy”. No page has “xyzzy”.")
    expect(popup.get_by_role("option")).to_have_text(["Ask us", "All answers for “xyzzy”"])
    popup.keyboard.press("ArrowDown")
    popup.keyboard.press("Enter")
    expect(popup).to_have_title("Contact")


def test_an_answer_that_comes_too_late_stays_away(site: str, opened: Page) -> None:
    opened.goto(site)
    held = hold(opened, r"all\.txt$")
    opened.get_by_role("combobox").fill("parcel")
    said(opened, "Searching…")
    opened.keyboard.press("Tab")
    with opened.expect_response(re.compile(r"all\.txt$")):
        release(held)
    said(opened, "")
    expect(opened.get_by_role("listbox")).to_be_hidden()


# What goes wrong


def test_waiting_is_said_only_of_what_takes_long(search_page: str, own_tab: Page) -> None:
    own_tab.clock.install(time=0)
    held = hold(own_tab, r"all\.txt$")
    own_tab.goto(search_page)
    own_tab.clock.pause_at(60_000)
    own_tab.locator("input").fill("refund")
    own_tab.clock.run_for(150 + 299)
    said(own_tab, "")
    own_tab.clock.run_for(2)
    said(own_tab, "Searching…")
    # The page's clock stands still, and the request itself may come any time.
    for _ in range(500):
        if held:
            break
        own_tab.wait_for_timeout(20)
    release(held)


@pytest.mark.parametrize("damage", ["missing", "cut"])
@pytest.mark.parametrize("file", ["index.js", "*/all.txt"])
def test_a_broken_file_is_said_and_the_contact_offered_until_it_is_mended(
    file: str, damage: str, search_page: str, opened: Page, tmp_path: Path
) -> None:
    [path] = (tmp_path / "site/search").glob(file)
    whole = path.read_bytes()
    path.unlink() if damage == "missing" else path.write_bytes(whole[: len(whole) // 2])
    logged: list[str] = []
    opened.on("console", lambda message: logged.append(message.text))
    opened.goto(f"{search_page}?q=refund")
    said(opened, "Search does not work right now.")
    expect(opened.get_by_role("link", name="Ask us")).to_be_visible()
    assert any(text.startswith("hubgen search:") for text in logged)
    path.write_bytes(whole)
    opened.locator("input").fill("refunds")
    said(opened, "2 answers for “refunds”.")


def test_a_damaged_index_leaves_the_popup_with_its_ways_on(site: str, opened: Page, tmp_path: Path) -> None:
    (tmp_path / "site/search/index.js").unlink()
    opened.goto(site)
    opened.get_by_role("combobox").fill("refund")
    said(opened, "Search does not work right now.")
    expect(opened.get_by_role("option")).to_have_text(["Ask us", "All answers for “refund”"])


def test_looking_into_the_box_of_a_damaged_index_raises_nothing(site: str, opened: Page, tmp_path: Path) -> None:
    (tmp_path / "site/search/index.js").write_bytes(b"export const")
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(site)
    opened.get_by_role("combobox").focus()
    opened.wait_for_load_state("networkidle")
    assert complaints == []


@pytest.mark.parametrize("file", [r"index\.js", r"all\.txt$"])
def test_a_file_that_never_comes_is_no_endless_wait(file: str, search_page: str, own_tab: Page) -> None:
    own_tab.clock.install()
    held = hold(own_tab, file)
    own_tab.goto(search_page)
    own_tab.locator("input").fill("refund")
    # On a busy machine a second of the page's clock is over before the file is asked for.
    for _ in range(50):
        own_tab.clock.run_for(100)
        if held:
            break
        own_tab.wait_for_timeout(100)
    said(own_tab, "Searching…")
    for _ in range(2):
        own_tab.clock.run_for(10_000)
    said(own_tab, "Search does not work right now.")
    release(held)


def test_a_new_build_is_searched_from_an_old_page(
    serve: Serve, opened: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hubgen.search.compiler.BUNDLE", 0)
    logged: list[str] = []
    opened.on("console", lambda message: logged.append(message.text))
    search_page = serve({"search/index.html": SEARCH_PAGE, **index_records(RETURNS, "en")}) + "search/"
    opened.goto(f"{search_page}?q=days")
    said(opened, "1 answer for “days”.")
    for folder in (tmp_path / "site/search").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    serve({"search/index.html": SEARCH_PAGE, **index_records([*RETURNS, *PARCELS[:2]], "en")})
    opened.locator("input").fill("parcel cusstomer")
    said(opened, "3 answers for “parcel cusstomer”. Showing answers for “customers” instead of “cusstomer”.")
    assert not [text for text in logged if text.startswith("hubgen search:")]

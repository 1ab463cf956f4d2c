"""What customers do, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

KINDS = [
    "",
    "faq/returns-and-refunds/",
    "policies/returns/",
    "price-matching/",
    "contact/",
    "complaints/",
    "guides/orders/",
    "guides/sizes/boots/",
    "search/",
    "404.html",
]


def test_a_customer_searches_from_the_hub_and_opens_an_answer(page: Page) -> None:
    page.goto("")
    box = page.locator("main form[data-hubgen-search] input[name=q]")
    box.fill("sending things back")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"search/\?q=sending"))
    first = page.locator("[data-hubgen-results] a").first
    expect(first).to_be_visible()
    first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.title() != "Search"


def test_a_search_can_be_linked_to(page: Page) -> None:
    page.goto("search/?q=money+back")
    expect(page.locator("[data-hubgen-results] a").first).to_be_visible()
    expect(page.locator("main input[name=q]")).to_have_value("money back")


def test_nothing_found_still_leads_to_a_person(page: Page) -> None:
    page.goto("search/?q=xyzzyplugh")
    expect(page.get_by_role("status")).to_contain_text("No page of ours has “xyzzyplugh”.")
    results = page.locator("[data-hubgen-results]")
    for shown in ("802-555-0100", "Monday to Friday 8 a.m. to 8 p.m.", "Where is my order?"):
        expect(results.get_by_text(shown).first).to_be_visible()
    expect(page.get_by_role("heading", name="Talk to a person")).to_have_count(1)


def test_a_failing_search_still_leads_to_a_person(browser: Browser, address: str) -> None:
    # With a page of its own: the failure is written to the console, as it should.
    page = browser.new_page(base_url=address)
    page.route("**/search/index.js*", lambda route: route.abort())
    page.goto("search/?q=refund")
    expect(page.get_by_role("status")).to_contain_text("Search does not work at the moment.")
    expect(page.locator("[data-hubgen-results]").get_by_text("802-555-0100")).to_be_visible()
    page.close()


@pytest.mark.parametrize("path", ["", "policies/returns/", "404.html"])
def test_an_answer_opens_from_the_box_of_a_page(page: Page, path: str, address: str) -> None:
    page.goto(path)
    page.get_by_role("combobox").press_sequentially("price mach")
    expect(page.get_by_role("status")).to_contain_text("Showing answers for “match")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"price-matching/"))
    assert page.url.startswith(address)


@pytest.mark.parametrize("path", ["", "policies/returns/"])
@pytest.mark.parametrize("width", [320, 360, 1440])
def test_answers_lie_below_the_box_and_above_the_page(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    page.get_by_role("combobox").fill("refund")
    first = page.get_by_role("option").first
    expect(first).to_be_visible()
    page.mouse.wheel(0, 100)
    box, popup = page.get_by_role("combobox").bounding_box(), page.get_by_role("listbox").bounding_box()
    assert box
    assert popup
    assert box["y"] + box["height"] <= popup["y"]
    for option in page.get_by_role("option").all():
        option.scroll_into_view_if_needed()
        at = option.bounding_box()
        assert at
        assert at["height"] >= 44
        middle = [at["x"] + at["width"] / 2, at["y"] + at["height"] / 2]
        assert option.evaluate("(option, at) => option.contains(document.elementFromPoint(...at))", middle)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("query", ["refund", "how do I get my money back", "xyzzyplugh", "x" * 300])
@pytest.mark.parametrize("width", [320, 1440])
def test_answers_fit_every_screen(page: Page, query: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"search/?q={query}")
    expect(page.get_by_role("status")).to_contain_text("“")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_answers_of_one_group_alone(page: Page) -> None:
    page.goto("search/?q=gift")
    page.get_by_role("button", name=re.compile(r"^Returns and money \(\d+\)$")).click()
    expect(page).to_have_url(re.compile(r"q=gift&group=Returns\+and\+money$"))
    groups = page.locator(".hg-hit__group")
    expect(groups.first).to_be_visible()
    assert set(groups.all_text_contents()) == {"Returns and money"}


def test_no_popup_is_printed(page: Page) -> None:
    page.goto("policies/returns/")
    page.get_by_role("combobox").fill("refund")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".hg-popup")).to_be_hidden()


def test_without_javascript_the_search_page_lists_every_topic_and_channel(plain: Page) -> None:
    plain.goto("search/?q=refund")
    topics = plain.locator(".hg-topics a").all_text_contents()
    assert topics == plain.locator("footer nav > div:nth-child(n + 2) a").all_text_contents()
    for shown in ("802-555-0100", "Monday to Friday 8 a.m. to 8 p.m."):
        expect(plain.locator("main").get_by_text(shown).last).to_be_visible()
    plain.goto("policies/returns/")
    plain.get_by_role("combobox").fill("refund")
    plain.get_by_role("combobox").press("Enter")
    expect(plain).to_have_url(re.compile(r"search/\?q=refund$"))


def test_a_query_is_never_markup(page: Page) -> None:
    page.goto("search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+returns")
    expect(page.locator("[data-hubgen-results] a").first).to_be_visible()
    assert page.locator("main img").count() == 0


def test_every_footer_link_leads_to_a_page_with_its_title(page: Page) -> None:
    page.goto("policies/returns/")
    links = page.locator("footer a")
    wanted = [(link.get_attribute("href") or "", link.inner_text().strip()) for link in links.all()]
    assert len(wanted) >= 20
    for href, text in wanted:
        page.goto("policies/returns/")
        page.locator(f'footer a[href="{href}"]').first.click()
        expect(page.locator("h1")).to_have_text(text)


def test_a_link_to_a_question_opens_it(page: Page) -> None:
    page.goto("faq/returns-and-refunds/")
    answer = page.locator("details .hg-answer").nth(2)
    anchor = answer.get_attribute("id")
    expect(answer).not_to_be_visible()
    page.goto("policies/returns/")
    page.goto(f"faq/returns-and-refunds/#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_visible()
    expect(page.locator("details[open] summary")).to_be_in_viewport()


def test_a_wrong_address_offers_search_spokes_and_contact(page: Page, address: str) -> None:
    # Chromium notes the status 404 in the console, so the page is opened by its own name.
    page.goto("404.html")
    expect(page.locator("main input[name=q]")).to_be_visible()
    for href in ("policies/returns/", "contact/"):
        page.goto("404.html")
        page.locator(f"main a[href$='{href}']").first.click()
        expect(page.locator("h1")).to_be_visible()
        assert page.url.endswith(href)


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_a_page_fits_every_screen(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", KINDS)
def test_a_page_works_without_javascript(plain: Page, path: str) -> None:
    plain.goto(path)
    expect(plain.locator("h1")).to_be_visible()
    expect(plain.locator("header a[href$='contact/'], header a[href='./']").first).to_be_visible()
    expect(plain.locator("footer a").first).to_be_visible()


def test_the_skip_link_comes_first(page: Page) -> None:
    page.goto("policies/returns/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


def test_answers_are_printed_open(page: Page) -> None:
    page.goto("faq/returns-and-refunds/")
    page.emulate_media(media="print")
    expect(page.locator("details .hg-answer").first).to_be_visible()

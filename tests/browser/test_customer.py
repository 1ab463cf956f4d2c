"""What customers do, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

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
    expect(page.locator("main")).to_contain_text("xyzzyplugh")
    expect(page.locator("main a[href$='contact/']").first).to_be_visible()


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
def test_a_page_works_without_javascript(page: Page, path: str, address: str) -> None:
    context = page.context.browser.new_context(base_url=address, java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(path)
    expect(plain.locator("h1")).to_be_visible()
    expect(plain.locator("header a[href$='contact/'], header a[href='./']").first).to_be_visible()
    expect(plain.locator("footer a").first).to_be_visible()
    context.close()


def test_the_skip_link_comes_first(page: Page) -> None:
    page.goto("policies/returns/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


def test_answers_are_printed_open(page: Page) -> None:
    page.goto("faq/returns-and-refunds/")
    page.emulate_media(media="print")
    expect(page.locator("details .hg-answer").first).to_be_visible()

"""The page for whoever decides: sound, alone, and fit for a phone, in the dark and in print."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from hubgen.model import Finding, Verdict
from tests.reporters.test_reporters import reported
from tests.reporters.verdicts import FINDINGS, NOTHING, ODD, SHOP

VOID = frozenset({"link", "meta"})


class Outline(HTMLParser):
    """What a page is made of; fails where an element is not closed in its place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.hrefs: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append(tag)
        self.open += [] if tag in VOID else [tag]
        self.ids.update(filter(None, [attributes.get("id")]))
        self.hrefs += filter(None, [attributes.get("href")])
        assert not any(name.startswith("on") or name == "style" for name in attributes)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("verdict", [SHOP, NOTHING, ODD], ids=["shop", "nothing", "odd"])
def test_a_page_is_sound_and_needs_nothing_else(verdict: Verdict) -> None:
    page = Outline(reported("html", verdict))
    assert page.open == []
    assert not {"script", "img", "iframe", "form"} & set(page.tags)
    assert [href for href in page.hrefs if not href.startswith(("#", "data:"))] == []
    assert {href.removeprefix("#") for href in page.hrefs if href.startswith("#")} <= set(page.ids)
    assert max(page.ids.values(), default=1) == 1
    headings = [int(tag[1]) for tag in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert all(deeper - level <= 1 for level, deeper in pairwise(headings))
    assert (headings[0], headings.count(1), page.tags.count("caption")) == (1, 1, page.tags.count("table"))


ERROR, WARNING, INFO = FINDINGS[0], FINDINGS[3], FINDINGS[2]
VERDICTS = [
    ((ERROR, WARNING, INFO), True, "Must not be published yet", "1 error must be mended first; 1 warning can wait."),
    ((ERROR, INFO), True, "Must not be published yet", "1 error must be mended first."),
    (
        (WARNING, WARNING),
        True,
        "Must not be published yet",
        "2 warnings must be mended first: this site takes warnings as seriously as errors.",
    ),
    ((WARNING, INFO), False, "Can be published", "1 warning can be mended later."),
    ((INFO,), False, "Can be published", "There is nothing to mend."),
]


@pytest.mark.parametrize(("findings", "failed", "headline", "sentence"), VERDICTS)
def test_the_verdict_is_said_in_words(findings: Sequence[Finding], failed: bool, headline: str, sentence: str) -> None:
    page = reported("html", replace(SHOP, findings=tuple(findings), failed=failed, known=()))
    assert f"<h1>{headline}</h1>\n<p" in page
    assert f">{sentence}</p>" in page
    assert ("What to mend first" in page) is failed


def test_what_was_known_before_is_shown_as_such() -> None:
    page = reported("html", replace(SHOP, findings=(), failed=False))
    assert "There is nothing new to mend; known before: 1 error, 1 warning." in page
    assert page.count('<span class="badge">known before</span>') == len(SHOP.known)
    assert '<td class="error">1 error</td>' in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_a_page_fits_and_asks_nobody_for_anything(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    (tmp_path / "report.html").write_text(reported("html", ODD), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{(tmp_path / 'report.html').as_uri()}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    page.close()


def test_a_link_to_a_manual_unfolds_it(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(reported("html", SHOP), "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    manual = page.get_by_text("Customers meet an error page")
    expect(manual).to_be_hidden()
    page.get_by_role("link", name="broken-link").first.click()
    expect(manual).to_be_in_viewport()
    page.close()

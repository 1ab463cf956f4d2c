"""What running the checks adds to them: choice, severities, stages, excuses, order."""

from dataclasses import replace
from typing import Any

import pytest

from hubgen import checks, html
from hubgen.checks import Choice, not_judged
from hubgen.folder import with_hub
from hubgen.kinds.guide import Meta
from hubgen.model import Document, Finding, Page, Severity, Site

# Enough of them for what is tested here, and none that finds something on pages as bare as these.
CHECKS = {
    name: module
    for name, module in checks.catalog().items()
    if module.topic in ("links", "hub") or name in ("duplicate-title", "missing-alt", "unknown-key", "unused-excuse")
}


def run(site: Site, choice: Choice | None = None, **options: Any) -> list[Finding]:
    return checks.run(site, choice or Choice(), checks=CHECKS, **options)


FAULT = Finding("a.html", "has a wrong key", "mend it", check="unknown-key", source="content/a.md:2:1")


def site_of(hub: str = "", *, faults: tuple[Finding, ...] = (), **pages: str) -> Site:
    documents = {f"{name}.html": html.read(f"{name}.html", content.encode()) for name, content in pages.items()}
    return with_hub(Site(documents=documents, files=frozenset(documents), faults=faults), hub)


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.page, finding.check, finding.target) for finding in findings]


TWO_FAULTS = site_of(a="<img src=x.svg><a href=y.html></a>", faults=(FAULT,))


@pytest.mark.parametrize(
    ("choice", "checks"),
    [
        (Choice(), ["broken-link", "broken-link", "missing-alt", "unknown-key"]),
        (Choice(select=("missing-alt",)), ["missing-alt"]),
        (Choice(ignore=("broken-link",)), ["missing-alt", "unknown-key"]),
        (Choice(select=("missing-alt", "broken-link"), ignore=("broken-link",)), ["missing-alt"]),
    ],
)
def test_checks_can_be_chosen(choice: Choice, checks: list[str]) -> None:
    assert [finding.check for finding in run(TWO_FAULTS, choice)] == checks


@pytest.mark.parametrize(
    ("stage", "checks"),
    [("content", ["unknown-key"]), ("site", ["broken-link", "broken-link", "missing-alt"])],
)
def test_stages_run_apart(stage: str, checks: list[str]) -> None:
    found = run(TWO_FAULTS, stage="content" if stage == "content" else "site")
    assert [finding.check for finding in found] == checks


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_a_severity_can_be_set(severity: Severity) -> None:
    found = run(TWO_FAULTS, Choice(select=("missing-alt",)), severities={"missing-alt": severity})
    assert [(finding.severity, finding.topic) for finding in found] == [(severity, "accessibility")]


def test_a_check_that_is_off_does_not_run() -> None:
    found = run(TWO_FAULTS, severities={"missing-alt": "off", "broken-link": "off"})
    assert [finding.check for finding in found] == ["unknown-key"]


@pytest.mark.parametrize(
    ("severity", "strict", "fails"),
    [
        ("error", False, True),
        ("warning", False, False),
        ("warning", True, True),
        ("info", True, False),
    ],
)
def test_what_keeps_a_site_from_being_published(severity: Severity, strict: bool, fails: bool) -> None:
    assert Choice(strict=strict).fails([Finding("", "", "", severity=severity)]) is fails


def test_findings_stand_in_the_order_of_pages_checks_and_links() -> None:
    site = site_of(b="<a href=2></a><a href=10></a><img src=1>", a="<a href=x></a>")
    assert told(run(site)) == [
        ("a.html", "broken-link", "x"),
        ("b.html", "broken-link", "2"),
        ("b.html", "broken-link", "10"),
        ("b.html", "broken-link", "1"),
        ("b.html", "missing-alt", "1"),
    ]


@pytest.mark.parametrize(
    ("content", "checks"),
    [
        ("<a href=x data-hubgen-excuse='broken-link: comes in May'></a>", []),
        ("<a href=x data-hubgen-excuse='broken-link'></a>", ["broken-link", "unused-excuse"]),
        (
            "<head><meta name=hubgen:excuse content='broken-link: '></head><a href=x></a>",
            ["broken-link", "unused-excuse"],
        ),
        ("<a href=x data-hubgen-excuse='broken-anchor: why'></a>", ["broken-link", "unused-excuse"]),
        ("<a href=x data-hubgen-excuse='broken-link: why'></a><a href=x></a>", ["broken-link"]),
        ("<head><meta name=hubgen:excuse content='broken-link: why'></head><a href=x></a><a href=y></a>", []),
        ("<head><meta name=hubgen:excuse content='broken-link: why'></head>", ["unused-excuse"]),
        ("<head><meta name=hubgen:excuse content='no-way-back: why'></head>", []),
        ("<img src=x alt='' data-hubgen-excuse='broken-link: why'>", []),
        ("<img src=x srcset='y 2x' data-hubgen-excuse='broken-link: why; missing-alt: why'>", []),
        ("<img src=x alt='' data-hubgen-excuse='broken-link: why; missing-alt: why'>", ["unused-excuse"]),
        ("<img data-hubgen-excuse='broken-link: why; missing-alt: why'>", []),
        ("<video src=a.html poster=x data-hubgen-excuse='broken-link: why'></video>", []),
        ("<a href=a.html data-hubgen-excuse='broken-link: why; broken-lnik: why'></a>", ["unused-excuse"] * 2),
        ("<a href=a.html data-hubgen-excuse='broken-link: why; unused-excuse: kept for now'></a>", []),
    ],
)
def test_a_finding_can_be_excused_in_place(content: str, checks: list[str]) -> None:
    assert [finding.check for finding in run(site_of(a=content))] == checks


def test_only_the_checks_that_ran_can_leave_an_excuse_unused() -> None:
    site = site_of(a="<a href=a.html data-hubgen-excuse='broken-link: why'></a>")
    assert run(site, Choice(ignore=("broken-link",))) == []
    assert run(site, severities={"broken-link": "off"}) == []


def test_an_unknown_check_in_an_excuse_is_told_with_the_nearest_one() -> None:
    (found,) = run(site_of(a="<a href=a.html data-hubgen-excuse='brokn-link: why'></a>"))
    assert (found.remedy, found.target) == ("did you mean broken-link?", "a.html")


def test_before_the_build_the_excuses_of_the_front_matter_hold() -> None:
    meta = Meta.model_validate({"excuse": {"unknown-key": "our printer reads it"}})
    page = Page("a.md", "a.html", "a.html", "A", "guide", meta)
    assert run(Site(pages={"a.html": page}, faults=(FAULT,)), stage="content") == []


def test_an_excuse_without_a_reason_asks_for_one() -> None:
    (found,) = run(site_of(a="<a href=x data-hubgen-excuse='broken-link'></a>"), Choice(ignore=("broken-link",)))
    assert (found.message, found.remedy) == ('the excuse "broken-link" gives no reason', "say why, after a colon")


@pytest.mark.parametrize("reason", ["waits; note: May", "  waits ", ""])
def test_an_excuse_of_the_front_matter_is_told_once_though_the_head_has_it_too(reason: str) -> None:
    head = f"<head><meta name=hubgen:excuse content='missing-alt: {reason}'></head>"
    site = site_of(a=head)
    page = Page("a.md", "a.html", "a.html", "A", "guide", Meta.model_validate({"excuse": {"missing-alt": reason}}))
    found = run(replace(site, pages={"a.html": page}))
    assert [finding.check for finding in found] == ["unused-excuse"] * bool(reason)


FOOTER = "<footer><a href=h.html>Service</a></footer>"
DESK = "<footer><a href=h.html>Desk</a></footer>"
HEADER = "<header><a href=h.html>Service</a></header>"


def excusing(check: str) -> str:
    return f"<head><meta name=hubgen:excuse content='{check}: ours'></head>"


@pytest.mark.parametrize(
    ("check", "a", "b", "expected"),
    [
        ("hub-not-in-footer", HEADER, HEADER, ("", "the footer that 2 pages have", ("a.html", "b.html"))),
        (
            "hub-not-in-footer",
            excusing("hub-not-in-footer") + HEADER,
            HEADER,
            ("b.html", "the footer that this page has", ()),
        ),
        ("hub-not-in-footer", *[excusing("hub-not-in-footer") + HEADER] * 2, None),
        (
            "hub-not-in-utility-nav",
            FOOTER,
            excusing("hub-not-in-utility-nav"),
            ("a.html", "the header that this page has", ()),
        ),
        (
            "hub-not-in-utility-nav",
            FOOTER,
            excusing("hub-not-in-footer"),
            ("", "the header that 2 pages have", ("a.html", "b.html")),
        ),
        ("hub-label", DESK, DESK, ("", "the footer calls the hub", ("a.html", "b.html"))),
        ("hub-label", excusing("hub-label") + DESK, DESK, ("b.html", "the footer calls the hub", ())),
        ("spoke-not-in-footer", "", "", ("a.html", "the footer of only 1 of 3 pages", ("a.html", "b.html"))),
        (
            "spoke-not-in-footer",
            "",
            excusing("spoke-not-in-footer"),
            ("a.html", "the footer of only 1 of 3 pages", ("a.html",)),
        ),
        ("spoke-not-in-footer", excusing("spoke-not-in-footer"), "", None),
    ],
)
def test_each_page_may_excuse_itself_from_a_finding_of_several(
    check: str, a: str, b: str, expected: tuple[str, str, tuple[str, ...]] | None
) -> None:
    hub = f"<main><h1>Service</h1></main>{HEADER}<footer><a href=h.html>Service</a><a href=a.html>A</a></footer>"
    contents = {"h.html": hub, "a.html": a, "b.html": b}
    documents = {name: html.read(name, content.encode()) for name, content in contents.items()}
    site = with_hub(Site(documents=documents, files=frozenset(documents)), "h.html", ("a.html",))
    found = run(site, Choice(select=(check, "unused-excuse")))
    told = [(each.page, each.message, each.pages) for each in found]
    assert [each.check for each in found] == [check] * bool(expected)
    if expected:
        page, message, pages = expected
        assert (told[0][0], told[0][1].startswith(message), told[0][2]) == (page, True, pages)


def test_what_was_not_judged_is_told() -> None:
    few = {name: CHECKS[name] for name in ("broken-link", "broken-external-link", "no-way-back")}
    (general,) = not_judged(Site(), checks=few)
    assert general.endswith("the general checks ran: broken-link.")
    assert not_judged(site_of("a", a="")) == [
        "Not judged without the Markdown of the site: content-file, front-matter, one-hub, search-file, stale-page, "
        "unfindable, unknown-key.",
        "Not judged where no spokes are named (--spoke), and what the hub links to is taken for them: "
        "spoke-not-on-hub.",
        "Not judged without a contact page (--contact): stray-contact.",
    ]
    assert not_judged(Site(), Choice(select=("stale-page", "broken-link", "no-way-back", "broken-external-link"))) == [
        "Not judged without visits to other sites (--external): broken-external-link.",
        "Not judged without a hub (--hub): no-way-back.",
        "Not judged without the Markdown of the site: stale-page.",
    ]
    assert not_judged(Site(hub="a.html"), checks=few) == []


def test_a_site_whose_hub_was_not_built_is_not_let_through() -> None:
    site = Site(hub="index.html", documents={"a.html": Document("a.html")}, files=frozenset({"a.html"}))
    assert {"hub-not-in-footer", "hub-not-in-utility-nav", "unreachable-page"} <= {each.check for each in run(site)}

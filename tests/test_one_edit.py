"""One edit to the clean built example gives exactly one finding, and nothing that the edit does not explain."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from hubgen.registry import parts

COOKIES = "policies/cookies/index.html"
TENTS = "guides/sizes/tents/index.html"
EVERYWHERE = "**/*.html"

# (check, files to edit, pattern, replacement, {(check, page)} that has to be found); the files are those of the built
# site, or of the content, which is then built anew
EDITS: list[tuple[str, str, str, str | Callable[[re.Match[str]], str], set[tuple[str, str]]]] = [
    (
        "spoke-not-on-hub",
        "index.html",
        r'(?s)(<main.*?)<a [^>]*href="policies/cookies/"[^>]*>(.*?)</a>',
        r"\1\2",
        # Of a spoke that the hub does not link to, other pages do: two clicks away is one too many.
        {("spoke-not-on-hub", COOKIES), ("too-many-clicks", COOKIES)},
    ),
    (
        "spoke-not-in-footer",
        "faq/orders-and-delivery/index.html",
        r'(?s)(<footer.*?)<a [^>]*href="\.\./\.\./policies/cookies/"[^>]*>(.*?)</a>',
        r"\1\2",
        {("spoke-not-in-footer", COOKIES)},
    ),
    (
        "hub-not-in-footer",
        COOKIES,
        r'(?s)(<footer.*?)<a [^>]*href="\.\./\.\."[^>]*>(.*?)</a>',
        r"\1\2",
        {("hub-not-in-footer", COOKIES)},
    ),
    (
        "hub-not-in-utility-nav",
        COOKIES,
        r"(?s)<header.*?</header>",
        '<header data-md-component="header"></header>',
        {("hub-not-in-utility-nav", COOKIES)},
    ),
    (
        "no-way-back",
        COOKIES,
        r'(?s)(<article.*)<a [^>]*href="\.\./\.\."[^>]*>(.*?)</a>(.*</article>)',
        r"\1\2\3",
        {("no-way-back", COOKIES)},
    ),
    (
        "unreachable-page",
        "lost/index.html",
        "",
        "<title>Lost</title><meta name=description content=Lost><h1>Lost</h1>",
        {
            ("unreachable-page", "lost/index.html"),
            # A bare page has none of the chrome either.
            ("hub-not-in-footer", "lost/index.html"),
            ("hub-not-in-utility-nav", "lost/index.html"),
            ("spoke-not-in-footer", "every spoke"),
        },
    ),
    (
        "too-many-clicks",
        EVERYWHERE,
        r"(?s)(?<=<article)(.*)(?=</article>)",
        lambda body: re.sub(r'href="([^"]*sizes/|\.\./|)tents/[^"]*"', 'href="#hg-content"', body[0]),
        {("too-many-clicks", TENTS)},
    ),
    (
        "broken-link",
        COOKIES,
        r"(<main[^>]*>)",
        r'\1<a href="../../no-such-page/">text</a>',
        {("broken-link", COOKIES)},
    ),
    ("broken-anchor", COOKIES, r"(<main[^>]*>)", r'\1<a href="#no-such-place">text</a>', {("broken-anchor", COOKIES)}),
    (
        "duplicate-title",
        COOKIES,
        r"<title>.*?</title>",
        "<title>Privacy policy - Hobblebush Outdoor Co-op</title>",
        {("duplicate-title", "policies/privacy/index.html")},
    ),
    (
        "hub-label",
        "index.html",
        r"(<h1[^>]*>)Customer Service",
        r"\1Help",
        {
            ("hub-label", "index.html"),
            ("hub-label", ""),
        },
    ),
    (
        "hub-label",
        COOKIES,
        r'(?s)(<header.*?<nav.*?href="\.\./\.\.">)Customer Service',
        r"\1Support",
        {
            ("hub-label", COOKIES),
        },
    ),
    ("missing-alt", COOKIES, r"(<main[^>]*>)", r'\1<img src="data:,">', {("missing-alt", COOKIES)}),
    ("unsafe-link", COOKIES, r"(<main[^>]*>)", r'\1<a href="javascript:alert(1)">text</a>', {("unsafe-link", COOKIES)}),
    (
        "unfindable",
        "content/policies/accessibility.md",
        "fits a wheelchair",
        "fits a pram",
        {("unfindable", "policies/accessibility/index.html")},
    ),
    (
        "unfindable",
        "content/synonyms.yml",
        r"\n- \[exchange, swap\]",
        "",
        {("unfindable", "policies/returns/index.html")},
    ),
    (
        "unused-excuse",
        COOKIES,
        r"</head>",
        '<meta name="hubgen:excuse" content="broken-link: the page comes in May"></head>',
        {("unused-excuse", COOKIES)},
    ),
    (
        "hub-faq-contact",
        "contact/index.html",
        r"(?s)(?<=<article)(.*)(?=</article>)",
        lambda body: re.sub(r'href="[^"]*faq/[^"]*"', 'href="#hg-content"', body[0]),
        {("hub-faq-contact", "contact/index.html")},
    ),
    (
        "inconsistent-help",
        COOKIES,
        r"(<footer[^>]*>)",
        r'\1<a href="../../contact/">Contact us</a><a href="../../">Customer Service</a>',
        {("inconsistent-help", COOKIES)},
    ),
    (
        "ambiguous-link-text",
        COOKIES,
        r"(<main[^>]*>)",
        r'\1<a href="../privacy/">our rules</a> <a href="../returns/">our rules</a>',
        {("ambiguous-link-text", COOKIES)},
    ),
    ("vague-link-text", COOKIES, r"(<main[^>]*>)", r'\1<a href="../privacy/">here</a>', {("vague-link-text", COOKIES)}),
    ("duplicate-id", COOKIES, r"(<main[^>]*>)", r'\1<p id="two"></p><p id="two"></p>', {("duplicate-id", COOKIES)}),
    ("missing-description", COOKIES, r'<meta name="description"[^>]*>', "", {("missing-description", COOKIES)}),
    ("heading-order", COOKIES, r"(</article>)", r"<h5>Too deep</h5>\1", {("heading-order", COOKIES)}),
    ("placeholder-text", COOKIES, r"(<main[^>]*>)", r"\1<p>TODO</p>", {("placeholder-text", COOKIES)}),
    (
        "reading-ease",
        COOKIES,
        r"(<main[^>]*>)",
        r"\1<p>" + "Unsatisfactory merchandise necessitates authorisation notwithstanding obligations. " * 60,
        {("reading-ease", COOKIES)},
    ),
    (
        "stale-page",
        "content/policies/cookies.md",
        "(owner: .*)",
        r"\1\nreview_by: 2020-01-01",
        {("stale-page", COOKIES)},
    ),
    (
        "third-party-request",
        COOKIES,
        "</head>",
        '<script src="https://cdn.example.net/x.js"></script></head>',
        {("third-party-request", COOKIES)},
    ),
    ("stray-contact", COOKIES, r"(<main[^>]*>)", r"\1<p>Call 802-555-0199.</p>", {("stray-contact", COOKIES)}),
    ("published-draft", COOKIES, r"(<main[^>]*>)", r"\1<!-- draft -->", {("published-draft", COOKIES)}),
    (
        "unreadable-page",
        "large/index.html",
        "",
        "<div>" * 20_001,
        {("unreadable-page", "large/index.html"), ("unreachable-page", "large/index.html")},
    ),
]


@pytest.fixture
def built(example: Path, tmp_path: Path) -> Path:
    """A copy of the built example with its content, to be edited."""
    return Path(shutil.copytree(example, tmp_path / "example"))


def test_every_check_of_built_pages_has_a_row() -> None:
    built = {
        name
        for name, module in parts("hubgen.checks").items()
        if getattr(module, "stage", "site") != "content"
        # One is off until it is asked for, another needs the network.
        and module.severity != "off"
        and not getattr(module, "needs_visits", False)
    }
    assert {check for check, *_ in EDITS} == built


def test_the_example_is_clean(hubgen: Callable[..., Result], built: Path) -> None:
    assert found(hubgen, built) == []


@pytest.mark.parametrize(
    ("check", "files", "pattern", "replacement", "expected"),
    EDITS,
    ids=[f"{check} in {files}" for check, files, *_ in EDITS],
)
def test_one_edit_gives_one_finding(
    hubgen: Callable[..., Result],
    built: Path,
    check: str,
    files: str,
    pattern: str,
    replacement: str | Callable[[re.Match[str]], str],
    expected: set[tuple[str, str]],
) -> None:
    if isinstance(replacement, str) and not pattern:
        (built / "site" / files).parent.mkdir()
        (built / "site" / files).write_text(replacement)
    else:
        pages = sorted((built if files.startswith("content/") else built / "site").glob(files))
        edits = [re.subn(pattern, replacement, page.read_text(), count=1) for page in pages]
        assert sum(number for _, number in edits) >= 1
        for page, (text, _) in zip(pages, edits, strict=True):
            page.write_text(text)
    findings = found(hubgen, built, "build" if files.startswith("content/") else "check")
    seen = {(each["check"], each["page"]) for each in findings}
    if ("spoke-not-in-footer", "every spoke") in expected:
        spokes = {each["page"] for each in findings if each["check"] == "spoke-not-in-footer"}
        assert len(spokes) == 21
        seen = {pair for pair in seen if pair[0] != "spoke-not-in-footer"} | {("spoke-not-in-footer", "every spoke")}
    assert seen == expected
    assert all(each["message"] and each["remedy"] for each in findings)


def found(hubgen: Callable[..., Result], folder: Path, command: str = "check") -> list[dict[str, str]]:
    """The findings of the built site in a folder, or of a new build of it."""
    findings: list[dict[str, str]] = json.loads(hubgen(command, "--format", "json", cwd=folder).stdout)
    return findings


# (what an editor or a template author takes away, the check that notices, and the page that its finding names)
TAKEN_AWAY = [
    ("theme/partials/footer.html", "spoke-not-in-footer", "policies/returns.md"),
    ("the card of the cookies page", "spoke-not-on-hub", "policies/cookies"),
    ("content/policies/cookies.md", "front-matter", "policies/cookies.md"),
    ("content/policies/accessibility.md", "broken-link", "accessibility.md"),
]


@pytest.mark.parametrize(("what", "check", "named"), TAKEN_AWAY, ids=[what for what, *_ in TAKEN_AWAY])
def test_a_build_without_it_fails_and_says_how_to_mend_it(
    hubgen: Callable[..., Result],
    built: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    check: str,
    named: str,
) -> None:
    if what.startswith("content"):
        (built / what).unlink()
        if check == "broken-link":
            # Only the links in texts are left.
            for page in (built / "content").rglob("*.md"):
                page.write_text(re.sub(rf"(?m)^ +- {what.removeprefix('content/')}\n", "", page.read_text()))
            searches = built / "content" / "searches.yml"
            entry = rf"- query: .*\n  page: {what.removeprefix('content/')}\n(  place: .*\n)?"
            searches.write_text(re.sub(entry, "", searches.read_text()))
    elif what.startswith("theme"):
        from hubgen import plugin

        without = Path(shutil.copytree(plugin.theme_folder(), built / "theme"))
        (built / what).unlink()
        monkeypatch.setattr(plugin, "theme_folder", lambda: without)
    else:
        hub = built / "content" / "index.md"
        hub.write_text(hub.read_text().replace("kind: hub\n", "kind: hub\nleave_out: [policies/cookies.md]\n", 1))
    result = hubgen("build", cwd=built)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    findings = [number for number, line in enumerate(lines) if check in line and named in line]
    assert findings, result.output
    # Below it stand the line that it is about and the pages that it names, and then how to mend it.
    below = [
        next(line.strip() for line in lines[number + 1 :] if " mend: " in line or check in line) for number in findings
    ]
    assert all(line.startswith("mend: ") for line in below)

"""What the checks say, word for word: the page or the address, what is wrong, and how to mend it."""

from dataclasses import replace

import pytest

from hubgen import html
from hubgen.checks import Choice, run
from hubgen.folder import with_hub
from hubgen.kinds import contact
from hubgen.kinds.guide import Meta
from hubgen.model import Clicks, Document, Draft, Finding, Page, Site, Spoke

PAGES = {
    "index.html": "<title>Customer Service - Shop</title><main><h1>Customer Service</h1></main>",
    "policies/returns/index.html": "<title>Returns</title>"
    "<main><h1 id=returns>Returns</h1><h2 id=Costs>Costs</h2></main>",
    "contact/index.html": "<title>Contact</title><main><h1 id=contact>Contact</h1><h2 id=phone>Phone</h2></main>",
}


def site_of(changes: dict[str, str], *others: str, spokes: tuple[str, ...] = ()) -> Site:
    """The pages above, changed, as hubgen's own: index.md, policies/returns.md and contact.md."""
    contents = {**PAGES, **changes}
    documents = {path: html.read(path, content.encode()) for path, content in contents.items()}
    sources = {path: path.replace("/index.html", ".md").replace("index.html", "index.md") for path in PAGES}
    pages = {
        path: Page(src, path, "", documents[path].heading, "guide", Meta.model_validate({}))
        for path, src in sources.items()
    }
    site = Site(documents=documents, pages=pages, files=frozenset({*contents, *others}), contact="contact/index.html")
    return with_hub(site, "index.html", spokes)


def found_by(check: str, site: Site) -> list[Finding]:
    return run(site, Choice(select=(check,)))


def remedies(found: Finding) -> str:
    """How to mend a finding in Markdown, and in HTML where that differs."""
    return found.remedy if found.in_html in ("", found.remedy) else f"{found.remedy} (in HTML: {found.in_html})"


MEANT = "did you mean ../returns/?"
NO_IDEA = "correct the address, or take the link out"
INSIDE = "link to a file of the site, or to a whole address (https://...)"
WHOLE = "write the whole address, or take the link out"
LOCAL = "put the file into the content and link to it there"
IMAGE = 'write its file, as in src="map.svg"'


@pytest.mark.parametrize(
    ("element", "message", "remedy"),
    [
        ("<a href=retrns/>x", '"retrns/" leads to nothing: the site has no policies/x/retrns/', MEANT),
        ("<a href=../Returns/>x", '"../Returns/" leads to nothing: the site has no policies/Returns/', MEANT),
        ("<a href=/returns/>x", '"/returns/" leads to nothing: the site has no returns/', MEANT),
        ("<a href=../returns.md>x", '"../returns.md" leads to nothing: the site has no policies/returns.md', MEANT),
        (
            "<a href=help@shop.com>x",
            '"help@shop.com" leads to nothing: the site has no policies/x/help@shop.com',
            "did you mean mailto:help@shop.com?",
        ),
        (
            "<a href=www.shop.com>x",
            '"www.shop.com" leads to nothing: the site has no policies/x/www.shop.com',
            "did you mean https://www.shop.com?",
        ),
        ("<img alt='' src='C:\\map.png'>", '"C:\\map.png" is a file on one computer only', LOCAL),
        ("<a href='file:///C:/x.doc'>x", '"file:///C:/x.doc" is a file on one computer only', LOCAL),
        ("<a href=../zzz.pdf>x", '"../zzz.pdf" leads to nothing: the site has no policies/zzz.pdf', NO_IDEA),
        ("<a href=../qq.md>x", '"../qq.md" leads to nothing: the content has no page qq.md', NO_IDEA),
        ("<a href=..>x", '".." leads to nothing: the folder policies/ has no index page', NO_IDEA),
        ("<a href=../../../etc/passwd>x", '"../../../etc/passwd" leads out of the site', INSIDE),
        ("<a href=http://>x", 'the address "http://" has no host name', WHOLE),
        ("<a href=mailto:>x", 'the address "mailto:" has no mail address', WHOLE),
        ("<script src=''></script>", "a <script> has an empty src", "write the file's address, or take the script out"),
        ("<img alt=''>", "an image has no address", IMAGE),
        ("<img src='' alt=''>", "an image has no address", IMAGE),
    ],
)
def test_a_broken_link_says_why_and_what_was_meant(element: str, message: str, remedy: str) -> None:
    (found,) = found_by("broken-link", site_of({"policies/x/index.html": element}))
    assert (found.message, remedies(found)) == (message, remedy)


RAW = "addresses in HTML stay as they are: write "
INSTEAD = " there, or link as Markdown does, "
CONTACT = "did you mean ../contact.md? (in HTML: did you mean ../../contact/?)"
NO_MAP = "the site has no policies/returns/map.svg"


@pytest.mark.parametrize(
    ("element", "message", "remedy"),
    [
        (
            "<a href=../contct.md#phone>x",
            "the content has no page contct.md",
            "did you mean ../contact.md#phone? (in HTML: did you mean ../../contact/#phone?)",
        ),
        (
            "<a href=/contct/>x",
            "the site has no contct/",
            "did you mean ../contact.md? (in HTML: did you mean ../../contact/?)",
        ),
        (
            "<a href=../../contct/>x",
            "the site has no contct/",
            "did you mean ../contact.md? (in HTML: did you mean ../../contact/?)",
        ),
        ("<a href=../../qq/>x", "the site has no qq/", NO_IDEA),
        (
            "<a href=../guids/>x",
            "the site has no policies/guids/",
            "did you mean ../guides/index.md? (in HTML: did you mean ../../guides/?)",
        ),
        (
            "<a href=returns/index.html>x",
            "the site has no policies/returns/returns/index.html",
            "did you mean returns.md? (in HTML: did you mean index.html?)",
        ),
        (
            "<img alt='' src=../site%20plam.svg>",
            "the content has no site plam.svg",
            "did you mean ../site%20plan.svg? (in HTML: did you mean ../../site%20plan.svg?)",
        ),
        ("<img alt='' src=img/a.png>", "the content has no policies/img/a.png", NO_IDEA),
        ("<img alt='' src=favicn.png>", "the content has no policies/favicn.png", NO_IDEA),
        ("<img alt='' src=returns.png>", "the content has no policies/returns.png", NO_IDEA),
        (
            "<img alt='' src='..\\policies\\map.svg'>",
            "the site has no policies/policies/map.svg",
            "write / instead of \\: map.svg (in HTML: write / instead of \\: ../map.svg)",
        ),
        ("<video src=../../film.mpg></video>", "the site has no film.mpg", "did you mean ../../film.mp4?"),
        ("<a href=../serch/>x", "the site has no policies/serch/", "did you mean ../../search/?"),
        ("<nav><a href=../contct/>x</a></nav>", "the site has no policies/contct/", "did you mean contact/?"),
        ("<a href=map.svg>x", NO_MAP, RAW + "../map.svg" + INSTEAD + "[text](map.svg)"),
        ("<img alt='' src=map.svg>", NO_MAP, RAW + "../map.svg" + INSTEAD + "![text](map.svg)"),
        ("<img alt='' src=../map.svg srcset=map.svg>", NO_MAP, RAW + "../map.svg there"),
        (
            "<a href=../contact.md#phone>x",
            "the site has no policies/contact.md",
            RAW + "../../contact/#phone" + INSTEAD + "[text](../contact.md#phone)",
        ),
        (
            "<a href=../index.md>x",
            "the site has no policies/index.md",
            RAW + "../../" + INSTEAD + "[text](../index.md)",
        ),
    ],
)
def test_the_address_that_was_meant_can_be_pasted_into_the_pages_markdown(
    element: str, message: str, remedy: str
) -> None:
    path = "policies/returns/index.html"
    theme = ("search/index.html", "assets/images/favicon.png")
    files = ("guides/index.html", "policies/map.svg", "site plan.svg", "film.mp4", *theme)
    site = site_of({path: f"<title>Returns</title>{element}"}, *files)
    guides = Page("guides/index.md", "guides/index.html", "", "Guides", "guide", Meta(), generated=True)
    (found,) = found_by("broken-link", replace(site, pages={**site.pages, guides.path: guides}))
    assert found.message.partition(" leads to nothing: ")[2] == message
    assert remedies(found) == remedy


LOOKS_ALIKE = "leads to nothing: the name of the file {} looks the same, but composes its letters otherwise"
DRAFT = "leads to nothing: content/policies/abroad.md is a draft"
PUBLISH = "take the link out, or `draft: true` out of its front matter"


@pytest.mark.parametrize(
    ("href", "message", "remedy"),
    [
        ("\u201czzz.pdf\u201d", "has typographic quotes around it", "write zzz.pdf without them"),
        (
            "\u201e../contact.md#phone\u201c",
            "has typographic quotes around it",
            "write ../contact.md#phone without them (in HTML: write ../../contact/#phone without them)",
        ),
        ("abroad.md", DRAFT, PUBLISH),
        ("abroad.md#fees", DRAFT, PUBLISH),
        ("../abroad/", DRAFT, PUBLISH),
        ("gro\u0308\u00dfe.pdf", LOOKS_ALIKE.format("policies/gr\u00f6\u00dfe.pdf"), "type the address anew"),
        ("ma\u00df\u00e4.pdf", LOOKS_ALIKE.format("policies/ma\u00dfa\u0308.pdf"), "rename the file"),
    ],
)
def test_a_link_that_seems_right_says_why_it_is_not(href: str, message: str, remedy: str) -> None:
    element = f"<title>Returns</title><a href='{href}'>x</a>"
    files = ("policies/gr\u00f6\u00dfe.pdf", "policies/ma\u00dfa\u0308.pdf")
    drafts = (
        Draft("content/policies/abroad.md", 1, "", "policies/abroad/", "Abroad"),
        Draft("content/contact.md", 9, ""),
    )
    (found,) = found_by(
        "broken-link", replace(site_of({"policies/returns/index.html": element}, *files), drafts=drafts)
    )
    assert (found.message, remedies(found).partition(", with composed")[0]) == (f'"{href}" {message}', remedy)


CHANNELS = [
    {"type": "chat", "name": "Chat", "purpose": "x", "link": "retrns/"},
    {"type": "chat", "name": "Chat", "purpose": "x", "link": "../x/"},
    {"type": "chat", "name": "Chat", "purpose": "x", "link": "policies/returns.md"},
    {"type": "email", "name": "Email", "purpose": "x", "link": "help@shop.com"},
]


@pytest.mark.parametrize(
    ("href", "message", "remedy"),
    [
        ("../retrns/", "leads to nothing: the site has no retrns/", "did you mean policies/returns/?"),
        (
            "../policies/returns.md",
            "leads to nothing: the site has no policies/returns.md",
            "did you mean policies/returns/?",
        ),
        ("../../x/", "leads out of the site", INSIDE),
        ("../written/", "leads to nothing: the site has no written/", NO_IDEA),
        ("../written.pdf", "leads out of the site", INSIDE),
        ("../help@shop.com", "leads to nothing: the site has no help@shop.com", "did you mean mailto:help@shop.com?"),
    ],
)
def test_an_address_of_the_front_matter_starts_from_the_root(href: str, message: str, remedy: str) -> None:
    site = site_of({"contact/index.html": f"<main><a href={href}>Chat</a></main>"})
    meta = contact.Meta.model_validate({"channels": CHANNELS})
    page = replace(site.pages["contact/index.html"], kind="contact", meta=meta)
    (found,) = found_by("broken-link", replace(site, pages={**site.pages, page.path: page}))
    assert (found.message, remedies(found)) == (f'"{href}" {message}', remedy)


@pytest.mark.parametrize(
    "element", ["<a href=''>x", "<form action=''>", "<iframe src=''></iframe>", "<a href='#'>x", "<a>x"]
)
def test_an_empty_address_may_lead_to_the_page_itself(element: str) -> None:
    assert found_by("broken-link", site_of({"x.html": element})) == []


@pytest.mark.parametrize(
    ("href", "remedy"),
    [
        ("#costs", "did you mean #Costs?"),
        ("#cost", "did you mean #Costs?"),
        ("#phone", "did you mean contact/#phone?"),
        ("#zzz", "link to one of the page's headings, or leave out the # and what follows"),
    ],
)
def test_a_broken_anchor_names_the_page_and_the_likely_place(href: str, remedy: str) -> None:
    (found,) = found_by("broken-anchor", site_of({"x.html": f"<a href=policies/returns/{href}>x"}))
    refresh = f"<meta http-equiv=refresh content='0; url=policies/returns/{href}'>"
    (sent,) = found_by("broken-anchor", site_of({"x.html": refresh}))
    assert (sent.message, sent.remedy) == (found.message, found.remedy)
    assert found.message == f'the page "Returns" (policies/returns.md) has no place "{href}"'
    assert (remedies(found), found.target) == (remedy, f"policies/returns/{href}")


@pytest.mark.parametrize(
    ("href", "remedy"),
    [
        ("../policies/returns/#phone", "did you mean contact.md#phone?"),
        ("../policies/returns/#cost", "did you mean #Costs?"),
    ],
)
def test_a_broken_anchor_of_the_front_matter_is_mended_as_it_is_written_there(href: str, remedy: str) -> None:
    related = ["policies/returns.md#phone", "policies/returns.md#cost"]
    site = site_of({"contact/index.html": f"<h2 id=phone>Phone</h2><main><a href={href}>x</a></main>"})
    page = replace(site.pages["contact/index.html"], meta=Meta.model_validate({"related": related}))
    (found,) = found_by("broken-anchor", replace(site, pages={**site.pages, page.path: page}))
    assert remedies(found) == remedy


def test_an_anchor_counts_as_written_too_and_pages_that_were_not_read_have_all() -> None:
    site = site_of({"x.html": "<p id='a%20b'><a href='#a%20b'>x</a><a href=y.html#z>x</a>", "y.html": ""})
    large = replace(site, documents={**site.documents, "y.html": Document("y.html", unread="is large")})
    assert found_by("broken-anchor", large) == []


HUB_WITH_LINKS = (
    "<main><h1>Customer Service</h1><a href=policies/returns/>Returns</a> <a href=contact/>Contact</a></main>"
)


@pytest.mark.parametrize(
    ("check", "changes", "expected"),
    [
        (
            "spoke-not-on-hub",
            {},
            [
                (
                    "policies/returns/index.html",
                    'the hub "Customer Service" (index.md) does not link to this spoke, '
                    '"Returns" (policies/returns.md)',
                    "link to policies/returns.md in the text of index.md, "
                    "or let the hub show its card (`cards:` and `leave_out:` in the hub's front matter)",
                    (),
                )
            ],
        ),
        (
            "spoke-not-in-footer",
            {"index.html": "<footer><a href=policies/returns/>Returns</a></footer>"},
            [
                (
                    "policies/returns/index.html",
                    'the footer of only 1 of 3 pages links to this spoke, "Returns" (policies/returns.md)',
                    "add the link to the footer of every page; hubgen's own footer has it, "
                    "so look for a template of yours that replaces partials/footer.html",
                    ("contact/index.html", "policies/returns/index.html"),
                )
            ],
        ),
        (
            "hub-not-in-footer",
            {
                "index.html": "<h1>Customer Service</h1><footer><a href=./>Customer Service</a></footer>",
                "contact/index.html": "<footer><a href=../>Customer Service</a></footer>",
            },
            [
                (
                    "policies/returns/index.html",
                    'the footer that this page has does not link to the hub, "Customer Service" (index.md)',
                    "add the link to the footer; hubgen's own footer has it, "
                    "so look for a template of yours that replaces partials/footer.html",
                    (),
                )
            ],
        ),
        (
            "hub-not-in-utility-nav",
            {},
            [
                (
                    "",
                    'the header that 3 pages have does not link to the hub, "Customer Service" (index.md)',
                    "add the link to the header; hubgen's own header has it, "
                    "so look for a template of yours that replaces partials/header.html",
                    ("contact/index.html", "index.html", "policies/returns/index.html"),
                )
            ],
        ),
        (
            "no-way-back",
            {},
            [
                (
                    "policies/returns/index.html",
                    'the text of this spoke, "Returns" (policies/returns.md), has no link to '
                    'the hub, "Customer Service" (index.md) and a way to reach a person, "Contact" (contact.md)',
                    "link to index.md and contact.md in the text of policies/returns.md; "
                    "hubgen's own templates do so at the end of every spoke",
                    (),
                )
            ],
        ),
        (
            "unreachable-page",
            {
                "index.html": HUB_WITH_LINKS,
                "x.html": "<h1>X</h1><main><a href=y.html>Y</a></main>",
                "y.html": "<main><h1>Y</h1><a href=x.html>X</a></main>",
            },
            [
                (
                    "x.html",
                    'nothing that can be reached from the hub links to this page, "X" (x.html); '
                    'only "Y" (y.html) does, and nothing leads there either',
                    "link to x.html from the page it belongs below, or take it out of the site",
                    (),
                ),
                (
                    "y.html",
                    'nothing that can be reached from the hub links to this page, "Y" (y.html); '
                    'only "X" (x.html) does, and nothing leads there either',
                    "link to y.html from the page it belongs below, or take it out of the site",
                    (),
                ),
            ],
        ),
        (
            "too-many-clicks",
            {
                "index.html": "<h1>Customer Service</h1><main><a href=contact/>Contact</a></main>"
                "<footer><a href=x.html>X</a></footer>",
                "contact/index.html": "<main><h1>Contact</h1><a href=../policies/returns/>Returns</a></main>",
                "x.html": "<main><h1>X</h1></main>",
            },
            [
                (
                    "policies/returns/index.html",
                    'this page, "Returns" (policies/returns.md), is 2 clicks from the hub, 1 at most: '
                    "index.md > contact.md > policies/returns.md",
                    "link to policies/returns.md in the text of index.md",
                    (),
                ),
                (
                    "x.html",
                    'no link in any text leads to this page, "X" (x.html): only header, footer or sidebars do',
                    "link to x.html in the text of index.md",
                    (),
                ),
            ],
        ),
        (
            "hub-label",
            {
                "index.html": "<title>Help | Shop</title><h1>Help</h1><header><a href=./>Customer Service</a></header>",
                "contact/index.html": "<header><a href=../>Customer Service</a></header>",
            },
            [
                (
                    "",
                    'the header calls the hub "Customer Service", its own heading "Help"',
                    "use one name everywhere: Customer Service",
                    ("contact/index.html", "index.html"),
                ),
                (
                    "index.html",
                    'the hub is called "Help", which promises help with the website',
                    "call it Customer Service: the title and the heading of index.md",
                    (),
                ),
            ],
        ),
        (
            "hub-label",
            {"index.html": "<title>Support - Shop</title><h1>Customer Service</h1>"},
            [
                (
                    "index.html",
                    'the hub\'s title says "Support", its heading "Customer Service"',
                    "let the title of index.md begin with Customer Service",
                    (),
                )
            ],
        ),
        (
            "duplicate-title",
            {"x.html": "<title>returns </title>"},
            [
                (
                    "x.html",
                    'has the same title as policies/returns.md: "returns"',
                    "give each page a title that tells it from the other",
                    (),
                )
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_finding_names_the_page_and_the_remedy(
    check: str, changes: dict[str, str], expected: list[tuple[str, str, str, tuple[str, ...]]]
) -> None:
    found = found_by(check, site_of(changes, spokes=("policies/returns/",)))
    assert [(each.page, each.message, each.remedy, each.pages) for each in found] == expected


def test_a_spoke_that_was_not_built_is_told_once() -> None:
    site = site_of({"index.html": HUB_WITH_LINKS}, spokes=("contact/",))
    gone = replace(site, spokes=(*site.spokes, Spoke("faq/index.html", "FAQ", "Help")))
    (found,) = found_by("spoke-not-on-hub", gone)
    assert found.message == 'the spoke "FAQ" was not built, so the hub cannot lead to it'
    others = run(gone, Choice(select=("spoke-not-in-footer", "no-way-back", "too-many-clicks")))
    assert "faq/index.html" not in {finding.page for finding in others}


def test_spokes_that_were_read_off_the_hub_are_not_held_against_it() -> None:
    site = replace(site_of({"index.html": HUB_WITH_LINKS}), spokes=(Spoke("x.html", "X", ""),))
    assert found_by("spoke-not-on-hub", site) == []


def test_the_contact_page_needs_only_the_way_to_the_hub() -> None:
    site = site_of({"contact/index.html": "<main><a href=../>Customer Service</a></main>"}, spokes=("contact/",))
    assert found_by("no-way-back", site) == []


@pytest.mark.parametrize(
    ("clicks", "pages"), [(Clicks(2, 2), ["x.html"]), (Clicks(2, 3), []), (Clicks(1, 3), ["contact/index.html"])]
)
def test_the_limits_of_clicks_can_be_set(clicks: Clicks, pages: list[str]) -> None:
    changes = {
        "index.html": "<main><a href=policies/returns/>Returns</a></main>",
        "policies/returns/index.html": "<main><a href=../../contact/>Contact</a></main>",
        "contact/index.html": "<main><a href=../x.html>X</a></main>",
        "x.html": "<main></main>",
    }
    site = replace(site_of(changes, spokes=("contact/",)), clicks=clicks)
    assert [finding.page for finding in found_by("too-many-clicks", site)] == pages


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", " JavaScript:x", "java\nscript:x", "vbscript:x", "data:text/html,x"]
)
def test_scripts_in_links_are_found_however_they_are_spelt(href: str) -> None:
    (found,) = found_by("unsafe-link", site_of({"x.html": f"<a href='{href}'>Back</a>"}))
    assert found.message.startswith('the link "Back" runs a script (')

"""What the checks of hub, FAQ, contact and help say, and what they let pass."""

from dataclasses import replace

import pytest

from hubgen import html
from hubgen.checks import Choice, run
from hubgen.folder import with_hub
from hubgen.kinds import contact, faq, guide
from hubgen.model import Document, Finding, Page, Site
from hubgen.registry import parts

# The pages of a site of ours: built file, Markdown file, and the front matter of the page's kind.
OURS = {
    "index.html": ("index.md", guide.Meta()),
    "contact/index.html": ("contact.md", guide.Meta()),
    "faq/orders/index.html": ("faq/orders.md", faq.Meta()),
    "faq/refunds/index.html": ("faq/refunds.md", faq.Meta()),
    "returns/index.html": ("returns.md", guide.Meta()),
}


def documents(contents: dict[str, str]) -> dict[str, Document]:
    return {path: html.read(path, content.encode(), "https://shop.example/") for path, content in contents.items()}


def foreign(contents: dict[str, str], *spokes: str, contact: str = "") -> Site:
    """A site of which only the built pages are at hand."""
    site = Site(documents=documents(contents), files=frozenset(contents), contact=contact)
    return with_hub(site, "index.html" if "index.html" in contents else "", spokes)


def own(contents: dict[str, str], *spokes: str) -> Site:
    """A site of ours: its pages are those above."""
    read = documents(contents)
    pages = {
        path: Page(src, path, "", read[path].heading, "faq" if isinstance(meta, faq.Meta) else "guide", meta)
        for path, (src, meta) in OURS.items()
        if path in read
    }
    site = Site(documents=read, pages=pages, files=frozenset(contents), contact="contact/index.html")
    return with_hub(site, "index.html", spokes)


def found_by(check: str, site: Site) -> list[Finding]:
    return run(site, Choice(select=(check,)))


HUB = "<h1>Customer Service</h1>"
LINKED = {
    "index.html": f"<main>{HUB}<a href=faq/orders/>A</a> <a href=faq/refunds/>B</a> <a href=contact/>C</a></main>",
    "faq/orders/index.html": "<main><h1>Orders FAQ</h1><a href=../../>Hub</a> <a href=../../contact/>C</a></main>",
    "faq/refunds/index.html": "<main><h1>Refunds FAQ</h1><a href=../../>Hub</a> <a href=../../contact/>C</a></main>",
    "contact/index.html": "<main><h1>Contact us</h1><a href=../>Hub</a> <a href=../faq/orders/>A</a></main>",
}
SPOKES = ("faq/orders/", "faq/refunds/", "contact/")


@pytest.mark.parametrize(
    ("path", "link", "elsewhere", "message", "remedy"),
    [
        ("index.html", "<a href=faq/orders/>A</a>", "spoke-not-on-hub", "", ""),
        ("index.html", "<a href=contact/>C</a>", "spoke-not-on-hub", "", ""),
        ("faq/orders/index.html", "<a href=../../>Hub</a>", "no-way-back", "", ""),
        ("faq/orders/index.html", "<a href=../../contact/>C</a>", "no-way-back", "", ""),
        ("contact/index.html", "<a href=../>Hub</a>", "no-way-back", "", ""),
        (
            "contact/index.html",
            "<a href=../faq/orders/>A</a>",
            "",
            'the text of "Contact us" (contact.md) does not link to any of the FAQ pages',
            "write [Orders FAQ](faq/orders.md) in the text of contact.md",
        ),
    ],
)
def test_a_link_that_is_missing_is_told_by_one_check(
    path: str, link: str, elsewhere: str, message: str, remedy: str
) -> None:
    assert found_by("hub-faq-contact", own(LINKED, *SPOKES)) == []
    site = own({**LINKED, path: LINKED[path].replace(link, "")}, *SPOKES)
    found = [
        finding for name in ("hub-faq-contact", "spoke-not-on-hub", "no-way-back") for finding in found_by(name, site)
    ]
    assert len(found) == 1
    assert (found[0].check == elsewhere) is bool(elsewhere)
    if not elsewhere:
        ending = "; hub, FAQ and contact page are to link to each other"
        assert (found[0].page, found[0].message, found[0].remedy) == (path, message + ending, remedy)


# (a check, the remedy that it has for a site without our templates)
FOREIGN = [
    ("spoke-not-in-footer", "add the link to the footer of every page"),
    ("no-way-back", "link to index.html and contact.html in the text of faq.html"),
]


@pytest.mark.parametrize(("check", "remedy"), FOREIGN)
def test_a_foreign_site_is_told_nothing_of_our_templates(check: str, remedy: str) -> None:
    pages = {
        "index.html": f"<main>{HUB}<a href=faq.html>A</a></main>",
        "faq.html": "<main><h1>FAQ</h1></main>",
        "contact.html": "<main><h1>Contact</h1></main>",
    }
    (found,) = found_by(check, foreign(pages, "faq.html", contact="contact.html"))
    assert found.remedy == remedy


def test_a_telephone_number_does_not_stand_for_the_contact_page_in_an_faq() -> None:
    faq_page = LINKED["faq/orders/index.html"].replace("../../contact/", "tel:5550100")
    (found,) = found_by("hub-faq-contact", own({**LINKED, "faq/orders/index.html": faq_page}, *SPOKES))
    assert found.message.startswith(
        'the text of "Orders FAQ" (faq/orders.md) does not link to "Contact us" (contact.md)'
    )
    assert found.remedy == "write [Contact us](../contact.md) in the text of faq/orders.md"


@pytest.mark.parametrize(
    ("path", "heading", "is_faq"),
    [
        ("help/faq.html", "Help", True),
        ("help/faqs/index.html", "Help", True),
        ("a.html", "FAQ: orders", True),
        ("a.html", "Frequently asked questions", True),
        ("a.html", "Questions & answers", True),
        ("a.html", "Häufige Fragen", True),
        ("questions/index.html", "Help", True),
        ("faq/how-to-return/index.html", "How to return", False),
        ("a.html", "Security questions", False),
        ("a.html", "Faqueaf", False),
    ],
)
def test_an_faq_of_a_foreign_site_is_told_by_its_name(path: str, heading: str, is_faq: bool) -> None:
    site = foreign({"index.html": f"<main>{HUB}</main>", path: f"<main><h1>{heading}</h1></main>"})
    assert bool(found_by("hub-faq-contact", site)) is is_faq


def test_what_stands_below_an_faq_is_no_faq_of_its_own() -> None:
    pages = {
        "index.html": f"<main>{HUB}<a href=faq/>FAQ</a></main>",
        "faq/index.html": "<main><h1>FAQ</h1><a href=../>Hub</a></main>",
        "faq/sizes-faq/index.html": "<main><h1>FAQ about sizes</h1></main>",
    }
    assert found_by("hub-faq-contact", foreign(pages)) == []


def test_the_hub_links_to_a_contact_page_that_is_no_spoke() -> None:
    pages = {
        "index.html": f"<main>{HUB}</main>",
        "contact/index.html": "<main><h1>Contact</h1><a href=../>Hub</a></main>",
    }
    for given in ("", "contact/index.html"):
        (found,) = found_by("hub-faq-contact", foreign(pages, contact=given))
        assert found.remedy == 'write <a href="contact/index.html">Contact</a> in the text of index.html'
    (found,) = found_by("hub-faq-contact", foreign(pages, contact="https://shop.example/contact"))
    assert found.remedy == 'write <a href="https://shop.example/contact">Contact us</a> in the text of index.html'
    assert found_by("hub-faq-contact", foreign(pages, contact="mailto:help@shop.example")) == []


@pytest.mark.parametrize(
    ("contact", "pages"),
    [("", ["index.html", "faq.html"]), ("index.html", ["index.html", "faq.html"])],
)
def test_no_link_is_wanted_to_a_contact_that_is_no_page_of_its_own(contact: str, pages: list[str]) -> None:
    contents = {"index.html": f"<main>{HUB}</main>", "faq.html": "<main><h1>FAQ</h1></main>"}
    site = foreign(contents, contact=contact)
    assert sorted(finding.page for finding in found_by("hub-faq-contact", site)) == sorted(pages)


CALL, MAIL, CHAT, FORM, QUESTIONS, ANSWERS = (
    "<a href=tel:5550100>Call</a>",
    "<a href=mailto:help@shop.example>Mail</a>",
    "<a href=https://talk.example>Live chat</a>",
    "<a href=contact.html>Write</a>",
    "<a href=faq.html>Questions</a>",
    "<a href=index.html>Help</a>",
)


def with_footers(*footers: str, place: str = "footer") -> Site:
    pages = {f"{number}.html": f"<main></main><{place}>{footer}</{place}>" for number, footer in enumerate(footers)}
    hub = {"index.html": f"<main></main><{place}>{footers[0]}</{place}>"}
    return foreign(
        {**hub, **pages, "contact.html": "<main></main>", "faq.html": "<main></main>"}, contact="contact.html"
    )


@pytest.mark.parametrize(
    ("footers", "place", "message", "pages"),
    [
        (
            [CALL + CHAT, CALL + CHAT, CHAT + CALL, CHAT + CALL],
            "footer",
            "the footer that 2 pages have offers help in the order chat, then telephone; "
            "elsewhere it is telephone, then chat",
            ("2.html", "3.html"),
        ),
        (
            [CALL + FORM + ANSWERS, CALL + FORM + ANSWERS, ANSWERS + FORM],
            "header",
            "the header that this page has offers help in the order hub, then contact page; "
            "elsewhere it is contact page, then hub",
            (),
        ),
        # As many pages have the one as the other: the hub's is right.
        (
            [CALL + CHAT, CALL + CHAT, CHAT + CALL, CHAT + CALL, CHAT + CALL],
            "nav",
            "the sidebar that 3 pages have offers help in the order chat, then telephone; "
            "elsewhere it is telephone, then chat",
            ("2.html", "3.html", "4.html"),
        ),
    ],
)
def test_help_in_another_order_is_told_once_for_all_its_pages(
    footers: list[str], place: str, message: str, pages: tuple[str, ...]
) -> None:
    (found,) = found_by("inconsistent-help", with_footers(*footers, place=place))
    assert (found.message, found.pages) == (message, pages)
    right = message.partition("elsewhere it is ")[2]
    assert found.remedy == f"put them in the order {right}, as the {message.split()[1]} of index.html has them"


def test_pages_without_help_in_common_have_each_their_own_order() -> None:
    footers = [CALL + CHAT] * 4 + [FORM + MAIL] * 4 + [ANSWERS + QUESTIONS] * 3 + [QUESTIONS + ANSWERS]
    (found,) = found_by("inconsistent-help", with_footers(*footers))
    assert (found.page, found.message.partition("; ")[2]) == ("11.html", "elsewhere it is hub, then FAQ")


@pytest.mark.parametrize(
    "footers",
    [
        # Help that is left out changes no order.
        [CALL + CHAT + FORM, CALL + FORM, CHAT + FORM, CALL + CHAT],
        # Of a hub that is left out no FAQ further down takes the place, and of a contact page no mail address.
        [ANSWERS + FORM + QUESTIONS + MAIL, FORM + QUESTIONS + MAIL, ANSWERS + QUESTIONS + MAIL, ANSWERS + QUESTIONS],
        # Previous and next are no help that repeats itself.
        [FORM, FORM, FORM, FORM + ANSWERS, ANSWERS + FORM],
        [*[CALL + FORM] * 5, "<a href=contact.html>Next: Contact</a>" + CALL + FORM],
        # A list of contents leads to places within the page.
        [CALL + CHAT, CALL + CHAT, "<a href=#chat>Chat with us</a>" + CALL + CHAT],
        [CALL + "<p>" + CALL + CHAT, CALL + CHAT, CALL + CHAT + CALL],
    ],
)
def test_help_in_the_same_order_passes(footers: list[str]) -> None:
    assert found_by("inconsistent-help", with_footers(*footers)) == []


def test_the_chat_is_known_by_the_channels_of_the_contact_page() -> None:
    channels = [{"type": "chat", "name": "Ask us", "purpose": "x", "link": "https://talk.example/ask"}]
    meta = contact.Meta.model_validate({"channels": channels})
    ask = "<a href=https://talk.example/ask>Ask us</a>"
    site = with_footers(CALL + ask, CALL + ask, CALL + ask, ask + CALL)
    page = Page("contact.md", "contact.html", "contact.html", "Contact", "contact", meta)
    (found,) = found_by("inconsistent-help", replace(site, pages={page.path: page}))
    assert "the order chat, then telephone" in found.message


GOALS = {
    "policy.html": "<title>Returns policy</title>",
    "faq.html": "<title>Returns FAQ</title>",
    "same.html": "<title>Returns policy</title>",
    "old.html": "<meta http-equiv=refresh content='0; url=policy.html'>",
}


@pytest.mark.parametrize(
    ("links", "message", "remedy"),
    [
        (
            "<a href=policy.html>Returns</a> <a href=faq.html#money>RETURNS</a>",
            'two links "RETURNS" lead to different pages: "Returns policy" (policy.html), '
            'and this one to "Returns FAQ" (faq.html)',
            'write "Returns FAQ" as the text of this one',
        ),
        (
            "<a href=policy.html>Returns FAQ</a> <a href=faq.html>Returns FAQ</a>",
            'two links "Returns FAQ" lead to different pages: "Returns policy" (policy.html), '
            'and this one to "Returns FAQ" (faq.html)',
            'write "Returns policy" as the text of the other',
        ),
        (
            "<a href=mailto:a@shop.example?subject=x>Write</a> <a href=https://a.example/form>Write</a>",
            'two links "Write" lead to different pages: a@shop.example, and this one to https://a.example/form',
            'write "Write (a.example)" as the text of this one',
        ),
        (
            "<a href=tel:+1-802-555-0100>Call</a> <a href=tel:+1-802-555-0199>Call</a>",
            'two links "Call" lead to different pages: +18025550100, and this one to +18025550199',
            'write "+18025550199" as the text of this one',
        ),
        (
            "<a href=https://a.example/1>Map</a> <a href=https://a.example/2>Map</a>",
            'two links "Map" lead to different pages: https://a.example/1, and this one to https://a.example/2',
            "say in both texts what tells the one page from the other",
        ),
        (
            "<a href=faq.html>Returns</a></main><footer><a href=policy.html>Returns</a></footer>",
            'two links "Returns" lead to different pages: "Returns policy" (policy.html), '
            'and this one to "Returns FAQ" (faq.html)',
            'write "Returns FAQ" as the text of this one',
        ),
    ],
)
def test_two_links_with_one_text_name_both_pages(links: str, message: str, remedy: str) -> None:
    (found,) = found_by("ambiguous-link-text", foreign({**GOALS, "x.html": f"<main>{links}</main>"}))
    assert (found.page, found.message, found.remedy) == ("x.html", message, remedy)
    assert found.link is not None
    assert found.link.place == "body"


@pytest.mark.parametrize(
    "links",
    [
        "<a href=policy.html#costs>Returns</a> <a href=policy.html>Returns</a>",
        "<a href=./policy.html>Returns</a> <a href=/policy.html?from=x>Returns</a>",
        "<a href=old.html>Returns</a> <a href=policy.html>Returns</a>",
        "<a href=gone.html>Returns</a> <a href=policy.html>Returns</a>",
        "<a href=policy.html>12</a> <a href=faq.html>12</a>",
        "<a href=policy.html><img src=a.png></a> <a href=faq.html><img src=b.png></a>",
        "<h2 id=a>A<a class=headerlink href=#a>¶</a></h2><h2 id=b>B<a class=headerlink href=#b>¶</a></h2>",
        "<nav><a href=#returns>Returns</a></nav> <a href=policy.html>Returns</a>",
        "<nav class=breadcrumb><a href=faq.html>Returns</a></nav> <a href=policy.html>Returns</a>",
        "<a href=mailto:help@shop.example>Write</a> <a href='mailto:help@shop.example?subject=Return'>Write</a>",
        "<a href=https://dhl.example/terms#a>Terms</a> <a href=https://dhl.example/terms#b>Terms</a>",
        "<a href=tel:+18025550100>Call</a> <a href=tel:+1-802-555-0100>Call</a>",
        "<a href='tel:+1 (802) 555.0100'>Call</a> <a href=tel:+1%20802%205550100>Call</a>",
        # duplicate-title tells of these two.
        "<a href=same.html>Returns</a> <a href=policy.html>Returns</a>",
    ],
)
def test_links_that_lead_to_the_same_page_or_to_none_pass(links: str) -> None:
    assert found_by("ambiguous-link-text", foreign({**GOALS, "x.html": f"<main>{links}</main>"})) == []


EXCUSED = "data-hubgen-excuse='ambiguous-link-text: as the law says'"


@pytest.mark.parametrize(
    ("links", "hrefs"),
    [
        (f"<a href=policy.html>A</a> <a href=faq.html {EXCUSED}>A</a> <a href=x.html>A</a>", ["x.html"]),
        (f"<a href=policy.html>A</a> <a href=faq.html {EXCUSED}>A</a> <a href=policy.html>A</a>", []),
        ("<a href=policy.html>A</a> <a href=faq.html>A</a> <a href=x.html>A</a>", ["faq.html"]),
        (f"<a href=faq.html {EXCUSED}>A</a> <a href=faq.html>A</a></main><footer><a href=x.html>A</a>", ["faq.html"]),
    ],
)
def test_a_link_that_is_excused_hides_no_other(links: str, hrefs: list[str]) -> None:
    site = foreign({**GOALS, "x.html": f"<title>X</title><main>{links}</main>"})
    found = run(site, Choice(select=("ambiguous-link-text", "unused-excuse")))
    assert [finding.link.href for finding in found if finding.link] == hrefs


def test_two_links_of_the_chrome_are_told_once_for_all_pages() -> None:
    chrome = "<nav><a href=policy.html>Returns</a></nav><main></main><footer><a href=faq.html>returns</a></footer>"
    (found,) = found_by("ambiguous-link-text", foreign({**GOALS, "x.html": chrome, "y.html": chrome}))
    assert found.message == (
        '2 pages have two links "Returns" in header, footer or sidebar: '
        'one to "Returns policy" (policy.html), another to "Returns FAQ" (faq.html)'
    )
    assert (found.page, found.pages) == ("", ("x.html", "y.html"))
    assert found.remedy == 'write "Returns FAQ" as the text of the second one'


@pytest.mark.parametrize(
    ("lang", "text", "vague"),
    [
        ("en", "here", True),
        ("en", "Click here!", True),
        ("en-GB", "Read more …", True),
        ("", "→ Details", True),
        ("xx", "[this page]", True),
        ("de", "Mehr erfahren »", True),
        ("fr", "En savoir plus", True),
        ("fr", "plus d’informations", True),  # noqa: RUF001
        ("es", "aquí", True),
        ("nl", "Lees meer", True),
        ("it", "Scopri di più", True),
        ("en", "here is how", False),
        ("en", "More about fees", False),
        ("en", "hier", False),
        ("de", "here", False),
    ],
)
def test_vague_texts_are_known_in_six_languages(lang: str, text: str, vague: bool) -> None:
    page = f"<html lang='{lang}'><main><a href=policy.html>{text}</a></main><footer><a href=faq.html>more</a></footer>"
    found = found_by("vague-link-text", foreign({**GOALS, "x.html": page}))
    assert bool(found) is vague
    for finding in found:
        assert finding.message == f'the link text "{text}" does not say where it leads'
        assert finding.remedy == 'write what is behind the link instead, as in "Returns policy"'


@pytest.mark.parametrize(
    ("href", "better"),
    [
        ("mailto:help@shop.example?subject=x", "help@shop.example"),
        ("https://a.example", "how to pack a parcel"),
        ("more.html", "how to pack a parcel"),
    ],
)
def test_a_better_text_is_offered_where_one_is_known(href: str, better: str) -> None:
    pages = {"x.html": f"<main><a href='{href}'>here</a></main>", "more.html": "<h1>More</h1>"}
    (found,) = found_by("vague-link-text", foreign(pages))
    assert found.remedy.endswith(f'as in "{better}"')


@pytest.mark.parametrize("check", ["hub-faq-contact", "inconsistent-help", "ambiguous-link-text", "vague-link-text"])
def test_an_empty_site_passes(check: str) -> None:
    assert list(parts("hubgen.checks")[check].check(Site(hub="index.html"))) == []


def test_a_spoke_that_was_not_read_has_no_links_to_miss() -> None:
    site = foreign({"index.html": "<a href=a.html>A</a>", "a.html": "<p>"}, "a.html")
    assert [finding.page for finding in found_by("no-way-back", site)] == ["a.html"]
    unread = replace(site, documents={**site.documents, "a.html": Document("a.html", unread="is 6 MB large")})
    assert found_by("no-way-back", unread) == []

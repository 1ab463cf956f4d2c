"""What the templates show of a site."""

from hubgen.view import view
from tests.test_content import site_of

PAGES: dict[str, str | bytes] = {
    "index.md": """\
---
kind: hub
tasks: [{label: Send it back, page: "returns.md#how"}]
leave_out: [b.md]
---
""",
    "returns.md": "---\nspoke: Policies\ndescription: Send it back.\nrelated: [faq.md]\n---\n# Returns\n",
    "b.md": "---\nspoke: Policies\n---\n# B\n",
    "faq.md": "---\nkind: faq\nspoke: Questions\n---\n# Questions\n",
    "g/one.md": "---\norder: 2\n---\n# One\n",
    "g/two.md": "# Two\n",
}
SITE = site_of(PAGES)


def titles(entries: object) -> list[str]:
    return [entry.title for entry in entries]  # type: ignore[attr-defined]


def test_every_page_shows_hub_contact_faq_and_all_spokes() -> None:
    shown = view(SITE)
    assert shown.hub
    assert (shown.hub.title, shown.hub.url) == ("Customer Service", ".")
    assert shown.contact
    assert shown.contact.url == "contact/"
    assert shown.faq
    assert shown.faq.url == "faq/"
    assert {group.name: titles(group.spokes) for group in shown.groups} == {
        "Policies": ["B", "Returns"],
        "Talk to us": ["Contact us"],
        "Questions": ["Questions"],
        "G": ["G"],
    }
    assert [channel.name for channel in shown.channels] == ["Call us"]


def test_the_hub_shows_cards_without_those_it_places_by_hand() -> None:
    shown = view(SITE, "index.html")
    assert titles(shown.cards[0].spokes) == ["Returns"]
    assert [(task.title, task.url) for task in shown.tasks] == [("Send it back", "returns/#how")]
    assert (shown.breadcrumb, shown.related) == ((), ())


def test_pages_outside_the_content_offer_the_most_wanted_pages() -> None:
    assert [(task.title, task.url) for task in view(SITE).tasks] == [("Send it back", "returns/#how")]
    assert view(SITE, "returns/index.html").tasks == ()


def test_where_the_hub_names_no_tasks_they_offer_the_first_spokes() -> None:
    site = site_of({**PAGES, "index.md": "---\nkind: hub\n---\n", "c.md": "---\nspoke: Policies\n---\n# C\n"})
    assert titles(view(site).tasks) == ["B", "C", "Returns", "Contact us"]
    assert view(site, "index.html").tasks == ()


def test_a_hub_by_hand_has_no_cards() -> None:
    site = site_of({**PAGES, "index.md": "---\nkind: hub\ncards: by-hand\n---\n"})
    assert view(site, "index.html").cards == ()


def test_a_spoke_shows_its_articles_in_order() -> None:
    shown = view(SITE, "g/index.html")
    assert titles(shown.articles) == ["Two", "One"]
    assert titles(shown.breadcrumb) == ["Customer Service"]


def test_an_article_shows_its_spoke_and_its_neighbours() -> None:
    shown = view(SITE, "g/one/index.html")
    assert titles(shown.breadcrumb) == ["Customer Service", "G"]
    assert (shown.section and shown.section.title, titles(shown.siblings)) == ("G", ["Two", "One"])
    assert titles(shown.related) == ["Two"]


def test_related_pages_are_those_named_or_else_the_neighbours() -> None:
    assert titles(view(SITE, "returns/index.html").related) == ["Questions"]
    assert titles(view(SITE, "b/index.html").related) == ["Returns"]


def test_a_site_without_contact_page_shows_the_address_of_the_options() -> None:
    site = site_of({**PAGES, "contact.md": "# About us\n"}, contact="mailto:help@example.com")
    shown = view(site)
    assert shown.contact
    assert (shown.contact.title, shown.contact.url) == ("Contact us", "mailto:help@example.com")


def test_a_page_shows_the_faq_of_its_group() -> None:
    site = site_of({**PAGES, "a-faq.md": "---\nkind: faq\nspoke: Policies\n---\n# Policies FAQ\n"})
    pages = ("returns/index.html", "g/one/index.html", "faq/index.html")
    faqs = [faq.title for path in pages if (faq := view(site, path).faq)]
    assert faqs == ["Policies FAQ", "Policies FAQ", "Questions"]

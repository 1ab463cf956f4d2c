"""Help that stands in another order on some pages than on the others (WCAG 2.2, 3.2.6).

Who has found "Call us" left of "Chat" on one page looks there again on the next; for people who find it hard to learn
a page anew, an order that changes hides the help. What counts as help: telephone, chat, mail, the contact page, the
hub and the FAQ, each where its first link stands. Header, footer and sidebars are judged each for itself; a link that
fewer than three pages have in one of them, as previous and next are, is no help that repeats itself.

Bad:
    --hub index.html --contact contact.html
    index.html:
        <main></main><footer><a href="tel:5550100">Call</a> <a href="contact.html">Contact</a></footer>
    contact.html:
        <main></main><footer><a href="tel:5550100">Call</a> <a href="contact.html">Contact</a></footer>
    returns.html:
        <main></main><footer><a href="contact.html">Contact</a> <a href="tel:5550100">Call</a></footer>

Good:
    --hub index.html --contact contact.html
    index.html:
        <main></main><footer><a href="tel:5550100">Call</a> <a href="contact.html">Contact</a></footer>
    contact.html:
        <main></main><footer><a href="tel:5550100">Call</a> <a href="contact.html">Contact</a></footer>
    returns.html:
        <main></main><footer><a href="index.html">Help</a> <a href="contact.html">Contact</a></footer>
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from hubgen.extent import PAGES_HAVE
from hubgen.links import faq_pages, leads_to_person, named, reached
from hubgen.model import Address, Finding, Link, Place, Site
from hubgen.urls import resolve

topic: Final = "accessibility"
severity: Final = "warning"

PHONE, CHAT, MAIL, CONTACT, HUB, FAQ = "telephone", "chat", "mail", "contact page", "hub", "FAQ"
# What to call the places that are judged, and the templates of ours that make them.
PLACES: Final[Mapping[Place, tuple[str, str]]] = {
    "header": ("header", "partials/header.html"),
    "nav": ("sidebar", "partials/nav.html"),
    "footer": ("footer", "partials/footer.html"),
}
# A link that fewer pages have in a place is none of the place's own.
FEWEST: Final = 3

# The sorts of help that a place of a page offers, by the first link to each.
Order = tuple[str, ...]
# A link to help: its sort, its address and its text.
Offer = tuple[str, str, str]


def check(site: Site) -> Iterator[Finding]:
    """One finding for each wrong order in a place, with the pages that have it."""
    for place, offers in _offers(site).items():
        pages = _by_order(offers)
        hubs = next((order for order, paths in pages.items() if site.hub in paths), ())
        right: list[Order] = []
        for order in sorted(pages, key=lambda each: (-len(pages[each]), each != hubs, each)):
            other = next((each for each in right if _common(order, each) != _common(each, order)), None)
            if other is None:
                right.append(order)
                continue
            name, template = PLACES[place]
            model = site.hub if site.hub in pages[other] else pages[other][0]
            yield Finding(
                "",
                f"the {name} that {PAGES_HAVE} offers help in the order {_said(_common(order, other))}; "
                f"elsewhere it is {_said(_common(other, order))}",
                f"put them in the order {_said(_common(other, order))}, as the {name} of {named(model, site)} has them",
                pages=tuple(pages[order]),
                template=template,
            )


def _offers(site: Site) -> Mapping[Place, Mapping[str, Sequence[Offer]]]:
    """For each place, what every page offers there, in order."""
    by_address, by_text = _Known(_by_address(site)), _Known(_by_text(site))
    found: dict[Place, defaultdict[str, list[Offer]]] = {place: defaultdict(list) for place in PLACES}
    for path, document in sorted(site.documents.items()):
        for link in document.links:
            if (place := link.place) in found:
                address = link.target.path
                sort = by_text[link.text] or by_address[address]
                if sort and not ("#" in link.href and reached(link.target, site) == path):
                    found[place][path].append((sort, address, link.text))
    return found


class _Known(dict[str, str]):
    """What a function says of a text, asked once: 6,000 addresses and texts come 130,000 times.

    A cache of functools takes twice as long.
    """

    def __init__(self, sort_of: Callable[[str], str]) -> None:
        self._sort_of = sort_of

    def __missing__(self, text: str) -> str:
        self[text] = self._sort_of(text)
        return self[text]


def _by_address(site: Site) -> Callable[[str], str]:
    """Tells the sort of help that is at an address, or ""."""
    faqs = faq_pages(site)
    contact = site.pages.get(site.contact)
    channels = getattr(contact.meta, "channels", ()) if contact else ()
    chats = {resolve(channel.link, "").path for channel in channels if channel.type == "chat" and channel.link}

    def sort_of(path: str) -> str:
        target = Address("outside" if _SCHEME.match(path) else "site", path)
        if path.startswith("tel:"):
            return PHONE
        if path in chats or _CHAT.search(path):
            return CHAT
        if path.startswith("mailto:"):
            return MAIL
        if leads_to_person(Link("", target, "", "nav", "a", "href", 0), site):
            return CONTACT
        file = reached(target, site)
        return HUB if file and file == site.hub else FAQ if file in faqs else ""

    return sort_of


def _by_text(site: Site) -> Callable[[str], str]:
    """Tells the sort of help that a link's text names, or ""."""

    def sort_of(text: str) -> str:
        if _CHAT.search(text):
            return CHAT
        return CONTACT if not site.contact and "contact" in text.lower() else ""

    return sort_of


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_CHAT = re.compile(r"\bchat\b", re.IGNORECASE)


def _by_order(offers: Mapping[str, Sequence[Offer]]) -> Mapping[Order, Sequence[str]]:
    """The pages by the order in which they offer what repeats itself."""
    times = Counter(offer for offered in offers.values() for offer in set(offered))
    pages: defaultdict[Order, list[str]] = defaultdict(list)
    for path, offered in offers.items():
        pages[tuple(dict.fromkeys(offer[0] for offer in offered if times[offer] >= FEWEST))].append(path)
    return pages


def _common(order: Order, other: Order) -> Order:
    return tuple(sort for sort in order if sort in other)


def _said(order: Order) -> str:
    return ", then ".join(order)

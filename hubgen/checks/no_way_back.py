"""A spoke whose text lacks a link to the hub, or to a way to reach a person.

Many customers arrive from a search engine, on a page that does not quite answer them. Without a way up to the hub or
on to a person in front of their eyes they leave, or call the wrong number. Chrome does not count; mail and telephone
links do. The contact page itself needs only the hub.

Bad:
    --hub index.html --spoke returns.html --contact contact.html
    index.html:
        <main><a href="returns.html">Returns</a> <a href="contact.html">Contact</a></main>
    contact.html:
        <main><a href="index.html">Customer Service</a></main>
    returns.html:
        <main><h1>Returns</h1><a href="index.html">Customer Service</a></main>

Good:
    --hub index.html --spoke returns.html --contact contact.html
    index.html:
        <main><a href="returns.html">Returns</a> <a href="contact.html">Contact</a></main>
    contact.html:
        <main><a href="index.html">Customer Service</a></main>
    returns.html:
        <main><a href="index.html">Customer Service</a> <a href="contact.html">Contact us</a></main>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import body_links, file_of, leads_to_person, named, pages_led_to
from hubgen.model import Document, Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each spoke; it names what is missing."""
    ours = "; hubgen's own templates do so at the end of every spoke"
    for spoke in site.spokes:
        document = site.documents.get(spoke.path)
        if document is None or document.unread or spoke.path == site.hub:
            continue
        missing = list(_missing(document, site))
        if missing:
            ways = " and ".join(text for text, _ in missing)
            targets = " and ".join(remedy for _, remedy in missing)
            yield Finding(
                spoke.path,
                f"the text of this spoke, {named(spoke.path, site)}, has no link to {ways}",
                f"link to {targets} in the text of {file_of(spoke.path, site)}{ours if site.pages else ''}",
            )


def _missing(document: Document, site: Site) -> Iterator[tuple[str, str]]:
    """What a spoke's text does not link to, in words, and what to link to."""
    if site.hub not in pages_led_to(body_links(document), site):
        yield f"the hub, {named(site.hub, site)}", file_of(site.hub, site)
    if _is_contact(document, site) or any(leads_to_person(link, site) for link in body_links(document)):
        return
    if site.contact in site.documents:
        yield f"a way to reach a person, {named(site.contact, site)}", file_of(site.contact, site)
    else:
        yield "a way to reach a person", site.contact or "the contact page"


def _is_contact(document: Document, site: Site) -> bool:
    if site.contact:
        return document.path == site.contact
    return "contact" in document.path.lower() or "contact" in document.heading.lower()

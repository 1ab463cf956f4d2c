"""Hub, FAQ and contact page that do not link to each other in their texts.

Customers enter a help center by any of these three, and often by the wrong one: who finds no answer in the FAQ wants
a person, and who is about to call may be spared the call by the FAQ. Chrome does not count. Of several FAQ pages each
leads to the hub and to the contact page, the hub to each, and the contact page to one of them at least. Links that
other checks demand are left to them: between the hub and its spokes, and to some person from every spoke.

Bad:
    --hub index.html --spoke faq.html --contact contact.html
    index.html:
        <main><a href="faq.html">FAQ</a> <a href="contact.html">Contact</a></main>
    faq.html:
        <main><h1>FAQ</h1><a href="index.html">Customer Service</a> <a href="contact.html">Contact</a></main>
    contact.html:
        <main><h1>Contact</h1><a href="index.html">Customer Service</a></main>
        <footer><a href="faq.html">FAQ</a></footer>

Bad:
    --hub index.html --spoke faq.html --contact contact.html
    index.html:
        <main><a href="faq.html">FAQ</a></main>
    faq.html:
        <main><h1>FAQ</h1><a href="index.html">Customer Service</a> <a href="contact.html">Contact</a></main>
    contact.html:
        <main><h1>Contact</h1><a href="index.html">Customer Service</a> <a href="faq.html">FAQ</a></main>

Good:
    --hub index.html --spoke faq.html --contact contact.html
    index.html:
        <main><a href="faq.html">FAQ</a> <a href="contact.html">Contact</a></main>
    faq.html:
        <main><h1>FAQ</h1><a href="index.html">Customer Service</a> <a href="contact.html">Contact</a></main>
    contact.html:
        <main><h1>Contact</h1><a href="index.html">Customer Service</a> <a href="faq.html">FAQ</a></main>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import body_links, contact_page, faq_pages, file_of, leads_to, leads_to_person, link_to, named
from hubgen.model import Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each link that is missing."""
    for page, targets in _wanted(site):
        if page not in site.documents or any(_links(page, target, site) for target in targets):
            continue
        target = targets[0]
        if not _told_elsewhere(page, target, site):
            what = named(target, site) if len(targets) == 1 else "any of the FAQ pages"
            yield Finding(
                page,
                f"the text of {named(page, site)} does not link to {what}; "
                "hub, FAQ and contact page are to link to each other",
                f"write {link_to(target, page, site)} in the text of {file_of(page, site)}",
            )


def _wanted(site: Site) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each page with the pages of which it has to link to one."""
    faqs, contact = faq_pages(site), contact_page(site)
    for faq in faqs:
        yield site.hub, (faq,)
        yield faq, (site.hub,)
    if not contact.startswith(("mailto:", "tel:")) and contact not in ("", site.hub):
        yield site.hub, (contact,)
        yield contact, (site.hub,)
        for faq in faqs:
            yield faq, (contact,)
        if faqs:
            yield contact, faqs


def _links(page: str, target: str, site: Site) -> bool:
    return page == target or any(leads_to(target, link, site) for link in body_links(site.documents[page]))


def _told_elsewhere(page: str, target: str, site: Site) -> bool:
    """Whether spoke-not-on-hub or no-way-back tells of a missing link."""
    spokes = {spoke.path for spoke in site.spokes}
    if page == site.hub:
        return site.declared and target in spokes
    if target == site.hub:
        return page in spokes
    persons = (leads_to_person(link, site) for link in body_links(site.documents[page]))
    return page in spokes and target == contact_page(site) and not any(persons)

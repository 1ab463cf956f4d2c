"""A link to a place on a page that the page does not have.

The customer lands at the top of a long page and has to look for the answer that the link promised.

Bad:
    index.html:
        <a href="returns.html#fees">What returns cost</a>
    returns.html:
        <h1 id="returns">Returns</h1> <h2 id="costs">Costs</h2>

Good:
    index.html:
        <a href="returns.html#costs">What returns cost</a> <a href="#top">To the top</a>
    returns.html:
        <h1 id="returns">Returns</h1> <h2 id="costs">Costs</h2>
"""

from collections.abc import Iterator, Mapping
from typing import Final

from hubgen.links import address_of, defines_fragment, heading_owners, named, reached
from hubgen.model import Document, Finding, Link, Site
from hubgen.registry import nearest
from hubgen.urls import fragment_of

topic: Final = "links"
severity: Final = "error"

# Pages that are named where the heading is on several.
MOST_NAMED = 3


def check(site: Site) -> Iterator[Finding]:
    """One finding for each link; a page that was not read, being too large, defines everything."""
    owners = heading_owners(site)
    for path, document in sorted(site.documents.items()):
        for link in document.links:
            if link.target.fragment and (link.tag in ("a", "area", "iframe") or link.rel == "refresh"):
                page = site.documents.get(reached(link.target, site) or "")
                if page is not None and not _defines(page, link):
                    remedy, in_html = (_remedy(link, path, page, owners, site, html=html) for html in (False, True))
                    yield Finding(path, _message(link, page, site), remedy, link=link, in_html=in_html)


def _defines(page: Document, link: Link) -> bool:
    return bool(page.unread) or defines_fragment(page, fragment_of(link.href))


def _message(link: Link, page: Document, site: Site) -> str:
    return f'the page {named(page.path, site)} has no place "#{link.target.fragment[:120]}"'


def _remedy(link: Link, path: str, page: Document, owners: Mapping[str, list[str]], site: Site, *, html: bool) -> str:
    fragment = link.target.fragment
    lower = {name.lower(): name for name in sorted(page.defines)}
    close = lower.get(fragment.lower()) or lower.get(nearest(fragment.lower(), lower))
    if close:
        return f"did you mean #{close}?"
    elsewhere = owners.get(fragment, [])
    if elsewhere:
        named_there = [address_of(each, f"#{fragment}", link, path, site, html=html) for each in elsewhere[:MOST_NAMED]]
        return f"did you mean {' or '.join(named_there)}?"
    return "link to one of the page's headings, or leave out the # and what follows"

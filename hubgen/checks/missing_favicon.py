"""Pages without a favicon, the small picture in a browser's tab.

Among twenty open tabs it is what customers find their help page by, and a browser that is told of none asks the host
for one in vain. Off unless it is selected or given a severity in mkdocs.yml; Material brings one.

Bad:
    index.html:
        <head><title>Customer Service</title></head>

Good:
    index.html:
        <head><title>Customer Service</title><link rel="icon" href="shop.svg"></head>
    shop.svg:
        <svg xmlns="http://www.w3.org/2000/svg"/>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.extent import PAGES_HAVE
from hubgen.links import is_aside
from hubgen.model import Document, Finding, Site

topic: Final = "links"
severity: Final = "off"


def check(site: Site) -> Iterator[Finding]:
    """One finding for all pages."""
    lacking = tuple(
        path
        for path, document in sorted(site.documents.items())
        if not _has_icon(document) and not is_aside(document) and not document.unread
    )
    if lacking:
        message = f"the head that {PAGES_HAVE} names no favicon"
        yield Finding("", message, 'add <link rel="icon" href="...">; `theme: favicon:` in mkdocs.yml', pages=lacking)


def _has_icon(document: Document) -> bool:
    return any("icon" in link.rel.split() for link in document.links)

"""A link to another site's page that has moved for good.

It still works, because the other site sends customers on. One day it will not any more, and until then each of them
waits for two pages instead of one. Other sites are visited only with `hubgen check --external`.

Bad:
    --visit "301 http://example.com/prices https://example.com/en/prices"
    index.html:
        <a href="http://example.com/prices">What the carrier charges</a>

Good:
    --visit "200 https://example.com/en/prices"
    index.html:
        <a href="https://example.com/en/prices">What the carrier charges</a>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.frontmatter import shown
from hubgen.model import Finding, Site

topic: Final = "links"
severity: Final = "info"
needs_visits: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each use of an address; a place on the page is taken along."""
    visits = site.visits or {}
    for path, document in sorted(site.documents.items()) if visits else ():
        for link in document.links:
            address, sign, fragment = link.target.path.partition("#")
            visit = visits.get(address)
            if link.target.where == "outside" and visit and visit.moved_to:
                new = visit.moved_to if "#" in visit.moved_to else visit.moved_to + sign + fragment
                yield Finding(path, f"{shown(link.href)} has moved for good", f"write {new}", link=link)

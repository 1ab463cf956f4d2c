"""A link to another site that is dead, seen by visiting it.

Customers who follow it meet an error page, or nothing at all, and cannot tell that it is no fault of theirs. Other
sites are visited only with `hubgen check --external`. An address that answers people but no robots is left out under
`external:` in mkdocs.yml, as in `exclude: ["^https://intranet[.]example/"]`.

Bad:
    --visit "404 https://example.com/gone"
    index.html:
        <a href="https://example.com/gone#fees">What the carrier charges</a>

Bad:
    --visit "410 https://example.com/map.png"
    index.html:
        <img src="https://example.com/map.png" alt="The way to our store">

Good:
    --visit "200 https://example.com/prices"
    index.html:
        <a href="https://example.com/prices#fees">What the carrier charges</a>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.frontmatter import shown
from hubgen.model import Finding, Site

topic: Final = "links"
severity: Final = "error"
needs_visits: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each use of an address; that of a form may answer only to what is sent."""
    visits = site.visits or {}
    excuse = 'excuse it: data-hubgen-excuse="broken-external-link: WHY"'
    right = "exclude it under `external:` in mkdocs.yml" if site.pages else excuse
    for path, document in sorted(site.documents.items()) if visits else ():
        for link in document.links:
            visit = visits.get(link.target.path.partition("#")[0])
            if link.target.where == "outside" and link.tag != "form" and visit and visit.problem:
                remedy = f"correct the address, or take the link out; when it is right, {right}"
                yield Finding(path, f"{shown(link.href)} {visit.problem}", remedy, link=link)

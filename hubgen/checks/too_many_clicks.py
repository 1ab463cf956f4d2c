"""A page that is too many clicks away from the hub, or that only chrome leads to.

Each click loses customers. A spoke is to be one click from the hub, and every other page two, by links in the text;
`clicks:` in mkdocs.yml sets other limits. A page that only a sidebar or a footer leads to is an orphan in all but
name: nobody who reads comes past it.

Bad:
    --hub index.html --spoke guides.html
    index.html:
        <main><a href="guides.html">Guides</a></main>
    guides.html:
        <main><a href="tents.html">Tents</a></main>
    tents.html:
        <main><a href="poles.html">Poles</a></main>
    poles.html:
        <main><h1>Poles</h1></main>

Bad:
    --hub index.html --spoke guides.html
    index.html:
        <main><h1>Customer Service</h1></main>
        <footer><a href="guides.html">Guides</a></footer>
    guides.html:
        <main><h1>Guides</h1></main>

Good:
    --hub index.html --spoke guides.html
    index.html:
        <main><a href="guides.html">Guides</a></main>
    guides.html:
        <main><a href="tents.html">Tents</a> <a href="poles.html">Poles</a></main>
    tents.html:
        <main><a href="poles.html">Poles</a></main>
    poles.html:
        <main><h1>Poles</h1></main>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import file_of, is_aside, named, reachable, ways
from hubgen.model import Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page; pages that nothing leads to are another check's business."""
    way_to, found = ways(site), reachable(site)
    spokes = {spoke.path for spoke in site.spokes}
    for path, document in sorted(site.documents.items()):
        if path not in found or is_aside(document):
            continue
        limit = site.clicks.spokes if path in spokes else site.clicks.articles
        way = way_to.get(path, ())
        if not way or len(way) - 1 > limit:
            yield Finding(path, _message(path, way, limit, site), _remedy(path, way, limit, site))


def _message(path: str, way: tuple[str, ...], limit: int, site: Site) -> str:
    if not way:
        return f"no link in any text leads to this page, {named(path, site)}: only header, footer or sidebars do"
    steps = " > ".join(file_of(step, site) for step in way)
    return f"this page, {named(path, site)}, is {len(way) - 1} clicks from the hub, {limit} at most: {steps}"


def _remedy(path: str, way: tuple[str, ...], limit: int, site: Site) -> str:
    """The page that is to link to it: on the way, the last one that is near enough to the hub."""
    near = way[limit - 1] if way and limit > 0 else site.hub
    return f"link to {file_of(path, site)} in the text of {file_of(near, site)}"

"""A spoke that the hub's text does not link to.

The hub is the catch-all: customers who do not know where to look start there and expect everything that matters to be
one click away. A link in the header, the footer or a sidebar does not count, since few read those first.

Bad:
    --hub index.html --spoke returns.html --spoke warranty.html
    index.html:
        <main><h1>Customer Service</h1><a href="returns.html">Returns</a></main>
        <footer><a href="warranty.html">Warranty</a></footer>
    returns.html:
        <main><h1>Returns</h1></main>
    warranty.html:
        <main><h1>Warranty</h1></main>

Good:
    --hub index.html --spoke returns.html --spoke warranty.html
    index.html:
        <main><h1>Customer Service</h1><a href="returns.html">Returns</a> <a href="warranty.html">Warranty</a></main>
    returns.html:
        <main><h1>Returns</h1></main>
    warranty.html:
        <main><h1>Warranty</h1></main>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import body_links, file_of, named, pages_led_to
from hubgen.model import Document, Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True
needs_spokes: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each spoke; spokes that were read off the hub's own links are not judged."""
    if not site.declared:
        return
    hub = site.documents.get(site.hub, Document(site.hub))
    linked = {site.hub, *pages_led_to(body_links(hub), site)}
    for spoke in site.spokes:
        if spoke.path not in site.documents:
            message = f'the spoke "{spoke.title}" was not built, so the hub cannot lead to it'
            yield Finding(spoke.path, message, f"put {file_of(spoke.path, site)} back and build the site again")
        elif spoke.path not in linked:
            message = f"the hub {named(site.hub, site)} does not link to this spoke, {named(spoke.path, site)}"
            yield Finding(spoke.path, message, _remedy(spoke.path, site))


def _remedy(path: str, site: Site) -> str:
    return (
        f"link to {file_of(path, site)} in the text of {file_of(site.hub, site)}, "
        "or let the hub show its card (`cards:` and `leave_out:` in the hub's front matter)"
    )

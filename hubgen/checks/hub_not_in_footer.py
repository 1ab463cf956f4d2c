"""Pages whose footer does not link to the hub.

The footer is one of the two places where shoppers look for customer service; a page without that link is a dead end
for whoever has scrolled to its foot.

Bad:
    --hub index.html
    index.html:
        <main><a href="returns.html">Returns</a></main>
        <footer><a href="index.html">Customer Service</a></footer>
    returns.html:
        <main><a href="index.html">Customer Service</a></main>
        <footer><a href="returns.html">Returns</a></footer>

Good:
    --hub index.html
    index.html:
        <main><a href="returns.html">Returns</a></main>
        <footer><a href="index.html">Customer Service</a></footer>
    returns.html:
        <main><h1>Returns</h1></main>
        <footer><a href="index.html">Customer Service</a></footer>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import chrome_links, named
from hubgen.model import Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for the site, with the pages that lack the link."""
    lacking = tuple(page for page, linked in chrome_links("footer", site).items() if site.hub not in linked)
    if lacking:
        what = "this page has" if len(lacking) == 1 else f"{len(lacking)} pages have"
        yield Finding(
            lacking[0] if len(lacking) == 1 else "",
            f"the footer that {what} does not link to the hub, {named(site.hub, site)}",
            "add the link to the footer; hubgen's own footer has it, "
            "so look for a template of yours that replaces partials/footer.html",
            pages=lacking if len(lacking) > 1 else (),
        )

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

from hubgen.checks import without_hub
from hubgen.model import Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for the site, with the pages that lack the link."""
    return without_hub("footer", site)

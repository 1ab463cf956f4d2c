"""Pages whose header does not link to the hub.

The short row of links at the top is the other place where shoppers look for customer service; in studies they found it
there on every site. A breadcrumb is no replacement, since it is read by those who know where they are.

Bad:
    --hub help/index.html
    help/index.html:
        <header><a href="../index.html">Shop</a></header>
        <main><h1>Customer Service</h1></main>

Good:
    --hub help/index.html
    help/index.html:
        <header><a href="../index.html">Shop</a> <a href="index.html">Customer Service</a></header>
        <main><h1>Customer Service</h1></main>
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
    return without_hub("header", site)

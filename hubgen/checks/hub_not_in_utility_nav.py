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

from hubgen.links import chrome_links, named
from hubgen.model import Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for the site, with the pages that lack the link."""
    lacking = tuple(page for page, linked in chrome_links("header", site).items() if site.hub not in linked)
    if lacking:
        what = "this page has" if len(lacking) == 1 else f"{len(lacking)} pages have"
        yield Finding(
            lacking[0] if len(lacking) == 1 else "",
            f"the header that {what} does not link to the hub, {named(site.hub, site)}",
            "add the link to the header; hubgen's own header has it, "
            "so look for a template of yours that replaces partials/header.html",
            pages=lacking if len(lacking) > 1 else (),
        )

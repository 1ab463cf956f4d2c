"""A spoke that the footer of some pages does not link to.

Customers look for returns, shipping and contact at the foot of whatever page they are on; a footer that offers less
on one page than on another sends them away.

Bad:
    --hub index.html --spoke returns.html
    index.html:
        <main><a href="returns.html">Returns</a></main>
        <footer><a href="index.html">Customer Service</a></footer>
    returns.html:
        <main><h1>Returns</h1></main>
        <footer><a href="returns.html">Returns</a></footer>

Good:
    --hub index.html --spoke returns.html
    index.html:
        <main><h1>Customer Service</h1></main>
        <footer><a href="returns.html">Returns</a></footer>
    returns.html:
        <main><h1>Returns</h1></main>
        <footer><a href="returns.html">Returns</a></footer>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import chrome_links, named
from hubgen.model import Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each spoke, with the pages whose footer lacks it."""
    footers = chrome_links("footer", site)
    ours = "; hubgen's own footer has it, so look for a template of yours that replaces partials/footer.html"
    for spoke in site.spokes:
        lacking = tuple(page for page, linked in footers.items() if spoke.path not in linked)
        if lacking and spoke.path in site.documents:
            having = len(footers) - len(lacking)
            where = f"only {having} of {len(footers)} pages" if having else "no page"
            message = f"the footer of {where} links to this spoke, {named(spoke.path, site)}"
            yield Finding(
                spoke.path,
                message,
                f"add the link to the footer of every page{ours if site.pages else ''}",
                target=spoke.path,
                pages=lacking,
                template="partials/footer.html",
            )

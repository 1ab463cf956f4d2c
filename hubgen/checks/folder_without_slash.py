"""A link to a folder that leaves out the slash at its end.

The host answers with a redirect, which costs a customer on a slow line a moment, and some hosts answer with an error
instead. Off unless it is selected or given a severity in mkdocs.yml, since most hosts redirect well.

Bad:
    index.html:
        <a href="returns">Returns</a>
    returns/index.html:
        <h1>Returns</h1>

Good:
    index.html:
        <a href="returns/">Returns</a>
    returns/index.html:
        <h1>Returns</h1>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import reached
from hubgen.model import Finding, Site

topic: Final = "links"
severity: Final = "off"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each link."""
    for path, document in sorted(site.documents.items()):
        for link in document.links:
            target = link.target
            if (
                target.path
                and not target.path.endswith("/")
                and (reached(target, site) or "").startswith(f"{target.path}/")
            ):
                address, sign, rest = link.href.partition("?" if "?" in link.href.partition("#")[0] else "#")
                remedy = f"write {address}/{sign}{rest}"
                yield Finding(path, f'"{link.href}" leads to a folder and has no slash at its end', remedy, link=link)

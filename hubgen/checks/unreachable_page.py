"""A page that no link leads to, however many clicks one takes from the hub.

Customers cannot find what nothing leads to, however good its answer is. All links count here, those of header, footer
and sidebars included; the 404 page, the search page and pages that only send on to another are left out.

Bad:
    --hub index.html
    index.html:
        <main><h1>Customer Service</h1></main>
    recall.html:
        <main><h1>Recall of stoves</h1><a href="index.html">Customer Service</a></main>

Good:
    --hub index.html
    index.html:
        <main><h1>Customer Service</h1><a href="recall.html">Recall of stoves</a></main>
    recall.html:
        <main><h1>Recall of stoves</h1></main>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import file_of, inbound, is_aside, named, reachable
from hubgen.model import Finding, Site

topic: Final = "hub"
severity: Final = "error"
needs_hub: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page."""
    found = reachable(site)
    linking = inbound(site)
    for path, document in sorted(site.documents.items()):
        if path not in found and not is_aside(document):
            only = linking.get(path, ())
            but = f"; only {named(only[0], site)} does, and nothing leads there either" if only else ""
            yield Finding(
                path,
                f"nothing that can be reached from the hub links to this page, {named(path, site)}{but}",
                f"link to {file_of(path, site)} from the page it belongs below, or take it out of the site",
            )

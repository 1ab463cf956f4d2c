"""The hub is called "Help", or has different names in header, footer, title and heading.

"Help" makes shoppers expect help with using the website; in studies they looked for "Customer Service". And a link
that is called one thing and leads to a page called another makes them doubt that they have arrived.

Bad:
    --hub index.html
    index.html:
        <title>Help - Shop</title>
        <main><h1>Help</h1></main>

Bad:
    --hub index.html
    index.html:
        <title>Customer Service - Shop</title>
        <header><a href="index.html">Support desk</a></header>
        <main><h1>Customer Service</h1></main>

Good:
    --hub index.html
    index.html:
        <title>Customer Service - Shop</title>
        <header><a href="index.html"><img alt="Shop"></a> <a href="index.html">Customer Service</a></header>
        <main><h1>Customer Service</h1></main>
        <footer><a href="index.html">Customer Service</a></footer>
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from hubgen.links import file_of, reached
from hubgen.model import Document, Finding, Place, Site

topic: Final = "hub"
severity: Final = "warning"
needs_hub: Final = True

# What customers take for help with the website.
MISLEADING = frozenset({"help", "get help", "help center", "help centre", "help desk", "helpdesk", "help & support"})


def check(site: Site) -> Iterator[Finding]:
    """One finding for each name that is wrong; the heading is what the others are held against."""
    hub = site.documents.get(site.hub)
    label = hub.heading if hub else ""
    if hub is None or not label:
        return
    if label.lower() in MISLEADING:
        remedy = f"call it Customer Service: the title and the heading of {file_of(site.hub, site)}"
        yield Finding(site.hub, f'the hub is called "{label}", which promises help with the website', remedy)
    title = re.split(r" [-|\u2013\u2014] ", hub.title)[0]
    # Of a name that has to go, it is no matter whether the title bears it.
    if title and not _same(title, label) and label.lower() not in MISLEADING:
        remedy = f"let the title of {file_of(site.hub, site)} begin with {label}"
        yield Finding(site.hub, f'the hub\'s title says "{title}", its heading "{label}"', remedy)
    yield from _in_chrome("header", label, site)
    yield from _in_chrome("footer", label, site)


def _in_chrome(place: Place, label: str, site: Site) -> Iterator[Finding]:
    """Pages where all links to the hub in the header, or in the footer, are called something else."""
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for path, document in sorted(site.documents.items()):
        texts = _texts(document, place, site)
        if texts and not any(_same(text, label) for text in texts):
            pages[texts[-1]].append(path)
    for text, paths in pages.items():
        yield Finding(
            "",
            f'the {place} calls the hub "{text}", its own heading "{label}"',
            f"use one name everywhere: {'Customer Service' if label.lower() in MISLEADING else label}",
            pages=tuple(paths),
        )


def _texts(document: Document, place: Place, site: Site) -> list[str]:
    """What a page calls the hub in its header or footer; the logo may lead there, too."""
    return [link.text for link in document.links if link.place == place and reached(link.target, site) == site.hub]


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()

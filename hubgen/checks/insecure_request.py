"""Something that a page loads over `http:`, where anybody on the way can read and change it.

Browsers refuse such scripts and styles on a page that came over https, and warn of such images. Off unless it is
selected or given a severity in mkdocs.yml: `third-party-request` tells of all that comes from other hosts.

Bad:
    index.html:
        <img src="http://images.example.com/map.png" alt="Map">

Good:
    index.html:
        <img src="https://images.example.com/map.png" alt="Map"> <a href="http://example.org/">An old partner</a>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.addresses import loaded
from hubgen.model import Finding, Site

topic: Final = "links"
severity: Final = "off"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each use of an address."""
    for path, document in sorted(site.documents.items()):
        for link in document.links:
            if loaded(link) and link.target.path.startswith("http:"):
                remedy = f"write https:{link.target.path[5:125]}, or put the file into the content"
                yield Finding(path, f'"{link.href[:120]}" is loaded over http:', remedy, link=link)

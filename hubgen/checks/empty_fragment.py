"""A link whose address is only "#".

It leads to the top of the page, which is rarely what its words promise: more often a script was to take over, or the
address was to be written later. Off unless it is selected or given a severity in mkdocs.yml, since "to the top" is a
good use of it.

Bad:
    index.html:
        <a href="#">Start a chat</a>

Good:
    index.html:
        <a href="#top">To the top</a>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.model import Finding, Site

topic: Final = "links"
severity: Final = "off"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each link."""
    for path, document in sorted(site.documents.items()):
        for link in document.links:
            if link.tag in ("a", "area") and link.href.strip() == "#":
                remedy = "write where it leads, or #top if that is meant"
                yield Finding(path, f'the link "{link.text}" leads only to the top of its page', remedy, link=link)

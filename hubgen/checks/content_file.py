"""A file of the content that cannot be a page: not UTF-8, a link out of the folder, a second page for one address.

One of two pages with the same address would silently replace the other, and text in another encoding comes out
garbled. A name in another encoding, as old archives bring it, has no address at all.

Bad:
    returns.md:
        # Returns
    returns/index.md:
        # How to return

Good:
    returns.md:
        # Returns
    exchanges.md:
        # Exchanges
"""

from collections.abc import Iterator
from typing import Final

from hubgen.model import Finding, Site

topic: Final = "content"
severity: Final = "error"
stage: Final = "content"


def check(site: Site) -> Iterator[Finding]:
    """The faults that reading the content found."""
    return (fault for fault in site.faults if fault.check == "content-file")

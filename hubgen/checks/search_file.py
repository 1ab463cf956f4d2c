"""A file for search that does not say what it should: `synonyms.yml` or `searches.yml`.

A synonym that cannot be read finds nothing, and a search that cannot be read is not tried: what customers type fails,
and nobody notices.

Bad:
    index.md:
        ---
        kind: hub
        ---
        # Customer Service
    searches.yml:
        - query: money back
          page: retruns.md
    returns.md:
        # Returns

Bad:
    synonyms.yml:
        - [refund]
    returns.md:
        # Returns

Good:
    synonyms.yml:
        - [refund, money back]
    searches.yml:
        - query: when do i get my money back
          page: returns.md
          place: 1
    returns.md:
        # Returns
"""

from collections.abc import Iterator
from typing import Final

from hubgen.model import Finding, Site

topic: Final = "search"
severity: Final = "error"
stage: Final = "content"


def check(site: Site) -> Iterator[Finding]:
    """The faults that reading the content found."""
    return (fault for fault in site.faults if fault.check == "search-file")

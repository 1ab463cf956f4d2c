"""Front matter that does not say what it should.

A page whose front matter cannot be read, or whose kind, dates or lists are not what they have to be, would be
published wrong or not at all.

Bad:
    index.md:
        ---
        kind: hub
        ---
        # Customer Service
    returns.md:
        ---
        kind: policy
        spoke: Policies
        effective: 32 May
        ---
        # Returns

Good:
    index.md:
        ---
        kind: hub
        ---
        # Customer Service
    returns.md:
        ---
        kind: policy
        spoke: Policies
        effective: 2026-05-31
        ---
        # Returns
"""

from collections.abc import Iterator
from typing import Final

from hubgen.model import Finding, Site

topic: Final = "content"
severity: Final = "error"
stage: Final = "content"


def check(site: Site) -> Iterator[Finding]:
    """The faults that reading the content found."""
    return (fault for fault in site.faults if fault.check == "front-matter")

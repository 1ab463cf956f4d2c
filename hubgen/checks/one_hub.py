"""A help center without a hub, with two, or without a way to reach a person.

The hub is where customers start who do not know where to look; two of them leave everybody guessing. And whoever
finds no answer there must find a person.

Bad:
    returns.md:
        # Returns

Bad:
    index.md:
        ---
        kind: hub
        ---
        # Customer Service

Good:
    index.md:
        ---
        kind: hub
        ---
        # Customer Service
    contact.md:
        ---
        kind: contact
        spoke: Talk to us
        channels:
          - {type: phone, name: Call us, purpose: Anything, value: 555-0100, link: "tel:5550100"}
        ---
        # Contact us
"""

from collections.abc import Iterator
from typing import Final

from hubgen.model import Finding, Site

topic: Final = "hub"
severity: Final = "error"
stage: Final = "content"


def check(site: Site) -> Iterator[Finding]:
    """The faults that reading the content found."""
    return (fault for fault in site.faults if fault.check == "one-hub")

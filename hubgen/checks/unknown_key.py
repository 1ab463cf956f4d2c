"""A key of the front matter that hubgen does not know, and so ignores.

What the editor meant to say is not on the page, and nobody notices. Keys of the site's own are named in `extra_keys:`
in mkdocs.yml.

Bad:
    returns.md:
        ---
        kind: policy
        spoke: Policies
        efective: 2026-05-31
        ---
        # Returns

Good:
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
severity: Final = "warning"
stage: Final = "content"


def check(site: Site) -> Iterator[Finding]:
    """The faults that reading the content found."""
    return (fault for fault in site.faults if fault.check == "unknown-key")

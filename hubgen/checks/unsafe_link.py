"""A link that runs a script instead of leading somewhere.

`javascript:` and its like are how stolen accounts begin, do nothing where scripts are off, and cannot be opened in a
new tab.

Bad:
    index.html:
        <a href="javascript:history.back()">Back</a>

Good:
    index.html:
        <a href="index.html">Customer Service</a>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.model import Finding, Site

topic: Final = "security"
severity: Final = "error"

_SCRIPTS = ("javascript:", "vbscript:", "data:text/html")


def check(site: Site) -> Iterator[Finding]:
    """One finding for each link."""
    for path, document in sorted(site.documents.items()):
        for link in document.links:
            if link.tag in ("a", "area", "form") and link.target.path.lower().startswith(_SCRIPTS):
                scheme = link.target.path.partition(":")[0]
                message = (
                    f'the link "{link.text or link.href[:120]}" runs a script ({scheme}:) instead of leading anywhere'
                )
                yield Finding(path, message, "link to a page, a mail address or a telephone number", link=link)

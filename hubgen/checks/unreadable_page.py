"""A page that is too large, or nested too deeply, to be checked, or whose file cannot be read.

None of its links is checked, search does not find it, and a customer's phone takes long to show it, if it does.

Bad:
    --repeat 20001
    sizes.html:
        <div>

Good:
    --repeat 20001
    sizes.html:
        <div>Boots</div>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.limits import CANNOT_BE_READ
from hubgen.model import Finding, Site

topic: Final = "content"
severity: Final = "error"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page."""
    for path, document in sorted(site.documents.items()):
        if document.unread:
            closed = document.unread.startswith(CANNOT_BE_READ)
            mend = "let its file be read" if closed else "split it into several pages, or correct what writes its HTML"
            yield Finding(path, document.unread, f"{mend}; nothing on it was checked")

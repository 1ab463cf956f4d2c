"""Two pages with the same title.

In search results, bookmarks and browser tabs the title is all that customers see; of two equal ones they open the
wrong one half of the time.

Bad:
    orders.html:
        <title>Returns - Shop</title>
    returns.html:
        <title>Returns - Shop</title>

Good:
    orders.html:
        <title>Orders - Shop</title>
    returns.html:
        <title>Returns - Shop</title>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import file_of, is_aside
from hubgen.model import Finding, Site

topic: Final = "content"
severity: Final = "warning"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page after the first, in the order of their files."""
    first: dict[str, str] = {}
    for path, document in sorted(site.documents.items()):
        title = " ".join(document.title.split())
        if not title or is_aside(document):
            continue
        other = first.setdefault(title.casefold(), path)
        if other != path:
            message = f'has the same title as {file_of(other, site)}: "{title}"'
            yield Finding(path, message, "give each page a title that tells it from the other", quote=title)

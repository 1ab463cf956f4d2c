"""A page without a description.

Web search engines show the description below a page's title, and so do the lists of a help center. Without one they
show words from anywhere on the page, and customers cannot tell whether their answer is there.

Bad:
    returns.html:
        <head><title>Returns - Shop</title></head>

Good:
    returns.html:
        <head>
        <title>Returns - Shop</title>
        <meta name="description" content="How long you have, and what a return costs.">
        </head>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.extent import PAGES_HAVE
from hubgen.links import is_aside
from hubgen.model import Finding, Site

topic: Final = "content"
severity: Final = "warning"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page; one for all of them where no page has one, as by a template."""
    judged = [each for each in site.documents.values() if not each.unread and not is_aside(each)]
    pages = sorted(each.path for each in judged if not each.description)
    if 2 < len(pages) == len(judged):
        remedy = 'let the template write <meta name="description" content="..."> with one line about each page'
        yield Finding("", f"{PAGES_HAVE} no description", remedy, pages=tuple(pages))
        return
    for path in pages:
        own = path in site.pages and not site.pages[path].generated
        line = "How long you have, and what a return costs"
        remedy = f"`description: {line}` to its front matter" if own else f'<meta name="description" content="{line}">'
        yield Finding(path, "has no description", f"add one line about the page, as in {remedy}")

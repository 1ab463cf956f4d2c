"""An id that several elements of a page have.

A link to that place leads to the first of them only, so customers land elsewhere on the page than the link promised.
Browsers and screen readers that look for a label by its id take the wrong one, too.

Bad:
    sizes.html:
        <h2 id="boots">Boots</h2> <h2 id="boots">Boots for children</h2>

Good:
    sizes.html:
        <h2 id="boots">Boots</h2> <h2 id="boots-for-children">Boots for children</h2>
    hats.html:
        <h2 id="boots">To go with boots</h2>
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from hubgen.checks import made_by_template
from hubgen.extent import PAGES_HAVE
from hubgen.model import Document, Finding, Site

topic: Final = "content"
severity: Final = "error"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page and id; one for all of them where most pages have it, as by a template."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, document in sorted(site.documents.items()):
        for name in document.repeated:
            found[name].append(path)
    for name, pages in sorted(found.items()):
        message = f'several elements with the id "{name[:120]}", and links to it lead to the first of them only'
        if made_by_template(pages, site):
            remedy = "look for this id in the templates, and give each element an id of its own"
            yield Finding("", f"{PAGES_HAVE} {message}", remedy, pages=tuple(pages))
            continue
        for path in pages:
            remedy = "give each an id of its own; in Markdown that of a heading is written `## Boots {#boots}`"
            quote, nth = _quoted(name, site.documents[path])
            yield Finding(path, f"has {message}", remedy, quote=quote, nth=nth)


def _quoted(name: str, document: Document) -> tuple[str, int]:
    """The second heading with an id, and how many before it have the same words; else the id as HTML writes it."""
    headings = [heading for heading in document.headings if heading.place == "body"]
    places = [place for place, heading in enumerate(headings) if heading.id == name]
    if len(places) < 2:
        return f'id="{name}"', 1
    text = headings[places[1]].text
    return text, sum(heading.text == text for heading in headings[: places[1]])

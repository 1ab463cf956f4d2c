"""Headings that give a page no outline: no main heading, a second one, or a level that is left out.

Customers who have the headings read out to them jump from one to the next. Where an h4 follows an h2 they look for the
part that they missed, and where there is no h1, or two, they do not know which page they are on.

Bad:
    returns.html:
        <main><h2>How to return</h2></main>

Bad:
    returns.html:
        <main><h1>Returns</h1> <h1>Exchanges</h1></main>

Bad:
    returns.html:
        <main><h1>Returns</h1> <h2>How to return</h2> <h4>By mail</h4></main>

Good:
    returns.html:
        <main><h1>Returns</h1> <h2>How to return</h2> <h3>By mail</h3> <h2>Your refund</h2></main>
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from hubgen.checks import made_by_template
from hubgen.extent import PAGES_HAVE
from hubgen.links import sends_on
from hubgen.model import Document, Finding, Heading, Site

topic: Final = "accessibility"
severity: Final = "warning"


class _Fault(NamedTuple):
    """What a page has that is wrong with its headings, and which heading it is: its words, and the nth of them."""

    message: str
    remedy: str
    quote: str = ""
    nth: int = 0


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page and kind of fault; one for all pages where most have the same, as by a template."""
    found: defaultdict[tuple[str, str], dict[str, _Fault]] = defaultdict(dict)
    for path, document in sorted(site.documents.items()):
        if not document.unread and not sends_on(document):
            for fault in _faults(document):
                found[fault.message, fault.remedy][path] = fault
    for (message, remedy), faults in sorted(found.items()):
        if made_by_template(faults, site):
            yield Finding("", f"{PAGES_HAVE} {message}", remedy, pages=tuple(faults))
        else:
            for path, fault in faults.items():
                yield Finding(path, f"has {message}", remedy, quote=fault.quote, nth=fault.nth)


def _faults(document: Document) -> Iterator[_Fault]:
    """The first fault of each kind in the headings of a page's text; the main one may stand above the text."""
    headings = [heading for heading in document.headings if heading.place == "body"]
    mains = [heading for heading in headings if heading.level == 1]
    if not any(heading.level == 1 for heading in document.headings):
        yield _Fault("no main heading (h1)", "begin its text with the title, written `# Returns` in Markdown")
    if len(mains) > 1:
        message = f"a second main heading (h1), {_named(mains[1])}"
        yield _Fault(message, "write it as a section, with ## in Markdown (h2)", *_quoted(mains[1], headings))
    for above, below in pairwise(headings):
        if below.level > above.level + 1:
            level = above.level + 1
            yield _Fault(
                f"the heading {_named(below)} as an h{below.level} right below an h{above.level}, {_named(above)}",
                f"write it with {'#' * level} in Markdown (h{level}), or give it a heading of that level above it",
                *_quoted(below, headings),
            )
            return


def _named(heading: Heading) -> str:
    return f'"{heading.text[:120]}"' if heading.text else "without words"


def _quoted(heading: Heading, headings: list[Heading]) -> tuple[str, int]:
    """A heading's words, and how many headings of the text before it have the same."""
    place = next(number for number, other in enumerate(headings) if other is heading)
    return heading.text, sum(other.text == heading.text for other in headings[:place])

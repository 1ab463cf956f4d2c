"""An excuse that excuses nothing, gives no reason, or names no check.

Excuses outlive their reason: the page that was to come in May has come, and now the excuse hides the next fault.

Bad:
    index.html:
        <a href="index.html" data-hubgen-excuse="broken-link: the page comes in May">Customer Service</a>

Bad:
    index.html:
        <head><meta name="hubgen:excuse" content="broken-lnk: the page comes in May"></head>

Bad:
    index.html:
        <img src="map.svg" data-hubgen-excuse="missing-alt">
    map.svg:
        <svg xmlns="http://www.w3.org/2000/svg"/>

Good:
    index.html:
        <a href="soon.html" data-hubgen-excuse="broken-link: the page comes in May">Spring sale</a>
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from hubgen.checks import page_excuses
from hubgen.model import Document, Excuse, Finding, Image, Link, Site
from hubgen.registry import nearest, part_id

topic: Final = "content"
severity: Final = "warning"
stage: Final = "excuses"

# What an excuse is judged by: the page, the element (see _element) and the check.
Use = tuple[str, object, str]


def check(site: Site, findings: Sequence[Finding], judged: Mapping[str, bool]) -> Iterator[Finding]:
    """One finding for each excuse; `findings` are all there are before excuses, `judged` tells which checks ran."""
    used: set[Use] = {(finding.page, None, finding.check) for finding in findings}
    used |= {(page, None, finding.check) for finding in findings for page in finding.pages}
    used |= {(finding.page, _element(finding.link or finding.image), finding.check) for finding in findings}
    for path, document in sorted(site.documents.items()):
        for excuse in page_excuses(path, site):
            if fault := _fault(excuse, (path, None, excuse.check), used, judged):
                yield Finding(path, *fault, quote=f"{excuse.check}: {excuse.reason}")
        for element in _carriers(document):
            link, image = (element, None) if isinstance(element, Link) else (None, element)
            for excuse in element.excuses:
                if fault := _fault(excuse, (path, _element(element), excuse.check), used, judged):
                    yield Finding(path, *fault, link=link, image=image)


def _carriers(document: Document) -> Iterator[Link | Image]:
    """The elements of a page that carry excuses, each once, though it may use several addresses."""
    seen: set[object] = set()
    elements: list[Link | Image] = [*document.links, *document.images]
    for element in elements:
        key = _element(element)
        if element.excuses and key not in seen:
            seen.add(key)
            yield element


def _element(element: Link | Image | None) -> object:
    """What tells an element from the others of its page: its number, or its excuses where it has several addresses."""
    if isinstance(element, Link) and element.tag in ("a", "area", "form"):
        return element.number
    return element.excuses if element else None


def _fault(excuse: Excuse, use: Use, used: Collection[Use], judged: Mapping[str, bool]) -> tuple[str, str] | None:
    """Message and remedy, when an excuse is good for nothing; of checks that did not run nothing is known."""
    shown = f'"{excuse.check}: {excuse.reason}"' if excuse.reason else f'"{excuse.check}"'
    if excuse.check not in judged:
        close = nearest(excuse.check, judged)
        remedy = f"did you mean {close}?" if close else "`hubgen explain` lists the checks"
        return f"the excuse {shown} names no check", remedy
    if not excuse.reason:
        return f"the excuse {shown} gives no reason", "say why, after a colon"
    if judged[excuse.check] and use not in used and excuse.check != part_id(__name__):
        return f"the excuse {shown} excuses nothing any more", "take the excuse out"
    return None

"""The lines of one built page on which its links and images stand."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from hubgen.addresses import uses
from hubgen.charset import in_utf8
from hubgen.model import Document, Finding, Link, Site
from hubgen.quotes import Text
from hubgen.tags import tags

# A finding's element, as both parsers see it: its tag, attribute and address, or "img" alone for an image.
Use = tuple[str, ...]


class HtmlLines:
    """The lines of one built page's links and images; reads the page when the first is asked for."""

    def __init__(
        self, page: str, found: Sequence[tuple[int, Finding]], site: Site, read_html: Callable[[str], bytes]
    ) -> None:
        self._document = site.documents.get(page)
        self._numbers = numbers_of(self._document) if any(each.link for _, each in found) else ()
        self._lines: Mapping[Use, list[int]] = {}
        self._times = _times(self._document)
        self._html = Text("")
        has_elements = any(each.link or each.image for _, each in found)
        if self._document is None or not (has_elements or any(each.quote for _, each in found)):
            return
        with suppress(OSError):
            html = in_utf8(read_html(page)).decode()
            self._html = Text(html)
            self._lines = _lines_in(html) if has_elements else {}

    def of(self, finding: Finding) -> int:
        """The line of a finding's element, or 0."""
        if self._document is None:
            return 0
        if finding.link:
            use, number = _use(finding.link), self._numbers[finding.link.number]
        elif finding.image:
            use, number = ("img",), finding.image.number
        else:
            return self._html.line_in_html(finding.quote, finding.nth) if finding.quote else 0
        lines = self._lines.get(use, [])
        # A link without an end is opened again by browsers in each paragraph below.
        if len(lines) == 1:
            return lines[0]
        # Browsers leave out some elements, as a form in a form: then no line is better than that of another element.
        return lines[number] if len(lines) == self._times[use] else 0


def _use(link: Link) -> Use:
    return link.tag, link.attribute, link.href


def numbers_of(document: Document | None) -> list[int]:
    """For each link of a page how many before it use the same address in the same way."""
    seen: Counter[Use] = Counter()
    numbers = []
    for link in document.links if document else ():
        numbers.append(seen[_use(link)])
        seen[_use(link)] += 1
    return numbers


def _times(document: Document | None) -> Mapping[Use, int]:
    """How often a page uses each address in each way, and how many images it has."""
    return Counter(map(_use, document.links)) + Counter({("img",): len(document.images)}) if document else {}


def _lines_in(html: str) -> Mapping[Use, list[int]]:
    """The lines of every use of an address, and of every image; what templates hold is no part of the page."""
    lines: defaultdict[Use, list[int]] = defaultdict(list)
    templates, line, counted = 0, 1, 0
    for at, name, attributes, is_drawn in tags(html):
        templates += (name == "template") - (name == "/template" and templates > 0)
        if templates:
            continue
        tag = "img" if name == "image" and not is_drawn else name
        line, counted = line + html.count("\n", counted, at), at
        for attribute, href in uses(tag, attributes):
            lines[tag, attribute, href].append(line)
        if tag == "img" or (tag == "input" and (attributes.get("type") or "").lower() == "image"):
            lines["img",].append(line)
    return lines

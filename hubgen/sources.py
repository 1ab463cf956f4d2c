"""Where a finding comes from: the line of the built page, and the place in the Markdown. Only findings pay for it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser

from hubgen.addresses import uses
from hubgen.links import declared, reached
from hubgen.marked_yaml import YamlError
from hubgen.model import Address, Document, Finding, Image, Link, Page, Site
from hubgen.pages import split_front_matter
from hubgen.references import Reference, references
from hubgen.urls import resolve

# A finding's element, as both parsers see it: its tag, attribute and address, or "img" alone for an image.
Use = tuple[str, ...]


def locate(
    findings: Iterable[Finding],
    site: Site,
    read_html: Callable[[str], bytes],
    read_markdown: Callable[[str], str],
    folder: str,
) -> list[Finding]:
    """The findings with `line` (of the built page, from 1) and `source` (`content/returns.md:31:14`) where known.

    `read_html` reads a built file, `read_markdown` a Markdown file of the content, which messages call `folder`.
    """
    built = {page.src: page.path for page in site.pages.values()}
    by_page: defaultdict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        by_page[finding.page].append((number, finding))
    located: dict[int, Finding] = {}
    for page, found in by_page.items():
        lines = _Lines(page, found, site, read_html)
        places = _Places(page, site, built, read_markdown, folder)
        for number, finding in found:
            source = finding.source or places.of(finding)
            located[number] = replace(finding, line=finding.line or lines.of(finding), source=source)
    return [located[number] for number in sorted(located)]


class _Lines:
    """The lines of one built page's links and images; reads the page when the first is asked for."""

    def __init__(
        self, page: str, found: Sequence[tuple[int, Finding]], site: Site, read_html: Callable[[str], bytes]
    ) -> None:
        self._document = site.documents.get(page)
        self._lines: Mapping[Use, list[int]] = {}
        if self._document is not None and any(finding.link or finding.image for _, finding in found):
            parser = _Positions()
            try:
                parser.feed(read_html(page).decode("utf-8", "replace"))
                parser.close()
            except (OSError, AssertionError):
                # html.parser gives up on a few malformed declarations with an AssertionError.
                pass
            self._lines = parser.lines

    def of(self, finding: Finding) -> int:
        """The line of a finding's element, or 0."""
        if self._document is None:
            return 0
        if finding.link:
            use = _use(finding.link)
            number = sum(_use(link) == use for link in self._document.links[: finding.link.number])
        elif finding.image:
            use, number = ("img",), finding.image.number
        else:
            return 0
        lines = self._lines.get(use, [])
        return lines[number] if number < len(lines) else 0


def _use(link: Link) -> Use:
    return link.tag, link.attribute, link.href


class _Positions(HTMLParser):
    """Notes the line of every use of an address, and of every image."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: defaultdict[Use, list[int]] = defaultdict(list)
        self._templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element, except inside a template, whose contents are no part of the page."""
        self._templates += tag == "template"
        if self._templates:
            return
        tag, attributes = "img" if tag == "image" else tag, dict(reversed(attrs))
        line = self.getpos()[0]
        for attribute, href in uses(tag, attributes):
            self.lines[tag, attribute, href].append(line)
        if tag == "img" or (tag == "input" and (attributes.get("type") or "").lower() == "image"):
            self.lines["img",].append(line)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes `<br/>` for `<br>`, as browsers do."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Notes the end of a template."""
        self._templates -= tag == "template" and self._templates > 0


class _Places:
    """The places in one page's Markdown where its links and images are written; reads it when the first is asked."""

    def __init__(
        self, page: str, site: Site, built: Mapping[str, str], read_markdown: Callable[[str], str], folder: str
    ) -> None:
        self._document, self._page, self._site, self._built = (
            site.documents.get(page),
            site.pages.get(page),
            site,
            built,
        )
        self._read, self._folder = read_markdown, folder
        self._text: str | None = None
        self._references: list[Reference] = []

    def of(self, finding: Finding) -> str:
        """`file:line:column` of what a finding is about, or "" where the Markdown does not hold it."""
        if self._page is None or self._page.generated:
            return ""
        file = f"{self._folder}/{self._page.src}" if self._folder else self._page.src
        element = finding.link or finding.image
        if element is None:
            return f"{file}:1:1"
        reference = self._reference(element, self._page, self._document) if self._document else None
        if reference:
            return f"{file}:{reference.line}:{reference.column}"
        return self._in_front_matter(element, self._page, file)

    def _in_front_matter(self, element: Link | Image, page: Page, file: str) -> str:
        """The first place where the front matter writes the address that a template made a link in the text of."""
        values = declared(element, page) if isinstance(element, Link) and element.place == "body" else ()
        try:
            lines = split_front_matter(self._markdown(page))[0].splitlines() if values else []
        except YamlError:
            return ""
        for value in values:
            for number, line in enumerate(lines, start=2):
                if found := re.search(rf"(?<![^\s\"'{{\[,:]){re.escape(value)}(?![^\s\"'}}\],])", line):
                    return f"{file}:{number}:{found.start() + 1}"
        return ""

    def _reference(self, element: Link | Image, page: Page, document: Document) -> Reference | None:
        """The n-th place in the Markdown, for the n-th element of the page's text with one and the same address.

        A page's template may add links to its text: where the counts differ, only those with the same words count.
        """
        element = _image(element, document) if isinstance(element, Link) else element
        alike = list(self._alike(element, document))
        hrefs = {_href(other) for other in alike}
        tag, key = _tag(element), self._key(element)
        written = [
            each
            for each in self._written(page)
            if _TAGS.get(each.tag, each.tag) == tag
            and (each.address in hrefs or self._key_of(each.address, page) == key)
        ]
        if len(alike) != len(written):
            alike = [other for other in alike if _words(other) == _words(element)]
            written = [each for each in written if _letters(each.text) == _words(element)]
        number = next((nth for nth, other in enumerate(alike) if other is element), len(written))
        return written[number] if number < len(written) else None

    def _alike(self, element: Link | Image, document: Document) -> Iterator[Link | Image]:
        """The links, or the images, in the page's text that lead where this one leads."""
        elements: Sequence[Link | Image] = document.links if isinstance(element, Link) else document.images
        tag, key = _tag(element), self._key(element)
        for other in elements:
            in_text = other.place == "body" or (isinstance(other, Link) and tag != "a")
            if in_text and _tag(other) == tag and self._key(other) == key:
                yield other

    def _written(self, page: Page) -> list[Reference]:
        self._markdown(page)
        return self._references

    def _markdown(self, page: Page) -> str:
        if self._text is None:
            try:
                self._text = self._read(page.src)
            except (OSError, UnicodeDecodeError):
                self._text = ""
            self._references = references(self._text)
        return self._text

    def _key(self, element: Link | Image) -> tuple[str, str]:
        """What tells an address from others, however it is written: the file it reaches and the place in it."""
        if isinstance(element, Image):
            return self._key_of_target(resolve(element.src, self._document.path if self._document else ""))
        return self._key_of_target(element.target)

    def _key_of(self, address: str, page: Page) -> tuple[str, str]:
        """The same of an address in the Markdown: MkDocs takes it from the Markdown file where that leads to a file."""
        target = resolve(address, page.src)
        if target.where == "site" and target.path in self._built:
            return self._built[target.path], target.fragment
        if target.where == "site" and target.path in self._site.files:
            return target.path, target.fragment
        return self._key_of_target(resolve(address, page.path))

    def _key_of_target(self, target: Address) -> tuple[str, str]:
        return reached(target, self._site) or target.path, target.fragment


# Elements that are one and the same to whoever writes Markdown.
_TAGS = {"area": "a", "input": "img"}


def _image(link: Link, document: Document) -> Link | Image:
    """The image that a link loads, which knows its place in the page and its words; else the link itself."""
    if link.tag != "img" or link.attribute != "src":
        return link
    number = sum(_use(other) == _use(link) for other in document.links[: link.number])
    images = [image for image in document.images if image.src == link.href.strip()]
    return images[number] if number < len(images) else link


def _tag(element: Link | Image) -> str:
    return _TAGS.get(element.tag, element.tag) if isinstance(element, Link) else "img"


def _href(element: Link | Image) -> str:
    return element.href if isinstance(element, Link) else element.src


def _words(element: Link | Image) -> str:
    return _letters(element.text if isinstance(element, Link) else element.alt or "")


def _letters(text: str) -> str:
    """A text without signs and spaces: what is left of a link's words, in Markdown as on the page."""
    return re.sub(r"[\W_]+", "", text).lower()

"""Where a finding comes from: the line of the built page, and the place in the Markdown. Only findings pay for it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser

from hubgen.addresses import uses
from hubgen.links import declared, reached
from hubgen.marked_yaml import YamlError
from hubgen.model import Address, Document, Finding, Image, Link, Page, Site
from hubgen.pages import split_front_matter
from hubgen.quotes import addressed, line_of, quoted, quoted_in_html
from hubgen.references import Reference, references
from hubgen.urls import resolve

# A finding's element, as both parsers see it: its tag, attribute and address, or "img" alone for an image.
Use = tuple[str, ...]

# Whether an element is a link or an image, and its tag; the file that an address reaches, and the place in it.
Kind = tuple[bool, str]
Key = tuple[str, str]


def locate(
    findings: Iterable[Finding],
    site: Site,
    read_html: Callable[[str], bytes],
    read_markdown: Callable[[str], str],
    folder: str,
    read_templates: Callable[[], Mapping[str, str]] = dict,
) -> list[Finding]:
    """The findings with `line` (of the built page, from 1), `source` (`content/returns.md:31:14`) and its `excerpt`.

    `read_html` reads a built file, `read_markdown` a Markdown file of the content, which messages call `folder`.
    `read_templates` reads what else of the site's own makes pages, templates and configuration, by the name to show.
    """
    built = {page.src: page.path for page in site.pages.values()}
    made = _Templates(read_templates)
    by_page: defaultdict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        by_page[finding.page].append((number, finding))
    located: dict[int, Finding] = {}
    for page, found in by_page.items():
        lines = _Lines(page, found, site, read_html)
        places = _Places(page, site, built, read_markdown, folder)
        for number, finding in found:
            source = finding.source or places.of(finding) or made.of(finding)
            excerpt = finding.excerpt or _excerpt(source, folder, read_markdown, made)
            line = finding.line or lines.of(finding)
            located[number] = replace(finding, line=line, source=source or places.page(finding), excerpt=excerpt)
    return [located[number] for number in sorted(located)]


def _excerpt(source: str, folder: str, read_markdown: Callable[[str], str], made: "_Templates") -> str:
    """The line that a source names, where it can be read."""
    found = re.fullmatch(r"(.+):(\d+):\d+", source, re.DOTALL)
    if found is None:
        return ""
    name = found[1].removeprefix(f"{folder}/") if folder else found[1]
    if (text := made.text(found[1])) is None:
        try:
            text = read_markdown(name)
        except (OSError, UnicodeDecodeError):
            return ""
    return line_of(text, int(found[2]))


class _Templates:
    """The site's own templates and configuration, read when the first finding asks for them."""

    def __init__(self, read: Callable[[], Mapping[str, str]]) -> None:
        self._read = read
        self._texts: Mapping[str, str] | None = None

    def text(self, name: str) -> str | None:
        """The text of one of them, None where there is none of that name."""
        return self._all().get(name)

    def of(self, finding: Finding) -> str:
        """`file:line:column` of what makes the element at fault, or of the template that a finding names; or ""."""
        if finding.template:
            return next((f"{name}:1:1" for name in self._all() if name.endswith(f"/{finding.template}")), "")
        element = finding.link or finding.image
        if element is None:
            return ""
        href = _href(element)
        path = element.target.path if isinstance(element, Link) else resolve(href, finding.page).path
        for name, text in self._all().items():
            if spot := addressed((href, path, f"/{path}", path.removesuffix("index.html")), text):
                return f"{name}:{spot[0]}:{spot[1]}"
        return ""

    def _all(self) -> Mapping[str, str]:
        if self._texts is None:
            self._texts = self._read()
        return self._texts


class _Lines:
    """The lines of one built page's links and images; reads the page when the first is asked for."""

    def __init__(
        self, page: str, found: Sequence[tuple[int, Finding]], site: Site, read_html: Callable[[str], bytes]
    ) -> None:
        self._document = site.documents.get(page)
        self._numbers = _numbers_of(self._document) if any(each.link for _, each in found) else ()
        self._lines: Mapping[Use, list[int]] = {}
        self._html = ""
        has_elements = any(each.link or each.image for _, each in found)
        if self._document is None or not (has_elements or any(each.quote for _, each in found)):
            return
        with suppress(OSError):
            self._html = read_html(page).decode("utf-8", "replace")
        if has_elements:
            parser = _Positions()
            # html.parser gives up on a few malformed declarations with an AssertionError.
            with suppress(AssertionError):
                parser.feed(self._html)
                parser.close()
            self._lines = parser.lines

    def of(self, finding: Finding) -> int:
        """The line of a finding's element, or 0."""
        if self._document is None:
            return 0
        if finding.link:
            use, number = _use(finding.link), self._numbers[finding.link.number]
        elif finding.image:
            use, number = ("img",), finding.image.number
        else:
            return quoted_in_html(finding.quote, finding.nth, self._html) if finding.quote else 0
        lines = self._lines.get(use, [])
        return lines[number] if number < len(lines) else 0


def _use(link: Link) -> Use:
    return link.tag, link.attribute, link.href


def _numbers_of(document: Document | None) -> list[int]:
    """For each link of a page how many before it use the same address in the same way."""
    seen: Counter[Use] = Counter()
    numbers = []
    for link in document.links if document else ():
        numbers.append(seen[_use(link)])
        seen[_use(link)] += 1
    return numbers


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
        self._numbers: Sequence[int] | None = None
        self._images: defaultdict[str, list[Image]] = defaultdict(list)
        self._elements: dict[Kind, Mapping[Key, list[Link | Image]]] = {}
        self._paired: dict[tuple[Kind, Key], tuple[Mapping[int, int], list[Reference]]] = {}
        self._text: str | None = None
        self._references: list[Reference] = []

    def of(self, finding: Finding) -> str:
        """`file:line:column` of what a finding is about, or "" where the Markdown does not hold it."""
        if self._page is None or self._page.generated:
            return ""
        file = self._file(self._page)
        element = finding.link or finding.image
        if element is None:
            spot = quoted(finding.quote, finding.nth, self._markdown(self._page)) if finding.quote else None
            return f"{file}:{spot[0]}:{spot[1]}" if spot else ""
        reference = self._reference(element, self._page, self._document) if self._document else None
        if reference:
            return f"{file}:{reference.line}:{reference.column}"
        return self._in_front_matter(element, self._page, file)

    def page(self, finding: Finding) -> str:
        """The head of the page's Markdown, for what is about the page as a whole or stands nowhere in it; or ""."""
        whole = self._page is not None and not self._page.generated and not (finding.link or finding.image)
        return f"{self._file(self._page)}:1:1" if self._page and whole else ""

    def _file(self, page: Page) -> str:
        return f"{self._folder}/{page.src}" if self._folder else page.src

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
        element = self._image(element, document) if isinstance(element, Link) else element
        key = _kind(element), self._key(element)
        alike = self._alike(document, _kind(element)).get(key[1], [])
        places, written = self._pairs(key, alike, page)
        if len(places) != len(written):
            words = _words(element)
            alike = [other for other in alike if _words(other) == words]
            written = [each for each in written if _letters(each.text) == words]
            places = {other.number: place for place, other in enumerate(alike)}
        place = places.get(element.number, len(written))
        return written[place] if place < len(written) else None

    def _image(self, link: Link, document: Document) -> Link | Image:
        """The image that a link loads, which knows its place in the page and its words; else the link itself."""
        if link.tag != "img" or link.attribute != "src":
            return link
        if self._numbers is None:
            self._numbers = _numbers_of(document)
            for image in document.images:
                self._images[image.src].append(image)
        images, number = self._images[link.href.strip()], self._numbers[link.number]
        return images[number] if number < len(images) else link

    def _alike(self, document: Document, kind: Kind) -> Mapping[Key, list[Link | Image]]:
        """The links, or the images, of one tag in the page's text, by where they lead."""
        if kind not in self._elements:
            found: defaultdict[Key, list[Link | Image]] = defaultdict(list)
            elements: Sequence[Link | Image] = document.links if kind[0] else document.images
            for other in elements:
                in_text = other.place == "body" or (kind[0] and kind[1] != "a")
                if in_text and _tag(other) == kind[1]:
                    found[self._key(other)].append(other)
            self._elements[kind] = found
        return self._elements[kind]

    def _pairs(
        self, key: tuple[Kind, Key], alike: Sequence[Link | Image], page: Page
    ) -> tuple[Mapping[int, int], list[Reference]]:
        """The places of elements that lead to one address among each other, and where the Markdown writes it."""
        if key not in self._paired:
            hrefs = {_href(other) for other in alike}
            written = [
                each
                for each in self._written(page)
                if _TAGS.get(each.tag, each.tag) == key[0][1]
                and (each.address in hrefs or self._key_of(each.address, page) == key[1])
            ]
            self._paired[key] = {other.number: place for place, other in enumerate(alike)}, written
        return self._paired[key]

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

    def _key(self, element: Link | Image) -> Key:
        """What tells an address from others, however it is written: the file it reaches and the place in it."""
        if isinstance(element, Image):
            return self._key_of_target(resolve(element.src, self._document.path if self._document else ""))
        return self._key_of_target(element.target)

    def _key_of(self, address: str, page: Page) -> Key:
        """The same of an address in the Markdown: MkDocs takes it from the Markdown file where that leads to a file."""
        target = resolve(address, page.src)
        if target.where == "site" and target.path in self._built:
            return self._built[target.path], target.fragment
        if target.where == "site" and target.path in self._site.files:
            return target.path, target.fragment
        return self._key_of_target(resolve(address, page.path))

    def _key_of_target(self, target: Address) -> Key:
        return reached(target, self._site) or target.path, target.fragment


# Elements that are one and the same to whoever writes Markdown.
_TAGS = {"area": "a", "input": "img"}


def _kind(element: Link | Image) -> Kind:
    return isinstance(element, Link), _tag(element)


def _tag(element: Link | Image) -> str:
    return _TAGS.get(element.tag, element.tag) if isinstance(element, Link) else "img"


def _href(element: Link | Image) -> str:
    return element.href if isinstance(element, Link) else element.src


def _words(element: Link | Image) -> str:
    return _letters(element.text if isinstance(element, Link) else element.alt or "")


def _letters(text: str) -> str:
    """A text without signs and spaces: what is left of a link's words, in Markdown as on the page."""
    return re.sub(r"[\W_]+", "", text).lower()

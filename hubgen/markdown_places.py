"""The places in one page's Markdown where its links, images and quotes are written."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from hubgen.frontmatter import Location
from hubgen.html_lines import numbers_of
from hubgen.links import declared, reached
from hubgen.marked_yaml import YamlError, load
from hubgen.model import Address, Document, Finding, Image, Link, Page, Site
from hubgen.pages import split_front_matter
from hubgen.quotes import Spot, Text
from hubgen.references import Reference, references
from hubgen.texts import line_of
from hubgen.urls import resolve

# Whether an element is a link or an image, and its tag; the file that an address reaches, and the place in it.
Kind = tuple[bool, str]
Key = tuple[str, str]


class MarkdownPlaces:
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
        self._paired: dict[tuple[Kind, Key], Mapping[int, Reference]] = {}
        self._indices: dict[str, tuple[Mapping[str, list[int]], Mapping[Key, list[int]]]] = {}

    def of(self, finding: Finding) -> str:
        """`file:line:column` of what a finding is about, or "" where the Markdown does not hold it."""
        if self._page is None or self._page.generated:
            return ""
        file = self._file(self._page)
        element = finding.link or finding.image
        if element is None:
            spot = self._text.spot(finding.quote, finding.nth) if finding.quote else None
        elif reference := self._reference(element, self._page):
            spot = reference.line, reference.column
        else:
            spot = self._in_front_matter(element, self._page)
        return f"{file}:{spot[0]}:{spot[1]}" if spot else ""

    def remedy(self, finding: Finding) -> str:
        """How to mend a finding where it stands: addresses in HTML are not those of Markdown."""
        element, page = finding.link or finding.image, self._page
        if finding.in_html in ("", finding.remedy) or not element or not page or page.generated:
            return finding.remedy
        if reference := self._reference(element, page):
            return finding.in_html if reference.html else finding.remedy
        return f"{finding.remedy} (in HTML: {finding.in_html})"

    def page(self, finding: Finding) -> str:
        """The head of the page's Markdown, for what is about the page as a whole or stands nowhere in it; or ""."""
        whole = self._page is not None and not self._page.generated and not (finding.link or finding.image)
        return f"{self._file(self._page)}:1:1" if self._page and whole else ""

    def _file(self, page: Page) -> str:
        return f"{self._folder}/{page.src}" if self._folder else page.src

    def _in_front_matter(self, element: Link | Image, page: Page) -> Spot | None:
        """The first place where the front matter writes the address that a template made a link in the text of."""
        values = declared(element, page, self._site) if isinstance(element, Link) and element.place == "body" else {}
        if not values:
            return None
        line, column = next((self._marks[at] for at in values if at in self._marks), (0, 0))
        quote = line_of(self._rows, line)[column - 1 : column] in ("'", '"')
        return (line, column + quote) if line else None

    @cached_property
    def _marks(self) -> Mapping[Location, tuple[int, int]]:
        """Where the values of the page's front matter stand."""
        try:
            return load(split_front_matter(self._markdown)[0], first_line=2).marks
        except YamlError:
            return {}

    def _reference(self, element: Link | Image, page: Page) -> Reference | None:
        """The n-th place in the Markdown, for the n-th element of the page's text with one and the same address.

        A page's template may add links to its text: where the counts differ, only those with the same words count.
        """
        document = self._document
        if document is None:
            return None
        element = self._image(element, document) if isinstance(element, Link) else element
        key = _kind(element), self._key(element)
        if key not in self._paired:
            self._paired[key] = dict(self._pairs(key, self._alike(document, key[0]).get(key[1], []), page))
        return self._paired[key].get(element.number)

    def _image(self, link: Link, document: Document) -> Link | Image:
        """The image that a link loads, which knows its place in the page and its words; else the link itself."""
        if link.tag != "img" or link.attribute != "src":
            return link
        if self._numbers is None:
            self._numbers = numbers_of(document)
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
    ) -> Iterator[tuple[int, Reference]]:
        """The numbers of elements that lead to one address, each with the place where the Markdown writes it."""
        by_address, by_key = self._written(key[0][1], page)
        hrefs = {href_of(other) for other in alike}
        at = {*by_key.get(key[1], ()), *(place for href in hrefs for place in by_address.get(href, ()))}
        written = [self._references[place] for place in sorted(at)]
        if len(alike) == len(written):
            yield from ((other.number, each) for other, each in zip(alike, written, strict=True))
            return
        with_words: defaultdict[str, deque[Reference]] = defaultdict(deque)
        for each in written:
            with_words[_letters(each.text)].append(each)
        for other in alike:
            if left := with_words[_words(other)]:
                yield other.number, left.popleft()

    def _written(self, tag: str, page: Page) -> tuple[Mapping[str, list[int]], Mapping[Key, list[int]]]:
        """Which references of the Markdown become one element: by the address as written, and by where it leads."""
        if tag not in self._indices:
            by_address: defaultdict[str, list[int]] = defaultdict(list)
            by_key: defaultdict[Key, list[int]] = defaultdict(list)
            for place, each in enumerate(self._references):
                if _TAGS.get(each.tag, each.tag) == tag:
                    by_address[each.address].append(place)
                    by_key[self._key_of(each.address, page)].append(place)
            self._indices[tag] = by_address, by_key
        return self._indices[tag]

    @cached_property
    def _markdown(self) -> str:
        try:
            return self._read(self._page.src) if self._page else ""
        except (OSError, UnicodeDecodeError):
            return ""

    @cached_property
    def _rows(self) -> Sequence[str]:
        return self._markdown.split("\n")

    @cached_property
    def _text(self) -> Text:
        return Text(self._markdown)

    @cached_property
    def _references(self) -> Sequence[Reference]:
        return references(self._markdown)

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


def href_of(element: Link | Image) -> str:
    """The address of a link or an image, as it is written."""
    return element.href if isinstance(element, Link) else element.src


def _words(element: Link | Image) -> str:
    return _letters(element.text if isinstance(element, Link) else element.alt or "")


def _letters(text: str) -> str:
    """A text without signs and spaces: what is left of a link's words, in Markdown as on the page."""
    return re.sub(r"[\W_]+", "", text).lower()

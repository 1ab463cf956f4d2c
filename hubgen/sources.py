"""Where a finding comes from: the line of the built page, and the place in the Markdown. Only findings pay for it."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from hubgen.addresses import uses
from hubgen.charset import in_utf8
from hubgen.drafts import unescaped
from hubgen.frontmatter import Location
from hubgen.links import declared, reached
from hubgen.marked_yaml import YamlError, load
from hubgen.model import Address, Document, Finding, Image, Link, Page, Site
from hubgen.pages import split_front_matter
from hubgen.quotes import Spot, Text, addressed
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
    excerpts = _Excerpts(read_markdown, folder, made)
    by_page: defaultdict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        by_page[finding.page].append((number, finding))
    located: dict[int, Finding] = {}
    for page, found in by_page.items():
        lines = _Lines(page, found, site, read_html)
        places = _Places(page, site, built, read_markdown, folder)
        for number, finding in found:
            source = finding.source or places.of(finding) or made.of(finding)
            excerpt = finding.excerpt or excerpts.of(source)
            line = finding.line or lines.of(finding)
            located[number] = replace(
                finding,
                remedy=places.remedy(finding),
                line=line,
                source=source or places.page(finding),
                excerpt=excerpt,
            )
    return [located[number] for number in sorted(located)]


class _Excerpts:
    """The lines that sources name; reads each file when the first of its lines is asked for."""

    def __init__(self, read_markdown: Callable[[str], str], folder: str, made: "_Templates") -> None:
        self._read, self._folder, self._made = read_markdown, folder, made
        self._lines: dict[str, Sequence[str]] = {}

    def of(self, source: str) -> str:
        """The line that a source names, where it can be read; or ""."""
        found = re.fullmatch(r"(.+):(\d+):\d+", source, re.DOTALL)
        if found is None:
            return ""
        if found[1] not in self._lines:
            self._lines[found[1]] = self._text(found[1]).split("\n")
        return _line(self._lines[found[1]], int(found[2]))

    def _text(self, file: str) -> str:
        if (text := self._made.text(file)) is not None:
            return text
        try:
            return self._read(file.removeprefix(f"{self._folder}/") if self._folder else file)
        except (OSError, UnicodeDecodeError):
            return ""


def _line(lines: Sequence[str], number: int) -> str:
    """One of these lines, from 1, or ""."""
    return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""


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


def _numbers_of(document: Document | None) -> list[int]:
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
    for at, name, attributes, is_drawn in _tags(html):
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


# What is left open goes on to the end of the page, so that nothing is looked at twice.
_MARKUP = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/[^A-Za-z>])[^>]*|<(/?[A-Za-z][^ \t\n\f\r/>]*)", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"[ \t\n\f\r/]*([^ \t\n\f\r/>][^ \t\n\f\r/>=]*)"
    r"(?:[ \t\n\f\r]*=[ \t\n\f\r]*(?:\"([^\"]*)\"?|'([^']*)'?|([^ \t\n\f\r>]*)))?"
)
_END = re.compile(r"[ \t\n\f\r/]*>")
# Elements that hold nothing but text.
_RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"})


def _tags(html: str) -> Iterator[tuple[int, str, Mapping[str, str], bool]]:
    """The tags of a page as browsers part them: offset, name, attributes, whether in a drawing; ends begin with `/`."""
    at = drawings = 0
    while found := _MARKUP.search(html, at):
        at = found.end()
        if not found[1]:
            continue
        name, attributes = found[1].lower(), dict[str, str]()
        while attribute := _ATTRIBUTE.match(html, at):
            at = attribute.end()
            value = attribute[2] or attribute[3] or attribute[4] or ""
            attributes.setdefault(attribute[1].lower(), unescaped(value) if "&" in value else value)
        if (end := _END.match(html, at)) is None:
            return
        at, is_empty = end.end(), end[0].endswith("/>")
        drawings += (name == "svg" and not is_empty) - (name == "/svg" and drawings > 0)
        yield found.start(), name, attributes, drawings > 0
        # Only in a drawing does "/>" end an element.
        if name in _RAW and not (drawings and is_empty):
            close = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE | re.ASCII).search(html, at)
            at = close.start() if close else len(html)


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
        quote = _line(self._rows, line)[column - 1 : column] in ("'", '"')
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
    ) -> Iterator[tuple[int, Reference]]:
        """The numbers of elements that lead to one address, each with the place where the Markdown writes it."""
        by_address, by_key = self._written(key[0][1], page)
        hrefs = {_href(other) for other in alike}
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


def _href(element: Link | Image) -> str:
    return element.href if isinstance(element, Link) else element.src


def _words(element: Link | Image) -> str:
    return _letters(element.text if isinstance(element, Link) else element.alt or "")


def _letters(text: str) -> str:
    """A text without signs and spaces: what is left of a link's words, in Markdown as on the page."""
    return re.sub(r"[\W_]+", "", text).lower()

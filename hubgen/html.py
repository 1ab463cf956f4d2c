"""Built HTML -> Document, as a browser sees it; the one module that imports the HTML parser."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hubgen.landmarks import SCOPING, Attributes, Scope, outermost, scope_of
from hubgen.model import Address, Document, Excuse, Image, Link, Place, Section
from hubgen.urls import resolve

# Above this a page is not read: the parser needs some 30 times a page's size in memory.
LARGEST_PAGE = 5_000_000


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level node of a piece of HTML; `tag` and `id` are "" where it is no element or has none."""

    tag: str
    id: str
    inner: str
    html: str


def read(path: str, content: bytes, site_url: str = "") -> Document:
    """A built page as its links, images, anchors and text; never raises. A page over 5 MB comes back empty."""
    if len(content) > LARGEST_PAGE:
        return Document(path)
    parser = LexborHTMLParser(content, encoding=True)
    base, main = parser.css_first("base[href]"), parser.css_first("main, [role=main]")
    start = path if base is None else _start(base.attributes.get("href") or "", path, site_url)
    reader = _Reader(start, site_url, has_main=main is not None)
    _walk(parser.root, reader)
    return reader.document(path)


def blocks(content: str) -> list[Block]:
    """The top-level nodes of a piece of HTML in order, with text and comments between them."""
    # The parser gives its first node the HTML of all: the empty comment takes that upon itself.
    node = LexborHTMLParser("<!---->" + content, is_fragment=True).root
    found = []
    while node is not None and (node := node.next) is not None:
        tag = node.tag or ""
        name = "" if tag.startswith("-") else tag
        found.append(Block(name, node.id or "" if name else "", node.inner_html or "", node.html or ""))
    return found


def uses(tag: str, attributes: Attributes) -> Iterator[tuple[str, str]]:
    """Every address that an element uses: the attribute's name, and the address exactly as written."""
    for attribute in _ADDRESSES.get(tag, ()):
        if attribute not in attributes:
            continue
        value = attributes[attribute] or ""
        if attribute == "srcset":
            yield from ((attribute, candidate) for candidate in _candidates(value))
        elif attribute == "content":
            yield from _refresh(attributes, value)
        elif not _is_no_use(tag, attributes, value):
            yield attribute, value


# Every element and attribute whose address a browser follows or loads, in the order in which they are told.
_ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "meta": ("content",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
_FOLLOWED = frozenset({"a", "area", "form"})
_HINTS = frozenset({"dns-prefetch", "preconnect"})


def _is_no_use(tag: str, attributes: Attributes, value: str) -> bool:
    """Whether an attribute that could hold an address names no document here."""
    if tag == "link":
        rel = (attributes.get("rel") or "").lower().split()
        return bool(rel) and _HINTS.issuperset(rel)
    if tag == "input":
        return (attributes.get("type") or "").lower() != "image" or not value
    return tag == "img" and not value.strip()


def _candidates(srcset: str) -> Iterator[str]:
    """The addresses of a srcset; those that hold commas (`data:`) end at white space only."""
    at = 0
    while found := _CANDIDATE.match(srcset, at):
        address, at = found[1], found.end()
        if address.endswith(","):
            address = address.rstrip(",")
        else:
            at = _DESCRIPTORS.match(srcset, at).end()  # type: ignore[union-attr]  # it matches the empty text, too
        if address:
            yield address


_CANDIDATE = re.compile(r"[\s,]*(\S+)")
_DESCRIPTORS = re.compile(r"(?:[^,(]|\([^)]*(?:\)|$))*")
_REFRESH = re.compile(r"\s*[\d.]+[\s;,]+(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))", re.IGNORECASE | re.DOTALL)


def _refresh(attributes: Attributes, value: str) -> Iterator[tuple[str, str]]:
    if (attributes.get("http-equiv") or "").lower() == "refresh" and (found := _REFRESH.match(value)):
        address = found[1] or found[2] or found[3] or ""
        if address.strip():
            yield "content", address


def _start(base: str, path: str, site_url: str) -> str:
    """What relative addresses start from on a page with a `<base href>`."""
    target = resolve(base, path, site_url)
    if target.where == "site" or target.path.startswith(("http://", "https://")):
        return target.path
    return path


# Elements that do not part words: "wo<b>rd</b>" is one.
# fmt: off
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
# fmt: on
# What parts cells and rows of a table, which would else run together where search shows them.
_ENDS = {"td": " | ", "th": " | ", "tr": " · "}
_LAST_CELL = re.compile(r"(?:\| )+·")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_MARKED = frozenset({"a", "html", "img", "input", "meta", "source", "title"}) | _HEADINGS


def _walk(root: LexborNode | None, reader: "_Reader") -> None:
    """Shows the reader every node of a tree in order; without recursion, since pages may nest thousands deep."""
    node, scope = root, reader.outermost
    above: list[tuple[LexborNode, str, Scope]] = []
    while node is not None:
        tag = node.tag or "-"
        if tag == "-text":
            if scope.heard:
                reader.hear(node.text_content or "", scope)
        elif tag[0] != "-":
            inner = reader.enter(node, tag, scope)
            child = node.first_child
            if child is not None:
                above.append((node, tag, scope))
                node, scope = child, inner
                continue
            reader.leave(node, tag, scope)
        following = node.next
        while following is None and above:
            node, tag, scope = above.pop()
            reader.leave(node, tag, scope)
            following = node.next
        node = following


@dataclass(frozen=True, slots=True)
class _Anchor:
    """An `<a>` whose text is still being heard, and where that began; `index` is -1 where it is no link."""

    start: int
    attributes: Attributes
    index: int = -1


class _Reader:
    """Gathers a Document from the nodes of one page."""

    def __init__(self, start: str, site_url: str, *, has_main: bool) -> None:
        self.outermost = outermost(has_main=has_main)
        self._start, self._site_url = start, site_url
        self._resolved: dict[str, Address] = {}
        self._links: list[Link] = []
        self._images: list[Image] = []
        self._defines: set[str] = set()
        self._sections: list[Section] = []
        self._told: dict[str, str] = {}
        self._excuses: tuple[Excuse, ...] = ()
        self._heard: list[str] = []
        self._anchors: list[_Anchor] = []
        self._headings: list[int] = []
        self._section = Section("", "", "")
        self._text: list[str] = []
        self._picture = ""

    def hear(self, text: str, scope: Scope) -> None:
        """Takes in a piece of text."""
        self._heard.append(text)
        if scope.searched and not self._headings:
            self._text.append(text)

    def enter(self, node: LexborNode, tag: str, scope: Scope) -> Scope:
        """Takes in the start of an element; returns the scope of its contents."""
        attributes = node.attributes
        if tag not in _INLINE:
            self.hear(" ", scope)
        if attributes:
            if name := attributes.get("id"):
                self._defines.add(name)
            if tag in _ADDRESSES and tag != "a":
                self._use(tag, attributes, scope)
            scope = scope_of(tag, attributes, scope)
        elif tag in SCOPING:
            scope = scope_of(tag, attributes, scope)
        if tag in _MARKED:
            self._mark(node, tag, attributes, scope)
        return scope

    def leave(self, node: LexborNode, tag: str, scope: Scope) -> None:
        """Takes in the end of an element that stands in `scope`."""
        if tag == "a":
            self._end_anchor(self._anchors.pop(), node, scope)
        elif tag in _HEADINGS:
            self._end_heading(self._headings.pop(), node, tag, scope)
        elif tag not in _INLINE:
            self.hear(_ENDS.get(tag, " "), scope)

    def document(self, path: str) -> Document:
        """What was gathered."""
        self._end_section()
        return Document(
            path=path,
            title=self._told.get("title", ""),
            lang=self._told.get("lang", ""),
            heading=self._told.get("body h1") or self._told.get("h1", ""),
            description=self._told.get("description", ""),
            links=tuple(self._links),
            images=tuple(self._images),
            defines=frozenset(self._defines),
            sections=tuple(self._sections),
            excuses=self._excuses,
        )

    def _use(self, tag: str, attributes: Attributes, scope: Scope) -> None:
        """Takes in the addresses that an element uses; the link of an `<a>` is made when its text is known."""
        place = scope.place if tag in _FOLLOWED else "head"
        for attribute, href in uses(tag, attributes):
            self._links.append(self._link(tag, attribute, href, place, attributes))

    def _link(
        self, tag: str, attribute: str, href: str, place: Place, attributes: Attributes, index: int = -1, text: str = ""
    ) -> Link:
        target = self._resolved.get(href)
        if target is None:
            target = self._resolved[href] = resolve(href, self._start, self._site_url)
        number = len(self._links) if index < 0 else index
        return Link(href, target, text, place, tag, attribute, number, _excuses(attributes))

    def _mark(self, node: LexborNode, tag: str, attributes: Attributes, scope: Scope) -> None:
        """Takes in what only a few elements tell."""
        if tag == "a":
            self._begin_anchor(attributes)
        elif tag in _HEADINGS:
            self._headings.append(len(self._heard))
        elif tag in ("img", "input", "source"):
            self._see(node, tag, attributes, scope)
        elif tag == "html":
            self._told["lang"] = attributes.get("lang") or ""
        elif tag == "title" and scope.place == "head":
            self._told.setdefault("title", _collapsed(node.text()))
        elif tag == "meta":
            self._read_meta(attributes)

    def _begin_anchor(self, attributes: Attributes) -> None:
        if name := attributes.get("name"):
            self._defines.add(name)
        if "href" in attributes:
            self._anchors.append(_Anchor(len(self._heard), attributes, len(self._links)))
            self._links.append(_UNHEARD)
        else:
            self._anchors.append(_Anchor(len(self._heard), attributes))

    def _end_anchor(self, anchor: _Anchor, node: LexborNode, scope: Scope) -> None:
        if anchor.index < 0:
            return
        attributes = anchor.attributes
        text = _collapsed("".join(self._heard[anchor.start :])) or attributes.get("aria-label") or _alt(node)
        href = attributes["href"] or ""
        self._links[anchor.index] = self._link("a", "href", href, scope.place, attributes, anchor.index, text)

    def _end_heading(self, start: int, node: LexborNode, tag: str, scope: Scope) -> None:
        title = _collapsed("".join(self._heard[start:]))
        if tag == "h1":
            self._told.setdefault("body h1" if scope.place == "body" else "h1", title)
        if scope.searched and not self._headings:
            self._end_section()
            self._section = Section(node.id or _answer_id(node), title, "")

    def _end_section(self) -> None:
        text = _LAST_CELL.sub("·", _collapsed("".join(self._text))).strip(" |·")
        if text or self._section.title:
            self._sections.append(replace(self._section, text=text))
        self._text.clear()

    def _see(self, node: LexborNode, tag: str, attributes: Attributes, scope: Scope) -> None:
        """Takes in an image, whose source may be a `<source>` before it, if that is for any screen."""
        if tag == "source":
            sure = "media" not in attributes and "type" not in attributes
            self._picture = next(_candidates(attributes.get("srcset") or ""), "") if sure else ""
            return
        if tag == "input" and (attributes.get("type") or "").lower() != "image":
            return
        pictured = self._picture if node.parent is not None and node.parent.tag == "picture" else ""
        src = (attributes.get("src") or "").strip() or next(_candidates(attributes.get("srcset") or ""), pictured)
        alt = (attributes["alt"] or "") if "alt" in attributes else attributes.get("aria-label")
        hidden = scope.hidden or attributes.get("role") in ("none", "presentation")
        self._images.append(Image(src, alt, hidden, scope.place, len(self._images), _excuses(attributes)))

    def _read_meta(self, attributes: Attributes) -> None:
        name, content = (attributes.get("name") or "").lower(), attributes.get("content") or ""
        if name == "description":
            self._told.setdefault("description", _collapsed(content))
        elif name == "hubgen:excuse":
            self._excuses += _excuse(content)


# Keeps a link's place in the list until its text is known.
_UNHEARD = Link("", Address("malformed"), "", "head", "a", "href", -1)


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _alt(link: LexborNode) -> str:
    """What the images in a link without words say."""
    return _collapsed(" ".join(image.attributes.get("alt") or "" for image in link.css("img")))


def _answer_id(heading: LexborNode) -> str:
    """The anchor of a question whose address stands on its answer: the element after the `<summary>` around it."""
    summary = heading.parent
    if summary is None or summary.tag != "summary":
        return ""
    following = summary.next
    while following is not None and not following.is_element_node:
        following = following.next
    return following.id or "" if following is not None else ""


def _excuses(attributes: Attributes) -> tuple[Excuse, ...]:
    """The excuses of an element, as in `broken-link: the page comes in May; missing-alt: so does the text`."""
    written = attributes.get("data-hubgen-excuse")
    if not written:
        return ()
    return tuple(excuse for part in _NEXT_EXCUSE.split(written) for excuse in _excuse(part))


# A reason may hold semicolons: another excuse begins only where a check's id follows.
_NEXT_EXCUSE = re.compile(r";\s*(?=[a-z]+(?:-[a-z]+)*\s*:)")


def _excuse(written: str) -> tuple[Excuse, ...]:
    """One excuse, or none where no check is named; without a reason it stays, to be told of."""
    check, _, reason = written.partition(":")
    return (Excuse(check.strip(), reason.strip()),) if check.strip() else ()

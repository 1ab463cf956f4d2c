"""Built HTML -> Document, as a browser sees it; the one module that imports the HTML parser."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, overload

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hubgen.addresses import ADDRESSES, FOLLOWED, candidates, purpose, uses
from hubgen.landmarks import SCOPING, TELLING, Attributes, Scope, outermost, scope_of
from hubgen.limits import refusal
from hubgen.model import Document, Excuse, Heading, Image, Link, Section
from hubgen.urls import resolve


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level node of a piece of HTML; `tag` and `id` are "" where it is no element or has none."""

    tag: str
    id: str
    inner: str
    html: str


def read(path: str, content: bytes, site_url: str = "", *, text: bool = True) -> Document:
    """A built page as its links, images, anchors and headings, and its text unless that is not asked for.

    Never raises; of a page that is too much for the parser only the reason comes back (see `limits`).
    """
    if reason := refusal(content):
        return Document(path, unread=reason)
    parser = LexborHTMLParser(content, encoding=True)
    tree = _Tree(parser)
    base = parser.css_first("base[href]")
    start = path if base is None else _start(base.attributes.get("href") or "", path, site_url)
    reader = _Reader(tree, start, site_url)
    for found in tree.telling:
        reader.take(found)
    return reader.document(path, tuple(tree.sections()) if text else ())


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
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_SECTIONING = frozenset({"h1", "h2", "h3", "h4"})
_TOLD = frozenset({"html", "title"}) | _LEVELS.keys() | ADDRESSES.keys()
_MARKED = "[id], a[name]"
_NO_ATTRIBUTES: Attributes = {}


class _Element(NamedTuple):
    """An element that tells something; `outer` is the scope it stands in, `inner` that of its contents."""

    node: LexborNode
    tag: str
    attributes: Attributes
    outer: Scope
    inner: Scope


class _Tree:
    """The elements of a page, each looked at once in document order: its scope, and whether it tells something.

    Text stays with the parser, which hands out that of a whole element at once. `mixed` holds the elements for which
    this would not do: their text has gaps, or parts that nobody hears.
    """

    def __init__(self, parser: LexborHTMLParser) -> None:
        self.marked = [(node.id, node.attributes.get("name")) for node in parser.css(_MARKED)]
        self.telling: list[_Element] = []
        self.entries: list[LexborNode] = []
        self._scopes: dict[int, Scope] = {}
        self._mixed: set[int] = set()
        outside = outermost(has_main=parser.css_first("main, [role=main]") is not None)
        telling = {node.mem_id for node in parser.css(TELLING)}
        # Half of the time goes into this loop; local names save a tenth of it.
        scopes, mixed = self._scopes, self._mixed
        for node in parser.css("*"):
            tag, number, parent = node.tag or "-", node.mem_id, node.parent
            above = parent.mem_id if parent is not None else 0
            outer = inner = scopes.get(above, outside)
            told = tag in _TOLD
            attributes = node.attributes if told or number in telling else _NO_ATTRIBUTES
            if tag in SCOPING or number in telling:
                inner = scope_of(tag, attributes or node.attributes, outer)
                if inner.heard is not outer.heard or inner.searched is not outer.searched:
                    self._mix(parent)
                if inner.searched and not outer.searched:
                    self.entries.append(node)
            scopes[number] = inner
            if above not in mixed and tag not in _INLINE:
                self._mix(parent)
            if told:
                self.telling.append(_Element(node, tag, attributes, outer, inner))
        if outside.searched and parser.root is not None:
            self.entries.insert(0, parser.root)

    def text(self, node: LexborNode) -> str:
        """The words in an element that customers see."""
        if node.mem_id not in self._mixed:
            return _collapsed(node.text()) if self._scopes[node.mem_id].heard else ""
        return _collapsed("".join(self._pieces(node, lambda scope: scope.heard)))

    def sections(self) -> list[Section]:
        """The page's own text, from heading to heading."""
        found: list[Section] = []
        section, pieces = Section("", "", ""), list[str]()
        for entry in self.entries:
            for piece in self._pieces(entry, lambda scope: scope.searched, headings=True):
                if isinstance(piece, str):
                    pieces.append(piece)
                    continue
                found.append(replace(section, text=_joined(pieces)))
                section, pieces = Section(_anchor_of(piece), self.text(piece), ""), []
        found.append(replace(section, text=_joined(pieces)))
        return [each for each in found if each.text or each.title]

    def _mix(self, node: LexborNode | None) -> None:
        """Notes an element, and the inline ones around it, as one whose text the parser cannot hand out whole."""
        while node is not None and node.mem_id not in self._mixed:
            self._mixed.add(node.mem_id)
            node = node.parent if node.tag in _INLINE else None

    @overload
    def _pieces(self, top: LexborNode, wanted: Callable[[Scope], bool]) -> Iterator[str]: ...
    @overload
    def _pieces(
        self, top: LexborNode, wanted: Callable[[Scope], bool], *, headings: bool
    ) -> Iterator[str | LexborNode]: ...
    def _pieces(
        self, top: LexborNode, wanted: Callable[[Scope], bool], *, headings: bool = False
    ) -> Iterator[str | LexborNode]:
        """The text in an element piece by piece; headings that begin a section as nodes, where they are asked for.

        Without recursion, since pages may nest thousands deep.
        """
        above: list[LexborNode] = []
        node, hears = top.first_child, wanted(self._scopes[top.mem_id])
        while node is not None:
            tag = node.tag or "-"
            if tag == "-text":
                if hears:
                    yield node.text_content or ""
            elif tag[0] != "-":
                if tag not in _INLINE:
                    yield " "
                number = node.mem_id
                inner = wanted(self._scopes[number])
                if headings and inner and tag in _SECTIONING:
                    yield node
                elif inner and number in self._mixed and (child := node.first_child) is not None:
                    above.append(node)
                    node, hears = child, inner
                    continue
                elif inner:
                    yield node.text()
                if tag not in _INLINE:
                    yield _ENDS.get(tag, " ")
            while node.next is None and above:
                node = above.pop()
                hears = wanted(self._scopes[node.parent.mem_id]) if node.parent is not None else False
                if node.tag not in _INLINE:
                    yield _ENDS.get(node.tag or "", " ")
            node = node.next


class _Reader:
    """Gathers a Document from the telling elements of one page."""

    def __init__(self, tree: _Tree, start: str, site_url: str) -> None:
        self._tree, self._start, self._site_url = tree, start, site_url
        self._links: list[Link] = []
        self._images: list[Image] = []
        self._headings: list[Heading] = []
        self._told: dict[str, str] = {}
        self._excuses: tuple[Excuse, ...] = ()

    def take(self, found: _Element) -> None:
        """Takes in one element."""
        tag, attributes = found.tag, found.attributes
        if tag in ADDRESSES:
            self._take_uses(found)
            if tag in ("img", "input"):
                self._take_image(found)
            elif tag == "meta":
                self._take_meta(attributes)
        elif tag in _LEVELS:
            text = self._tree.text(found.node)
            self._headings.append(Heading(_LEVELS[tag], _anchor_of(found.node), text, found.outer.place))
        elif tag == "html":
            self._told["lang"] = attributes.get("lang") or ""
        elif tag == "title" and found.outer.place == "head":
            self._told.setdefault("title", _collapsed(found.node.text()))

    def document(self, path: str, sections: tuple[Section, ...]) -> Document:
        """What was gathered."""
        ids = Counter(name for name, _ in self._tree.marked if name)
        mains = [heading for heading in self._headings if heading.level == 1]
        return Document(
            path=path,
            title=self._told.get("title", ""),
            lang=self._told.get("lang", ""),
            heading=next((each.text for each in mains if each.place == "body"), mains[0].text if mains else ""),
            description=self._told.get("description", ""),
            links=tuple(self._links),
            images=tuple(self._images),
            defines=frozenset(ids) | {name for _, name in self._tree.marked if name},
            repeated=tuple(name for name, times in ids.items() if times > 1),
            headings=tuple(self._headings),
            sections=sections,
            excuses=self._excuses,
        )

    def _take_uses(self, found: _Element) -> None:
        _, tag, attributes, outer, _ = found
        place, text = (outer.place, self._words(found)) if tag in FOLLOWED else ("head", "")
        rel, excuses = purpose(tag, attributes), _excuses(attributes)
        for attribute, href in uses(tag, attributes):
            target = resolve(href, self._start, self._site_url)
            self._links.append(Link(href, target, text, place, tag, attribute, len(self._links), excuses, rel))

    def _words(self, found: _Element) -> str:
        """What a link says: its text, its label, or what its images say."""
        if found.tag != "a" or not found.attributes:
            return ""
        return self._tree.text(found.node) or found.attributes.get("aria-label") or _alt(found.node)

    def _take_image(self, found: _Element) -> None:
        attributes = found.attributes
        if found.tag == "input" and (attributes.get("type") or "").lower() != "image":
            return
        src = (attributes.get("src") or "").strip() or next(candidates(attributes.get("srcset") or ""), "")
        alt = (attributes["alt"] or "") if "alt" in attributes else attributes.get("aria-label")
        hidden = found.inner.hidden or attributes.get("role") in ("none", "presentation")
        place, number = found.outer.place, len(self._images)
        self._images.append(Image(src or _pictured(found.node), alt, hidden, place, number, _excuses(attributes)))

    def _take_meta(self, attributes: Attributes) -> None:
        name, content = (attributes.get("name") or "").lower(), attributes.get("content") or ""
        if name == "description":
            self._told.setdefault("description", _collapsed(content))
        elif name == "hubgen:excuse":
            self._excuses += _excuse(content)


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _joined(pieces: Sequence[str]) -> str:
    return _LAST_CELL.sub("·", _collapsed("".join(pieces))).strip(" |·")


def _alt(link: LexborNode) -> str:
    """What the images in a link without words say."""
    return _collapsed(" ".join(image.attributes.get("alt") or "" for image in link.css("img")))


def _pictured(image: LexborNode) -> str:
    """The source of an image that has none of its own: that of a `<source>` right before it, if for any screen."""
    before = image.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is None or before.tag != "source" or image.parent is None or image.parent.tag != "picture":
        return ""
    attributes = before.attributes
    sure = "media" not in attributes and "type" not in attributes
    return next(candidates(attributes.get("srcset") or ""), "") if sure else ""


def _anchor_of(heading: LexborNode) -> str:
    """A heading's anchor; of a question that of its answer, the element after the `<summary>` around it."""
    summary = heading.parent
    if heading.id or summary is None or summary.tag != "summary":
        return heading.id or ""
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

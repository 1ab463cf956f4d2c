"""Built HTML -> Document, as a browser sees it; the one module that imports the HTML parser."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import overload

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hubgen.addresses import ADDRESSES, FOLLOWED, candidates, css_addresses, purpose, uses
from hubgen.charset import in_utf8
from hubgen.landmarks import CHANGING, SCOPING, Attributes, Scope, outermost, scope_of
from hubgen.limits import refusal
from hubgen.model import Address, Document, Excuse, Heading, Image, Link, Place, Section
from hubgen.urls import resolve, resolver


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
    written = in_utf8(content)
    parser = LexborHTMLParser(written)
    base = next((node for node in parser.css("base[href]") if not _is_drawn(node)), None)
    start, fault = _start(base.attributes["href"] or "", path, site_url) if base is not None else (path, "")
    reader = _Reader(_Tree(parser), start, site_url)
    if base is not None and fault:
        reader.take_base(base, fault)
    for node in parser.css("*"):
        tag = node.tag
        if tag in _TELLING:
            reader.take(node, tag)
    small = written.lower()
    if b"url(" in small or b"@import" in small:
        for node in parser.css("style, [style*='url(' i]"):
            reader.take_style(node)
    if b"background" in small:
        for node in parser.css(", ".join(f"{tag}[background]" for tag in _WITH_BACKGROUND)):
            reader.take(node, node.tag or "")
    return reader.document(path, parser, text=text)


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


def without_code(content: bytes) -> tuple[list[Section], list[str]]:
    """The sections of a page and the texts of each `<a>`, as `read` has them, with a dash for each letter in code."""
    parser = LexborHTMLParser(in_utf8(content))
    inside: set[int] = set()
    written: list[LexborNode] = []
    for node in parser.root.traverse(include_text=True) if parser.root is not None else ():
        if node.tag in _CODE or (node.parent is not None and node.parent.mem_id in inside):
            inside.add(node.mem_id)
            if node.tag == "-text":
                written.append(node)
    for node in written:
        node.replace_with(re.sub(r"\w", "-", node.text_content or ""))
    tree = _Tree(parser)
    anchors = (each for node in parser.css("a") for each in tree.anchor(node, tree.inside(node.parent)))
    return tree.sections(), [text for _, _, text, _ in anchors]


_CODE = frozenset({"code", "kbd", "pre", "samp", "var"})


def _start(base: str, path: str, site_url: str) -> tuple[str, str]:
    """What relative addresses start from on a page with a `<base href>`, and what is wrong with that, or ""."""
    told = resolve(base, path, site_url)
    if told.where == "site" or (told.where == "outside" and told.path.startswith(("http://", "https://"))):
        return told.path, ""
    # Browsers pass over these two without a word.
    return path, "" if told.path.startswith(("data:", "javascript:")) else told.problem or _NO_BASE


def _is_drawn(node: LexborNode) -> bool:
    """Whether an element stands in a drawing or a formula, where HTML's own mean nothing."""
    parent = node.parent
    while parent is not None and parent.tag not in ("svg", "math"):
        parent = parent.parent
    return parent is not None


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
_WITH_BACKGROUND = [tag for tag, attributes in ADDRESSES.items() if "background" in attributes]
# A base comes before all others; of tables and their cells few have a background, and those come after.
_TELLING = (frozenset({"html", "title"}) | _LEVELS.keys() | ADDRESSES.keys()) - {"base", *_WITH_BACKGROUND}
# So many nodes are looked through for the text of an element before it is walked with care; most have one to five.
_MOST_AT_ONCE = 200
_NO_BASE = "begins with neither http: nor https:, so that no other address on the page leads anywhere"
_Anchor = tuple[str, str, str, tuple[Excuse, ...]]
# What short links tell, by their HTML and whether they are heard.
_ANCHORS: dict[tuple[str, bool], tuple[_Anchor, ...]] = {}
_LONGEST_KEPT = 300
_MOST_KEPT = 50_000


class _Tree:
    """The scopes of a page's elements and the text in them, each found out when it is asked for."""

    def __init__(self, parser: LexborHTMLParser) -> None:
        self._mains = parser.css("main, [role=main]")
        self._tops = self._mains or ([parser.root] if parser.root is not None else [])
        self._outside = outermost(has_main=bool(self._mains))
        self._changing = {node.mem_id for node in parser.css(CHANGING)}
        self._scopes: dict[int, Scope] = {}

    def inside(self, node: LexborNode | None) -> Scope:
        """The scope of an element's contents."""
        unknown: list[tuple[int, LexborNode]] = []
        scope = self._outside
        while node is not None:
            number = node.mem_id
            if found := self._scopes.get(number):
                scope = found
                break
            unknown.append((number, node))
            node = node.parent
        for number, node in reversed(unknown):
            tag = node.tag or ""
            if tag in SCOPING or number in self._changing:
                scope = scope_of(tag, node.attributes, scope)
            self._scopes[number] = scope
        return scope

    def text(self, node: LexborNode, outer: Scope) -> str:
        """The words that customers see in an element, which stands in the scope `outer`."""
        if not outer.heard or (node.mem_id in self._changing and not self.inside(node).heard):
            return ""
        text = self._at_once(node)
        return _collapsed("".join(self._pieces(node, lambda scope: scope.heard)) if text is None else text)

    def anchor(self, node: LexborNode, outer: Scope) -> Sequence[_Anchor]:
        """What an `<a>` in the scope `outer` leads to and says: its text, its label, or what its images say."""
        # The entries of a menu are the same on each of a thousand pages, and to have the parser write their HTML takes
        # a fifth of the time that it takes to look at them.
        written = node.html or ""
        found = _ANCHORS.get((written, outer.heard))
        if found is None:
            attributes = node.attributes
            addresses = uses("a", attributes)
            text = (addresses and (self.text(node, outer) or attributes.get("aria-label") or _alt(node))) or ""
            found = tuple((attribute, href, text, _excuses(attributes)) for attribute, href in addresses)
            if len(written) <= _LONGEST_KEPT and len(_ANCHORS) < _MOST_KEPT:
                _ANCHORS[written, outer.heard] = found
        return found

    def sections(self) -> list[Section]:
        """The page's own text, from heading to heading."""
        found: list[Section] = []
        section, pieces = Section("", "", ""), list[str]()
        for top in self._tops:
            if self._mains and self.inside(top.parent).searched:
                continue
            for piece in self._pieces(top, lambda scope: scope.searched, headings=True):
                if isinstance(piece, str):
                    pieces.append(piece)
                    continue
                found.append(replace(section, text=_joined(pieces)))
                section, pieces = Section(_anchor_of(piece), self.text(piece, self.inside(piece.parent)), ""), []
        found.append(replace(section, text=_joined(pieces)))
        return [each for each in found if each.text or each.title]

    def _at_once(self, node: LexborNode) -> str | None:
        """The text in an element that holds only text and elements that do not part words; None of any other."""
        pieces: list[str] = []
        for seen, each in enumerate(islice(node.traverse(include_text=True), _MOST_AT_ONCE)):
            tag = each.tag
            if tag == "-text":
                pieces.append(each.text_content or "")
            elif seen and (tag not in _INLINE or each.mem_id in self._changing):
                return None
        return "".join(pieces) if seen < _MOST_AT_ONCE - 1 else None

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
        node, hears = top.first_child, wanted(self.inside(top))
        while node is not None:
            tag = node.tag or "-"
            if tag == "-text":
                if hears:
                    yield node.text_content or ""
            elif tag[0] != "-":
                if tag not in _INLINE:
                    yield " "
                if wanted(self.inside(node)):
                    if headings and tag in _SECTIONING:
                        yield node
                    elif (at_once := self._at_once(node)) is not None:
                        yield at_once
                    elif (child := node.first_child) is not None:
                        above.append(node)
                        node, hears = child, True
                        continue
                if tag not in _INLINE:
                    yield _ENDS.get(tag, " ")
            while node.next is None and above:
                node, hears = above.pop(), True
                if node.tag not in _INLINE:
                    yield _ENDS.get(node.tag or "", " ")
            node = node.next


class _Reader:
    """Gathers a Document from the telling elements of one page."""

    def __init__(self, tree: _Tree, start: str, site_url: str) -> None:
        self._tree, self._resolve = tree, resolver(start, site_url)
        self._links: list[Link] = []
        self._images: list[Image] = []
        self._headings: list[Heading] = []
        self._told: dict[str, str] = {}
        self._excuses: tuple[Excuse, ...] = ()

    def take(self, node: LexborNode, tag: str) -> None:
        """Takes in one element."""
        if tag == "a":
            self._take_anchor(node)
        elif tag in ADDRESSES:
            attributes = node.attributes
            self._take_uses(node, tag, attributes)
            if tag in ("img", "input"):
                self._take_image(node, tag, attributes)
            elif tag == "meta":
                self._take_meta(attributes)
        elif tag in _LEVELS:
            outer = self._tree.inside(node.parent)
            self._headings.append(Heading(_LEVELS[tag], _anchor_of(node), self._tree.text(node, outer), outer.place))
        elif tag == "html":
            self._told["lang"] = node.attributes.get("lang") or ""
        elif self._tree.inside(node.parent).place == "head":
            self._told.setdefault("title", _collapsed(node.text()))

    def take_style(self, node: LexborNode) -> None:
        """Takes in what the CSS of a page itself loads, as if `<style>` had an address; it comes after all others."""
        attributes = node.attributes
        css = node.text() if node.tag == "style" else attributes.get("style") or ""
        for href, _ in css_addresses(css):
            self._take("style", "style", href, attributes)

    def take_base(self, node: LexborNode, fault: str) -> None:
        """Takes in a `<base>` that leads nowhere, as an address at fault."""
        attributes = node.attributes
        href = attributes.get("href") or ""
        target = Address("malformed", path=href, problem=fault)
        self._links.append(Link(href, target, "", "head", "base", "href", 0, _excuses(attributes)))

    def document(self, path: str, parser: LexborHTMLParser, *, text: bool) -> Document:
        """What was gathered, and the anchors of the page."""
        ids = Counter(node.id for node in parser.css("[id]") if node.id)
        names = {node.attributes.get("name") or "" for node in parser.css("a[name]")}
        mains = [heading for heading in self._headings if heading.level == 1]
        return Document(
            path=path,
            title=self._told.get("title", ""),
            lang=self._told.get("lang", ""),
            heading=next((each.text for each in mains if each.place == "body"), mains[0].text if mains else ""),
            description=self._told.get("description", ""),
            links=tuple(self._links),
            images=tuple(self._images),
            defines=frozenset(ids) | (names - {""}),
            repeated=tuple(name for name, times in ids.items() if times > 1),
            headings=tuple(self._headings),
            sections=tuple(self._tree.sections()) if text else (),
            excuses=self._excuses,
        )

    def _take_anchor(self, node: LexborNode) -> None:
        outer = self._tree.inside(node.parent)
        for attribute, href, text, excuses in self._tree.anchor(node, outer):
            target = self._resolve(href)
            self._links.append(Link(href, target, text, outer.place, "a", attribute, len(self._links), excuses))

    def _take_uses(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        place: Place = self._tree.inside(node.parent).place if tag in FOLLOWED else "head"
        for attribute, href in uses(tag, attributes):
            rel = purpose(tag, attributes)
            # Browsers that run scripts stay where a refresh is for all others.
            if rel == "refresh" and node.parent is not None and node.parent.tag == "noscript":
                rel = ""
            self._take(tag, attribute, href, attributes, place, rel)

    def _take(
        self, tag: str, attribute: str, href: str, attributes: Attributes, place: Place = "head", rel: str = ""
    ) -> None:
        """Takes in one use of an address."""
        target, excuses = self._resolve(href), _excuses(attributes)
        self._links.append(Link(href, target, "", place, tag, attribute, len(self._links), excuses, rel))

    def _take_image(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        if tag == "input" and (attributes.get("type") or "").lower() != "image":
            return
        src = (attributes.get("src") or "").strip() or next(candidates(attributes.get("srcset") or ""), "")
        alt = (attributes["alt"] or "") if "alt" in attributes else attributes.get("aria-label")
        hidden = self._tree.inside(node).hidden or attributes.get("role") in ("none", "presentation")
        place, number = self._tree.inside(node.parent).place, len(self._images)
        self._images.append(Image(src or _pictured(node), alt, hidden, place, number, _excuses(attributes)))

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

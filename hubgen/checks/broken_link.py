"""A link, an image or a file of the page that leads to nothing, or an address that no browser understands.

Customers who follow it meet an error page where they expected an answer. Only the site's own files are looked for;
`broken-external-link` visits other sites, where that is asked for.

Bad:
    index.html:
        <a href="retuns.html">Returns</a> <a href="mailto:">Mail us</a> <img src="" alt="Map">
    returns.html:
        <h1>Returns</h1>

Good:
    index.html:
        <a href="returns.html">Returns</a> <a href="mailto:help@example.com">Mail us</a>
    returns.html:
        <h1>Returns</h1>
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import takewhile
from posixpath import basename, splitext
from typing import Final
from urllib.parse import unquote

from hubgen.links import ASIDE, MARKDOWN, address_of, built_address, file_of, heading_owners, markdown_of, reached
from hubgen.model import Finding, Link, Page, Site
from hubgen.registry import nearest
from hubgen.urls import resolve

topic: Final = "links"
severity: Final = "error"

# Elements that load nothing from an empty address; an empty link leads to the page itself.
_LOADING = frozenset({"audio", "embed", "input", "link", "meta", "object", "script", "source", "track", "video"})

_INSIDE = "link to a file of the site, or to a whole address (https://...)"
_ON_ONE_COMPUTER = re.compile(r"\s*(?:file|[a-z]):", re.IGNORECASE)
_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039\u203a"

# What Material and hubgen add to a site: nobody means it by a link in a text.
_ADDED = re.compile(r"(?:assets/(?:hubgen\.|images/favicon\.|javascripts/|search/|stylesheets/)|search/)(?!.*\.html$)")


def check(site: Site) -> Iterator[Finding]:
    """One finding for each use of an address."""
    likely = _Likely(site)
    # Most links lead to a file of the site that others lead to, too: those need no second look.
    sound: set[str] = set()
    for path, document in sorted(site.documents.items()):
        for link in document.links:
            in_site = link.target.where == "site"
            if in_site and link.target.path in sound and link.href[:1] > " ":
                continue
            if fault := _fault(link, path, site, likely, html=False):
                _, in_html = _fault(link, path, site, likely, html=True) or fault
                yield Finding(path, *fault, link=link, in_html=in_html)
            elif in_site:
                sound.add(link.target.path)
        for image in document.images:
            if not image.src:
                yield Finding(path, "an image has no address", 'write its file, as in src="map.svg"', image=image)


def _fault(link: Link, page: str, site: Site, likely: "_Likely", *, html: bool) -> tuple[str, str] | None:
    """What is wrong with a link, and how to mend it where it is written in Markdown, or as HTML."""
    target, shown = link.target, link.href if len(link.href) <= 120 else f"{link.href[:117]}..."
    if target.where == "malformed":
        return f'the address "{shown}" {target.problem}', "write the whole address, or take the link out"
    if not link.href.strip() and link.tag in _LOADING:
        element = f"<{link.tag}> ({link.rel})" if link.tag == "meta" else f"<{link.tag}>"
        return f"a {element} has an empty {link.attribute}", f"write the file's address, or take the {link.tag} out"
    if _ON_ONE_COMPUTER.match(link.href):
        return f'"{shown}" is a file on one computer only', "put the file into the content and link to it there"
    if target.where == "outside" or reached(target, site) is not None:
        return None
    if _climbs(link.href, page):
        return f'"{shown}" leads out of the site', _INSIDE
    message, remedy = _nothing(link, page, site, likely, html=html)
    return f'"{shown}" {message}', remedy


def _nothing(link: Link, page: str, site: Site, likely: "_Likely", *, html: bool) -> tuple[str, str]:
    """What an address of the site names that is not there, and how to mend it."""
    own, path, close = markdown_of(link, page, site), link.target.path, likely.file(link.target.path)
    if (plain := link.href.strip(_QUOTES)) != link.href:
        beside = likely.beside(_seen(plain, own))
        meant = address_of(beside, _fragment(plain), link, page, site, html=html) if beside else plain
        return "has typographic quotes around it", f"write {meant} without them"
    in_markdown = (link.tag, link.attribute) in MARKDOWN
    if own and in_markdown and _climbs(link.href, own.src) and not close and not path.endswith("/"):
        return "leads out of the site", _INSIDE
    seen = _seen(link.href, own)
    if draft := likely.draft(seen) or likely.draft(path):
        return f"leads to nothing: {draft} is a draft", "take the link out, or `draft: true` out of its front matter"
    if beside := likely.beside(seen):
        return f"leads to nothing: the site has no {path}", _instead(beside, link, page, site, html=html)
    if close and _composed_otherwise(close, path):
        what = "rename the file" if unicodedata.is_normalized("NFC", path) else "type the address anew"
        name = f"the name of the file {file_of(close, site)} looks the same, but composes its letters otherwise"
        return f"leads to nothing: {name}", f"{what}, with composed letters (Unicode NFC)"
    file = seen if in_markdown and splitext(seen)[1] not in ("", ".html", ".md") else ""
    absence = f"the content has no {file}" if file else likely.absence(path)
    return f"leads to nothing: {absence}", _meant(link, page, site, likely, html=html)


def _meant(link: Link, page: str, site: Site, likely: "_Likely", *, html: bool) -> str:
    """What an address that leads to nothing was probably meant to be."""
    bare = re.sub(r"^(?:\.{0,2}/)+", "", link.href)
    if re.fullmatch(r"[^@/\s]+@[^@/\s]+\.\w+", bare):
        return f"did you mean mailto:{bare}?"
    if bare.startswith("www."):
        return f"did you mean https://{bare}?"
    close = likely.file(link.target.path) or likely.owner(link.target.fragment)
    if close:
        return f"did you mean {address_of(close, _fragment(link.href), link, page, site, html=html)}?"
    return "correct the address, or take the link out"


def _seen(href: str, own: Page | None) -> str:
    """What an address names as seen from the Markdown file, or ""; MkDocs finds it for Markdown only."""
    if own is None or href.startswith(("/", "\\")) or _climbs(href, own.src):
        return ""
    return resolve(href, own.src).path


def _instead(path: str, link: Link, page: str, site: Site, *, html: bool) -> str:
    """What to write where an address that MkDocs would have found in Markdown stayed as it is."""
    if "\\" in link.href:
        return f"write / instead of \\: {address_of(path, _fragment(link.href), link, page, site, html=html)}"
    address = f"{built_address(path, link, page)}{_fragment(link.href)}"
    text = MARKDOWN.get((link.tag, link.attribute))
    markdown = f", or link as Markdown does, {text}({link.href})" if text else ""
    return f"addresses in HTML stay as they are: write {address} there{markdown}"


def _fragment(href: str) -> str:
    _, sign, fragment = href.partition("#")
    return sign + fragment


def _climbs(href: str, page: str) -> bool:
    """Whether an address climbs above the folder of all pages, seen from one of its files."""
    if not href.startswith(".."):
        return False
    depth = page.count("/")
    for step in href.partition("#")[0].partition("?")[0].split("/"):
        depth += -1 if step == ".." else step not in ("", ".")
        if depth < 0:
            return True
    return False


class _Likely:
    """Finds what an address that leads to nothing was probably meant to be."""

    def __init__(self, site: Site) -> None:
        files = [path for path in site.files if not (site.pages and _ADDED.match(path))]
        self._addresses = {_plain(path): path for path in sorted(files, reverse=True)}
        self._drafts = {_plain(unquote(draft.url)): draft.src for draft in site.drafts if draft.url}
        # Pages, and files of other kinds: neither is meant by the name of the other.
        self._names: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
        for plain, path in sorted(self._addresses.items()):
            name, ending = splitext(basename(plain))
            self._names[bool(ending)].setdefault(name, []).append(path)
        self._found: dict[str, str] = {}
        self._built = {page.src: page.path for page in site.pages.values()}
        self._folders = {file[: slash.end()] for file in site.files for slash in re.finditer("/", file)}
        self._site = site
        self._owners: Mapping[str, list[str]] | None = None

    def draft(self, path: str) -> str:
        """The Markdown file of the draft that an address names, with the folder of the content before it, or ""."""
        return self._drafts.get(_plain(path), "")

    def beside(self, path: str) -> str:
        """The built file of a file of the content, or ""."""
        no_page = path in self._site.files and path not in self._site.pages and path not in ASIDE
        return self._built.get(path, path if no_page else "")

    def absence(self, path: str) -> str:
        """What is not there, of an address that leads to nothing."""
        if path.endswith(".md") and self._built and path not in self._built:
            return f"the content has no page {path.rpartition('/')[2]}"
        if (folder := f"{path.rstrip('/')}/") in self._folders:
            return f"the folder {folder} has no index page"
        return f"the site has no {path or 'front page'}"

    def owner(self, fragment: str) -> str:
        """The only page that has a heading of this anchor, or ""."""
        if self._owners is None:
            self._owners = heading_owners(self._site)
        owners = self._owners.get(fragment, []) if fragment else []
        return owners[0] if len(owners) == 1 else ""

    def file(self, path: str) -> str:
        """The built file that an address means but for its spelling, or the only one of such a name, or ""."""
        if path not in self._found:
            self._found[path] = self._search(_plain(path))
        return self._found[path]

    def _search(self, plain: str) -> str:
        if plain in self._addresses:
            return self._addresses[plain]
        name, ending = splitext(basename(plain))
        names = self._names[bool(ending)]
        # Comparing spellings takes 20 ms for 1,000 names.
        close = name if name in names else nearest(name, names) if len(names) <= 5000 else ""
        paths = names.get(close, []) if close else []
        # Of several files of one name, the one whose folder shares most of its path with what was written.
        alike = {path: (path.lower().endswith(ending), _steps_shared(_plain(path), plain)) for path in paths}
        best = [path for path in paths if alike[path] == max(alike.values())]
        return best[0] if len(best) == 1 or (best and close == name) else ""


def _steps_shared(one: str, other: str) -> int:
    """How many folders two paths share from the root on."""
    pairs = zip(one.split("/")[:-1], other.split("/")[:-1], strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _composed_otherwise(one: str, other: str) -> bool:
    """Whether two addresses of one name differ in how their letters are composed."""
    same_name = basename(_plain(one)) == basename(_plain(other))
    return same_name and unicodedata.is_normalized("NFC", one) != unicodedata.is_normalized("NFC", other)


def _plain(path: str) -> str:
    """An address without what may be written this way or that: capitals, accents, `index.html`, endings, last slash."""
    plain = unicodedata.normalize("NFC", path).lower().removesuffix("index.html").removesuffix("index.md").rstrip("/")
    return plain.removesuffix(".html").removesuffix(".htm").removesuffix(".md")

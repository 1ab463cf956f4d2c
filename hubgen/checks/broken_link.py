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
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Final

from hubgen.links import ASIDE, MARKDOWN, address_of, built_address, heading_owners, markdown_of, reached
from hubgen.model import Finding, Link, Page, Site
from hubgen.registry import nearest
from hubgen.urls import resolve

topic: Final = "links"
severity: Final = "error"

# Elements that load nothing from an empty address; an empty link leads to the page itself.
_LOADING = frozenset({"audio", "embed", "input", "link", "meta", "object", "script", "source", "track", "video"})

_ON_ONE_COMPUTER = re.compile(r"\s*(?:file|[a-z]):", re.IGNORECASE)


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
            if fault := _fault(link, path, site, likely):
                yield Finding(path, *fault, link=link)
            elif in_site:
                sound.add(link.target.path)
        for image in document.images:
            if not image.src:
                yield Finding(path, "an image has no address", 'write its file, as in src="map.svg"', image=image)


def _fault(link: Link, page: str, site: Site, likely: "_Likely") -> tuple[str, str] | None:
    """What is wrong with a link, and how to mend it."""
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
    own = markdown_of(link, page, site)
    if _climbs(link.href, page) or (own and (link.tag, link.attribute) in MARKDOWN and _climbs(link.href, own.src)):
        return f'"{shown}" leads out of the site', "link to a file of the site, or to a whole address (https://...)"
    if own and (beside := _beside(link.href, own, site)):
        return f'"{shown}" leads to nothing: the site has no {target.path}', _instead(beside, link, page)
    remedy, close = "correct the address, or take the link out", likely.file(target.path)
    if re.fullmatch(r"[^@/\s]+@[^@/\s]+\.\w+", link.href):
        remedy = f"did you mean mailto:{link.href}?"
    elif link.href.startswith("www."):
        remedy = f"did you mean https://{shown}?"
    elif close:
        remedy = f"did you mean {address_of(close, link, page, site)}{_fragment(link)}?"
    elif len(owners := likely.owners(target.fragment)) == 1:
        remedy = f"did you mean {address_of(owners[0], link, page, site)}{_fragment(link)}?"
    return f'"{shown}" leads to nothing: {_absence(target.path, site)}', remedy


def _beside(href: str, own: Page, site: Site) -> str:
    """The built file that an address names as seen from the Markdown file, or ""; MkDocs finds it for Markdown only."""
    path = "" if href.startswith(("/", "\\")) else resolve(href, own.src).path
    page = next((other.path for other in site.pages.values() if other.src == path), "")
    return page or (path if path in site.files and path not in site.pages and path not in ASIDE else "")


def _instead(path: str, link: Link, page: str) -> str:
    """What to write where HTML in the Markdown names a file as Markdown does."""
    address = f"{built_address(path, link, page)}{_fragment(link)}"
    text = MARKDOWN.get((link.tag, link.attribute))
    markdown = f", or link as Markdown does, {text}({link.href})" if text else ""
    return f"addresses in HTML stay as they are: write {address} there{markdown}"


def _fragment(link: Link) -> str:
    _, sign, fragment = link.href.partition("#")
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


def _absence(path: str, site: Site) -> str:
    folder = f"{path.rstrip('/')}/"
    if path.endswith(".md") and not any(page.src == path for page in site.pages.values()):
        return f"the content has no page {path.rpartition('/')[2]}, or it is a draft"
    if any(file.startswith(folder) for file in site.files):
        return f"the folder {folder} has no index page"
    return f"the site has no {path or 'front page'}"


class _Likely:
    """Finds what an address that leads to nothing was probably meant to be."""

    def __init__(self, site: Site) -> None:
        self._addresses = {_plain(path): path for path in sorted(site.files, reverse=True)}
        self._names: dict[str, list[str]] = {}
        for plain, path in sorted(self._addresses.items()):
            self._names.setdefault(plain.rpartition("/")[2], []).append(path)
        self._found: dict[str, str] = {}
        self._site = site
        self._owners: Mapping[str, list[str]] | None = None

    def owners(self, fragment: str) -> list[str]:
        """The pages that have a heading of this anchor."""
        if self._owners is None:
            self._owners = heading_owners(self._site)
        return self._owners.get(fragment, []) if fragment else []

    def file(self, path: str) -> str:
        """The built file that an address means but for its spelling, or the only one of such a name, or ""."""
        if path not in self._found:
            self._found[path] = self._search(_plain(path))
        return self._found[path]

    def _search(self, plain: str) -> str:
        if plain in self._addresses:
            return self._addresses[plain]
        folder, _, name = plain.rpartition("/")
        # Comparing spellings takes 20 ms for 1,000 names.
        close = name if name in self._names else nearest(name, self._names) if len(self._names) <= 5000 else ""
        paths = self._names.get(close, []) if close else []
        # Of several files of one name, the one whose folder shares most of its path with what was written.
        alike = {path: _steps_shared(_plain(path).rpartition("/")[0], folder) for path in paths}
        best = [path for path in paths if alike[path] == max(alike.values())]
        return best[0] if len(best) == 1 or (best and close == name) else ""


def _steps_shared(one: str, other: str) -> int:
    """How many folders two paths share from the root on."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _plain(path: str) -> str:
    """An address without what may be written this way or that: capitals, `index.html`, endings, the last slash."""
    plain = path.lower().removesuffix("index.html").removesuffix("index.md").rstrip("/")
    return plain.removesuffix(".html").removesuffix(".htm").removesuffix(".md")

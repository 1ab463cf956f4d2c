"""A script, style sheet, picture or other file that pages load from another host.

That host learns who reads which help page, often before anybody could agree to it; and where it is slow, blocked or
gone, the page waits or breaks. Links and forms are no such request: nothing is sent until the customer acts. A host
below the page's own (`cdn.shop.com` for `shop.com`) counts as its own, where the page names that in a canonical link.

Bad:
    index.html:
        <script src="https://cdn.example.net/menu.js"></script>

Bad:
    returns.md:
        # Returns

        <link rel="stylesheet" href="../own.css">
    own.css:
        @import url("https://fonts.example.net/css?family=Roboto");

Good:
    index.html:
        <link rel="canonical" href="https://shop.example/help/"> <script src="menu.js"></script>
        <img src="https://img.shop.example/shoe.png" alt="A shoe"> <a href="https://carrier.example.net">Track it</a>
    menu.js:
        // ours
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from hubgen.addresses import css_addresses, loaded
from hubgen.extent import PAGES_HAVE
from hubgen.links import reached
from hubgen.model import Address, Document, Finding, Link, Site
from hubgen.urls import resolve

topic: Final = "privacy"
severity: Final = "warning"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each file that elements of one sort load, with their pages; then those of style sheets."""
    everywhere: defaultdict[tuple[str, str], dict[str, Link]] = defaultdict(dict)
    for path, document in sorted(site.documents.items()):
        for link, what in _requests(document):
            if link.excuses:
                yield _finding(what, {path: link})
            else:
                everywhere[link.target.path, what].setdefault(path, link)
    for (_, what), found in sorted(everywhere.items()):
        yield _finding(what, found)
    yield from _of_style_sheets(site)


def _requests(document: Document) -> list[tuple[Link, str]]:
    """What a page loads from other hosts, each with what it is."""
    loads = [(link, what) for link in document.links if link.target.where == "outside" and (what := loaded(link))]
    own = _own_host(document) if loads else ""
    return [(link, what) for link, what in loads if _is_foreign(link.target, own)]


def _own_host(document: Document) -> str:
    """The host that a page says it stands on, without www, or ""."""
    canonical = next((link.href for link in document.links if link.rel == "canonical"), "")
    return _host(canonical).removeprefix("www.")


def _is_foreign(target: Address, own: str) -> bool:
    host = _host(target.path) if target.where == "outside" else ""
    return bool(host) and not (own and f".{host}".endswith(f".{own}"))


def _host(address: str) -> str:
    """The host of a whole web address, or ""."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""


def _finding(what: str, found: Mapping[str, Link]) -> Finding:
    """The finding of one file that these pages load."""
    path, link = next(iter(found.items()))
    address, several = link.target.path, len(found) > 1
    message = f"the {what} that {PAGES_HAVE if several else 'this page has'} comes from another host: {address}"
    pages = tuple(found) if several else ()
    return Finding("" if several else path, message, _remedy(what, address), link=link, pages=pages)


def _remedy(what: str, address: str) -> str:
    own = f"link to {address} instead" if "page" in what else "put the file into the content and load it from there"
    return f'{own}; where it must stay, excuse it: data-hubgen-excuse="third-party-request: WHY"'


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of an address in a style sheet, and its line, from 1."""

    target: Address
    line: int


def _of_style_sheets(site: Site) -> Iterator[Finding]:
    """One finding for each file that a style sheet of the site loads, with the pages that load the style sheet."""
    if site.root is None:
        return
    sheets = {path: _uses(path, site.root) for path in sorted(site.files) if path.endswith(".css")}
    if not any(_is_foreign(use.target, "") for uses in sheets.values() for use in uses):
        return
    pages = _pages(sheets, site)
    for path, uses in sheets.items():
        for target, line in {use.target: use.line for use in reversed(uses)}.items():
            loading = tuple(page for page in pages[path] if _is_foreign(target, _own_host(site.documents[page])))
            if loading:
                message = f"the style sheet {path} that {PAGES_HAVE} loads a file from another host: {target.path}"
                remedy = "put the file beside the style sheet and load it from there"
                yield Finding(path, message, remedy, target=target.path, pages=tuple(sorted(loading)), line=line)


def _uses(path: str, root: Path) -> Sequence[_Use]:
    try:
        text = (root / path).read_text("utf-8", "replace")
    except OSError:
        return ()
    return [_Use(resolve(address, path), text.count("\n", 0, start) + 1) for address, start in css_addresses(text)]


def _pages(sheets: Mapping[str, Sequence[_Use]], site: Site) -> Mapping[str, set[str]]:
    """The pages that load each style sheet, by a link or through another one."""
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for path, document in site.documents.items():
        for link in document.links:
            if link.tag == "link" and "stylesheet" in link.rel and (sheet := reached(link.target, site)):
                pages[sheet].add(path)
    waiting = sorted(pages)
    while waiting:
        above = waiting.pop()
        for use in sheets.get(above, ()):
            sheet = reached(use.target, site) or ""
            if sheet in sheets and not pages[above] <= pages[sheet]:
                pages[sheet] |= pages[above]
                waiting.append(sheet)
    return pages

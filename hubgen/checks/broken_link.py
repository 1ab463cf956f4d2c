"""A link, an image or a file of the page that leads to nothing, or an address that no browser understands.

Customers who follow it meet an error page where they expected an answer. Only the site's own files are looked for:
what stands on other sites is not fetched.

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

from collections.abc import Iterator
from typing import Final

from hubgen.links import file_of, reached
from hubgen.model import Finding, Link, Site
from hubgen.registry import nearest
from hubgen.urls import resolve

topic: Final = "links"
severity: Final = "error"

# Elements that load nothing from an empty address; an empty link leads to the page itself.
_LOADING = frozenset({"audio", "embed", "input", "link", "object", "script", "source", "track", "video"})


def check(site: Site) -> Iterator[Finding]:
    """One finding for each use of an address."""
    likely = _Likely(site)
    for path, document in sorted(site.documents.items()):
        for link in document.links:
            if fault := _fault(link, path, site, likely):
                yield Finding(path, *fault, link=link)
        for image in document.images:
            if not image.src:
                yield Finding(path, "an image has no address", 'write its file, as in src="map.svg"', image=image)


def _fault(link: Link, page: str, site: Site, likely: "_Likely") -> tuple[str, str] | None:
    """What is wrong with a link, and how to mend it."""
    target, shown = link.target, link.href if len(link.href) <= 120 else f"{link.href[:117]}..."
    if target.where == "malformed":
        return f'the address "{shown}" {target.problem}', "write the whole address, or take the link out"
    if not link.href.strip() and link.tag in _LOADING:
        return f"a <{link.tag}> has an empty {link.attribute}", f"write the file's address, or take the {link.tag} out"
    if target.where == "outside" or reached(target, site) is not None:
        return None
    if _climbs(link.href, page, site):
        return f'"{shown}" leads out of the site', "link to a file of the site, or to a whole address (https://...)"
    close = likely.page(target.path)
    remedy = f"did you mean {close}?" if close else "correct the address, or take the link out"
    if target.path.endswith(".md") and page in site.pages and (named := _page_named(link.href, page, site)):
        remedy = f"addresses in HTML stay as they are: link to {named} as Markdown does, [text]({link.href})"
    return f'"{shown}" leads to nothing: {_absence(target.path, site)}', remedy


def _page_named(href: str, page: str, site: Site) -> str:
    """The Markdown file that an address names, seen from that of its page, if it is a page of the site; else ""."""
    named = resolve(href, site.pages[page].src).path
    return named if any(other.src == named for other in site.pages.values()) else ""


def _climbs(href: str, page: str, site: Site) -> bool:
    """Whether an address climbs above the folder of all pages, seen from the page's Markdown where there is one."""
    if not href.startswith(".."):
        return False
    written = site.pages[page].src if page in site.pages else page
    depth = written.count("/")
    for step in href.partition("#")[0].partition("?")[0].split("/"):
        depth += -1 if step == ".." else step not in ("", ".")
        if depth < 0:
            return True
    return False


def _absence(path: str, site: Site) -> str:
    folder = f"{path.rstrip('/')}/"
    if path.endswith(".md"):
        return f"the content has no page {path.rpartition('/')[2]}, or it is a draft"
    if any(file.startswith(folder) for file in site.files):
        return f"the folder {folder} has no index page"
    return f"the site has no {path}"


class _Likely:
    """Finds what an address that leads to nothing was probably meant to be."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._addresses = {_plain(path): path for path in sorted(site.files, reverse=True)}
        self._names: dict[str, list[str]] = {}
        for plain, path in sorted(self._addresses.items()):
            self._names.setdefault(plain.rpartition("/")[2], []).append(path)
        self._found: dict[str, str] = {}

    def page(self, path: str) -> str:
        """The file that an address means but for its spelling, or the only one of such a name, or ""."""
        if path not in self._found:
            self._found[path] = self._search(_plain(path))
        return self._found[path]

    def _search(self, plain: str) -> str:
        if plain in self._addresses:
            return file_of(self._addresses[plain], self._site)
        folder, _, name = plain.rpartition("/")
        # Comparing spellings takes 20 ms for 1,000 names.
        close = name if name in self._names else nearest(name, self._names) if len(self._names) <= 5000 else ""
        paths = self._names.get(close, []) if close else []
        beside = [path for path in paths if _plain(path).rpartition("/")[0] == folder]
        likely = paths if len(paths) == 1 else beside
        return file_of(likely[0], self._site) if likely else ""


def _plain(path: str) -> str:
    """An address without what may be written this way or that: capitals, `index.html`, endings, the last slash."""
    plain = path.lower().removesuffix("index.html").removesuffix("index.md").rstrip("/")
    return plain.removesuffix(".html").removesuffix(".htm").removesuffix(".md")

"""Reads a folder of built HTML: our own site's, or any other's."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hubgen import html
from hubgen.links import body_links, is_aside, pages_led_to
from hubgen.model import Document, Site, Spoke
from hubgen.registry import nearest

Progress = Callable[[str, int, int], None]


class UnknownPage(ValueError):  # noqa: N818  # what it says is that the page is unknown
    """A path given for the hub or a spoke that is no page of the site; says so in one line."""


def read_documents(
    site: Site, root: Path, *, site_url: str = "", progress: Progress = lambda what, done, total: None
) -> Site:
    """The site with what its built folder holds: every page read, every file listed.

    `progress` hears what is done, and how many of how many pages. A page that cannot be read is only listed.
    """
    files = sorted(_files(root, root, ()))
    pages = [path for path in files if path.endswith((".html", ".htm"))]
    documents: dict[str, Document] = {}
    for number, path in enumerate(pages, start=1):
        progress("Reading", number, len(pages))
        try:
            documents[path] = html.read(path, (root / path).read_bytes(), site_url)
        except OSError:
            continue
    return replace(site, documents=documents, files=frozenset(files), root=root)


def from_folder(
    root: Path,
    *,
    hub: str = "",
    spokes: Sequence[str] = (),
    site_url: str = "",
    progress: Progress = lambda what, done, total: None,
) -> Site:
    """Any built site, as its folder tells it; raises UnknownPage.

    `hub` and `spokes` are pages as `help/`, `/help` or `help/index.html`. With a hub and no spokes, the pages that the
    hub's text links to are taken for the spokes.
    """
    return with_hub(
        read_documents(Site(declared=bool(spokes)), root, site_url=site_url, progress=progress), hub, spokes
    )


def with_hub(site: Site, hub: str, spokes: Sequence[str] = ()) -> Site:
    """A site with its documents, told where its hub and its spokes are; raises UnknownPage."""
    if not hub:
        if spokes:
            raise UnknownPage("spokes need a hub: name it, too, as in --hub help/index.html")
        return replace(site, declared=False)
    path = _page(hub, site.documents)
    paths = [_page(spoke, site.documents) for spoke in spokes] or _linked(site.documents[path], site)
    found = tuple(Spoke(spoke, _title(site.documents[spoke]), "") for spoke in dict.fromkeys(paths) if spoke != path)
    return replace(site, hub=path, spokes=found, declared=bool(spokes))


def _files(folder: Path, root: Path, above: tuple[str, ...]) -> Iterator[str]:
    """Every file below a folder, from the root; no link is followed out of it, or round in a circle."""
    try:
        real = os.path.realpath(folder)
        entries = list(os.scandir(folder))
    except OSError:
        return
    if real in above:
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            continue
        if entry.is_file():
            yield path.relative_to(root).as_posix()
        elif entry.is_dir() and entry.name != ".git":
            yield from _files(path, root, (*above, real))


def _page(given: str, documents: Mapping[str, Document]) -> str:
    """The built file of a page as somebody names it."""
    path = given.strip().removeprefix("./").lstrip("/")
    path = "" if path == "." else path
    folder = path.rstrip("/")
    for candidate in (path, f"{folder}/index.html".lstrip("/"), f"{folder}.html"):
        if candidate in documents:
            return candidate
    names = {name.removesuffix("index.html").removesuffix(".html").rstrip("/"): name for name in sorted(documents)}
    close = nearest(folder.removesuffix("index.html").removesuffix(".html").rstrip("/"), names)
    hint = f"; did you mean {names[close]}?" if close else ""
    raise UnknownPage(f'"{given}" is no page of this site{hint}')


def _linked(hub: Document, site: Site) -> list[str]:
    """The pages that the hub's text links to, in its order."""
    return [path for path in pages_led_to(body_links(hub), site) if not is_aside(site.documents[path])]


def _title(document: Document) -> str:
    return document.heading or document.title

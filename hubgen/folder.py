"""Reads a folder of built HTML: our own site's, or any other's."""

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hubgen.document_cache import documents
from hubgen.limits import CANNOT_BE_READ
from hubgen.links import body_links, is_aside, pages_led_to
from hubgen.model import Document, Site, Spoke
from hubgen.registry import nearest

Progress = Callable[[str, int, int], None]


class UnknownPage(ValueError):  # noqa: N818  # what it says is that the page is unknown
    """A path given for the hub or a spoke that is no page of the site; says so in one line."""


def read_documents(
    site: Site,
    root: Path,
    *,
    site_url: str = "",
    progress: Progress = lambda what, done, total: None,
    text: bool = True,
    cache: Path | None = None,
) -> Site:
    """The site with what its built folder holds: every page read, every file listed.

    `progress` hears what is done, and how many of how many pages. A page that cannot be read is only listed. Without
    `text` only links, anchors and headings are read. `cache` is a file that keeps pages from one time to the next.
    """
    files = sorted(_files(root, root, ()))
    pages = [path for path in files if path.lower().endswith((".html", ".htm", ".xhtml"))]
    with _without_garbage_collection():
        closed: dict[str, Document] = {}
        found = documents(_contents(root, pages, progress, closed), site_url, text=text, cache=cache)
        read = {document.path: document for document in found}
    return replace(site, documents=read | closed, files=frozenset(files), root=root)


def _contents(
    root: Path, pages: Sequence[str], progress: Progress, closed: dict[str, Document]
) -> Iterator[tuple[str, bytes]]:
    """The pages' bytes; those that cannot be read are put into `closed`."""
    for number, path in enumerate(pages, start=1):
        progress("Reading", number, len(pages))
        try:
            yield path, (root / path).read_bytes()
        except OSError as error:
            closed[path] = Document(path, unread=f"{CANNOT_BE_READ}: {error.strerror}")


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Documents hold no circles, and looking for some in 200,000 links takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def with_hub(site: Site, hub: str, spokes: Sequence[str] = (), contact: str = "") -> Site:
    """A site with its documents, told where its hub, its spokes and its contact page are; raises UnknownPage.

    They are pages as `help/`, `/help` or `help/index.html`. With a hub and no spokes, the pages that the hub's text
    links to are taken for the spokes.
    """
    if contact:
        site = replace(site, contact=_page(contact, site.documents))
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

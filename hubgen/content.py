"""Markdown + front matter -> Page -> Site, and every fault of every file at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from hubgen.config import Folder, Options
from hubgen.frontmatter import FrontMatter, references
from hubgen.model import Clicks, Finding, Page, Site, Spoke
from hubgen.pages import Reading, Source, read_page, title_of
from hubgen.registry import nearest


def read_site(
    sources: Sequence[Source],
    options: Options,
    *,
    folder: str = "content",
    taken: Mapping[str, str] = MappingProxyType({}),
    drafts: bool = False,
) -> Site:
    """The site that a folder of Markdown declares.

    `folder` is what faults call it; `taken` holds the built files that are no pages, with their file in the folder (""
    for what hubgen adds); `drafts` keeps drafts in.
    """
    readings = [_read(source, options, folder) for source in sorted(sources, key=lambda source: source.src)]
    faults = [fault for reading in readings for fault in reading.faults]
    readings = [reading for reading in readings if drafts or not reading.meta.draft]
    faults += _shared_addresses(readings, taken, folder)
    pages = _pages(readings, options)
    spokes = _spokes(pages)
    faults += _unknown_pages(readings, pages, folder)
    faults += _hubs_and_contact(readings, options, folder)
    return Site(
        hub=next((page.path for page in pages.values() if page.kind == "hub"), ""),
        contact=next((page.path for page in _in_order(pages.values()) if page.kind == "contact"), options.contact),
        spokes=tuple(Spoke(page.path, page.title, page.group) for page in spokes),
        pages=MappingProxyType(pages),
        clicks=Clicks(options.clicks.spokes, options.clicks.articles),
        faults=tuple(faults),
    )


def _read(source: Source, options: Options, folder: str) -> Reading:
    kind = next((said.kind for _, said in _folders_above(source.src, options.folders) if said.kind), "guide")
    return read_page(source, kind, options.extra_keys, folder)


def _folders_above(src: str, folders: Mapping[str, Folder]) -> Iterator[tuple[str, Folder]]:
    """What the folders around a page say, the nearest first."""
    said = {name.strip("/"): folder for name, folder in folders.items()}
    for parent in PurePosixPath(src).parents:
        if str(parent) in said:
            yield str(parent), said[str(parent)]


def _shared_addresses(readings: Iterable[Reading], taken: Mapping[str, str], folder: str) -> Iterator[Finding]:
    by_path: defaultdict[str, list[str]] = defaultdict(list)
    for path, src in taken.items():
        by_path[path].append(f"{folder}/{src}" if src else "hubgen's own search page")
    for reading in readings:
        by_path[reading.source.path].append(f"{folder}/{reading.source.src}")
    for path, (first, *others) in sorted(by_path.items()):
        for other in others:
            yield Finding(
                path,
                f"has the same address as {first}",
                "rename one of the two, or take one out",
                check="content-file",
                source=f"{other}:1:1",
            )


def _pages(readings: Sequence[Reading], options: Options) -> dict[str, Page]:
    """Every page by built file, those that are generated for folders included, sorted."""
    pages = {}
    for reading in readings:
        source, meta = reading.source, reading.meta
        pages[source.path] = Page(
            src=source.src,
            path=source.path,
            url=source.url,
            title=reading.title,
            kind=reading.kind,
            meta=meta,
            description=reading.description,
            group=_group(reading, options.folders),
            order=meta.order or _order_of_folder(source.src, options.folders),
        )
    for page in list(_generated(pages.values(), options.folders)):
        pages[page.path] = page
    spoke_of = _spoke_of(pages.values())
    return {path: replace(page, parent=spoke_of(page)) for path, page in sorted(pages.items())}


def _is_index(src: str) -> bool:
    return PurePosixPath(src).stem in ("index", "README")


def _group(reading: Reading, folders: Mapping[str, Folder]) -> str:
    """The group whose spoke a page is, by its own word or its folder's; "" for an article."""
    if reading.kind == "hub":
        return ""
    if reading.meta.spoke:
        return reading.meta.spoke
    own = folders.get(str(PurePosixPath(reading.source.src).parent))
    if own is None:
        return ""
    return own.spokes or (own.spoke if _is_index(reading.source.src) else "") or ""


def _order_of_folder(src: str, folders: Mapping[str, Folder]) -> int:
    own = folders.get(str(PurePosixPath(src).parent)) if _is_index(src) else None
    return own.order if own else 0


def _generated(pages: Iterable[Page], folders: Mapping[str, Folder]) -> Iterator[Page]:
    """A spoke for each folder that holds articles, has no index page and stands below no other spoke."""
    by_folder: defaultdict[PurePosixPath, list[Page]] = defaultdict(list)
    for page in pages:
        by_folder[PurePosixPath(page.src).parent].append(page)
    spokes = {_home(page.src) for inside in by_folder.values() for page in inside if page.group}
    for folder, inside in sorted(by_folder.items()):
        name = str(folder)
        said = folders.get(name, Folder())
        covered = said.spoke is None and any(above in spokes for above in (folder, *folder.parents))
        articles = [page for page in inside if not page.group and page.kind != "hub"]
        if name == "." or not articles or covered or any(_is_index(page.src) for page in inside):
            continue
        url = _folder_url(articles[0])
        spokes.add(folder)
        yield Page(
            src=f"{name}/index.md",
            path=f"{name}/index.html",
            url=url,
            title=said.title or title_of(folder.name),
            kind="guide",
            meta=FrontMatter(),
            description=said.description or f"{', '.join(page.title for page in _in_order(articles))}.",
            group=said.spoke or said.title or title_of(folder.name),
            order=said.order,
            generated=True,
        )


def _home(src: str) -> PurePosixPath:
    """The folder that a page speaks for: `returns/index.md` and `returns.md` both speak for `returns`."""
    path = PurePosixPath(src)
    return path.parent if _is_index(src) else path.with_suffix("")


def _folder_url(article: Page) -> str:
    """The address of an article's folder: with plain file addresses it ends in index.html."""
    if article.url.endswith("/"):
        return article.url[: article.url.rstrip("/").rfind("/") + 1]
    return article.url[: article.url.rfind("/") + 1] + "index.html"


def _spoke_of(pages: Iterable[Page]) -> Callable[[Page], str]:
    """Finds the built file of the spoke above an article: the nearest folder around it that a spoke speaks for."""
    spokes = {_home(page.src): page.path for page in pages if page.group}

    def above(page: Page) -> str:
        if page.group or page.kind == "hub":
            return ""
        return next((spokes[folder] for folder in _home(page.src).parents if folder in spokes), "")

    return above


def _in_order(pages: Iterable[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: (page.order, page.url))


def _spokes(pages: Mapping[str, Page]) -> list[Page]:
    """The spokes, group by group: as the hub orders them, then by the first spoke of each."""
    spokes = [page for page in _in_order(pages.values()) if page.group]
    hub = next((page for page in pages.values() if page.kind == "hub"), None)
    wanted: list[str] = list(getattr(hub.meta, "groups", [])) if hub else []
    places = {group: place for place, group in reversed(list(enumerate([*wanted, *(page.group for page in spokes)])))}
    return sorted(spokes, key=lambda page: places[page.group])


def _unknown_pages(readings: Iterable[Reading], pages: Mapping[str, Page], folder: str) -> Iterator[Finding]:
    """Front matter that names a page which is not there."""
    known = {page.src for page in pages.values()}
    for reading in readings:
        for at, named in references(reading.meta):
            src = named.partition("#")[0]
            if src in known:
                continue
            line, column = reading.marks.where(at)
            close = _meant(src, known)
            yield Finding(
                reading.source.path,
                f'{at[0]}: "{named}" is not a page',
                f"did you mean {close}?" if close else f"write a file's path from {folder}/, or take it out",
                check="front-matter",
                source=f"{folder}/{reading.source.src}:{line}:{column}",
            )


def _meant(src: str, known: Collection[str]) -> str:
    """The page that was probably meant: of the nearest file name, and where several have it, of the nearest path."""
    names = {PurePosixPath(each).name for each in known}
    close = nearest(PurePosixPath(src).name, names)
    return nearest(src, [each for each in known if PurePosixPath(each).name == close])


def _hubs_and_contact(readings: Sequence[Reading], options: Options, folder: str) -> Iterator[Finding]:
    if not readings:
        yield Finding(
            "",
            f"the folder {folder} holds no Markdown page to publish",
            f"write {folder}/index.md with the line `kind: hub` in its front matter",
            check="one-hub",
            source=folder,
        )
        return
    hubs = [reading for reading in readings if reading.kind == "hub"]
    if not hubs:
        remedy = f"add the line `kind: hub` to the front matter of {_likely_hub(readings, folder)}"
        yield Finding("", "no page is the hub", remedy, check="one-hub", source=folder)
    for other in hubs[1:]:
        line, column = other.marks.where(("kind",))
        yield Finding(
            other.source.path,
            f"is a second hub; the first is {folder}/{hubs[0].source.src}",
            "a help center has one hub: give one of the two another kind",
            check="one-hub",
            source=f"{folder}/{other.source.src}:{line}:{column}",
        )
    if not options.contact and all(reading.kind != "contact" for reading in readings):
        remedy = "write a page of kind contact, or set `contact:` of the plugin hubgen in mkdocs.yml"
        yield Finding("", "no page says how to reach a person", remedy, check="one-hub", source=folder)


def _likely_hub(readings: Sequence[Reading], folder: str) -> str:
    sources = [reading.source.src for reading in readings]
    return f"{folder}/index.md" if "index.md" in sources else f"{folder}/index.md (a new page)"


def scan(root: Path, folder: str) -> list[Finding]:
    """Files of the content folder that must not be read: symlinks that lead out of it, nowhere, or in a circle."""
    faults = []
    inside = root.resolve()
    for path in sorted(root.rglob("*")):
        if not path.is_symlink():
            continue
        problem = _link_problem(path, inside)
        if problem:
            source = f"{folder}/{path.relative_to(root).as_posix()}"
            remedy = "put the file itself into the folder, or take the link out"
            faults.append(
                Finding("", f"is a symbolic link that {problem}", remedy, check="content-file", source=source)
            )
    return faults


CIRCLE = "leads to a folder around itself"


def _link_problem(path: Path, inside: Path) -> str:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "leads nowhere"
    if not target.is_relative_to(inside):
        return "leads out of the content folder"
    return CIRCLE if path.parent.resolve().is_relative_to(target) else ""


def dropped_readmes(root: Path, folder: str, is_expected: Callable[[str], bool]) -> list[Finding]:
    """Each README.md that MkDocs leaves out in silence, since index.md beside it has the same address."""
    faults = []
    for path in sorted(root.rglob("README.md")):
        src = path.relative_to(root).as_posix()
        if not is_expected(src) and (path.parent / "index.md").exists():
            message = f"has the same address as {folder}/{src.removesuffix('README.md')}index.md"
            remedy = f"rename it, or leave it out with `exclude_docs: /{src}` in mkdocs.yml"
            faults.append(Finding("", message, remedy, check="content-file", source=f"{folder}/{src}:1:1"))
    return faults

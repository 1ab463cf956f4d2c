"""Markdown + front matter -> Page -> Site, and every fault of every file at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote

from hubgen import faults as faults_of
from hubgen.config import Folder, Options
from hubgen.drafts import unpublished
from hubgen.frontmatter import FrontMatter
from hubgen.model import Clicks, Draft, Hosting, Page, Review, Site, Spoke
from hubgen.pages import MarkdownFile, Reading, read_page, title_of


def read_site(
    sources: Sequence[MarkdownFile],
    options: Options,
    *,
    folder: str = "content",
    taken: Mapping[str, str] = MappingProxyType({}),
    drafts: bool = False,
) -> Site:
    """The site that a folder of Markdown declares.

    `folder` is what faults call it; `taken` holds the built files that are no pages, with their file in the folder (""
    for what hubgen adds); `drafts` keeps drafts in, pages and what stands between draft marks.
    """
    ordered = sorted(sources, key=lambda source: source.src)
    everything = [_read(source, options, folder, drafts=drafts) for source in ordered]
    faults = [fault for reading in everything for fault in reading.faults]
    left_out = {reading.source.src for reading in everything if reading.meta.draft and not drafts}
    readings = [reading for reading in everything if reading.source.src not in left_out]
    faults += faults_of.shared_addresses(readings, taken, folder)
    pages = _pages(readings, taken, options)
    spokes = _spokes(pages)
    faults += faults_of.hidden_folders(_generated(pages.values(), options.folders), pages, folder)
    faults += faults_of.unknown_folders(pages, options.folders, folder)
    faults += faults_of.unknown_pages(readings, pages, left_out, folder)
    faults += faults_of.unknown_groups(readings, pages, folder)
    faults += faults_of.split_groups(readings, folder)
    faults += faults_of.hubs_and_contact(readings, pages, options, folder)
    return Site(
        hub=next((page.path for page in pages.values() if page.kind == "hub"), ""),
        contact=_contact(pages, options.contact),
        spokes=tuple(Spoke(page.path, page.title, page.group) for page in spokes),
        pages=MappingProxyType(pages),
        clicks=Clicks(options.clicks.spokes, options.clicks.articles),
        review=Review(options.review.ahead, options.review.limit),
        hosting=Hosting(tuple(options.hosting.index), options.hosting.clean_urls),
        drafts=() if drafts else unpublished(_drafts(everything, folder), _published(readings, pages.values())),
        faults=tuple(faults),
    )


def _drafts(readings: Iterable[Reading], folder: str) -> list[Draft]:
    """What of the content is not published: pages that say so of themselves, and parts of the others."""
    found = []
    for reading in readings:
        src = f"{folder}/{reading.source.src}"
        if reading.meta.draft:
            text = "\n".join((str(reading.marks.value), reading.body, *(part.text for part in reading.parts)))
            found.append(Draft(src, 1, text, reading.source.url, reading.title))
        else:
            found += [Draft(src, part.line, part.text) for part in reading.parts]
    return found


def _published(readings: Iterable[Reading], pages: Iterable[Page]) -> Iterator[str]:
    """The Markdown that is published, with its front matter, and what is said of pages."""
    yield from (f"{reading.marks.value}\n{reading.body}" for reading in readings)
    yield from (f"{page.title}\n{page.description}" for page in pages)


def _contact(pages: Mapping[str, Page], given: str) -> str:
    """The contact page's built file; without one, that of the page that the options name, or the address in them."""
    named = (page.path for page in pages.values() if page.src == given)
    return next((page.path for page in _in_order(pages.values()) if page.kind == "contact"), next(named, given))


def _read(source: MarkdownFile, options: Options, folder: str, *, drafts: bool) -> Reading:
    kind = next((said.kind for said in _folders_above(source.src, options.folders) if said.kind), "guide")
    return read_page(source, kind, options.extra_keys, folder, drafts=drafts)


def _folders_above(src: str, folders: Mapping[str, Folder]) -> Iterator[Folder]:
    """What the folders around a page say, the nearest first."""
    for parent in PurePosixPath(src).parents:
        if str(parent) in folders:
            yield folders[str(parent)]


def _pages(readings: Sequence[Reading], taken: Mapping[str, str], options: Options) -> dict[str, Page]:
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
        if page.path not in taken:
            pages.setdefault(page.path, page)
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
    """A spoke for each folder that holds articles, has no index page and stands below no other spoke.

    A folder that is declared a spoke gets its page also when its articles are all in folders below it.
    """
    by_folder: defaultdict[PurePosixPath, list[Page]] = defaultdict(list)
    for page in pages:
        by_folder[PurePosixPath(page.src).parent].append(page)
    spokes = {_home(page.src) for inside in by_folder.values() for page in inside if page.group}
    declared = {PurePosixPath(name) for name, said in folders.items() if said.spoke}
    for folder in sorted(by_folder.keys() | declared):
        said = folders.get(str(folder), Folder())
        covered = said.spoke is None and any(above in spokes for above in (folder, *folder.parents))
        # Looking below every folder would grow as the square of the folders.
        places = [place for place in by_folder if place.is_relative_to(folder)] if folder in declared else [folder]
        pages_inside = (page for place in places for page in by_folder[place])
        articles = [page for page in pages_inside if not page.group and page.kind != "hub"]
        has_index = any(_is_index(page.src) for page in by_folder.get(folder, ()))
        if folder.name and articles and not covered and not has_index:
            spokes.add(folder)
            yield _index_page(folder, said, articles)


def _index_page(folder: PurePosixPath, said: Folder, articles: Sequence[Page]) -> Page:
    title = said.title or title_of(folder.name)
    # With plain file addresses the page of a folder is its index.html.
    plain = not all(article.url.endswith("/") for article in articles)
    return Page(
        src=f"{folder}/index.md",
        path=f"{folder}/index.html",
        url=quote(f"{folder}/index.html" if plain else f"{folder}/"),
        title=title,
        kind="guide",
        meta=FrontMatter(),
        description=said.description or f"{', '.join(page.title for page in _in_order(articles))}.",
        group=said.spoke or title,
        order=said.order,
        generated=True,
    )


def _home(src: str) -> PurePosixPath:
    """The folder that a page speaks for: `returns/index.md` and `returns.md` both speak for `returns`."""
    path = PurePosixPath(src)
    return path.parent if _is_index(src) else path.with_suffix("")


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

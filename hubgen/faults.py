"""What is wrong with a folder of content as a whole: addresses, names of pages that are not there, hubs, links."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from hubgen.config import Options
from hubgen.frontmatter import page_refs
from hubgen.model import Finding, Page
from hubgen.pages import Reading
from hubgen.registry import nearest


def shared_addresses(readings: Iterable[Reading], taken: Mapping[str, str], folder: str) -> Iterator[Finding]:
    """Pages at an address that another page or file has."""
    by_path: defaultdict[str, list[str]] = defaultdict(list)
    for path, src in taken.items():
        by_path[path].append(f"{folder}/{src}" if src else f"the page {path} that every site has")
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


def hidden_folders(unmade: Iterable[Page], pages: Mapping[str, Page], folder: str) -> Iterator[Finding]:
    """Folders whose index page cannot be generated, since another file has its address."""
    for page in unmade:
        other, name = pages.get(page.path), page.src.removesuffix("/index.md")
        yield Finding(
            page.path,
            f"stands at the address of the folder {name}, whose pages it does not list",
            "add `spoke: GROUP` to its front matter, so that it speaks for the folder; or rename it",
            check="content-file",
            source=f"{folder}/{other.src if other else page.path}:1:1",
        )


def unknown_folders(pages: Mapping[str, Page], folders: Collection[str], folder: str) -> Iterator[Finding]:
    """Folders that the options name and no page stands in."""
    places = {str(parent) for page in pages.values() for parent in PurePosixPath(page.src).parents}
    for name in sorted(set(folders) - places):
        close = nearest(name, places)
        yield Finding(
            "",
            f"folders: {name}: no page stands in this folder of {folder}",
            f"did you mean {close}?" if close else "take it out of mkdocs.yml",
            check="unknown-key",
            source="mkdocs.yml",
        )


def unknown_pages(
    readings: Iterable[Reading], pages: Mapping[str, Page], drafts: Collection[str], folder: str
) -> Iterator[Finding]:
    """Front matter that names a page which is not there."""
    known = {page.src for page in pages.values()}
    for reading in readings:
        for at, named in page_refs(reading.meta):
            src = named.partition("#")[0]
            if src in known:
                continue
            line, column = reading.marks.where(at)
            close = page_meant(src, known)
            remedy = f"did you mean {close}?" if close else f"write a file's path from {folder}/, or take it out"
            yield Finding(
                reading.source.path,
                f'{at[0]}: "{named}" is {"a draft" if src in drafts else "not a page"}',
                "publish the draft, too, or take it out" if src in drafts else remedy,
                check="front-matter",
                source=f"{folder}/{reading.source.src}:{line}:{column}",
            )


def unknown_groups(readings: Iterable[Reading], pages: Mapping[str, Page], folder: str) -> Iterator[Finding]:
    """What the hub says of groups and spokes that are not there."""
    groups = {page.group for page in pages.values() if page.group}
    spokes = {page.src for page in pages.values() if page.group}
    for reading in readings:
        for key, known, what in (("groups", groups, "the group of a spoke"), ("leave_out", spokes, "a spoke")):
            for number, named in enumerate(getattr(reading.meta, key, ())):
                if named in known:
                    continue
                line, column = reading.marks.where((key, number))
                close = nearest(named, known)
                yield Finding(
                    reading.source.path,
                    f'{key}: "{named}" is not {what}',
                    f"did you mean {close}?" if close else "take it out",
                    check="unknown-key",
                    source=f"{folder}/{reading.source.src}:{line}:{column}",
                )


def split_groups(readings: Sequence[Reading], folder: str) -> Iterator[Finding]:
    """Spokes whose group is spelt a little differently from one that the hub names, and so makes a second group."""
    used = {reading.meta.spoke for reading in readings}
    wanted = [group for reading in readings for group in getattr(reading.meta, "groups", ()) if group in used]
    for reading in readings:
        group = reading.meta.spoke
        # 0.85 takes "Talk to Us" for "Talk to us", and not "Your orders" for "Your returns".
        close = nearest(group, wanted, cutoff=0.85) if group and group not in wanted else ""
        if close:
            line, column = reading.marks.where(("spoke",))
            yield Finding(
                reading.source.path,
                f'spoke: the group "{group}" is none of the hub\'s groups',
                f"did you mean {close}?",
                check="unknown-key",
                source=f"{folder}/{reading.source.src}:{line}:{column}",
            )


def page_meant(src: str, known: Collection[str]) -> str:
    """The page that was probably meant: of the nearest file name, and where several have it, of the nearest path."""
    names = {PurePosixPath(each).name for each in known}
    close = nearest(PurePosixPath(src).name, names)
    return nearest(src, [each for each in known if PurePosixPath(each).name == close])


def hubs_and_contact(
    readings: Sequence[Reading], pages: Mapping[str, Page], options: Options, folder: str
) -> Iterator[Finding]:
    """A site without pages, without a hub or with two, or without a way to reach a person."""
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
    # A page whose front matter cannot be read may be the hub or the contact page; its own fault comes first.
    unread = any(reading.faults and not reading.marks.value for reading in readings)
    if not hubs and not unread:
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
    named = options.contact
    if named.endswith(".md") and all(page.src != named for page in pages.values()):
        close = page_meant(named, [page.src for page in pages.values()])
        remedy = f"did you mean {close}?" if close else f"write a file's path from {folder}/"
        yield Finding("", f'contact: "{named}" is not a page', remedy, check="one-hub", source="mkdocs.yml")
    if not named and not unread and all(reading.kind != "contact" for reading in readings):
        remedy = "write a page of kind contact, or set `contact:` of the plugin hubgen in mkdocs.yml"
        yield Finding("", "no page says how to reach a person", remedy, check="one-hub", source=folder)


def _likely_hub(readings: Sequence[Reading], folder: str) -> str:
    sources = [reading.source.src for reading in readings]
    return f"{folder}/index.md" if "index.md" in sources else f"{folder}/index.md (a new page)"


def scan(root: Path, folder: str) -> list[Finding]:
    """Files of the content folder that must not be read: links that lead out of it or nowhere, names without address.

    The `source` of each is the file's path as it is, so that the file can be told from the others.
    """
    faults = _names_not_utf8(root, folder)
    for path in _symlinks(root):
        try:
            inside = path.resolve(strict=True).is_relative_to(root.resolve())
        except (OSError, RuntimeError):
            message = "is a symbolic link that leads nowhere"
        else:
            if inside:
                continue
            message = "is a symbolic link that leads out of the content folder"
        source, remedy = (
            f"{folder}/{path.relative_to(root).as_posix()}",
            "put the file itself there, or take the link out",
        )
        faults.append(Finding("", message, remedy, check="content-file", source=source))
    return faults


def _names_not_utf8(root: Path, folder: str) -> list[Finding]:
    """Files whose path is not UTF-8, which no address can name; those that begin with a dot are never published."""
    faults = []
    for path in sorted(root.rglob("*")):
        src = path.relative_to(root)
        if not is_utf8(str(src)) and not path.is_dir() and not any(part.startswith(".") for part in src.parts):
            shown = os.fsencode(src).decode("utf-8", "backslashreplace")
            message, remedy = f"the name {shown} is not UTF-8", "rename it, in letters that every system knows"
            faults.append(Finding("", message, remedy, check="content-file", source=f"{folder}/{src.as_posix()}"))
    return faults


def is_utf8(name: str) -> bool:
    """Whether a file's name can be written; Python holds the bytes of others as half characters."""
    return not re.search("[\udc80-\udcff]", name)


def circles(root: Path) -> list[str]:
    """Symbolic links of the content folder to a folder around themselves, which MkDocs would follow round and round."""
    return [
        path.relative_to(root).as_posix()
        for path in _symlinks(root)
        if path.is_dir() and path.parent.resolve().is_relative_to(path.resolve())
    ]


def _symlinks(root: Path) -> list[Path]:
    return [path for path in sorted(root.rglob("*")) if path.is_symlink()]


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

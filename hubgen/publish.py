"""A site folder is swapped in whole, or not at all: what is published stays as it was until its successor is ready.

Beside a site folder `site` stand, while needed, `.site.staging-XXXXXXXX` (a build under way, locked by it) and
`.site.previous` (the old site, between the two renames of a swap). A build that was killed leaves them behind; the next
one puts things right.
"""

import fcntl
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

# One of these stands at the root of every site that MkDocs or hubgen built.
_MARKS_OF_A_SITE = ("index.html", "404.html", "sitemap.xml")


# Dot entries that stand in published sites; a folder of others alone is somebody's home.
_DOT_ENTRIES_OF_A_SITE = frozenset(
    {".git", ".gitattributes", ".github", ".gitignore", ".gitkeep", ".htaccess", ".keep", ".nojekyll", ".well-known"}
)


@dataclass(frozen=True, slots=True)
class Staging:
    """A folder that a site is built into; `lock` is the open folder, which says that its build is alive."""

    folder: Path
    lock: int


class PublishError(Exception):
    """A site folder that cannot be written; says why and how to mend it."""


def stage(site: Path, content: Path) -> Staging:
    """An empty folder beside the site to build into; raises PublishError when the site could not be swapped later."""
    try:
        site, content = site.resolve(), content.resolve()
        _refuse_what_is_no_site(site, content)
        site.parent.mkdir(parents=True, exist_ok=True)
        with _alone(site.parent):
            _recover(site)
            folder = Path(tempfile.mkdtemp(prefix=f".{site.name}.staging-", dir=site.parent))
            lock = os.open(folder, os.O_RDONLY)
            fcntl.flock(lock, fcntl.LOCK_EX)
        folder.chmod(site.stat().st_mode & 0o7777 if site.exists() else 0o777 & ~_umask())
    except OSError as error:
        raise PublishError(f"cannot write beside the site folder {site}: {error.strerror}") from None
    except RuntimeError:
        raise PublishError(f"the site folder {site} is a symbolic link to itself") from None
    return Staging(folder, lock)


def swap(staging: Staging, site: Path) -> None:
    """Puts the staged site in the place of the published one; top-level dot entries of the old one are kept."""
    site = site.resolve()
    try:
        with _alone(site.parent), _undisturbed():
            _swap(staging.folder, site, _previous(site))
    except OSError as error:
        raise PublishError(f"cannot put the new site in place at {site}: {error.strerror}; the old one stays") from None


def discard(staging: Staging) -> None:
    """Takes a staging folder away, if it is still there."""
    shutil.rmtree(staging.folder, ignore_errors=True)
    os.close(staging.lock)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    umask = os.umask(0o022)
    os.umask(umask)
    return umask


def _refuse_what_is_no_site(site: Path, content: Path) -> None:
    if site == content or content.is_relative_to(site):
        raise PublishError(f"the site folder {site} holds the content folder; set another site_dir in mkdocs.yml")
    if site.is_relative_to(content):
        raise PublishError(f"the site folder {site} is inside the content folder; set another site_dir in mkdocs.yml")
    if os.path.ismount(site):
        raise PublishError(
            f"the site folder {site} is a mount point, which cannot be swapped whole; "
            "set site_dir in mkdocs.yml to a folder inside it"
        )
    if site.exists() and not site.is_dir():
        raise PublishError(f"the site folder {site} is a file; set another site_dir in mkdocs.yml")
    inside = {entry.name for entry in site.iterdir()} if site.is_dir() else set()
    if not inside <= _DOT_ENTRIES_OF_A_SITE and inside.isdisjoint(_MARKS_OF_A_SITE):
        raise PublishError(
            f"the folder {site} holds files but no built site, and would be replaced; "
            "empty it, or set another site_dir in mkdocs.yml"
        )


def _previous(site: Path) -> Path:
    return site.with_name(f".{site.name}.previous")


def _swap(staging: Path, site: Path, previous: Path) -> None:
    """Two renames and the dot entries; what fails is undone, step by step."""
    done: list[tuple[Path, Path]] = []
    try:
        if site.exists():
            _rename(site, previous, done)
        _rename(staging, site, done)
        if previous.exists():
            for entry in _dot_entries(previous, site):
                _rename(entry, site / entry.name, done)
    except OSError:
        for old, new in reversed(done):
            new.rename(old)
        raise
    if previous.exists():
        shutil.rmtree(previous, ignore_errors=True)


def _rename(old: Path, new: Path, done: list[tuple[Path, Path]]) -> None:
    old.rename(new)
    done.append((old, new))


def _dot_entries(old: Path, new: Path) -> list[Path]:
    """The dot entries of the old site that the new one does not bring itself."""
    return [path for path in sorted(old.iterdir()) if path.name.startswith(".") and not (new / path.name).exists()]


def _recover(site: Path) -> None:
    """Ends a swap that was killed half-way, and takes away what killed builds left behind."""
    previous = _previous(site)
    if previous.exists():
        if site.exists():
            for entry in _dot_entries(previous, site):
                entry.rename(site / entry.name)
            shutil.rmtree(previous)
        else:
            previous.rename(site)
    for left in sorted(site.parent.iterdir()):
        if re.fullmatch(rf"\.{re.escape(site.name)}\.staging-[a-z0-9_]{{8}}", left.name) and not _is_alive(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(staging: Path) -> bool:
    """Whether a build holds this folder, also one of another container, whose processes are not seen from here."""
    with suppress(FileNotFoundError):
        lock = os.open(staging, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
    return False


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the folder for this process, so that two builds of one site swap one after the other."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keeps SIGINT and SIGTERM waiting: between the two renames there is no site.

    Blocking them would not do: where the process has other threads, one of those takes the signal.
    """
    waiting: list[int] = []
    before = {
        number: signal.signal(number, lambda came, frame: waiting.append(came))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for came in waiting:
            signal.raise_signal(came)

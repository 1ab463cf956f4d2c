"""A site folder is swapped in whole, or not at all: what is published stays as it was until its successor is ready.

Beside a site folder `site` stand, while needed, `.site.staging-PID` (a build under way) and `.site.previous` (the old
site, between the two renames of a swap). A build that was killed leaves them behind; the next one puts things right.
"""

import fcntl
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# One of these stands at the root of every site that MkDocs or hubgen built.
_MARKS_OF_A_SITE = ("index.html", "404.html", "sitemap.xml")


class PublishError(Exception):
    """A site folder that cannot be written; says why and how to mend it."""


def stage(site: Path, content: Path) -> Path:
    """An empty folder beside the site to build into; raises PublishError when the site could not be swapped later."""
    site, content = site.resolve(), content.resolve()
    _refuse_what_is_no_site(site, content)
    staging = site.with_name(f".{site.name}.staging-{os.getpid()}")
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with _alone(site.parent):
            _recover(site)
        discard(staging)
        staging.mkdir()
        if site.exists():
            shutil.copymode(site, staging)
    except OSError as error:
        raise PublishError(f"cannot write beside the site folder {site}: {error.strerror}") from None
    return staging


def swap(staging: Path, site: Path) -> None:
    """Puts the staged site in the place of the published one; top-level dot entries of the old one are kept."""
    site = site.resolve()
    try:
        with _alone(site.parent), _undisturbed():
            _swap(staging, site, _previous(site))
    except OSError as error:
        raise PublishError(f"cannot put the new site in place at {site}: {error.strerror}; the old one stays") from None


def discard(staging: Path) -> None:
    """Takes a staging folder away, if it is there."""
    shutil.rmtree(staging, ignore_errors=True)


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
    inside = [entry.name for entry in site.iterdir() if not entry.name.startswith(".")] if site.is_dir() else []
    if inside and not any(mark in inside for mark in _MARKS_OF_A_SITE):
        raise PublishError(
            f"the folder {site} holds files but no built site, and would be replaced; "
            "empty it, or set another site_dir in mkdocs.yml"
        )


def _previous(site: Path) -> Path:
    return site.with_name(f".{site.name}.previous")


def _swap(staging: Path, site: Path, previous: Path) -> None:
    if site.exists():
        site.rename(previous)
    try:
        staging.rename(site)
    except OSError:
        if previous.exists():
            previous.rename(site)
        raise
    if previous.exists():
        _keep_dot_entries(previous, site)
        shutil.rmtree(previous, ignore_errors=True)


def _keep_dot_entries(old: Path, new: Path) -> None:
    for entry in sorted(old.iterdir()):
        if entry.name.startswith(".") and not (new / entry.name).exists():
            entry.rename(new / entry.name)


def _recover(site: Path) -> None:
    """Ends a swap that was killed half-way, and takes away what killed builds left behind."""
    previous = _previous(site)
    if previous.exists():
        if site.exists():
            _keep_dot_entries(previous, site)
            shutil.rmtree(previous)
        else:
            previous.rename(site)
    for left in sorted(site.parent.glob(f".{site.name}.staging-*")):
        if not _is_alive(left.name.rpartition("-")[2]):
            discard(left)


def _is_alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


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
    """Keeps SIGINT and SIGTERM waiting: between the two renames there is no site."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

"""Checks a site that is built already: our own with its content at hand, or any folder of HTML."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from hubgen import checks
from hubgen.build import BuildError, Declared, declared, is_ours, site_folder
from hubgen.folder import Progress, UnknownPage, from_folder, read_documents, with_hub
from hubgen.model import Finding, Site
from hubgen.sources import locate


class UnjudgeableError(Exception):
    """A site that cannot be checked: it is not there, or what was said of it is wrong."""


def judge(
    folder: Path | None,
    config_file: Path,
    choice: checks.Choice,
    progress: Progress,
    *,
    hub: str = "",
    spokes: Sequence[str] = (),
    site_url: str = "",
) -> tuple[Site, list[Finding]]:
    """A built site and what the checks find in it; mkdocs.yml is read only when the folder is its `site_dir`."""
    try:
        own = _declared(folder, config_file)
    except BuildError as error:
        raise UnjudgeableError(str(error)) from None
    root = own.folder if own else folder or Path()
    if not root.is_dir():
        what = "is a file; name the folder of the site" if root.is_file() else "there is no such folder"
        raise UnjudgeableError(f"{root}: {what}; `hubgen build` makes the site of mkdocs.yml")
    try:
        if own:
            site = read_documents(own.site, root, site_url=site_url or own.url, progress=progress)
            if hub or spokes:
                named = with_hub(site, hub or site.hub, spokes)
                site = named if spokes else replace(site, hub=named.hub)
        else:
            site = from_folder(root, hub=hub, spokes=spokes, site_url=site_url, progress=progress)
    except UnknownPage as error:
        raise UnjudgeableError(str(error)) from None
    if not site.documents:
        raise UnjudgeableError(f"{root}: holds no HTML page that can be read")
    found = checks.run(site, choice, severities=own.options.checks if own else {})
    read = _markdown_reader(own)
    return site, locate(
        found,
        site,
        read_html=lambda path: (root / path).read_bytes(),
        read_markdown=read,
        folder=own.name if own else "",
    )


def _declared(folder: Path | None, config_file: Path) -> Declared | None:
    """The site of mkdocs.yml, when no folder is named or the one named is its own."""
    if folder is None:
        return declared(config_file)
    if not config_file.is_file() or not is_ours(config_file):
        return None
    try:
        its_own = site_folder(config_file)
    except BuildError:
        # Of a file that cannot be read, the usual place is all that is known.
        its_own = config_file.resolve().parent / "site"
    return declared(config_file) if its_own.resolve() == folder.resolve() else None


def _markdown_reader(own: Declared | None) -> Callable[[str], str]:
    if own is None:
        return lambda src: ""
    return lambda src: (own.content / src).read_text("utf-8-sig")

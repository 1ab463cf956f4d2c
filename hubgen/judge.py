"""Checks a site that is built already: our own with its content at hand, or any folder of HTML."""

from collections.abc import Callable, Sequence
from pathlib import Path

from hubgen import checks
from hubgen.build import BuildError, Declared, declared, site_folder
from hubgen.folder import UnknownPage, from_folder, read_documents
from hubgen.model import Finding, Site
from hubgen.plugin import Progress
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
    root = own.folder if own else folder
    if root is None or not root.is_dir():
        raise UnjudgeableError(f"{root}: there is no such folder; build the site first")
    try:
        if own and not hub and not spokes:
            site = read_documents(own.site, root, site_url=site_url or own.url, progress=progress)
        else:
            site = from_folder(
                root, hub=hub, spokes=spokes, site_url=site_url or (own.url if own else ""), progress=progress
            )
    except UnknownPage as error:
        raise UnjudgeableError(str(error)) from None
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
    try:
        own = config_file.is_file() and site_folder(config_file).resolve() == folder.resolve()
    except BuildError:
        return None
    return declared(config_file) if own else None


def _markdown_reader(own: Declared | None) -> Callable[[str], str]:
    if own is None:
        return lambda src: ""
    return lambda src: (own.content / src).read_text("utf-8-sig")

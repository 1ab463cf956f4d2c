"""Checks a site that is built already: our own with its content at hand, or any folder of HTML."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hubgen import checks
from hubgen.config import Options
from hubgen.folder import Progress, UnknownPage, read_documents, with_hub
from hubgen.links import external_addresses
from hubgen.model import Hosting, Severity, Site, Verdict
from hubgen.sources import locate
from hubgen.verdict import UnusableError, day, read_baseline, verdict

if TYPE_CHECKING:
    from hubgen.build import Declared


class UnjudgeableError(Exception):
    """A site that cannot be checked: it is not there, or what was said of it is wrong."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be judged, and by what.

    `folder` is the built site, None for that of `config_file`, which is read only when the folder is its `site_dir`.
    `hub`, `spokes` and `contact` are pages of it, `site_url` is where it is published. `today` is the day that dates
    are held against, `baseline` a file of findings that are known (with `update_baseline` all that are found), `cache`
    a folder for what is kept, and `external` asks for visits to other sites. `index` names files that the host serves
    for their folder, besides those that mkdocs.yml names, `clean_urls` says that it serves `page.html` at `page`.
    """

    folder: Path | None = None
    config_file: Path = Path("mkdocs.yml")
    choice: checks.Choice = field(default_factory=checks.Choice)
    hub: str = ""
    spokes: Sequence[str] = ()
    contact: str = ""
    site_url: str = ""
    today: date | None = None
    baseline: Path | None = None
    update_baseline: bool = False
    cache: Path | None = None
    external: bool = False
    index: Sequence[str] = ()
    clean_urls: bool = False


def judge(request: Request, progress: Progress) -> Verdict:
    """The verdict on a site that is built already; raises UnjudgeableError."""
    own = _declared(request)
    options = own.options if own else Options()
    try:
        catalog = checks.catalog(options.checks_folder(own.beside) if own else None)
        checks.refuse_unusable(request.choice, catalog)
        chosen = checks.chosen_of(catalog, request.choice, options.checks)
        known = None if request.update_baseline else read_baseline(request.baseline or _own_baseline(own))
        site = _read(request, own, progress, text=checks.need_text(chosen))
        found = checks.run(site, request.choice, checks=catalog, severities=options.checks)
    except (UnknownPage, UnusableError, checks.CheckError) as error:
        raise UnjudgeableError(str(error)) from None
    located = locate(
        found,
        site,
        read_html=lambda path: (_root(request, own) / path).read_bytes(),
        read_markdown=lambda src: (own.content / src).read_text("utf-8-sig") if own else "",
        folder=own.name if own else "",
        read_templates=own.templates if own else dict,
    )
    reached = verdict(site, located, request.choice, catalog, options.checks, known, all_known=request.update_baseline)
    if own or request.site_url:
        return reached
    return replace(reached, notes=(*reached.notes, *_address_of(site)))


def site_of(request: Request, progress: Progress) -> Site:
    """A site that is built already, with its text; raises UnjudgeableError."""
    try:
        return _read(request, _declared(request), progress, text=True)
    except (UnknownPage, UnusableError) as error:
        raise UnjudgeableError(str(error)) from None


def catalog_of(config_file: Path) -> tuple[checks.Catalog, Mapping[str, Severity]]:
    """The checks that a site has and the severities that it gives them; ours where there is no site.

    Raises UnjudgeableError.
    """
    if not config_file.is_file():
        return checks.catalog(), {}
    from hubgen.build import BuildError, is_ours, own_options

    try:
        options = own_options(config_file) if is_ours(config_file) else Options()
        return checks.catalog(options.checks_folder(config_file.resolve().parent)), options.checks
    except (BuildError, checks.CheckError) as error:
        raise UnjudgeableError(str(error)) from None


def baseline_of(request: Request) -> Path:
    """The file of the findings that are known, as named here or in mkdocs.yml; raises UnjudgeableError."""
    if file := request.baseline or _own_baseline(_declared(request)):
        return file
    hint = "--baseline known.json, or `baseline: known.json` of the plugin hubgen in mkdocs.yml"
    raise UnjudgeableError(f"name the file: {hint}")


def _address_of(site: Site) -> Iterator[str]:
    """What a site's pages name as its address, for who did not say."""
    page = site.hub or "index.html"
    for link in site.documents[page].links if page in site.documents else ():
        if link.tag == "link" and link.rel == "canonical" and link.href.startswith(("http://", "https://")):
            address = link.href.removesuffix("index.html").removesuffix(page.removesuffix("index.html"))
            yield f"The pages name their own address: --site-url {address} checks links to it, too."
            return


def _own_baseline(own: "Declared | None") -> Path | None:
    return own.options.baseline_file(own.beside) if own else None


def _root(request: Request, own: "Declared | None") -> Path:
    return own.folder if own else request.folder or Path()


def _read(request: Request, own: "Declared | None", progress: Progress, *, text: bool) -> Site:
    """The site as its folder and, where it is our own, its content tell it."""
    root, cache = _root(request, own), request.cache or (own.cache if own else None)
    if not root.is_dir():
        what = "is a file; name the folder of the site" if root.is_file() else "there is no such folder"
        raise UnjudgeableError(f"{root}: {what}; `hubgen build` makes the site of mkdocs.yml")
    site = read_documents(
        own.site if own else Site(),
        root,
        site_url=request.site_url or (own.url if own else ""),
        progress=progress,
        text=text,
        cache=cache / "pages.json" if cache else None,
    )
    hosting = Hosting((*site.hosting.index, *request.index), request.clean_urls or site.hosting.clean_urls)
    site = replace(site, hosting=hosting, today=day(request.today))
    if own is None:
        site = with_hub(site, request.hub, request.spokes, request.contact)
    elif request.hub or request.spokes or request.contact:
        named = with_hub(site, request.hub or site.hub, request.spokes, request.contact)
        site = named if request.spokes else replace(site, hub=named.hub, contact=named.contact)
    if not site.documents:
        raise UnjudgeableError(f"{root}: holds no HTML page that can be read")
    if not request.external:
        return site
    from hubgen.external import visit

    settings, kept = own.options.external if own else Options().external, cache / "visits.json" if cache else None
    return replace(site, visits=visit(external_addresses(site), settings, kept, time.time(), progress))


def _declared(request: Request) -> "Declared | None":
    """The site of mkdocs.yml, when no folder is named or the one named is its own."""
    folder, config_file = request.folder, request.config_file
    if folder is not None and not config_file.is_file():
        return None
    # MkDocs takes half a second to import, and other sites need none of it.
    from hubgen.build import BuildError, declared, is_ours, site_folder

    try:
        if folder is None:
            return declared(config_file)
        if not is_ours(config_file):
            return None
        try:
            its_own = site_folder(config_file)
        except BuildError:
            # Of a file that cannot be read, the usual place is all that is known.
            its_own = config_file.resolve().parent / "site"
        return declared(config_file) if its_own.resolve() == folder.resolve() else None
    except BuildError as error:
        raise UnjudgeableError(str(error)) from None

"""The MkDocs adapter: every event hands plain values to a function that knows nothing of MkDocs."""

import logging
import posixpath
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.base import ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from hubgen import checks
from hubgen.baseline import Baseline
from hubgen.config import Options, read_options
from hubgen.content import read_site
from hubgen.faults import circles, dropped_readmes, is_utf8, scan
from hubgen.folder import Progress, read_documents
from hubgen.model import Finding, Page, Site, Verdict
from hubgen.pages import MarkdownFile, body_of
from hubgen.publish import PublishError, Staging, discard, stage, swap
from hubgen.registry import parts
from hubgen.reporters import summary
from hubgen.reporters.text import lines_of
from hubgen.search import build_search
from hubgen.search.scripts import SEARCHER
from hubgen.searches import FILES, read_searches
from hubgen.sources import locate
from hubgen.theme import theme_folder
from hubgen.verdict import UnusableError, day, read_baseline, verdict
from hubgen.view import view

log = logging.getLogger("mkdocs.plugins.hubgen")

# What the pages of our kinds are written with: attributes on links (for excuses), notes, definitions, footnotes.
MARKDOWN_EXTENSIONS = ("attr_list", "admonition", "def_list", "footnotes")

# Light and dark as the customer's device asks for, with a switch; for sites that set no palette of their own.
PALETTE = [
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "toggle": {"icon": "material/weather-night", "name": "Switch to dark colours"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "toggle": {"icon": "material/weather-sunny", "name": "Switch to light colours"},
    },
]

# The date that MkDocs writes into sitemap.xml.gz: today's would make every build's bytes differ.
NO_DATE = "1980-01-01"


REFUSAL = "the site is not published, because of the findings above; what was published stays as it was"


class RefusedError(PluginError):
    """A build that is not published because of findings that are errors."""


class HubgenPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # our options are pydantic's
    """Turns a MkDocs build into the build of a help center; `hubgen build` sets the attributes below first."""

    options: Options
    choice: checks.Choice
    report: Callable[[Verdict], None]
    progress: Progress
    today: date | None
    baseline: Path | None
    update_baseline: bool

    def __init__(self) -> None:
        self.choice = checks.Choice()
        self.report = log_verdict
        self.today = None
        self.baseline = None
        self.update_baseline = False
        self._known: Baseline | None = None
        self.progress = lambda what, done, total: None
        self.site = Site()
        self._serving = False
        self._published: Path | None = None
        self._staging: Staging | None = None
        self._ready = False
        self._faults: list[Finding] = []
        self._rendered = 0

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Reads the options; every fault in them is an error of MkDocs' own kind."""
        self.options, faults = read_options(options, Path(config_file_path or "").parent)
        return [(".".join(map(str, at)), ValidationError(message)) for at, message in faults], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learns the command; one that publishes ends cleanly when it is told to stop."""
        self._serving = command == "serve"
        if dirty and not self._serving:
            raise ConfigurationError("hubgen publishes a site whole: build it without --dirty")
        if not self._serving and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Puts our theme before Material's, and the build beside the published site."""
        self._ready = False
        adapt(config)
        self.choice = replace(self.choice, strict=self.choice.strict or config.strict)
        beside = Path(config.config_file_path or "").parent
        try:
            self._today = day(self.today)
            self._checks = checks.catalog(self.options.checks_folder(beside))
            checks.refuse_unusable(self.choice, self._checks)
            if not self.update_baseline:
                self._known = read_baseline(self.baseline or self.options.baseline_file(beside))
        except (checks.CheckError, UnusableError) as error:
            raise ConfigurationError(str(error)) from None
        if not self._serving:
            try:
                self._staging = stage(Path(config.site_dir), Path(config.docs_dir))
            except PublishError as error:
                raise ConfigurationError(str(error)) from None
            self._published = Path(config.site_dir)
            self._config = config
            config.site_dir = str(self._staging.folder)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Looks at symbolic links before MkDocs follows them."""
        name = content_name(config)
        for circle in circles(Path(config.docs_dir)):
            raise ConfigurationError(
                f"{name}/{circle}: is a symbolic link to a folder around itself; take the link out"
            )
        self._faults = scan(Path(config.docs_dir), name)

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Reads what every page declares, drops drafts and adds the pages that folders lack."""
        astray = {fault.source for fault in self._faults}
        for file in [file for file in files if f"{content_name(config)}/{file.src_uri}" in astray]:
            files.remove(file)
        self.site = read_files(files, config, self.options, serving=self._serving)
        self.site = replace(self.site, today=self._today, faults=(*self._faults, *self.site.faults))
        if not self._serving:
            self._judge(self.site, "content", config)
        paths = set(self.site.pages)
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
            if file.dest_uri not in paths:
                files.remove(file)
        for file in [file for file in files if file.src_uri in FILES or file.src_uri in SEARCHER]:
            files.remove(file)
        for page in self.site.pages.values():
            if page.generated:
                files.append(File.generated(config, page.src, content=""))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Takes today's date off every page."""
        for page in nav.pages:
            page.update_date = NO_DATE
        return nav

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Hands MkDocs the text to publish as we read it: its own reader swallows faults of the front matter."""
        if page.file.dest_uri not in self.site.pages:
            return None
        return "---\n{}\n---\n" + body_of(page.file.content_bytes, drafts=self._serving)

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Gives MkDocs' page the title and the line that the model has, and the keys that are the site's own."""
        page.update_date = NO_DATE
        # Other plugins may add pages that no Markdown of the content declares.
        if declared := self.site.pages.get(page.file.dest_uri):
            page.title = escape(declared.title)
            page.meta = mkdocs_meta(declared)
        return markdown

    def on_page_content(self, content: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Lets the page's kind shape its text."""
        declared = self.site.pages.get(page.file.dest_uri)
        shape = getattr(parts("hubgen.kinds")[declared.kind], "body", None) if declared else None
        return shape(content) if shape else content

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Starts counting the pages that are rendered."""
        self._rendered = 0
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Gives the templates of a page what they show."""
        self._rendered += 1
        self.progress("Rendering", self._rendered, len(self.site.pages))
        context["hubgen"] = view(self.site, page.file.dest_uri)  # type: ignore[typeddict-unknown-key]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Gives 404 and the search page what they show."""
        context["hubgen"] = view(self.site)  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Adds the search files, then judges the site as customers would get it."""
        root = Path(config.site_dir)
        cache, words = cache_folder(config) / "pages.json", cache_folder(config) / f"search-{language(config)}.json"
        site = read_documents(self.site, root, site_url=config.site_url or "", progress=self.progress, cache=cache)
        for name, content in build_search(site, language(config), words).items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            site = replace(site, files=site.files | {name})
        self.site = site
        self._judge(site, "all", config)
        self._ready = True

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Lets no fault end the preview."""
        server.builder = patient(server.builder)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Keeps a failed build from being published; a disk that is full or read-only is told in one line."""
        self._ready = False
        # Jinja's TemplateNotFound is an OSError, too, but one without a number.
        if isinstance(error, OSError) and error.errno:
            # Of a copy, the second file is the one that is written.
            file = str(error.filename2 or error.filename or "a file")
            if self._staging and self._published:
                file = file.replace(str(self._staging.folder), str(self._published))
            raise PluginError(f"the build ended at {file}: {error.strerror}") from None

    def on_shutdown(self) -> None:
        """Swaps the new site in when nothing went wrong; `gh-deploy` reads site_dir after this."""
        if self._staging is None or self._published is None:
            return
        staging, published = self._staging, self._published
        self._config.site_dir = str(published)
        self._staging = self._published = None
        try:
            if self._ready and sys.exc_info()[0] is None:
                swap(staging, published)
                log.info(f"Published: {published}")
        except PublishError as error:
            raise PluginError(str(error)) from None
        finally:
            discard(staging)

    def _judge(self, site: Site, stage: Literal["content", "all"], config: MkDocsConfig) -> None:
        """Runs the checks and reports what they find; errors end the build, except under serve.

        Of the content all checks run, whatever is selected: a page that cannot be read cannot be published. Where it
        has errors, they are all that is told: what they do to the built pages is no news, nor does a baseline know it.
        """
        everything = replace(self.choice, select=(), ignore=())
        found = self._run(site, everything, "content")
        if any(finding.severity == "error" for finding in found):
            self._tell(found, site, everything, "content", config)
        elif stage == "all":
            self._tell(self._run(site, self.choice, "all"), site, self.choice, "all", config)

    def _run(self, site: Site, choice: checks.Choice, stage: checks.Stage) -> list[Finding]:
        try:
            return checks.run(site, choice, checks=self._checks, severities=self.options.checks, stage=stage)
        except checks.CheckError as error:
            raise PluginError(str(error)) from None

    def _tell(
        self, found: Sequence[Finding], site: Site, choice: checks.Choice, stage: checks.Stage, config: MkDocsConfig
    ) -> None:
        """Reports the verdict on what was found; ends the build where it refuses the site, except under serve."""
        root, docs = Path(config.site_dir), Path(config.docs_dir)
        located = locate(
            found,
            site,
            read_html=lambda path: (root / path).read_bytes(),
            read_markdown=lambda src: (docs / src).read_text("utf-8-sig"),
            folder=content_name(config),
            read_templates=lambda: templates(config),
        )
        reached = verdict(
            site,
            located,
            choice,
            self._checks,
            self.options.checks,
            self._known if stage == "all" else None,
            all_known=self.update_baseline and stage == "all",
            stage=stage,
        )
        self.report(reached)
        if not self._serving and reached.failed:
            raise RefusedError(REFUSAL)


def log_verdict(reached: Verdict) -> None:
    """Writes findings to MkDocs' log, the way `mkdocs build` shows everything, each with its severity."""
    levels = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO, "off": logging.DEBUG}
    for finding in reached.findings:
        log.log(levels[finding.severity], "\n".join(lines_of(finding)))
    log.info(summary(reached))


def patient(build: Callable[[], None]) -> Callable[[], None]:
    """A build under serve that says in one line why it failed, and leaves the last good site to be seen."""

    def attempt() -> None:
        try:
            build()
        except Exception as error:
            log.error(f"not rebuilt: {error}")

    return attempt


def adapt(config: MkDocsConfig) -> None:
    """Sets what a help center needs: our theme, no third-party fonts, local navigation, its Markdown extensions."""
    if config.theme.name != "material":
        raise ConfigurationError("theme: hubgen's pages are made for Material; write `theme: material` in mkdocs.yml")
    # Of links the checks say more, and know of excuses; MkDocs' own word would end a strict build all the same.
    for kind in ("not_found", "anchors", "absolute_links", "unrecognized_links"):
        config.validation.links[kind] = logging.DEBUG
    theme = config.theme
    language = theme["language"]
    if not any(Path(folder, "partials", "languages", f"{language}.html").is_file() for folder in theme.dirs):
        raise ConfigurationError(f"theme: language: Material does not know {language!r}; write a code such as en or de")
    folder = str(theme_folder())
    if folder not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, folder)
    theme["font"] = False
    theme["features"] = sorted({*(theme.get("features") or []), "navigation.path"})
    if not theme.get("palette"):
        theme["palette"] = PALETTE
    theme.static_templates.add("search/index.html")
    config.extra_css = [*(path for path in config.extra_css if path != "assets/hubgen.css"), "assets/hubgen.css"]
    for extension in MARKDOWN_EXTENSIONS:
        if extension not in config.markdown_extensions:
            config.markdown_extensions.append(extension)


def mkdocs_meta(page: Page) -> dict[str, Any]:
    """What MkDocs and Material read of a page's front matter; their templates print it as HTML."""
    title, description = escape(page.title), escape(page.description)
    meta = {**(page.meta.model_extra or {}), "title": title, "description": description}
    if page.kind == "hub":
        meta["hide"] = ["navigation", "toc"]
    template = getattr(page.meta, "template", None)
    return {**meta, "template": template} if template else meta


def content_name(config: MkDocsConfig) -> str:
    """What to call the content folder in messages."""
    return posixpath.relpath(config.docs_dir, _named_from(config))


def _named_from(config: MkDocsConfig) -> Path:
    """The folder that files are named from: this one, where CI runs, or that of mkdocs.yml if it lies elsewhere."""
    beside = Path(config.config_file_path or "").resolve().parent
    return Path.cwd() if beside.is_relative_to(Path.cwd()) else beside


def language(config: MkDocsConfig) -> str:
    """The language of the site's pages, as Material names it."""
    return str(config.theme["language"])


def cache_folder(config: MkDocsConfig) -> Path:
    """Where we keep what we know of the last build: beside mkdocs.yml, as Material's own plugins do."""
    return Path(config.config_file_path or "").parent / ".cache" / "plugin" / "hubgen"


def templates(config: MkDocsConfig) -> dict[str, str]:
    """The site's own templates and its configuration, as messages name them."""
    start = _named_from(config)
    own = Path(config.theme.custom_dir or "")
    files = sorted(own.rglob("*.html")) if config.theme.custom_dir else []
    return {
        posixpath.relpath(file, start): file.read_text("utf-8-sig", "replace")
        for file in [*files, Path(config.config_file_path or "")]
        if file.is_file()
    }


def read_files(files: Files, config: MkDocsConfig, options: Options, *, serving: bool = False) -> Site:
    """The site that MkDocs' files declare; a file whose name is not UTF-8 has no address, and is left out."""
    included = InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
    pages = [file for file in files.documentation_pages(inclusion=included) if is_utf8(file.src_uri)]
    others = (file for file in files if not file.is_documentation_page() and file.inclusion != InclusionLevel.EXCLUDED)
    taken = {file.dest_uri: file.src_uri for file in others if file.src_uri not in FILES}
    sources = [MarkdownFile(file.src_uri, file.dest_uri, _address(file), file.content_bytes) for file in pages]
    name = content_name(config)
    taken |= dict.fromkeys(config.theme.static_templates, "")
    site = read_site(sources, options, folder=name, taken=taken, drafts=serving)
    for_search = {file.src_uri: file.content_bytes for file in files if file.src_uri in FILES}
    drafts = {source.src for source in sources} - {page.src for page in site.pages.values()}
    site = read_searches(site, for_search, language(config), folder=name, drafts=drafts)
    known: Mapping[str, File] = files.src_uris
    lost = dropped_readmes(Path(config.docs_dir), name, lambda src: src in known or _is_excluded(src, config))
    return replace(site, faults=(*site.faults, *lost))


def _address(file: File) -> str:
    return "" if file.url in (".", "./") else file.url


def _is_excluded(src: str, config: MkDocsConfig) -> bool:
    return bool(config.exclude_docs and config.exclude_docs.match_file(src))

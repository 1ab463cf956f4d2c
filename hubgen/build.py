"""Runs MkDocs: builds a site, serves one while it is written, or reads what a site's content declares."""

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import get_files

from hubgen.checks import Choice
from hubgen.config import Options, read_options
from hubgen.folder import Progress
from hubgen.marked_yaml import Marked, Tagged, YamlError, load
from hubgen.model import Site, Verdict
from hubgen.plugin import REFUSAL, HubgenPlugin, adapt, cache_folder, content_name, read_files, templates


class BuildError(Exception):
    """A build that cannot be: the configuration is wrong, or the site cannot be written. One message a line."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: the verdict, the site's folder, and whether it is published.

    `warnings` are those of MkDocs and its other plugins, one a line.
    """

    verdict: Verdict
    folder: Path
    published: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """What mkdocs.yml and the content say of a site without building it.

    `folder` is where it is built, `content` where its Markdown stands, which messages call `name`; `beside` is the
    folder of mkdocs.yml, `cache` that for what is kept; `templates` reads the site's own templates and configuration.
    """

    site: Site
    options: Options
    folder: Path
    content: Path
    name: str
    url: str
    beside: Path
    cache: Path
    templates: Callable[[], Mapping[str, str]]


def build(
    config_file: Path,
    choice: Choice,
    progress: Progress,
    *,
    today: date | None = None,
    baseline: Path | None = None,
    update_baseline: bool = False,
) -> Outcome:
    """Builds a site and publishes it when the checks allow, where `update_baseline` takes all that they find for known.

    Raises BuildError.
    """
    reached: list[Verdict] = []
    published = True
    with _mkdocs_messages() as messages:
        config, plugin = _load(config_file, messages)
        # MkDocs' own strictness would end the build before our report; the checks say more of the same links.
        choice, config.strict = replace(choice, strict=choice.strict or config.strict), False
        plugin.choice, plugin.progress = choice, progress
        plugin.today, plugin.baseline, plugin.update_baseline = today, baseline, update_baseline
        plugin.report = reached.append
        folder = Path(config.site_dir)
        try:
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build.build(config)
            finally:
                config.plugins.on_shutdown()
        except MkDocsException as error:
            # MkDocs turns the plugin's refusal into an exception of its own.
            if not (reached and reached[-1].failed):
                raise BuildError("\n".join(messages) or error.format_message()) from None
            published = False
    warnings = tuple(message for message in messages if message != REFUSAL)
    return Outcome(reached[-1], folder, published, warnings)


def serve(config_file: Path, address: str | None) -> None:
    """Serves a site on this machine and rebuilds it whenever a file changes, until it is interrupted."""
    with _mkdocs_messages() as messages:
        _load(config_file, messages, dev_addr=address)
    try:
        mkdocs_serve.serve(str(config_file), dev_addr=address)
    except OSError as error:
        raise BuildError(f"cannot serve: {error.strerror or error}; name another address with --address") from None
    except MkDocsException as error:
        raise BuildError(error.format_message()) from None


def declared(config_file: Path) -> Declared:
    """What a site's configuration and content declare; raises BuildError."""
    with _mkdocs_messages() as messages:
        config, plugin = _load(config_file, messages)
        adapt(config)
        site = read_files(get_files(config), config, plugin.options)
    return Declared(
        site,
        plugin.options,
        Path(config.site_dir),
        Path(config.docs_dir),
        content_name(config),
        config.site_url or "",
        Path(config.config_file_path or "").parent,
        cache_folder(config),
        lambda: templates(config),
    )


def site_folder(config_file: Path) -> Path:
    """Where a site's configuration says that it is built; raises BuildError.

    Only `site_dir` is read where it stands in the file itself, so that other faults of the file do not matter.
    """
    marked = _read_config(config_file)
    if "INHERIT" in marked.value or not isinstance(marked.value.get("site_dir", ""), str):
        with _mkdocs_messages() as messages:
            return Path(_load(config_file, messages)[0].site_dir)
    return config_file.resolve().parent / (marked.value.get("site_dir") or "site")


def is_ours(config_file: Path) -> bool:
    """Whether a configuration names our plugin, as far as can be read."""
    try:
        marked = _read_config(config_file)
    except BuildError:
        return True
    return "INHERIT" in marked.value or len(_own_options(marked)[0]) > 1


def own_options(config_file: Path) -> Options:
    """Our options as they stand in mkdocs.yml itself; raises BuildError."""
    _check_options(config_file)
    return read_options(_own_options(_read_config(config_file))[1], config_file.resolve().parent)[0]


def start(folder: Path) -> None:
    """Copies the starter site into a folder that is empty or not there yet; raises BuildError."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BuildError(f"{folder} is not an empty folder; name a new one")
        with as_file(files("hubgen") / "starter") as starter:
            shutil.copytree(starter, folder, dirs_exist_ok=True)
    except OSError as error:
        raise BuildError(f"cannot write {folder}: {error.strerror}") from None


def _load(config_file: Path, messages: Sequence[str], **options: str | None) -> tuple[MkDocsConfig, HubgenPlugin]:
    """MkDocs' configuration and our plugin in it; `messages` is where MkDocs' own complaints are collected."""
    _check_options(config_file)
    try:
        config = load_config(str(config_file), **options)
    except MkDocsException as error:
        lines = messages or [error.format_message()]
        raise BuildError("\n".join(f"{config_file}: {line}" for line in lines)) from None
    for plugin in config.plugins.values():
        if isinstance(plugin, HubgenPlugin):
            return config, plugin
    raise BuildError(f"{config_file}: plugins: hubgen is not among them; write `plugins: [hubgen]`")


def _check_options(config_file: Path) -> None:
    """Faults in our options that we can give a line and a column for, all at once."""
    marked = _read_config(config_file)
    at, given = _own_options(marked)
    faults = [
        f"{config_file}:{line}:{column}: {': '.join(map(str, fault or ('hubgen',)))}: {message}"
        for fault, message in read_options(given, config_file.resolve().parent)[1]
        # What !ENV stands for only MkDocs knows; it hands the values to the plugin, which judges them again.
        if not isinstance(_value(given, fault), Tagged)
        for line, column in [marked.keys.get((*at, *fault), marked.where((*at, *fault)))]
    ]
    if faults:
        raise BuildError("\n".join(faults))


def _read_config(config_file: Path) -> Marked:
    """mkdocs.yml as it is written; raises BuildError."""
    try:
        marked = load(config_file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise BuildError(f"{config_file}: there is no such file; `hubgen new DIR` makes a site to start from") from None
    except OSError as error:
        raise BuildError(f"{config_file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BuildError(f"{config_file}: is not UTF-8; save the file as UTF-8") from None
    except YamlError as error:
        mend = f"; {error.remedy}" if error.remedy else ""
        raise BuildError(f"{config_file}:{error.line}:{error.column}: {error.problem}{mend}") from None
    if not isinstance(marked.value, dict):
        raise BuildError(f"{config_file}:1:1: holds no `key: value` lines; the least is site_name, theme and plugins")
    return marked


def _value(given: Any, at: Sequence[str | int]) -> Any:
    """The value at a place in the options, None where there is none."""
    for part in at:
        try:
            given = given[part]
        except (KeyError, IndexError, TypeError):
            return None
    return given


def _own_options(marked: Marked) -> tuple[tuple[str | int, ...], dict[str, Any]]:
    """Where our options stand in mkdocs.yml, and what they are; none where another file (INHERIT) names the plugin."""
    plugins = marked.value.get("plugins", [])
    named: list[tuple[str | int, Any]] = list(
        plugins.items() if isinstance(plugins, dict) else enumerate(plugins or [])
    )
    for key, entry in named:
        if entry == "hubgen":
            return ("plugins", key), {}
        if key == "hubgen":
            return ("plugins", key), entry or {}
        if isinstance(entry, dict) and "hubgen" in entry:
            return ("plugins", key, "hubgen"), entry["hubgen"] or {}
    return ("plugins",), {}


# Where MkDocs warns of links and of files with one address.
_SAID_BY_CHECKS = ("mkdocs.structure.pages", "mkdocs.structure.files")


@contextmanager
def _mkdocs_messages() -> Iterator[list[str]]:
    """Collects what MkDocs warns of instead of showing it; of links the checks say more, with file and line."""
    logger = logging.getLogger("mkdocs")
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    handler.addFilter(lambda record: record.name not in _SAID_BY_CHECKS)
    logger.addHandler(handler)
    before, logger.propagate = logger.propagate, False
    try:
        yield messages
    finally:
        logger.propagate = before
        logger.removeHandler(handler)

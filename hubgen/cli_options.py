"""The options of the command line that several commands share, and how each value is read."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from hubgen.registry import parts
from hubgen.urls import resolve


def _config_file(context: click.Context, parameter: click.Parameter, given: Path) -> Path:
    """Refuses a file that is named and not there: where none is named, there may be none."""
    named = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
    if named and not given.is_file():
        raise click.BadParameter(f"{given}: there is no such file")
    return given


config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    callback=_config_file,
    help="The site's configuration.",
)


def report_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that `build` and `check` share."""
    for option in reversed(
        (
            click.option("--format", "form", type=click.Choice(list(parts("hubgen.reporters"))), default="text"),
            click.option("--output", type=click.Path(path_type=Path), help="Write the report to this file."),
            click.option("--select", multiple=True, metavar="CHECK", callback=_ids, help="Run only these checks."),
            click.option("--ignore", multiple=True, metavar="CHECK", callback=_ids, help="Leave these checks out."),
            click.option("--strict", is_flag=True, help="Warnings fail, too."),
            click.option(
                "--baseline", type=click.Path(path_type=Path), help="A file of known findings, which do not count."
            ),
            click.option(
                "--today",
                metavar="DAY",
                callback=_day,
                help="The day that dates are held against, as 2026-05-31.  [default: SOURCE_DATE_EPOCH, or today]",
            ),
            click.option(
                "--update-baseline", is_flag=True, help="Write all that is found into the baseline: it is known then."
            ),
            click.option("--graph", type=click.Path(path_type=Path), help="Draw what hangs where into this HTML file."),
            click.option("-v", "--verbose", is_flag=True, help="Show figures (info), too; the verdict stays the same."),
        )
    ):
        command = option(command)
    return command


def site_options(command: Callable[..., None]) -> Callable[..., None]:
    """What says which built site is meant, and where its hub and spokes are."""
    for option in reversed(
        (
            click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path)),
            config_option,
            click.option("--hub", metavar="PATH", default="", help="Where the hub is in DIR, as in help/index.html."),
            click.option(
                "--spoke", "spokes", metavar="PATH", multiple=True, help="A page that is a spoke; repeatable."
            ),
            click.option("--contact", metavar="PATH", default="", help="The contact page.  [default: that called so]"),
            click.option(
                "--site-url",
                metavar="URL",
                default="",
                callback=_web_address,
                help="The address that the site is published under.",
            ),
            click.option(
                "--index",
                metavar="NAME",
                multiple=True,
                help="A file that the host serves for its folder, as index.php.",
            ),
            click.option("--clean-urls", is_flag=True, help="The host serves page.html at page."),
        )
    ):
        command = option(command)
    return command


def _ids(context: click.Context, parameter: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """Ids of checks, repeated or with commas between them."""
    return tuple(name.strip() for each in given for name in each.split(",") if name.strip())


def _day(context: click.Context, parameter: click.Parameter, given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise click.BadParameter(f"{given!r} is not a day such as 2026-05-31") from None


def host_and_port(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Refuses what is not an address such as 127.0.0.1:8000."""
    port = (given or "localhost:8000").rpartition(":")[2]
    host = (given or "localhost:8000").rpartition(":")[0]
    if not (host and port.isdecimal() and int(port) < 65536):
        raise click.BadParameter(f"{given!r} is not an address such as 127.0.0.1:8000")
    return given


def _web_address(context: click.Context, parameter: click.Parameter, given: str) -> str:
    address = resolve(given, "index.html")
    if given and (address.where != "outside" or not address.path.startswith(("http://", "https://"))):
        raise click.BadParameter(f"{given!r} is not a whole address such as https://example.com/help/")
    return given

"""The command `hubgen`: the one module that prints and exits."""

import io
import os
import shlex
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO, NoReturn

import click

from hubgen import __version__
from hubgen.checks import CheckError, Choice, refuse_unusable, rules
from hubgen.cli_options import config_option, host_and_port, report_options, site_options
from hubgen.model import Site, Verdict
from hubgen.reporters import found, summary, write

FINE, FINDINGS, WRONG = 0, 1, 2


class _Group(click.Group):
    """Ends with one line and status 2 on anything unforeseen, since no traceback may reach an editor."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit):
            raise
        except BrokenPipeError:
            # The reader of our output has gone, as `head` does; the status still tells what was found.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(ctx.obj or FINE)
        except KeyboardInterrupt:
            _fail("interrupted; what was published stays as it was", 128 + signal.SIGINT)
        except Exception as error:
            if os.environ.get("HUBGEN_TRACEBACK"):
                raise
            where = ":".join(str(part) for name in ("filename", "lineno") if (part := getattr(error, name, None)))
            what = f"{type(error).__name__}: {error} (HUBGEN_TRACEBACK=1 shows more)"
            _fail(f"{where}: {what}" if where else f"unexpected {what}")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="hubgen")
def main() -> None:
    """Turns a folder of Markdown into a customer-service help center, and proves that answers can be found.

    \b
    Example: hubgen new helpdesk && cd helpdesk && hubgen build
    """
    signal.signal(signal.SIGTERM, _terminated)
    # What a terminal cannot write must not end the run, nor change its status.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Copy a small help center to start from into the folder DIR.

    \b
    Example: hubgen new helpdesk
    """
    from hubgen.build import BuildError, start

    try:
        start(folder)
    except BuildError as error:
        _fail(str(error))
    click.echo(f"{folder} holds a small help center with one page of each kind. Next:")
    click.echo(
        f"  cd {shlex.quote(str(folder))}\n"
        "  hubgen serve     (shows it while you write)\n"
        "  hubgen build     (checks and publishes it)"
    )


@main.command()
@config_option
@report_options
def build(
    config_file: Path,
    form: str,
    output: Path | None,
    select: Sequence[str],
    ignore: Sequence[str],
    strict: bool,
    baseline: Path | None,
    today: date | None,
    update_baseline: bool,
    graph: Path | None,
    verbose: bool,
) -> None:
    """Build the site, check it, and publish it when the checks allow.

    \b
    Example: hubgen build --strict --format json --output findings.json
    """
    from hubgen.build import BuildError
    from hubgen.build import build as build_site
    from hubgen.judge import Request, UnjudgeableError, baseline_of

    choice = Choice(tuple(select), tuple(ignore), strict)
    try:
        known = baseline_of(Request(config_file=config_file, baseline=baseline)) if update_baseline else None
        _refuse_what_cannot_be_written(output, graph, known)
        outcome = build_site(
            config_file, choice, _progress(), today=today, baseline=baseline, update_baseline=update_baseline
        )
    except (BuildError, UnjudgeableError) as error:
        _fail(str(error))
    _end_with(FINE if outcome.published else FINDINGS)
    for warning in outcome.warnings:
        click.echo(f"hubgen: warning: {warning}", err=True)
    quiet = _report(outcome.verdict, form, output, verbose)
    _write_beside(outcome.verdict, graph, known)
    folder = _shown(outcome.folder)
    if not outcome.published:
        stays = f": {folder} stays as it was" if outcome.folder.exists() else ""
        click.echo(f"Not published{stays}.", err=True)
        sys.exit(FINDINGS)
    click.echo(f"Published: {folder}", err=quiet)


@main.command()
@config_option
@click.option(
    "--address", metavar="HOST:PORT", callback=host_and_port, help="Where to serve.  [default: 127.0.0.1:8000]"
)
def serve(config_file: Path, address: str | None) -> None:
    """Show the site on this machine and rebuild it whenever a file changes.

    \b
    Example: hubgen serve --address 127.0.0.1:8080
    """
    import logging

    from hubgen.build import BuildError
    from hubgen.build import serve as serve_site

    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        serve_site(config_file, address)
    except BuildError as error:
        _fail(str(error))


@main.command()
@site_options
@report_options
@click.option("--external", is_flag=True, help="Visit what other sites the links lead to.")
@click.option(
    "--cache",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Keep what is read and visited in this folder.  [default: .cache beside mkdocs.yml; none for other sites]",
)
def check(
    folder: Path | None,
    config_file: Path,
    hub: str,
    spokes: Sequence[str],
    contact: str,
    site_url: str,
    index: Sequence[str],
    clean_urls: bool,
    form: str,
    output: Path | None,
    select: Sequence[str],
    ignore: Sequence[str],
    strict: bool,
    baseline: Path | None,
    today: date | None,
    update_baseline: bool,
    graph: Path | None,
    verbose: bool,
    external: bool,
    cache: Path | None,
) -> None:
    """Check a built site: the one that mkdocs.yml describes, or any folder of HTML.

    \b
    Example: hubgen check public --hub help/index.html --site-url https://example.com/shop/
    """
    from hubgen.judge import Request, UnjudgeableError, baseline_of, judge

    choice = Choice(tuple(select), tuple(ignore), strict)
    request = Request(
        folder=folder,
        config_file=config_file,
        choice=choice,
        hub=hub,
        spokes=spokes,
        contact=contact,
        site_url=site_url,
        index=index,
        clean_urls=clean_urls,
        today=today,
        baseline=baseline,
        update_baseline=update_baseline,
        cache=cache,
        external=external,
    )
    try:
        known = baseline_of(request) if update_baseline else None
        _refuse_what_cannot_be_written(output, graph, known)
        verdict = judge(request, _progress())
    except UnjudgeableError as error:
        _fail(str(error))
    status = FINDINGS if verdict.failed else FINE
    _end_with(status)
    _report(verdict, form, output, verbose)
    _write_beside(verdict, graph, known)
    sys.exit(status)


def _write_beside(verdict: Verdict, graph: Path | None, known: Path | None) -> None:
    """Writes the picture and the baseline, where they are asked for and there is something to show and to know."""
    if graph and verdict.site.documents:
        from hubgen import graph as picture

        _write(graph, picture.page(verdict))
    # Content that cannot be published is no beginning: nothing of it is taken for known.
    if known and not verdict.failed:
        from hubgen.verdict import renewed_baseline

        _write(known, renewed_baseline(known, verdict))
        click.echo(f"{known} knows {found(verdict.known) or 'nothing'} now; new ones fail.", err=True)


_site_option = click.option(
    "--site", "folder", type=click.Path(path_type=Path), help="The built site, instead of mkdocs.yml's."
)


@main.command()
@click.argument("query", nargs=-1, required=True)
@config_option
@_site_option
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many answers at most.")
@click.option("--explain", is_flag=True, help="Show what each word counts.")
def search(query: Sequence[str], config_file: Path, folder: Path | None, limit: int, explain: bool) -> None:
    """Search the built site as a customer would, with the same files.

    \b
    Example: hubgen search money back
    """
    from hubgen.build import BuildError, site_folder
    from hubgen.search import Searcher, SearchUnavailable, explanation

    typed = " ".join(query)
    try:
        searcher = Searcher.open(folder or site_folder(config_file))
        answer = searcher.answer(typed, limit)
        notes = list(explanation.of_query(searcher, typed, answer)) if explain else []
        shares = [explanation.of_hit(searcher, typed, answer, hit) if explain else [] for hit in answer.hits]
    except (BuildError, SearchUnavailable) as error:
        _fail(str(error))
    for line in filter(None, [explanation.corrected(answer), *notes]):
        click.echo(line)
    for number, (hit, lines) in enumerate(zip(answer.hits, shares, strict=True), start=1):
        title = f"{hit.title}: {hit.section}" if hit.section else hit.title
        click.echo(f"{number:2}. {title}\n    /{hit.url}  (score {hit.score})")
        for line in lines:
            click.echo(f"      {line}")
    if not answer.hits:
        click.echo(f"Nothing found for: {typed}")


@main.group()
def report() -> None:
    """Report what the finished pages do not show.

    \b
    Example: hubgen report searches log.csv
    """


@report.command("spokes")
@site_options
def report_spokes(**named: Any) -> None:
    """List what leads to each spoke and what it leads to: by links in the text, and by the chrome.

    \b
    Example: hubgen report spokes
    """
    from hubgen import proof

    for line in proof.lines(proof.proof(_site(named))):
        click.echo(line)


@report.command("pages")
@site_options
def report_pages(**named: Any) -> None:
    """List the pages: clicks from the hub, links to them, words, and how easy they are to read.

    Reading ease is Flesch's or its form for the page's language: 60 to 70 is plain, below 30 is for the learned.

    \b
    Example: hubgen report pages
    """
    from hubgen import proof
    from hubgen.readability import reading_ease

    site = _site(named)
    ease = {path: each.figure for path, document in site.documents.items() if (each := reading_ease(document))}
    for line in proof.page_lines(proof.figures(site, ease)):
        click.echo(line)


@report.command()
@click.argument("log", type=click.File("rb"))
@config_option
@_site_option
@click.option("--column", default="", help="The column that holds the searches, where LOG is a table.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many searches at most.")
def searches(log: BinaryIO, config_file: Path, folder: Path | None, column: str, limit: int) -> None:
    """List what customers searched for and got no good answer to, the most frequent first.

    LOG is plain text with one search a line, or a table (CSV) with a column named query, q, search, term or "search
    term", and perhaps one named count, searches or total; - reads it from standard input.

    An answer is good when the best one has two thirds of the words that say something, or four of a long question;
    a word that was corrected counts. Nothing is judged that searches.yml vouches for already.

    \b
    Example: hubgen report searches log.csv --limit 50
    """
    from hubgen.build import BuildError, declared
    from hubgen.model import Site
    from hubgen.search import Searcher, SearchUnavailable, unanswered
    from hubgen.search.log import LogError, read_log
    from hubgen.search.records import path_of
    from hubgen.searches import in_one_spelling

    try:
        counts = read_log(log.read(), getattr(log, "name", "standard input"), column)
        own = None if folder else declared(config_file)
        site = own.site if own else Site()
        vouched_for = {in_one_spelling(each.query) for each in site.searches}
        searcher = Searcher.open(own.folder if own else folder or Path())
        found = unanswered.unanswered(counts, searcher, lambda each: in_one_spelling(each) in vouched_for, _progress())
    except (BuildError, LogError, SearchUnavailable) as error:
        _fail(str(error))
    files = {page.path: page.src for page in site.pages.values()}
    for line in unanswered.lines(found, limit, lambda url: files.get(path_of(url), "")):
        click.echo(line)


@main.command()
@click.argument("name", metavar="[CHECK]", required=False)
@config_option
@click.option("--all", "everything", is_flag=True, help="Write the page of all checks.")
@click.option(
    "--format", "form", type=click.Choice(["md", "html"]), help="The form of the page of all checks.  [default: md]"
)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file.")
def explain(name: str | None, config_file: Path, everything: bool, form: str | None, output: Path | None) -> None:
    """Print the manual of a check, list all checks, or write the page of all manuals.

    \b
    Example: hubgen explain spoke-not-on-hub
    """
    from hubgen.judge import UnjudgeableError, catalog_of

    if form and not everything:
        _fail("--format is of the page of all checks: add --all")
    if everything and name:
        _fail(f"--all writes the manuals of all checks: leave out {name}, or --all")
    _refuse_what_cannot_be_written(output)
    try:
        known, severities = catalog_of(config_file)
        refuse_unusable(Choice((name,) if name else ()), known)
    except (CheckError, UnjudgeableError) as error:
        _fail(str(error))
    described = {rule.id: rule for rule in rules(known, severities)}
    if everything:
        from hubgen.manual import manual

        text = manual(tuple(described.values()), form or "md")
    elif name:
        rule = described[name]
        text = f"{name} (topic {rule.topic}, {rule.severity} unless mkdocs.yml says otherwise)\n\n{rule.manual}\n"
    else:
        width = max(map(len, described))
        text = "".join(f"{rule.id:{width}}  {rule.manual.splitlines()[0]}\n" for rule in described.values())
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text)


def _fail(message: str, status: int = WRONG) -> NoReturn:
    for line in message.splitlines():
        click.echo(f"hubgen: {line}", err=True)
    sys.exit(status)


def _end_with(status: int) -> None:
    """Remembers the status to end with, should the reader of our output go before its end."""
    click.get_current_context().find_root().obj = status


def _refuse_what_cannot_be_written(*named: Path | None) -> None:
    """Ends before the long work when a file that it is to write would be lost."""
    files = [file for file in named if file is not None]
    for file in files:
        if file.is_dir():
            _fail(f"cannot write {file}: it is a folder; name a file")
        if not os.access(file if file.exists() else file.resolve().parent, os.W_OK):
            _fail(f"cannot write {file}: there is no such folder, or it is read-only")
        if [each.resolve() for each in files].count(file.resolve()) > 1:
            _fail(f"{file} is named twice: each file that is written needs a name of its own")


def _report(verdict: Verdict, form: str, output: Path | None, verbose: bool) -> bool:
    """Writes the report and says what came of it; returns whether standard output is the report's alone."""
    text = io.StringIO()
    write(form, verdict, text, verbose)
    quiet = form != "text" and output is None
    if output is None:
        click.echo(text.getvalue(), nl=False)
    else:
        _write(output, text.getvalue())
    for sentence in (*verdict.notes, summary(verdict)):
        click.echo(sentence, err=quiet)
    return quiet


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        _fail(f"cannot write {file}: {error.strerror}")


def _site(named: Mapping[str, Any]) -> Site:
    """A built site as it is, without a verdict on it."""
    from hubgen.judge import Request, UnjudgeableError, site_of

    try:
        site = site_of(Request(**named), _progress())
    except UnjudgeableError as error:
        _fail(str(error))
    if not site.hub:
        _fail("clicks are counted from the hub: name it, as in --hub help/index.html")
    return site


def _shown(folder: Path) -> Path:
    """A folder as seen from here, when it is below."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _progress() -> Callable[[str, int, int], None]:
    """Shows how far long work has come on a terminal; says nothing anywhere else."""
    if sys.stderr is None or not sys.stderr.isatty():
        return lambda what, done, total: None

    def show(what: str, done: int, total: int) -> None:
        end = "\r\033[K" if done >= total else ""
        sys.stderr.write(f"\r\033[K{what} {done} of {total}{end}")
        sys.stderr.flush()

    return show

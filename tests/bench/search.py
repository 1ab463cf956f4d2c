"""What search costs to build and to use, beside Pagefind and Material's own search on the same pages in the same run.

    python tests/bench/search.py [PAGES ...] [--without pagefind,material]

Without PAGES it measures 100, 1000 and 10000; all together take about a quarter of an hour on two cores. Pagefind is
measured where `pip install 'pagefind[bin]'` has been run. corpora.py says what the pages are made of, browsers.py how
queries are counted, tools.py how each search is set up. kB and MB are thousands and millions of bytes; figures of
queries are medians.

- CPU seconds (user + system) and peak memory are those of a fresh process, which has the pages in memory already.
  hubgen's indexing is that of Whoosh, its compiling everything between Whoosh and the files. Pagefind reads the built
  pages; of Material's, its plugin's share is counted, since each browser builds the index for itself.
- The size is that of all files that the search can fetch, as they are and as the server sends them.
- MkDocs with Material would take an hour for 10,000 pages: it builds a site of one page, whose search then gets the
  index of all of them, made by Material's own class.
"""

import argparse
import gzip
import importlib.util
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from browsers import NEXT_QUERIES, PROFILES, Answer, Asked, asked, sent_size
from corpora import pages, queries
from tools import HUBGEN, MATERIAL, PAGEFIND, Built, hubgen_files, material_files, pagefind_files

SIZES = (100, 1000, 10_000)
BUILDERS = {HUBGEN: hubgen_files, PAGEFIND: pagefind_files, MATERIAL: material_files}


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is measured of one tool."""

    built: Built
    sent: int
    asked: Asked


def main() -> None:
    """Measures each size."""
    parser = argparse.ArgumentParser(description="What search costs to build and to use, beside other searches.")
    parser.add_argument("pages", nargs="*", type=int, default=SIZES)
    parser.add_argument("--without", default="", metavar="pagefind,material")
    arguments = parser.parse_args()
    left_out = set(arguments.without.split(","))
    if "pagefind" not in left_out and not importlib.util.find_spec("pagefind"):
        print("Pagefind is not installed (pip install 'pagefind[bin]'): left out.")
        left_out.add("pagefind")
    for count in arguments.pages:
        measure(count, left_out)


def measure(count: int, left_out: set[str]) -> None:
    """Builds and asks every tool on so many pages, and prints what it took."""
    with tempfile.TemporaryDirectory() as folder:
        built = {
            tool: in_fresh_process(build, count, Path(folder, tool.name))
            for tool, build in BUILDERS.items()
            if tool.name.lower() not in left_out
        }
        wanted = queries(pages(count), PROFILES * (1 + NEXT_QUERIES))
        answers = asked({tool: made.folder for tool, made in built.items()}, wanted)
        figures = {
            tool.name: Figures(made, sum(map(sent_size, made.files)), answers[tool.name])
            for tool, made in built.items()
        }
        print_figures(count, figures)
        print_targets(count, figures)
        print_code(figures[HUBGEN.name])


def in_fresh_process(build: Callable[[int, Path], Built], count: int, folder: Path) -> Built:
    """Runs one builder where nothing else takes memory or has filled a cache."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(build, count, folder).result()


def print_figures(count: int, figures: Mapping[str, Figures]) -> None:
    """One column for each tool."""
    print(f"\n{f'{count:,} pages':36}" + "".join(f"{name:>12}" for name in figures))
    columns = [list(rows(found)) for found in figures.values()]
    for cells in zip(*columns, strict=True):
        print(f"{cells[0][0]:36}" + "".join(f"{value:>12}" for _, value in cells))


def rows(found: Figures) -> Iterator[tuple[str, str]]:
    """What is said of one tool: label and figure."""
    indexing, compiling = found.built.indexing, found.built.compiling
    yield "indexing, CPU s", f"{indexing.seconds:.2f}"
    yield "  peak memory, MB", f"{indexing.megabytes:.0f}"
    yield "compiling, CPU s", f"{compiling.seconds:.2f}" if compiling else "-"
    yield "  peak memory, MB", f"{compiling.megabytes:.0f}" if compiling else "-"
    yield "all files, MB", f"{sum(file.stat().st_size for file in found.built.files) / 1e6:.2f}"
    yield "  as sent, MB", f"{found.sent / 1e6:.2f}"
    yield "  files", f"{len(found.built.files):,}"
    for label, answers in (("first", found.asked.first), ("next", found.asked.following)):
        yield f"{label} query, kB", f"{kilobytes(answers):.1f}"
        yield "  requests", f"{requests(answers):g}"
        yield "  ms to the first result", f"{milliseconds(answers):.0f}"
        yield "  queries (without any result)", f"{len(answers)} ({sum(not answer.found for answer in answers)})"


def kilobytes(answers: list[Answer]) -> float:
    """The median."""
    return median(answer.bytes for answer in answers) / 1000


def requests(answers: list[Answer]) -> float:
    """The median."""
    return median(answer.requests for answer in answers)


def milliseconds(answers: list[Answer]) -> float:
    """The median of those that had a result."""
    return median([answer.milliseconds for answer in answers if answer.found] or [float("nan")])


def print_targets(count: int, figures: Mapping[str, Figures]) -> None:
    """One line for each target that hubgen's search has on so many pages."""
    for label, value, limit in targets(count, figures):
        print_target(label, value, limit)


def print_target(label: str, value: float, limit: float) -> None:
    """Whether a figure is as low as it has to be."""
    print(f"{'met' if value <= limit else 'MISSED':8}{label:52}{value:8.2f}  (at most {limit:g})")


def targets(count: int, figures: Mapping[str, Figures]) -> Iterator[tuple[str, float, float]]:
    """What is measured, its figure and its limit."""
    ours = figures[HUBGEN.name]
    first, following = ours.asked.first, ours.asked.following
    indexing, compiling = ours.built.indexing, ours.built.compiling
    assert compiling
    if count == 1000:
        yield "first query, kB", kilobytes(first), 25
        yield "first query, requests", requests(first), 8
        yield "indexing and compiling, CPU s", indexing.seconds + compiling.seconds, 4
    if count == 10_000:
        yield "first query, kB", kilobytes(first), 30
        yield "first query, requests", requests(first), 10
        yield "next query, kB", kilobytes(following), 20
        yield "all files as sent, MB", ours.sent / 1e6, 5
        yield "files", len(ours.built.files), 2000
        yield "compiling beyond Whoosh's indexing, CPU s", compiling.seconds, 12
        if PAGEFIND.name in figures:
            theirs = milliseconds(figures[PAGEFIND.name].asked.first)
            yield "first result, part of Pagefind's time", milliseconds(first) / theirs, 0.3


def print_code(ours: Figures) -> None:
    """The size of the modules that the browser fetched, the stemmer among them, each file compressed for itself.

    What a module says about the index is left out: it grows with the pages.
    """
    modules = sorted(path for path in ours.asked.paths if path.endswith(".js"))
    contents = [Path(f"{ours.built.folder}{path}").read_bytes() for path in modules]
    sizes = [len(gzip.compress(re.sub(rb"export const meta ?=.*\n", b"", each), 9, mtime=0)) for each in contents]
    print_target("client code with the stemmer, kB", sum(sizes) / 1000, 8)
    for path, size in zip(modules, sizes, strict=True):
        print(f"{'':10}{path:50}{size / 1000:8.2f}")


if __name__ == "__main__":
    main()

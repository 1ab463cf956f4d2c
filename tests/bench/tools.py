"""The searches that are compared: how each one's files are made of the same pages, and the page to ask it on."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from browsers import Tool
from corpora import article, pages, records, write_site

from hubgen.search import SearchRecord
from hubgen.search.analysed import analysed
from hubgen.search.analysis import analyzer
from hubgen.search.compiler import compile_index
from hubgen.search.index import impacts, whoosh_index
from hubgen.search.records import in_groups
from hubgen.search.scripts import BOX, stripped
from hubgen.theme import theme_folder

# Results that a query brings with title and excerpt.
SHOWN = 5

HUBGEN_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Search</title><link rel="icon" href="data:,">
<form id="form" action="./" role="search" data-hubgen-search data-loading="Searching…" data-failed="No search right now"
  data-0="Nothing found for “{query}”" data-other="{count} answers for “{query}”" data-missing="No page has “{word}”"
  data-instead="“{instead}” instead of “{word}”" data-more="More">
  <input type="search" name="q"><button>Search</button></form>
<fieldset name="groups" form="form"><button form="form">All</button></fieldset>
<output name="status" form="form"></output>
<div hidden>
  <template><a href="../contact/">Ask us</a></template>
  <template><article><a><b data-part="section"></b> <i data-part="title"></i></a>
    <p data-part="excerpt"></p></article></template>
  <button type="button">More</button>
</div>
<script type="module" src="../assets/search/search.js"></script>
"""
HUBGEN = Tool("hubgen", "/search/", "/search/", "input", "article", "output")

# As its documentation shows it; its code comes with the page, as ours does.
PAGEFIND_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Search</title><link rel="icon" href="data:,">
<form>
  <input type="search" name="q"><button>Search</button></form>
<p role="status"></p>
<ol></ol>
<script type="module">
import * as pagefind from "/pagefind/pagefind.js";
document.forms[0].addEventListener("submit", async (event) => {
    event.preventDefault();
    const search = await pagefind.search(document.forms[0].q.value);
    const found = await Promise.all(search.results.slice(0, SHOWN).map((result) => result.data()));
    const rows = found.map((data) => {
        const row = document.createElement("li");
        row.innerHTML = `<a href="${data.url}">${data.meta.title}</a><p>${data.excerpt}</p>`;
        return row;
    });
    document.querySelector("[role=status]").textContent = rows.length ? "" : "Nothing found";
    document.querySelector("ol").replaceChildren(...rows);
});
</script>
""".replace("SHOWN", str(SHOWN))
PAGEFIND = Tool("Pagefind", "/", "/", "input", "ol > li", "[role=status]")

MATERIAL_CONFIG = "site_name: Shop\ntheme: {name: material, font: false}\nplugins: [search]\n"
MATERIAL = Tool(
    "Material",
    "/",
    r"/|/assets/(images|stylesheets)/.*|/assets/javascripts/bundle.*",
    "[data-md-component=search-query]",
    ".md-search-result__item",
    ".md-search-result__meta",
    at_once=True,
)


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, and the peak memory of the process so far in MB."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Built:
    """A folder to serve, the files in it that its search may fetch, and what it cost to make them.

    Only hubgen's compiling can be told from its indexing.
    """

    folder: Path
    files: list[Path]
    indexing: Cost
    compiling: Cost | None = None


def hubgen_files(count: int, folder: Path) -> Built:
    """hubgen's search: the library's files, the theme's modules and a page."""
    files, indexing, compiling = compiled(records(pages(count)))
    write(folder, files)
    write(folder, {BOX: stripped((theme_folder() / BOX).read_bytes())})
    fetched = files_below(folder)
    write(folder, {"search/index.html": HUBGEN_PAGE.encode()})
    return Built(folder, fetched, indexing, compiling)


def compiled(found: Sequence[SearchRecord]) -> tuple[Mapping[str, bytes], Cost, Cost]:
    """The files of an index, and what Whoosh's indexing and all that follows it cost."""
    begin = time.process_time()
    analysis = analyzer("en")
    ordered = in_groups(found)
    seen = analysed(ordered, analysis)
    index = whoosh_index(seen)
    indexing = cost_since(begin)
    begin = time.process_time()
    files = compile_index(ordered, impacts(index), seen, analysis)
    return files, indexing, cost_since(begin)


def pagefind_files(count: int, folder: Path) -> Built:
    """Pagefind's search of the built pages, and a page."""
    site = folder.with_name("built pages")
    write_site(pages(count), site)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(folder / "pagefind")]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    fetched = [file for file in files_below(folder) if "-ui." not in file.name and "-highlight." not in file.name]
    write(folder, {"index.html": PAGEFIND_PAGE.encode()})
    return Built(folder, fetched, Cost(used.ru_utime + used.ru_stime, megabytes(used)))


def material_files(count: int, folder: Path) -> Built:
    """Material's search of the same pages, in a site of one page."""
    write(folder, {"mkdocs.yml": MATERIAL_CONFIG.encode(), "docs/index.md": b"# Home\n"})
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    file = folder / "site/search/search_index.json"
    index, indexing = material_index(count, json.loads(file.read_text("utf-8"))["config"])
    file.write_text(index, "utf-8")
    return Built(folder / "site", [file, *(folder / "site/assets/javascripts/workers").glob("*.js")], indexing)


def material_index(count: int, config: dict[str, Any]) -> tuple[str, Cost]:
    """The index as Material's plugin writes it."""
    from material.plugins.search.plugin import SearchIndex

    given = [
        SimpleNamespace(url=page.url, title=page.title, content=article(page), meta={}, toc=[]) for page in pages(count)
    ]
    begin = time.process_time()
    index = SearchIndex(**config)
    for page in given:
        index.add_entry_from_context(page)
    content: str = index.generate_search_index(None)
    return content, cost_since(begin)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Files into a folder, which may not be there yet."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def files_below(folder: Path) -> list[Path]:
    """All files of a folder."""
    return [file for file in sorted(folder.rglob("*")) if file.is_file()]


def cost_since(begin: float) -> Cost:
    """What this process has taken since its CPU clock stood at `begin`."""
    return Cost(time.process_time() - begin, megabytes(resource.getrusage(resource.RUSAGE_SELF)))


def megabytes(used: resource.struct_rusage) -> float:
    """The peak memory of a process."""
    scale = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return used.ru_maxrss * scale / 1e6

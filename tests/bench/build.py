"""What a build costs beside plain MkDocs with Material on the same pages, in the same run.

    python tests/bench/build.py [PAGES ...]

Prints CPU seconds (user + system) and peak memory of whole processes, and the ratio; the least of three runs each, in
turns. The pages have 450 words, 20 to a folder; Material's own search is on, since ours is built in the same time.
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 3
PLAIN = "site_name: Shop\ndocs_dir: content\ntheme: {name: material, font: false}\nplugins: [search]\n"
OURS = (
    "site_name: Shop\ndocs_dir: content\ntheme: material\nplugins:\n  - hubgen: {contact: 'mailto:help@example.com'}\n"
)
HUB = "---\nkind: hub\n---\n# Customer Service\n"


def main(sizes: list[int]) -> None:
    """Measures each size."""
    print(f"{'pages':>6} {'':8} {'CPU s':>7} {'MB':>6}")
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            sites = {"mkdocs": Path(folder, "plain"), "hubgen": Path(folder, "ours")}
            write_site(sites["mkdocs"], PLAIN, pages)
            write_site(sites["hubgen"], OURS, pages)
            runs: dict[str, list[tuple[float, float]]] = {name: [] for name in sites}
            for _ in range(RUNS):
                for name, site in sites.items():
                    runs[name].append(measured([sys.executable, "-m", name, "build"], site))
        least = {name: tuple(min(column) for column in zip(*found, strict=True)) for name, found in runs.items()}
        for name, (seconds, memory) in least.items():
            print(f"{pages:6} {name:8} {seconds:7.2f} {memory:6.0f}")
        print(f"{pages:6} {'ratio':8} {least['hubgen'][0] / least['mkdocs'][0]:7.2f}")


def write_site(folder: Path, config: str, pages: int) -> None:
    """A site of generated pages; the same seed, the same words."""
    words = [f"word{number}" for number in range(3000)]
    chance = random.Random(1)
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(config)
    content = folder / "content"
    content.mkdir()
    (content / "index.md").write_text(HUB if config is OURS else "# Home\n")
    for number in range(pages):
        page = content / f"topic-{number // 20}" / f"page-{number}.md"
        page.parent.mkdir(exist_ok=True)
        sections = (f"## Part {part}\n\n{' '.join(chance.choices(words, k=150))}.\n" for part in range(3))
        page.write_text(f"# Page {number}\n\n" + "\n".join(sections))


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a command."""
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command} failed in {folder}")
    scale = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return used.ru_utime + used.ru_stime, used.ru_maxrss * scale / 1e6


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 500])

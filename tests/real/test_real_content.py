"""Real policies of two companies become help centers, with no change to their Markdown but a hub page.

The texts are not part of the project: the tests look for them in `../shared/content` and are skipped where they are
absent. `dead-links.txt` accounts for every dead link that plain MkDocs leaves in them, with file, line and column.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from hubgen.references import references

HERE = Path(__file__).parent
TEXTS = HERE.parent.parent.parent / "shared" / "content"

# (configuration, folder of the texts, the hub page to add, dead links that plain MkDocs leaves)
SITES = [
    ("basecamp", "basecamp-policies", "customer-service.md", 17),
    ("github", "github-site-policy", "index.md", 224),
]

pytestmark = pytest.mark.skipif(not TEXTS.is_dir(), reason="needs the texts in ../shared/content")
each_site = pytest.mark.parametrize(("name", "texts", "hub", "dead"), SITES, ids=[name for name, *_ in SITES])


@each_site
def test_a_help_center_with_every_dead_link_accounted_for(
    hubgen: Callable[..., Result], tmp_path: Path, name: str, texts: str, hub: str, dead: int
) -> None:
    folder = tmp_path / name
    copied(texts, folder)
    shutil.copy(HERE / name / "mkdocs.yml", folder)
    shutil.copy(HERE / name / hub, folder / "content")
    assert len((folder / "mkdocs.yml").read_text().splitlines()) <= 30

    result = hubgen("build", "--format", "json", cwd=folder)
    found = json.loads(result.stdout)
    assert (result.exit_code, [finding for finding in found if finding["severity"] == "error"]) == (0, [])
    ours = [finding for finding in found if finding["check"] == "broken-link"]
    plain = dead_links_of_plain_mkdocs(hubgen, texts, tmp_path / "plain")
    assert len(plain) == dead

    # Beside our own findings plain MkDocs leaves only those of the README, which is excluded here.
    excluded = Counter(map(use, plain)) - Counter(map(use, ours))
    assert Counter(map(use, ours)) + excluded == Counter(map(use, plain))
    readme = [
        f"content/README.md:{each.line}:{each.column} {each.address}"
        for each in references((folder / "content" / "README.md").read_text())
        if ("index.html", each.address) in excluded
    ]
    assert len(readme) == excluded.total()
    lines = sorted([f"{finding['source']} {finding['target']}" for finding in ours] + readme)
    assert lines == (HERE / name / "dead-links.txt").read_text().splitlines()
    for line in lines:
        place, target = line.split(" ", 1)
        source, number, column = place.split(":")
        text = (folder / source).read_text().splitlines()[int(number) - 1]
        assert text[int(column) - 1 :].startswith(target), line


def copied(texts: str, folder: Path) -> None:
    """Copies the texts, writable, to where a site expects its content."""
    folder.mkdir()
    for path in sorted((TEXTS / texts).rglob("*.md")):
        target = folder / "content" / path.relative_to(TEXTS / texts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def dead_links_of_plain_mkdocs(hubgen: Callable[..., Result], texts: str, folder: Path) -> list[dict[str, str]]:
    """What our check says of the site that MkDocs alone builds, with nothing excluded."""
    copied(texts, folder)
    (folder / "mkdocs.yml").write_text("site_name: Plain\ndocs_dir: content\n")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True)
    found: list[dict[str, str]] = json.loads(hubgen("check", "site", "--format", "json", cwd=folder).stdout)
    return [finding for finding in found if finding["check"] == "broken-link"]


def use(finding: dict[str, str]) -> tuple[str, str]:
    return finding["page"], finding["target"]

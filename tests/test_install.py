"""A wheel away from the checkout, and an editable install, each in a fresh virtual environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Once
from tests.sites import snapshot

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command that has to succeed, without this process's Python settings."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    # Of the modules that pip would compile, half of its work, most are never imported.
    environment["PIP_COMPILE"] = "0"
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module", params=["wheel", "editable"])
def installed(request: pytest.FixtureRequest, once: Once) -> Path:
    """The programs of a fresh virtual environment with hubgen in it."""
    kind: str = request.param
    return once(f"installed-{kind}", lambda folder: install(kind, folder)) / "venv" / "bin"


def install(kind: str, folder: Path) -> None:
    folder.mkdir()
    # With a pip of its own a virtual environment takes 5 CPU seconds more.
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    pip = (sys.executable, "-m", "pip", "--python", folder / "venv" / "bin" / "python")
    if kind == "wheel":
        run(*pip, "wheel", "-q", "--no-deps", "-w", folder, ROOT, cwd=folder)
        run(*pip, "install", "-q", next(folder.glob("hubgen-*.whl")), cwd=folder)
    else:
        run(*pip, "install", "-q", "-e", ROOT, cwd=folder)


def test_a_new_site_builds_clean_at_once(installed: Path, tmp_path: Path) -> None:
    run(installed / "hubgen", "new", "helpdesk", cwd=tmp_path)
    output = run(installed / "hubgen", "build", "--strict", cwd=tmp_path / "helpdesk")
    assert "nothing to mend" in output
    assert (tmp_path / "helpdesk" / "site" / "assets" / "hubgen.css").is_file()


def test_it_builds_the_same_bytes_as_this_environment(installed: Path, example: Path, tmp_path: Path) -> None:
    for name in ("content", "mkdocs.yml"):
        (tmp_path / name).symlink_to(example / name)
    run(installed / "mkdocs", "build", "-q", cwd=tmp_path)
    assert snapshot(tmp_path / "site") == snapshot(example / "site")


def test_the_search_of_the_terminal_finds_inflected_words(installed: Path, tmp_path: Path) -> None:
    run(installed / "hubgen", "new", tmp_path / "helpdesk", cwd=tmp_path)
    run(installed / "hubgen", "build", cwd=tmp_path / "helpdesk")
    assert "eturn" in run(installed / "hubgen", "search", "returning", cwd=tmp_path / "helpdesk")

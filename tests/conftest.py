"""What the tests share: small sites in a temporary folder, the built example, and a real browser."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, sync_playwright

from hubgen.cli import main
from tests.sites import LEAST_CONFIG, LEAST_CONTACT, LEAST_HUB, LEAST_RETURNS

ROOT = Path(__file__).parent.parent


@pytest.fixture
def hubgen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line in a folder, in this process."""

    def run(*arguments: str | Path, cwd: Path) -> Result:
        monkeypatch.chdir(cwd)
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Lets SIGINT interrupt, also where the tests run in the background of a shell, which has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def write_site(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small site that builds clean, changed by the given files; None leaves a file out."""

    def write(files: Mapping[str, str | bytes | None] | None = None) -> Path:
        folder = tmp_path / "helpdesk"
        everything: dict[str, str | bytes | None] = {
            "mkdocs.yml": LEAST_CONFIG,
            "content/index.md": LEAST_HUB,
            "content/contact.md": LEAST_CONTACT,
            "content/policies/returns.md": LEAST_RETURNS,
            **(files or {}),
        }
        for name, content in everything.items():
            if content is None:
                continue
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, except in CI."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no chromium: install Debian's package")
        pytest.skip("needs chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example site, built once; its pages are in `site`."""
    return _built_example(tmp_path_factory.mktemp("example"), "")


@pytest.fixture(scope="session")
def example_under_a_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, for a shop whose help center is at /help/."""
    return _built_example(tmp_path_factory.mktemp("example"), "site_url: https://shop.example/help/\n")


def _built_example(folder: Path, more: str) -> Path:
    shutil.copytree(ROOT / "content", folder / "content")
    (folder / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text() + more)
    with _inside(folder):
        result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output
    return folder


class _inside:  # noqa: N801  # reads as a statement
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        self.before = Path.cwd()
        os.chdir(self.folder)

    def __exit__(self, *error: object) -> None:
        os.chdir(self.before)

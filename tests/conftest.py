"""What the tests share: small sites in a temporary folder, the built example, and a real browser."""

import fcntl
import hashlib
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

Files = Mapping[str, str | bytes | None]
Once = Callable[[str, Callable[[Path], object]], Path]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Files that are named on the command line are tested by one process: others take 2 seconds to start."""
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0


@pytest.fixture(scope="session", autouse=True)
def _compiled_templates() -> Iterator[None]:
    """Keeps Material's templates compiled, which is half of the time that a small site takes to build."""
    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket
    from mkdocs.theme import Theme

    class Kept(BytecodeCache):
        def __init__(self) -> None:
            self.codes: dict[str, bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in self.codes:
                bucket.bytecode_from_string(self.codes[bucket.key])

        def dump_bytecode(self, bucket: Bucket) -> None:
            self.codes[bucket.key] = bucket.bytecode_to_string()

    kept, get_env = Kept(), Theme.get_env

    def environment(theme: Theme) -> Environment:
        made = get_env(theme)
        made.bytecode_cache = kept
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", environment)
        yield


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

    def write(files: Files | None = None) -> Path:
        return _written(tmp_path / "helpdesk", files or {})

    return write


@pytest.fixture
def built_site(tmp_path: Path, once: Once) -> Callable[..., Path]:
    """Writes such a site with its `site`, which is built once and copied where many tests begin with the same."""

    def write(files: Files | None = None) -> Path:
        files = files or {}
        name = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:16]
        made = once(name, lambda folder: _built(_written(folder, files)))
        return Path(shutil.copytree(made, tmp_path / "helpdesk"))

    return write


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder for all tests, in the process that asks first; the others of pytest-xdist wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                try:
                    make(folder)
                except BaseException:
                    shutil.rmtree(folder, ignore_errors=True)
                    raise
        return folder

    return made


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
def example(once: Once) -> Path:
    """A copy of the example site, built once; its pages are in `site`."""
    return once("example", lambda folder: _built(_example(folder, "")))


@pytest.fixture(scope="session")
def example_under_a_path(once: Once) -> Path:
    """The same, for a shop whose help center is at /help/."""
    more = "site_url: https://shop.example/help/\n"
    return once("example-under-a-path", lambda folder: _built(_example(folder, more)))


def _example(folder: Path, more: str) -> Path:
    shutil.copytree(ROOT / "content", folder / "content")
    (folder / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text() + more)
    return folder


def _written(folder: Path, files: Files) -> Path:
    everything: Files = {
        "mkdocs.yml": LEAST_CONFIG,
        "content/index.md": LEAST_HUB,
        "content/contact.md": LEAST_CONTACT,
        "content/policies/returns.md": LEAST_RETURNS,
        **files,
    }
    for name, content in everything.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def _built(folder: Path) -> None:
    with _inside(folder):
        result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output


class _inside:  # noqa: N801  # reads as a statement
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        self.before = Path.cwd()
        os.chdir(self.folder)

    def __exit__(self, *error: object) -> None:
        os.chdir(self.before)

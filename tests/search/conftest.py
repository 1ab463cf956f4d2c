"""A folder served over HTTP, opened by a real browser that can import the searcher's modules from it."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from hubgen.theme import theme_folder
from tests.tabs import lent


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Tests' output is no place for access logs."""


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """The tab of all tests but those that set its clock."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def opened(tab: Page) -> Iterator[Page]:
    with lent(tab):
        yield tab


@pytest.fixture
def own_tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Mapping[str, bytes]], str]]:
    """Writes files into a new site that has the theme's modules, and gives its address on this machine."""
    root = tmp_path / "site"
    shutil.copytree(theme_folder() / "assets" / "search", root / "assets" / "search")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(root)))
    # The server looks so many seconds apart whether it shall end: half a second by default, for each of 150 tests.
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def write(files: Mapping[str, bytes]) -> str:
        for name, content in {"index.html": b"<!doctype html><title>-</title>", **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        return f"http://127.0.0.1:{server.server_port}/"

    yield write
    server.shutdown()
    server.server_close()

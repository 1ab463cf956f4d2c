"""The built example served at / and at /help/, opened by a real browser."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.tabs import lent


class _Site(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, with its 404.html, and says nothing."""

    def __init__(self, *arguments: object, prefix: str, folder: Path) -> None:
        self.prefix, self.folder = prefix, folder
        super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """The file of an address; outside the prefix there is none."""
        if not urlsplit(path).path.startswith(self.prefix):
            return str(self.folder / "no-such-file")
        return super().translate_path(path.removeprefix(self.prefix.rstrip("/")))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for addresses that are not there."""
        content = (self.folder / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Silence."""


@pytest.fixture(scope="session", params=["/", "/help/"], ids=["at the root", "under a path"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the example is served."""
    built: Path = request.getfixturevalue("example" if request.param == "/" else "example_under_a_path")
    handler = partial(_Site, prefix=request.param, folder=built / "site")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{request.param}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """The tab of all tests at one address."""
    context = browser.new_context(base_url=address)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def tab_without_javascript(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def complaints(tab: Page, address: str) -> list[str]:
    """What goes wrong in the tab: errors in the console, and requests to another host."""
    found: list[str] = []
    tab.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: found.append(str(error)))
    tab.on(
        "request",
        lambda request: None if request.url.startswith(("data:", address)) else found.append(request.url),
    )
    return found


@pytest.fixture
def page(tab: Page, complaints: list[str]) -> Iterator[Page]:
    """A page that must not call another host, nor leave errors in the console."""
    complaints.clear()
    with lent(tab):
        yield tab
    assert complaints == []


@pytest.fixture
def plain(tab_without_javascript: Page) -> Iterator[Page]:
    """A page where no script runs."""
    with lent(tab_without_javascript):
        yield tab_without_javascript

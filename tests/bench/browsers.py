"""Asks searches in Chromium: what the first and the next query fetch, and how long the first result takes.

How it is counted: a query is set into the search box and sent, as with Enter, when the page has loaded and is idle; the
time ends when the first result stands in the page. A search that builds its index while the page is idle is asked as
soon as the page has loaded, else its customers' waiting would be hidden. The first query of a profile counts all that
the search has fetched since the page was opened, its code included, but not the page; a query counts what it fetched
until nothing moved any more. Bytes are those of the bodies as sent. Nothing slows the server down, so that the time is
that of the tools.
"""

import gzip
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

PROFILES = 20
NEXT_QUERIES = 10  # in each profile

# Where one query takes longer than so many seconds, three profiles have to do.
LONG = 5.0
PROFILES_WHERE_LONG = 3

# Seconds without a request after which nothing more is expected.
QUIET = 0.12

PATIENCE = 180  # seconds for one answer

# As hosts of static sites compress them: text, and nothing that they do not know.
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
}
COMPRESSED = re.compile(r"text/|application/json|image/svg")

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

TIMED = """([tool, query, patience]) => new Promise((done, fail) => {
    const box = document.querySelector(tool.box);
    const status = document.querySelector(tool.status);
    const end = (found) => {
        observer.disconnect();
        clearTimeout(timer);
        done([performance.now() - begin, found]);
    };
    const observer = new MutationObserver((changes) => {
        const added = changes.flatMap((change) => [...change.addedNodes]);
        if (added.some((node) => node instanceof Element && node.matches(tool.row))) end(true);
        else if (changes.some((change) => status.contains(change.target)) && /^No/.test(status.textContent)) end(false);
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    const timer = setTimeout(() => fail(new Error(`no answer to ${query}`)), patience * 1000);
    const begin = performance.now();
    box.focus();
    box.value = query;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    if (tool.sends) box.form.requestSubmit();
})"""


@dataclass(frozen=True, slots=True)
class Tool:
    """A search to ask: `start` is the address of its page, `own` what that page needs without the search.

    `box`, `row` and `status` are selectors of the search box, of a result and of the line that says "Nothing found".
    `at_once` says that the search is at work before anyone has touched it, and takes a query without Enter.
    """

    name: str
    start: str
    own: str
    box: str
    row: str
    status: str
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What one query cost: bytes, requests and milliseconds to the first result, if there was any."""

    bytes: int
    requests: int
    milliseconds: float
    found: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers to the first queries of the profiles, and to all that followed; the paths that were fetched."""

    first: list[Answer] = field(default_factory=list)
    following: list[Answer] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)

    def is_enough(self) -> bool:
        """Whether a tool is so slow that no more profiles are worth the wait."""
        enough = len(self.first) >= PROFILES_WHERE_LONG
        return enough and median(answer.milliseconds for answer in self.first) > LONG * 1000


def asked(tools: Mapping[Tool, Path], queries: Sequence[str]) -> dict[str, Asked]:
    """The answers of each tool, by its name, from its folder; the tools take turns, profile by profile.

    A profile takes one of the queries as its first and ten as its next.
    """
    answers = {tool.name: Asked() for tool in tools}
    with _serving(tools) as sites, _chromium() as browser:
        for begin in range(0, len(queries), 1 + NEXT_QUERIES):
            for tool, site in sites.items():
                if not answers[tool.name].is_enough():
                    some = queries[begin : begin + 1 + NEXT_QUERIES]
                    _ask_in_a_fresh_profile(browser, tool, site, some, answers[tool.name])
    return answers


def sent_size(file: Path) -> int:
    """The bytes of a file's body as the server sends it."""
    return len(_as_sent(file)[0])


@contextmanager
def _serving(tools: Mapping[Tool, Path]) -> Iterator[dict[Tool, "_Site"]]:
    sites = {tool: _Site(folder) for tool, folder in tools.items()}
    yield sites
    for site in sites.values():
        site.process.terminate()
        site.process.join()


@contextmanager
def _chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        sys.exit("The benchmark needs Debian's chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


def _ask_in_a_fresh_profile(browser: Browser, tool: Tool, site: "_Site", queries: Sequence[str], asked: Asked) -> None:
    # A context keeps cache and storage to itself, in memory.
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(site.address + tool.start)
    if not tool.at_once:
        site.settle()
    for query, answers in zip(queries, chain([asked.first], repeat(asked.following)), strict=False):
        answers.append(_answer(page, tool, site, query))
        if complaints:
            sys.exit(f"{tool.name}'s search fails: {complaints[0].splitlines()[0]}")
        asked.paths.update(path for path, _ in site.requests)
        site.requests.clear()
    context.close()


def _answer(page: Page, tool: Tool, site: "_Site", query: str) -> Answer:
    hooks = {"box": tool.box, "row": tool.row, "status": tool.status, "sends": not tool.at_once}
    milliseconds, found = page.evaluate(TIMED, [hooks, query, PATIENCE])
    site.settle()
    sizes = [size for path, size in site.requests if not re.fullmatch(tool.own, path)]
    return Answer(sum(sizes), len(sizes), milliseconds, found)


class _Site:
    """A folder served by a process of its own; `requests` are (path, bytes of the body) since they were last cleared.

    In this process, Playwright's client would hold the server up by a fifth of the time to the first result.
    """

    def __init__(self, folder: Path) -> None:
        context = get_context("spawn")
        self.events = context.SimpleQueue()
        self.process = context.Process(target=_serve, args=(folder, self.events), daemon=True)
        self.process.start()
        self.address = self.events.get()
        self.requests: list[tuple[str, int]] = []
        self.open = 0

    def settle(self) -> None:
        """Waits until no request is open and none came for a while."""
        last = time.monotonic()
        while self.open or time.monotonic() - last < QUIET:
            while not self.events.empty():
                self._note(*self.events.get())
                last = time.monotonic()
            time.sleep(0.01)

    def _note(self, path: str, size: int | None) -> None:
        self.open += 1 if size is None else -1
        if size is not None:
            self.requests.append((path, size))


def _serve(folder: Path, events: "SimpleQueue[Any]") -> None:
    """Serves a folder, its files compressed beforehand; tells its address, then each request's beginning and end."""
    names = (file for file in sorted(folder.rglob("*")) if file.is_file())
    files = {f"/{file.relative_to(folder).as_posix()}": _as_sent(file) for file in names}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, files, events))
    events.put(f"http://127.0.0.1:{server.server_port}")
    server.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body go out together and at once: else each answer may wait 40 ms for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(self, files: Mapping[str, tuple[bytes, str, str]], events: "SimpleQueue[Any]", *given: object) -> None:
        self.files = files
        self.events = events
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.events.put((path, None))
        name = path + ("index.html" if path.endswith("/") else "")
        body, kind, encoding = self.files.get(name, (b"", "text/plain", ""))
        self.send_response(200 if name in self.files else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        self.events.put((path, len(body)))

    def log_message(self, format: str, *arguments: object) -> None:
        """Silence."""


def _as_sent(file: Path) -> tuple[bytes, str, str]:
    """Body, type and encoding."""
    kind = TYPES.get(file.suffix, "application/octet-stream")
    content = file.read_bytes()
    if COMPRESSED.match(kind):
        return gzip.compress(content, 6, mtime=0), kind, "gzip"
    return content, kind, ""

"""Asks addresses of other sites whether they are alive; the one module that imports the HTTP client.

A server is asked with HEAD, and with GET where that is not to its liking; of an answer only the head is read, since
bodies may be endless.
"""

import asyncio
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from http.client import responses
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import httpx
from pydantic import TypeAdapter, ValidationError

from hubgen import __version__
from hubgen.config import External
from hubgen.kept import keep
from hubgen.model import Visit
from hubgen.urls import resolve

Progress = Callable[[str, int, int], None]

# Browsers follow 20, but where there are more than 10 somebody has lost count.
MOST_REDIRECTS = 10

# Seconds for which one host may keep a check waiting, by silence or by asking for it; after them, each of its addresses
# is still asked, but not again.
PATIENCE = 60.0

# Seconds before the first retry; each further one waits twice as long.
BACKOFF = 1.0


def visit(
    urls: Iterable[str], settings: External, cache: Path | None, now: float, progress: Progress
) -> Mapping[str, Visit]:
    """What each http(s) address answers, by address without fragment, sorted; others and excluded ones are left out.

    With a cache file, an address that was alive within the last `max_age` days is not asked again; a dead one always
    is, so that a mended link is seen at once. A cache that cannot be read or written costs time, nothing else. `now`
    is in seconds since 1970.
    """
    wanted = sorted({address for url in urls if _is_wanted(address := url.partition("#")[0], settings)})
    kept = _read(cache, settings, now) if cache else {}
    found = {url: Visit(url, kept[url].status, moved_to=kept[url].moved_to) for url in wanted if url in kept}
    unknown = [url for url in wanted if url not in found]
    try:
        if unknown:
            asyncio.run(_ask(unknown, settings, found, progress))
    finally:
        # What was learned before an interrupt is worth as much as the rest.
        if cache and unknown:
            new = {url: _Kept(found[url].status, found[url].moved_to, now) for url in unknown if url in found}
            kept = kept | {url: each for url, each in new.items() if not found[url].problem}
            keep(cache, _CACHE.dump_json(dict(sorted(kept.items()))))
    return MappingProxyType(dict(sorted(found.items())))


def _is_wanted(url: str, settings: External) -> bool:
    excluded = any(re.search(expression, url) for expression in settings.exclude)
    return url.startswith(("http://", "https://")) and not excluded


@dataclass(frozen=True, slots=True)
class _Kept:
    """The answer of an address that was alive, and when it came."""

    status: int
    moved_to: str
    when: float


_CACHE = TypeAdapter(dict[str, _Kept])


def _read(cache: Path, settings: External, now: float) -> dict[str, _Kept]:
    """The answers that still count, also those of addresses that nobody asks for now."""
    try:
        kept = _CACHE.validate_json(cache.read_bytes())
    except (OSError, ValidationError):
        return {}
    longest = settings.max_age * 24 * 60 * 60
    return {
        url: each
        for url, each in kept.items()
        if 0 <= now - each.when < longest and (each.status < 400 or each.status in settings.alive)
    }


async def _ask(urls: Sequence[str], settings: External, found: dict[str, Visit], progress: Progress) -> None:
    """Puts into `found` what each address answers, as the answers come."""
    # Names are looked up in threads: with asyncio's few, one dead name server would keep all other hosts waiting.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(settings.at_once))
    async with _client(settings) as client:
        visitor = _Visitor(client, settings)
        tasks = [asyncio.create_task(visitor.visit(url)) for url in urls]
        for done, coming in enumerate(asyncio.as_completed(tasks), start=1):
            visited = await coming
            found[visited.url] = visited
            progress("Visiting", done, len(urls))


def _client(settings: External) -> httpx.AsyncClient:
    client = httpx.AsyncClient(
        headers={"User-Agent": f"hubgen/{__version__} (link check)"},
        # Half of the time for connecting tells a host that is down from a page that is slow.
        timeout=httpx.Timeout(None, connect=settings.timeout / 2),
        # A connection is used once: what a server sends too much must not be taken for its next answer.
        limits=httpx.Limits(max_keepalive_connections=0),
        event_hooks={"response": [_set_location_aside]},
    )
    # No cookies: an answer must not depend on those before it.
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return client


async def _set_location_aside(response: httpx.Response) -> None:
    """Keeps where a response sends us on to from httpx, which raises errors at addresses that it cannot follow."""
    response.extensions["location"] = response.headers.pop("location", "").strip()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one request came to.

    `location` is where it sends us on to; `wait` the seconds for which the server wants to be left alone; `again` says
    whether another request might fare better, `connected` whether there was a server at all.
    """

    status: int = 0
    problem: str = ""
    location: str = ""
    wait: float = 0.0
    again: bool = False
    connected: bool = True


@dataclass(slots=True)
class _Host:
    """How gently one host is asked: nothing before `ready`, and `patience` seconds are left to wait for it."""

    slots: asyncio.Semaphore
    ready: float = 0.0
    patience: float = PATIENCE

    async def turn(self, pause: float) -> None:
        """Returns when the host may be asked, which it may not be again before the pause is over."""
        while (early := self.ready - time.monotonic()) > 0:
            await asyncio.sleep(early)
        self.ready = time.monotonic() + pause

    def hold(self, wait: float) -> bool:
        """Leaves the host alone for some seconds, or returns False when that is more than there is patience for."""
        now = time.monotonic()
        longer = max(0.0, now + wait - max(self.ready, now))
        if longer > self.patience:
            return False
        self.patience -= longer
        self.ready = max(self.ready, now + wait)
        return True

    def tire(self, seconds: float) -> None:
        """Takes time that the host has wasted off the patience with it."""
        self.patience = max(0.0, self.patience - seconds)


class _Visitor:
    """Asks addresses, many at once but few of one host."""

    def __init__(self, client: httpx.AsyncClient, settings: External) -> None:
        self._client = client
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.at_once)
        self._hosts: dict[str, _Host] = {}
        self._unconnected: dict[str, _Answer] = {}

    async def visit(self, url: str) -> Visit:
        """What an address answers in the end, after all redirects."""
        at, seen, moved_to, for_good = url, {url}, "", True
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._answer(at)
            if not answer.location:
                return Visit(url, answer.status, answer.problem, "" if answer.problem else moved_to)
            target = resolve(answer.location, at)
            at = target.path.partition("#")[0]
            if target.where == "malformed":
                return Visit(url, answer.status, f"redirects to an address that {target.problem}")
            if not at.startswith(("http://", "https://")):
                return Visit(url, answer.status, f"redirects to what is no web page: {at[:120]}")
            if at in seen:
                return Visit(url, answer.status, "redirects in a circle")
            seen.add(at)
            for_good = for_good and answer.status in (301, 308)
            moved_to = target.path if for_good else moved_to
        return Visit(url, answer.status, f"redirects more than {MOST_REDIRECTS} times")

    async def _answer(self, url: str) -> _Answer:
        """What an address answers itself, asked as often as it takes."""
        scheme, _, server, *_ = url.split("/")
        origin, name = scheme + server, re.sub(r".*@|:\d*$", "", server)
        host = self._hosts.setdefault(name, _Host(asyncio.Semaphore(self._settings.per_host)))
        answer = await self._request("HEAD", url, origin, host)
        for wait in (0.0, *(BACKOFF * 2**number for number in range(self._settings.retries))):
            if not answer.again:
                break
            if not host.hold(max(wait, answer.wait)):
                return _without_patience(answer)
            answer = await self._request("GET", url, origin, host)
        if not answer.connected:
            # Its other addresses cannot fare better: dozens of links to a host that is down cost no more than one.
            self._unconnected[origin] = replace(answer, again=False)
        return answer

    async def _request(self, method: Literal["HEAD", "GET"], url: str, origin: str, host: _Host) -> _Answer:
        settings = self._settings
        async with host.slots, self._slots:
            if origin in self._unconnected:
                return self._unconnected[origin]
            await host.turn(settings.pause)
            try:
                # A deadline for all of it: a server that sends a byte a second never lets a read time out.
                async with asyncio.timeout(settings.timeout), self._client.stream(method, url) as response:
                    return _judged(method, response, settings)
            except Exception as error:
                if isinstance(error, TimeoutError):
                    host.tire(settings.timeout)
                return _failed(error, settings)


def _judged(method: Literal["HEAD", "GET"], response: httpx.Response, settings: External) -> _Answer:
    status = response.status_code
    if status in (301, 302, 303, 307, 308):
        location: str = response.extensions["location"]
        problem = "" if location else "redirects to nowhere"
        return _Answer(status, problem, location, again=not location and method == "HEAD")
    if status < 400:
        return _Answer(status)
    problem = "" if status in settings.alive else f"answers {status} {responses.get(status, '')}".rstrip()
    wait = _retry_after(response.headers) if status in (429, 503) else 0.0
    may_pass = status == 429 or 500 <= status < 600
    return _Answer(
        status, problem, wait=max(wait, BACKOFF) if status == 429 else wait, again=method == "HEAD" or may_pass
    )


def _retry_after(headers: httpx.Headers) -> float:
    """The seconds for which a server asks to be left alone: a number, or what is left until a date."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0.0


def _without_patience(answer: _Answer) -> _Answer:
    """The answer of a host that is not waited for any more."""
    if answer.wait and answer.problem:
        return replace(answer, problem=f"{answer.problem} and asks for a longer wait than a check can afford")
    return answer


# What each error means, the first that fits, and whether it may pass.
_FAILURES: tuple[tuple[type[BaseException], str, bool], ...] = (
    (ssl.SSLCertVerificationError, "has a TLS certificate that does not hold: {why}", False),
    (ssl.SSLError, "does not speak TLS as browsers do: {why}", True),
    (socket.gaierror, "names a host that nobody knows", True),
    (UnicodeError, "names a host that nobody knows", False),
    (ConnectionRefusedError, "refuses the connection", True),
    (httpx.ConnectTimeout, "cannot be connected to within {half:g} s", True),
    (TimeoutError, "does not answer within {timeout:g} s", True),
    (httpx.ProxyError, "cannot be reached through the proxy: {why}", True),
    (httpx.ConnectError, "cannot be connected to", True),
    (httpx.RemoteProtocolError, "hangs up, or answers something that is not HTTP", True),
    (httpx.NetworkError, "breaks off the connection", True),
    (Exception, "cannot be asked: {why}", False),
)


def _failed(error: Exception, settings: External) -> _Answer:
    causes = list(_causes(error))
    connected = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
    kind, problem, again = next(row for row in _FAILURES if any(isinstance(cause, row[0]) for cause in causes))
    why = _why(next(cause for cause in causes if isinstance(cause, kind)))
    told = problem.format(why=why, half=settings.timeout / 2, timeout=settings.timeout)
    return _Answer(problem=told, again=again, connected=connected)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and all that led to it, which httpx hides a few levels down."""
    yield error
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for cause in (error.__cause__ or error.__context__, *inner):
        if cause is not None:
            yield from _causes(cause)


def _why(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message.rstrip(".")
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.replace("_", " ").lower()
    return str(error) or type(error).__name__

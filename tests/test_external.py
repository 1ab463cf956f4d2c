"""Visits to other sites: what a server may answer, how gently it is asked, what is kept, and what checks make of it."""

import json
import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import trustme

from hubgen import __version__, html
from hubgen.checks import Choice, run
from hubgen.config import External
from hubgen.external import Progress, visit
from hubgen.kinds.guide import Meta
from hubgen.model import Page, Site, Visit
from tests.misbehaving import (
    FINE,
    Answer,
    Misbehaving,
    dripping,
    endless_body,
    endless_head,
    get_only,
    reset,
    serving,
    silent,
    silent_to_head,
    slow,
    status,
    to,
)

NOW = 1_800_000_000.0
DAY = 24 * 60 * 60.0
QUICK = External(timeout=1.5, retries=1, at_once=100, per_host=100, pause=0)

LONGER = " and asks for a longer wait than a check can afford"
NO_CERTIFICATE = "has a TLS certificate that does not hold: "
NO_HTTP = "hangs up, or answers something that is not HTTP"
BUSY, BROKEN, MISSING = "429 Too Many Requests", "500 Internal Server Error", "404 Not Found"
DOWN, MOVED = "503 Service Unavailable", "301 Moved Permanently"
TOMORROW, YESTERDAY = (format_datetime(datetime.now(UTC) + timedelta(days=days), usegmt=True) for days in (1, -1))

# path, what the server answers there, and the status and the problem that a visit comes to
ANSWERS: list[tuple[str, Answer, int, str]] = [
    ("fine", FINE, 200, ""),
    ("no-content", status("204 No Content"), 204, ""),
    ("not-modified", status("304 Not Modified"), 304, ""),
    ("not-found", status(MISSING), 404, "answers 404 Not Found"),
    ("gone", status("410 Gone"), 410, "answers 410 Gone"),
    ("other-words", status("404 Nowhere"), 404, "answers 404 Not Found"),
    ("unheard-of", status("666 Beast"), 666, "answers 666"),
    ("login", status("401 Unauthorized"), 401, ""),
    ("no-robots", status("403 Forbidden"), 403, ""),
    ("head-refused", get_only(FINE), 200, ""),
    ("head-forbidden", get_only(FINE, status("403 Forbidden")), 200, ""),
    ("head-not-found", get_only(FINE, status(MISSING)), 200, ""),
    ("head-not-built", get_only(FINE, status("501 Not Implemented")), 200, ""),
    ("head-to-nowhere", get_only(FINE, status("302 Found")), 200, ""),
    ("head-hides-a-fault", get_only(status(MISSING), status("403 Forbidden")), 404, "answers 404 Not Found"),
    ("post-only", status("405 Method Not Allowed"), 405, "answers 405 Method Not Allowed"),
    ("silent-to-head", silent_to_head, 200, ""),
    ("silent", silent, 0, "does not answer within 1.5 s"),
    ("dripping", dripping, 0, "does not answer within 1.5 s"),
    ("endless-head", endless_head, 0, NO_HTTP),
    ("endless-body", endless_body, 200, ""),
    ("body-to-head", FINE + status(MISSING), 200, ""),
    ("length-too-long", get_only(FINE.replace(b": 2", b": 2000")), 200, ""),
    ("length-too-short", get_only(FINE.replace(b": 2", b": 1")), 200, ""),
    ("reset", reset, 0, "breaks off the connection"),
    ("empty", b"", 0, NO_HTTP),
    ("empty-twice", [b"", b"", FINE], 200, ""),
    ("garbage", b"220 mail.example ESMTP\r\n\r\n", 0, NO_HTTP),
    ("broken", status(BROKEN), 500, "answers 500 Internal Server Error"),
    ("broken-twice", [status(BROKEN), status(BROKEN), FINE], 200, ""),
    ("busy-once", [status(BUSY, "Retry-After: 1"), FINE], 200, ""),
    ("busy-until-yesterday", [status(BUSY, f"Retry-After: {YESTERDAY}"), FINE], 200, ""),
    ("busy-until-some-day", [status(BUSY, "Retry-After: some day"), FINE], 200, ""),
    ("busy-for-ever", status(BUSY), 429, ""),
    ("busy-for-a-day", status(BUSY, "Retry-After: 86400"), 429, ""),
    ("down-until-tomorrow", status(DOWN, f"Retry-After: {TOMORROW}"), 503, f"answers {DOWN}{LONGER}"),
    ("down-for-ages", status(DOWN, f"Retry-After: {'9' * 400}"), 503, f"answers {DOWN}{LONGER}"),
    ("redirect", to("/fine"), 200, ""),
    ("redirect-to-dead", to("/gone"), 410, "answers 410 Gone"),
    ("to-itself", to("to-itself#top"), 302, "redirects in a circle"),
    ("circle", to("other-half"), 302, "redirects in a circle"),
    ("other-half", to("circle"), 302, "redirects in a circle"),
    ("to-files", to("ftp://127.0.0.1/fine"), 302, "redirects to what is no web page: ftp://127.0.0.1/fine"),
    ("to-mail", to("mailto:help@shop.example"), 302, "redirects to what is no web page: mailto:help@shop.example"),
    ("to-nowhere", status("302 Found"), 302, "redirects to nowhere"),
    ("to-no-address", to("http://[::1/"), 302, "redirects to an address that has a wrong address in brackets"),
    ("hop-0", to("hop-1"), 302, "redirects more than 10 times"),
    *((f"hop-{hop}", to(f"hop-{hop + 1}"), 302, "redirects more than 10 times") for hop in (1, 2, 39)),
    *((f"hop-{hop}", to(f"hop-{hop + 1}"), 200, "") for hop in range(40, 50)),
    ("hop-50", FINE, 200, ""),
]
# The middle of a chain of 50 redirects.
BETWEEN = {f"hop-{hop}": to(f"hop-{hop + 1}") for hop in range(3, 39)}

# path, what the server answers there, and the path that a visit says the page has moved to
NEW_PLACES = [
    ("moved", to("/fine", MOVED), "fine"),
    ("moved-twice", to("moved", "308 Permanent Redirect"), "fine"),
    ("moved-to-a-place", to("fine#place", MOVED), "fine#place"),
    ("moved-to-a-redirect", to("redirect", MOVED), "redirect"),
    ("redirect-to-moved", to("moved", "307 Temporary Redirect"), ""),
    ("moved-to-dead", to("gone", MOVED), ""),
]


def visits(
    urls: Iterable[str],
    settings: External = QUICK,
    cache: Path | None = None,
    now: float = NOW,
    progress: Progress = lambda what, done, total: None,
) -> Mapping[str, Visit]:
    """Visits from a thread of its own: in that of the tests, Playwright leaves an event loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(visit, urls, settings, cache, now, progress).result()


@pytest.fixture(scope="module", autouse=True)
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[trustme.CA]:
    """A certificate authority that is trusted here; and no proxy stands between."""
    authority, file = trustme.CA(), tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        patch.setenv("NO_PROXY", "*")
        yield authority


@pytest.fixture(scope="module")
def server() -> Iterator[Misbehaving]:
    with serving({path: answer for path, answer, *_ in [*ANSWERS, *NEW_PLACES]} | BETWEEN) as server:
        yield server


@pytest.fixture(scope="module")
def visited(server: Misbehaving) -> Mapping[str, Visit]:
    """What comes of visiting all paths of the tables at once."""
    return visits([server.address(path) for path, *_ in [*ANSWERS, *NEW_PLACES]])


@pytest.mark.parametrize(("path", "answer", "status", "problem"), ANSWERS, ids=[path for path, *_ in ANSWERS])
def test_every_answer_comes_to_a_status_and_a_problem(
    visited: Mapping[str, Visit], server: Misbehaving, path: str, answer: Answer, status: int, problem: str
) -> None:
    url = server.address(path)
    assert visited[url] == Visit(url, status, problem)


@pytest.mark.parametrize(("path", "answer", "new"), NEW_PLACES, ids=[path for path, *_ in NEW_PLACES])
def test_what_has_moved_for_good_and_is_alive_has_a_new_address(
    visited: Mapping[str, Visit], server: Misbehaving, path: str, answer: Answer, new: str
) -> None:
    assert visited[server.address(path)].moved_to == (server.address(new) if new else "")


def test_the_visits_are_sorted_by_address(visited: Mapping[str, Visit]) -> None:
    assert list(visited) == sorted(visited)


# address, and how the problem begins that a visit without an answer comes to
UNASKABLE = [
    ("https://host.invalid/", "names a host that nobody knows"),
    (f"https://{'x' * 64}.invalid/", "names a host that nobody knows"),
    ("http://127.0.0.1:{deaf}/", "refuses the connection"),
    ("http://localhost:{deaf}/", "refuses the connection"),
    ("http://127.0.0.1:99999/", "cannot be asked: "),
    ("http://127.0.0.1:port/", "cannot be asked: "),
    ("http://[/", "names a host that nobody knows"),
    ("http://", "cannot be asked: "),
    ("https://127.0.0.1:{plain}/", "does not speak TLS as browsers do: wrong version number"),
    ("https://127.0.0.1:{unknown}/", f"{NO_CERTIFICATE}unable to get local issuer certificate"),
    ("https://127.0.0.1:{expired}/", f"{NO_CERTIFICATE}certificate has expired"),
    ("https://127.0.0.1:{other}/", f"{NO_CERTIFICATE}IP address mismatch"),
    ("https://localhost:{other}/", f"{NO_CERTIFICATE}Hostname mismatch"),
]


@pytest.fixture(scope="module")
def ports(authority: trustme.CA, server: Misbehaving) -> Iterator[Mapping[str, int]]:
    """Ports that give no answer, by what is wrong with them."""
    certificates = {
        "unknown": trustme.CA().issue_cert("127.0.0.1"),
        "expired": authority.issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1)),
        "other": authority.issue_cert("shop.example"),
    }
    with ExitStack() as stack:
        deaf = stack.enter_context(socket.socket())
        deaf.bind(("127.0.0.1", 0))
        secure = {name: stack.enter_context(serving({}, tls(each))) for name, each in certificates.items()}
        numbers = {name: each.server_address[1] for name, each in secure.items()}
        yield numbers | {"deaf": deaf.getsockname()[1], "plain": server.server_address[1]}


def tls(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_an_address_that_gives_no_answer_says_why(ports: Mapping[str, int]) -> None:
    urls = [url.format(**ports) for url, _ in UNASKABLE]
    found = visits(urls, QUICK)
    told = [found[url].problem[: len(problem)] for url, (_, problem) in zip(urls, UNASKABLE, strict=True)]
    assert told == [problem for _, problem in UNASKABLE]
    assert {each.status for each in found.values()} == {0}


def test_a_certificate_that_holds_is_no_fault(authority: trustme.CA) -> None:
    with serving({"fine": FINE}, tls(authority.issue_cert("127.0.0.1"))) as server:
        assert visits([server.address("fine")])[server.address("fine")].problem == ""


def test_a_host_that_cannot_be_connected_to_is_tried_for_one_address_only() -> None:
    with serving({}, tls(trustme.CA().issue_cert("127.0.0.1"))) as server:
        found = visits([server.address(str(number)) for number in range(20)], External(per_host=1, pause=0))
        assert server.connections < 3
    assert len({each.problem for each in found.values()}) == 1


def test_a_status_counts_as_alive_only_where_the_options_say_so() -> None:
    with serving({"no-robots": status("403 Forbidden"), "busy": status(BUSY, "Retry-After: 86400")}) as server:
        urls = [server.address("busy"), server.address("no-robots")]
        found = visits(urls, External(alive=[]))
    assert [found[url].problem for url in urls] == [f"answers {BUSY}{LONGER}", "answers 403 Forbidden"]


def test_only_addresses_of_the_web_that_are_not_excluded_are_asked_and_each_once() -> None:
    with serving({"fine": FINE}) as server:
        urls = ["mailto:help@example.com", "ftp://127.0.0.1/", server.address("private/1"), server.address("fine#a")]
        found = visits([*urls, server.address("fine#b")], External(exclude=["/private/"]))
        assert (list(found), server.asked) == ([server.address("fine")], [("HEAD", "fine")])


def test_a_request_says_who_asks_and_brings_no_cookies() -> None:
    with serving({"cookie": status("302 Found", "Location: fine", "Set-Cookie: a=1; Path=/"), "fine": FINE}) as server:
        visits([server.address("cookie")])
        assert [each["User-Agent"] for each in server.headers] == [f"hubgen/{__version__} (link check)"] * 2
        assert "Cookie" not in server.headers[1]


def test_no_host_is_asked_too_much_at_once_or_too_fast() -> None:
    hosts, number, pause = ("127.0.0.1", "localhost"), 12, 0.03
    with serving({"slow": slow}) as server:
        urls = [server.address(f"slow?{each}", host) for host in hosts for each in range(number)]
        visits(urls, External(at_once=3, per_host=2, pause=pause))
        assert all(server.most[host] <= 2 for host in hosts)
        assert 1 < server.most["all"] <= 3
        assert all(max(times) - min(times) > 0.9 * pause * (number - 1) for times in map(server.times.get, hosts))


def test_a_host_that_asks_for_a_wait_is_left_alone_for_other_addresses_too() -> None:
    with serving({"busy": [status(BUSY, "Retry-After: 1"), FINE], "fine": FINE}) as server:
        visits([server.address("busy"), server.address("fine")], External(per_host=1, pause=0))
        assert server.times["all"][1] - server.times["all"][0] > 0.9


def test_progress_is_told_of_every_address() -> None:
    told: list[tuple[str, int, int]] = []
    with serving({"fine": FINE, "gone": status("410 Gone")}) as server:
        visits([server.address("fine"), server.address("gone")], progress=lambda *how_far: told.append(how_far))
    assert told == [("Visiting", 1, 2), ("Visiting", 2, 2)]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / ".cache" / "visits.json"


# seconds from the first visit to the second, what changes in the options, and which paths are then asked again
LATER = [
    ("at once", 0, {}, ["gone"]),
    ("just before a day is over", DAY - 1, {}, ["gone"]),
    ("when a day is over", DAY, {}, ["gone", "login", "moved"]),
    ("with a clock that went back", -1, {}, ["gone", "login", "moved"]),
    ("within a longer age", 6 * DAY, {"max_age": 7}, ["gone"]),
    ("with no age", 0, {"max_age": 0}, ["gone", "login", "moved"]),
    ("when a status is no longer alive", 0, {"alive": []}, ["gone", "login"]),
]


@pytest.mark.parametrize(("case", "seconds", "options", "again"), LATER, ids=[case for case, *_ in LATER])
def test_what_was_alive_is_not_asked_again_for_a_while(
    cache: Path, case: str, seconds: float, options: dict[str, object], again: list[str]
) -> None:
    answers = {"gone": status("410 Gone"), "login": status("401 Unauthorized"), "moved": to("fine", MOVED)}
    with serving({**answers, "fine": FINE}) as server:
        urls = [server.address(path) for path in answers]
        first = visits(urls, QUICK, cache)
        before = len(server.asked)
        second = visits(urls, QUICK.model_copy(update=options), cache, NOW + seconds)
        assert sorted({path for _, path in server.asked[before:]} - {"fine"}) == again
    assert second == first or options == {"alive": []}


def test_a_visit_keeps_what_others_found_alive_as_long_as_it_counts(cache: Path) -> None:
    with serving({"a": FINE, "b": FINE, "gone": status("410 Gone")}) as server:
        visits([server.address("b"), server.address("gone")], QUICK, cache)
        visits([server.address("a")], QUICK, cache, NOW + DAY / 2)
        assert list(json.loads(cache.read_text())) == [server.address("a"), server.address("b")]
        visits([server.address("gone")], QUICK, cache, NOW + DAY)
        assert list(json.loads(cache.read_text())) == [server.address("a")]


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b'{"http://a/": {"status"', b'{"http://a/": 200}', b"[" * 100_000]
)
def test_a_damaged_or_foreign_cache_counts_as_empty(cache: Path, content: bytes) -> None:
    cache.parent.mkdir()
    cache.write_bytes(content)
    with serving({"fine": FINE}) as server:
        visits([server.address("fine")], QUICK, cache)
        assert list(json.loads(cache.read_text())) == [server.address("fine")]


@pytest.mark.parametrize("place", ["folder", "file/visits.json"])
def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with serving({"fine": FINE}) as server:
        assert visits([server.address("fine")], QUICK, tmp_path / place)[server.address("fine")].problem == ""


def test_an_interrupt_passes_and_what_was_learned_is_kept(cache: Path) -> None:
    def interrupted(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with serving({"fine": FINE, "silent": silent}) as server:
        with pytest.raises(KeyboardInterrupt):
            visits([server.address("fine"), server.address("silent")], QUICK, cache, progress=interrupted)
        assert list(json.loads(cache.read_text())) == [server.address("fine")]


GONE, NEW = "https://a.example/gone", "https://b.example/new"
NO_IDEA = "correct the address, or take the link out; when it is right, "
DEAD = f'{NO_IDEA}excuse it: data-hubgen-excuse="broken-external-link: WHY"'

# an element, and the finding that it leads to: its check, message and remedy
ELEMENTS = [
    (f'<a href="{GONE}#fees">', ("broken-external-link", f'"{GONE}#fees" answers 410 Gone', DEAD)),
    (f'<img src="{GONE}">', ("broken-external-link", f'"{GONE}" answers 410 Gone', DEAD)),
    (f'<form action="{GONE}">', None),
    ('<a href="https://a.example/not-visited">', None),
    (
        '<a href="http://a.example/old">',
        ("moved-external-link", '"http://a.example/old" has moved for good', f"write {NEW}"),
    ),
    (
        '<a href="http://a.example/old#fees">',
        ("moved-external-link", '"http://a.example/old#fees" has moved for good', f"write {NEW}#fees"),
    ),
    (
        '<a href="http://a.example/part#fees">',
        ("moved-external-link", '"http://a.example/part#fees" has moved for good', f"write {NEW}#costs"),
    ),
]


@pytest.mark.parametrize(("element", "finding"), ELEMENTS, ids=[element for element, _ in ELEMENTS])
def test_a_link_is_told_as_its_visit_went(element: str, finding: tuple[str, str, str] | None) -> None:
    visits = [
        Visit(GONE, 410, "answers 410 Gone"),
        Visit("http://a.example/old", 200, moved_to=NEW),
        Visit("http://a.example/part", 200, moved_to=f"{NEW}#costs"),
    ]
    document = html.read("index.html", element.encode())
    site = Site(documents={"index.html": document}, visits={each.url: each for each in visits})
    found = run(site, Choice(select=("broken-external-link", "moved-external-link")))
    assert [(each.check, each.message, each.remedy) for each in found] == ([finding] if finding else [])


def test_an_address_that_is_right_is_excluded_in_the_settings_of_a_site_of_ours() -> None:
    document = html.read("index.html", f'<a href="{GONE}">'.encode())
    page = Page("index.md", "index.html", "", "Help", "guide", Meta())
    visits = {GONE: Visit(GONE, 410, "answers 410 Gone")}
    site = Site(documents={"index.html": document}, pages={"index.html": page}, visits=visits)
    (found,) = run(site, Choice(select=("broken-external-link",)))
    assert found.remedy == f"{NO_IDEA}exclude it under `external:` in mkdocs.yml"

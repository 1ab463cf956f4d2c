"""A web server on this machine that answers each path in its own way, few of them as a server should."""

import socketserver
import ssl
import struct
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from socket import SO_LINGER, SOL_SOCKET, socket

# Of several bytes each answers one request, the last one all others; a function does as it likes with a connection,
# given the method and what says that the server is closing.
Answer = bytes | Sequence[bytes] | Callable[[socket, str, threading.Event], object]

FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


def status(line: str, *headers: str) -> bytes:
    """An answer without a body."""
    return "\r\n".join([f"HTTP/1.1 {line}", "Content-Length: 0", *headers, "", ""]).encode()


def to(location: str, line: str = "302 Found") -> bytes:
    """An answer that sends on to another address."""
    return status(line, f"Location: {location}")


def get_only(answer: bytes, head: bytes = status("405 Method Not Allowed")) -> Answer:
    """Refuses HEAD."""
    return lambda connection, method, closing: connection.sendall(head if method == "HEAD" else answer)


def silent(connection: socket, method: str, closing: threading.Event) -> None:
    """Never answers."""
    closing.wait()


def silent_to_head(connection: socket, method: str, closing: threading.Event) -> None:
    """Answers nothing but GET."""
    if method == "HEAD":
        closing.wait()
    connection.sendall(FINE)


def dripping(connection: socket, method: str, closing: threading.Event) -> None:
    """Sends its head byte by byte."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not closing.wait(0.1):
        connection.sendall(b".")


def endless_head(connection: socket, method: str, closing: threading.Event) -> None:
    """Sends headers without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not closing.is_set():
        connection.sendall(b"X-More: more\r\n" * 1000)


def endless_body(connection: socket, method: str, closing: threading.Event) -> None:
    """Sends a body without end, and none to HEAD."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" if method == "GET" else status("501 Not Implemented"))
    while method == "GET" and not closing.is_set():
        connection.sendall(b"more" * 1000)


def reset(connection: socket, method: str, closing: threading.Event) -> None:
    """Breaks the connection off."""
    connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))


def slow(connection: socket, method: str, closing: threading.Event) -> None:
    """Takes a while."""
    closing.wait(0.05)
    connection.sendall(FINE)


class Misbehaving(socketserver.ThreadingTCPServer):
    """Answers by path; counts connections, and keeps method, path and headers of all requests.

    `times` are those at which requests of each host came, `most` tells how many were under way at once; "all" is all
    hosts together.
    """

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, answers: Mapping[str, Answer], tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.answers = answers
        self.tls = tls
        self.closing = threading.Event()
        self.connections = 0
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.most: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._lock = threading.Lock()

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of one of its paths."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.server_address[1]}/{path}"

    @contextmanager
    def under_way(self, method: str, path: str, host: str) -> Iterator[int]:
        """Counts a request while it is under way; gives the number of those for the same path before it."""
        with self._lock:
            before = sum(each == path for _, each in self.asked)
            self.asked.append((method, path))
            for name in (host, "all"):
                self._under_way[name] += 1
                self.most[name] = max(self.most[name], self._under_way[name])
                self.times[name].append(time.monotonic())
        try:
            yield before
        finally:
            with self._lock:
                self._under_way.subtract((host, "all"))


class _Connection(socketserver.BaseRequestHandler):
    server: Misbehaving

    def handle(self) -> None:
        server = self.server
        server.connections += 1
        # A client may not be content with our certificate, or go before it is answered.
        with suppress(OSError), self._connection() as connection:
            asked = connection.recv(65536)
            if not asked.endswith(b"\r\n\r\n"):
                connection.sendall(status("400 Bad Request"))
                return
            first, *lines = asked.decode().splitlines()
            method, path, _ = first.split(" ")
            headers = dict(line.split(": ", 1) for line in lines if line)
            server.headers.append(headers)
            name, host = path[1:].partition("?")[0], headers["Host"].partition(":")[0]
            with server.under_way(method, path[1:], host) as before:
                _send(server.answers[name], connection, method, before, server.closing)

    def _connection(self) -> socket:
        tls = self.server.tls
        return tls.wrap_socket(self.request, server_side=True) if tls else self.request


def _send(answer: Answer, connection: socket, method: str, before: int, closing: threading.Event) -> None:
    if callable(answer):
        answer(connection, method, closing)
    else:
        connection.sendall(answer if isinstance(answer, bytes) else answer[min(before, len(answer) - 1)])


@contextmanager
def serving(answers: Mapping[str, Answer], tls: ssl.SSLContext | None = None) -> Iterator[Misbehaving]:
    """A server that runs meanwhile."""
    with Misbehaving(answers, tls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()

"""A real server on loopback that gives a list as the test has it: well, slowly, in part, falsely, or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import ClassVar

Answer = Callable[["Handler"], None]
_CHUNK = 16_384


@dataclass
class Asked:
    """A request that came: path and headers, in lower case."""

    path: str
    headers: dict[str, str]


@dataclass
class RegisterServer:
    """What is answered by path, in turn where there are several answers (the last one stays); and what was asked.

    A line that is to break off waits until `came` says that so much of the file has come: what is still on its way when a line
    breaks may be lost or not. Qt then asks once more by itself, now and then, and throws the answer away.
    """

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)
    waiting: list[tuple[int, Event]] = field(default_factory=list)
    reached: set[int] = field(default_factory=set)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers)
        return self.url(path)

    def came(self, size: int) -> None:
        """So much of the file has come."""
        self.reached.add(size)
        for waited_for, event in self.waiting:
            if waited_for == size:
                event.set()

    def wait_for(self, size: int) -> None:
        """Wait until so much has come, or the test is over."""
        event = Event()
        self.waiting.append((size, event))
        if not self.go_on.is_set():
            event.wait(30)

    def ranges(self) -> list[str]:
        """Which parts were asked for, "" for all of a file; the same twice running is told once."""
        asked = [one.headers.get("range", "") for one in self.asked]
        return [one for place, one in enumerate(asked) if not place or one != asked[place - 1]]

    def end(self) -> None:
        """Let go of everybody who waits."""
        self.go_on.set()
        for _, event in self.waiting:
            event.set()


class Handler(BaseHTTPRequestHandler):
    """Hands each request to its answer."""

    protocol_version = "HTTP/1.1"
    server_: ClassVar[RegisterServer]

    def do_GET(self) -> None:
        site = self.server_
        site.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
        answers = site.answers.get(self.path.partition("?")[0], [status(404)])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        with contextlib.suppress(ConnectionError):  # the other side went away, as it may
            answer(self)

    def log_message(self, *_: object) -> None:
        """A test says what went wrong, not the server."""

    def head(self, code: int, **headers: object) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def hang_up(self) -> None:
        """End without a word."""
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(2)


@contextlib.contextmanager
def register_server() -> Iterator[RegisterServer]:
    """A server with nothing to give yet."""

    class Own(Handler):
        pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away is no error of the server's."""

    server = Server(("127.0.0.1", 0), Own)
    site = Own.server_ = RegisterServer(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.end()
        server.shutdown()
        server.server_close()
        thread.join()


# Answers -------------------------------------------------------------------------------------------------------------


def give(
    data: bytes,
    *,
    tag: str = '"one"',
    ranges: bool = True,
    breaks: Sequence[int] = (),
    length: int | None = None,
    wait_after: int | None = None,
    kind: str = "text/csv",
) -> Answer:
    """Data as asked for. The line breaks off once at each place of the file in `breaks`; after `wait_after` it waits to go on.

    `length`: what is said of the length instead of the truth; where that is too much, the line breaks off at the end.
    """

    def answer(handler: Handler) -> None:
        site, start, code = handler.server_, 0, 200
        wanted = handler.headers.get("Range", "")
        if ranges and wanted and handler.headers.get("If-Range") == tag:
            start, code = int(wanted.removeprefix("bytes=").rstrip("-")), 206
        end = next((place for place in breaks if place > start and place not in site.reached), len(data))
        said = {"Content_Type": kind, "Content_Length": len(data) - start if length is None else length}
        said |= {"ETag": tag} if tag else {}
        said |= {"Content_Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} if code == 206 else {}
        handler.head(code, **said)
        _send(handler, data[start:end], wait_after)
        if end < len(data) or (length is not None and length > len(data)):
            site.wait_for(end)
        if end < len(data) or length is not None:
            handler.hang_up()

    return answer


def _send(handler: Handler, part: bytes, wait_after: int | None) -> None:
    for start in range(0, len(part), _CHUNK):
        if wait_after is not None and start >= wait_after:
            handler.server_.go_on.wait(30)
        handler.wfile.write(part[start : start + _CHUNK])


def status(code: int, text: str = "", kind: str = "text/plain") -> Answer:
    """A status with a few words."""

    def answer(handler: Handler) -> None:
        body = text.encode()
        handler.head(code, Content_Type=kind, Content_Length=len(body))
        handler.wfile.write(body)

    return answer


def redirect(where: str) -> Answer:
    """On to another address."""

    def answer(handler: Handler) -> None:
        handler.head(302, Location=where, Content_Length=0)

    return answer


def silence(handler: Handler) -> None:
    """Say nothing until the test is over."""
    handler.server_.go_on.wait(30)
    handler.hang_up()


LOGIN = give(b"<!DOCTYPE html><html><title>Sign in</title></html>", kind="text/html; charset=utf-8")

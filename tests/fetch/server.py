"""A server on this machine that misbehaves as it is told to, path by path."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; the script of the path says what happens."""

    protocol_version = "HTTP/1.1"
    scripts: dict[str, list[Answer]]
    seen: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        script = self.scripts[self.path]
        answer = script[0] if len(script) == 1 else script.pop(0)
        try:
            answer(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; underscores in names of headers stand for hyphens."""
        self.send_response(status)
        stated = {key.replace("_", "-").title(): value for key, value in headers.items()}
        stated.setdefault("Content-Length", str(len(body)))
        for key, value in stated.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)


def say(status: int, body: bytes = b"", **headers: str) -> Answer:
    """Always the same answer."""
    return lambda request: request.reply(status, body, **headers)


def break_off(body: bytes, after: int, **headers: str) -> Answer:
    """The head of a whole file, and only the beginning of it."""

    def answer(request: Request) -> None:
        request.reply(200, body[:after], content_length=str(len(body)), **headers)
        request.wfile.flush()
        request.close_connection = True

    return answer


def serve_ranges(body: bytes, etag: str, **headers: str) -> Answer:
    """As RFC 9110 wants it: ranges if the version is the same, else the whole."""

    def answer(request: Request) -> None:
        asked = request.headers.get("Range", "")
        if asked.startswith("bytes=") and request.headers.get("If-Range") == etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            content_range = f"bytes {start}-{len(body) - 1}/{len(body)}"
            request.reply(206, body[start:], etag=etag, content_range=content_range, **headers)
        elif request.headers.get("If-None-Match") == etag:
            request.reply(304, etag=etag)
        else:
            request.reply(200, body, etag=etag, **headers)

    return answer


def dawdle(body: bytes, pause: float, **headers: str) -> Answer:
    """A few bytes, then silence."""

    def answer(request: Request) -> None:
        request.reply(200, body[:10], content_length=str(len(body)), **headers)
        request.wfile.flush()
        time.sleep(pause)
        request.close_connection = True

    return answer


@dataclass
class Server:
    """Where the server is and what it was asked."""

    address: str
    scripts: dict[str, list[Answer]]
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def on(self, path: str, *answers: Answer) -> str:
        """The answers of a path, one after the other, the last one for ever; its address."""
        self.scripts[path] = list(answers)
        return self.address + path


@contextmanager
def misbehaving() -> Iterator[Server]:
    """The server, as long as the block lasts."""
    server = Server("", {})
    handler = type("Handler", (Request,), {"scripts": server.scripts, "seen": server.seen})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listening.daemon_threads = True
    server.address = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()

"""A real server on this machine that plays every bad part, and counts who comes; and a guard that may see it.

The guard is the only way in: it is an argument, which the product never gives (test_guardians.py).
"""

import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from maille.watch.fetching.guard import Guard

Answer = Callable[[BaseHTTPRequestHandler], None]


class Hostile(ThreadingHTTPServer):
    """Answers by path; `hits` counts what was asked for, `seen` keeps the headers of each path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.hits: Counter[str] = Counter()
        self.seen: dict[str, dict[str, str]] = {}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def guard(self, *, allows: Callable[..., bool] = lambda address: True) -> Guard:
        """Every name leads here, whatever its port."""
        return Guard(resolve=lambda host, port: [("127.0.0.1", self.port)], allows=allows)

    def gives(self, path: str, body: bytes, kind: str = "application/rss+xml", **headers: str) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", kind)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer

    def handle_error(self, request, client_address) -> None:
        """Hanging up on a bad server is what is asked: it says nothing of it."""


class Handler(BaseHTTPRequestHandler):
    server: Hostile

    def do_GET(self) -> None:
        self.server.hits[self.path] += 1
        self.server.seen[self.path] = dict(self.headers)
        answer = self.server.answers.get(self.path.split("?")[0])
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def log_message(self, *words) -> None:
        pass


@contextmanager
def serving() -> Iterator[Hostile]:
    server = Hostile()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def redirect(to: str, status: int = 302) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", to)
        handler.end_headers()

    return answer


def status(code: int, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def raw(data: bytes, *, each: int = 0, pause: float = 0.0) -> Answer:
    """Bytes as they are; by pieces of `each` with a pause after every one when asked."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if not each:
            handler.wfile.write(data)
        for start in range(0, len(data) if each else 0, each or 1):
            handler.wfile.write(data[start : start + each])
            time.sleep(pause)
        handler.close_connection = True

    return answer


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Three hundred megabytes, of which it says nothing beforehand."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    sent = handler.server.sent = Counter()  # type: ignore[attr-defined]
    for _piece in range(300):
        handler.wfile.write(b"x" * 1_048_576)
        sent["megabytes"] += 1


def rss(*items: str, title: str = "Le Fil") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://fil.example/</link>{''.join(items)}</channel></rss>"
    ).encode()


def item(title: str, link: str = "", guid: str = "", date: str = "Tue, 24 Nov 2026 10:00:00 +0100") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link>{f'<guid>{guid}</guid>' if guid else ''}"
        f"<pubDate>{date}</pubDate><description>Un texte.</description></item>"
    )


def bomb() -> bytes:
    """A feed of 300 MB, folded into 300 kB."""
    folder = zlib.compressobj(1, wbits=31)
    pieces = [folder.compress(rss(item("x")))] + [folder.compress(b" " * 1_000_000) for _piece in range(300)]
    return b"".join([*pieces, folder.flush()])

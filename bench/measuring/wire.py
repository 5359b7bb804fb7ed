"""One HTTP/1.1 connection, read by hand: `http.client` takes a processor that the server beside it needs, twice as long
for the headers of an answer as our server for a page that is kept."""

import socket
from typing import Any

PATIENCE = 60  # seconds
Headers = list[tuple[str, str]]


class Closed(ConnectionError):
    """The server closed what was kept open, before it answered anything."""


class Wire:
    """A connection that opens when it is needed and stays open."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.socket: socket.socket | None = None
        self.reader: Any = None

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, Headers, bytes]:
        """One exchange: the status, the headers with their names in small letters, the body."""
        try:
            return self._ask(method, path, headers, body)
        except (Closed, BrokenPipeError, ConnectionResetError):
            self.close()
            return self._ask(method, path, headers, body)

    def close(self) -> None:
        if self.socket:
            self.reader.close()
            self.socket.close()
        self.socket = None

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Headers, bytes]:
        if self.socket is None:
            self.socket = socket.create_connection((self.host, self.port), PATIENCE)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.reader = self.socket.makefile("rb")
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return self._answer()

    def _answer(self) -> tuple[int, Headers, bytes]:
        first = self.reader.readline()
        if not first:
            raise Closed
        headers: Headers = []
        while line := self.reader.readline().rstrip(b"\r\n"):
            name, _colon, value = line.decode("latin-1").partition(":")
            headers.append((name.lower(), value.strip()))
        said = dict(headers)
        body = self._chunks() if said.get("transfer-encoding") == "chunked" else self._rest(said)
        if said.get("connection", "").lower() == "close":
            self.close()
        return int(first.split(None, 2)[1]), headers, body

    def _rest(self, said: dict[str, str]) -> bytes:
        length = said.get("content-length")
        body: bytes = self.reader.read(int(length)) if length else b"" if "location" in said else self.reader.read()
        return body

    def _chunks(self) -> bytes:
        found = []
        while size := int(self.reader.readline().split(b";")[0], 16):
            found.append(self.reader.read(size))
            self.reader.readline()
        self.reader.readline()
        return b"".join(found)

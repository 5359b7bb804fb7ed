"""One request to one checked address: the socket goes there and nowhere else, and all of it ends in time."""

import io
import socket
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Self

from .guard import Endpoint
from .phrases import Unread

CONNECT_SECONDS = 5.0


class Deadline:
    """One instant for a whole exchange: what drips byte after byte ends with it."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; Unread when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise Unread("slow", retry=True)
        return left


class _TimedReader(io.RawIOBase):
    """What comes from a socket; each wait is for what is left of the deadline, not for a time of its own."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self.sock, self.deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(self.deadline.left())
        return self.sock.recv_into(buffer)


class _TimedSocket:
    """The two things that http.client asks of a socket, under the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self.sock, self.deadline = sock, deadline

    def makefile(self, *_mode: Any, **_how: Any) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self.sock, self.deadline))

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(self.deadline.left())
        self.sock.sendall(data)

    def close(self) -> None:
        """Let go of it only: what was read of it is still to come (see Exchange)."""


class Exchange(HTTPConnection):
    """A connection whose address was checked: no name is asked for again, no proxy of the environment is used."""

    def __init__(self, host: str, endpoints: list[Endpoint], *, is_secure: bool, deadline: Deadline) -> None:
        super().__init__(host, endpoints[0][1])
        self.endpoints, self.is_secure, self.deadline = endpoints, is_secure, deadline
        self.wire: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
        if self.wire is not None:
            self.wire.close()

    def connect(self) -> None:
        self.wire = self._reach()
        if self.is_secure:
            self.wire = self._secured(self.wire)
        sock: Any = _TimedSocket(self.wire, self.deadline)
        self.sock = sock

    def _reach(self) -> socket.socket:
        for number, port in self.endpoints:
            try:
                return socket.create_connection((number, port), timeout=min(CONNECT_SECONDS, self.deadline.left()))
            except OSError:
                continue
        raise Unread("unreachable", retry=True, host=self.host)

    def _secured(self, plain: socket.socket) -> ssl.SSLSocket:
        plain.settimeout(self.deadline.left())
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)

    def ask(self, target: str, headers: dict[str, str]) -> HTTPResponse:
        """Send the request and read the head of the answer; every failure is an Unread."""
        try:
            self.request("GET", target, headers=headers)
            return self.getresponse()
        except ssl.SSLCertVerificationError as error:
            raise Unread("certificate", retry=True, host=self.host) from error
        except TimeoutError as error:
            raise Unread("slow", retry=True) from error
        except (OSError, HTTPException, ValueError) as error:
            raise Unread("broken", retry=True) from error

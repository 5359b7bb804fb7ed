"""The one door to what strangers publish: `fetch(url)` gives bytes, or says in a sentence why not.

Each step of a redirection is checked like the first: its scheme, its port, every address of its host; the socket then
goes to one of those very addresses, with the host's name for TLS and for the server. Size (on the wire and unfolded),
time (for all steps together), steps and kinds of document are bounded.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from .guard import PUBLIC, Guard, checked, port_of
from .phrases import Unread
from .wire import Deadline, Exchange

AGENT = "Maille-veille/1 (lecteur de flux)"
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.5"
CHUNK = 65_536
MEGABYTE = 1_048_576
# What a feed or a page that announces one is served as; many servers say text/plain, or nothing.
KINDS = ("xml", "json", "html", "text/plain", "application/octet-stream", "rss", "atom")
UNCHANGED, MOVED = 304, frozenset({301, 302, 303, 307, 308})
LONGEST_WAIT = 86_400


@dataclass(frozen=True)
class Limits:
    """How much a stranger may ask of us."""

    bytes: int = 5 * MEGABYTE
    seconds: float = 10.0
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """What was given: `is_same` when the server says that nothing has changed since `etag` or `modified`."""

    url: str
    body: bytes = b""
    kind: str = ""
    etag: str = ""
    modified: str = ""
    is_same: bool = False


def fetch(
    url: str, *, etag: str = "", modified: str = "", guard: Guard = PUBLIC, limits: Limits | None = None
) -> Fetched:
    """Fetch an address, unless it has not changed; Unread when it may not, or cannot, be read."""
    limits = limits or Limits()
    deadline = Deadline(limits.seconds)
    for _step in range(limits.redirects + 1):
        answer = _one(url, etag, modified, guard, limits, deadline)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise Unread("redirects")


def _one(url: str, etag: str, modified: str, guard: Guard, limits: Limits, deadline: Deadline) -> Fetched | str:
    """One step: the document, or the address that it is said to be at."""
    checked(url, opened=guard.opened)  # as it was written, before anything is made of it
    url = _ascii(url)
    endpoints = guard.endpoints(url)
    parts = urlsplit(url)
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    with Exchange(host, endpoints, is_secure=is_secure, deadline=deadline) as exchange:
        response = exchange.ask(target, _headers(parts, etag, modified))
        if response.status in MOVED:
            return _next(url, response)
        return _answer(url, response, limits)


def _ascii(url: str) -> str:
    """The address as it goes on the wire: a name in its IDNA form, a path in percent-encoded UTF-8."""
    try:
        parts = urlsplit(url)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise Unread("address") from error
    path, query = (quote(text, safe="%/:=&?~#+!$,;'@()*[]") for text in (parts.path, parts.query))
    return urlunsplit((parts.scheme.lower(), host, path, query, ""))


def _headers(parts: SplitResult, etag: str, modified: str) -> dict[str, str]:
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    asked = {
        "Host": host if parts.port is None else f"{host}:{port_of(parts)}",
        "User-Agent": AGENT,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    return asked | {name: value for name, value in known.items() if value and value.isascii() and value.isprintable()}


def _next(url: str, response: HTTPResponse) -> str:
    place = response.getheader("Location", "").strip()
    if not place:
        raise Unread("broken", retry=True)
    try:
        return urljoin(url, place)
    except ValueError as error:
        raise Unread("address") from error


def _answer(url: str, response: HTTPResponse, limits: Limits) -> Fetched:
    if response.status == UNCHANGED:
        return Fetched(url, is_same=True)
    _check_status(response)
    kind = response.getheader("Content-Type", "").strip()
    name = kind.split(";")[0].strip().lower()
    if name and not any(word in name for word in KINDS):
        raise Unread("kind", kind=name[:60])
    return Fetched(
        url,
        body=_body(response, limits),
        kind=kind[:200],
        etag=response.getheader("ETag", "")[:200],
        modified=response.getheader("Last-Modified", "")[:100],
    )


def _check_status(response: HTTPResponse) -> None:
    status = response.status
    if status == 200:
        return
    if status == 410:
        raise Unread("gone")
    if status in {401, 402, 403, 451}:
        raise Unread("refused", retry=True, status=status)
    if status in {429, 503}:
        raise Unread("busy", retry=True, after=_after(response))
    raise Unread("status", retry=True, status=status)


def _after(response: HTTPResponse) -> int:
    """How long the server asks to be left alone, in seconds, a day at most; a date is not read."""
    said = response.getheader("Retry-After", "").strip()
    return min(int(said), LONGEST_WAIT) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _body(response: HTTPResponse, limits: Limits) -> bytes:
    """All of the document, unfolded; never more than the limit is held, nor read."""
    said = response.getheader("Content-Length", "")
    if said.isdigit() and len(said) < 20 and int(said) > limits.bytes:
        raise Unread("large", most=limits.bytes // MEGABYTE)
    parts, size = [], 0
    for part in _unfolded(response, limits):
        parts.append(part)
        size += len(part)
        if size > limits.bytes:
            raise Unread("large", most=limits.bytes // MEGABYTE)
    return b"".join(parts)


def _unfolded(response: HTTPResponse, limits: Limits) -> Iterator[bytes]:
    name = response.getheader("Content-Encoding", "").strip().lower()
    if name in {"", "identity"}:
        yield from _pieces(response, limits)
    elif name in {"gzip", "x-gzip"}:
        yield from _gunzipped(response, limits)
    else:
        raise Unread("encoding", name=name[:40])


def _pieces(response: HTTPResponse, limits: Limits) -> Iterator[bytes]:
    size = 0
    try:
        while piece := response.read1(CHUNK):
            size += len(piece)
            if size > limits.bytes:
                raise Unread("large", most=limits.bytes // MEGABYTE)
            yield piece
    except TimeoutError as error:
        raise Unread("slow", retry=True) from error
    except (OSError, HTTPException, ValueError) as error:
        raise Unread("broken", retry=True) from error
    if response.length:
        raise Unread("broken", retry=True)  # the server hung up before the end that it had announced


def _gunzipped(response: HTTPResponse, limits: Limits) -> Iterator[bytes]:
    """Unfold piece by piece, each bounded: what would be beyond the limit is never unfolded."""
    inflater = zlib.decompressobj(wbits=31)
    size = 0
    for piece in _pieces(response, limits):
        rest, out = piece, b"more"
        while (rest or out) and not inflater.eof:
            try:
                out = inflater.decompress(rest, CHUNK)
            except zlib.error as error:
                raise Unread("broken", retry=True) from error
            rest = inflater.unconsumed_tail
            size += len(out)
            if size > limits.bytes:
                raise Unread("bomb")
            yield out
    if not inflater.eof:
        raise Unread("broken", retry=True)

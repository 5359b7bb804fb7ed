"""Pages kept in memory for a minute: what every visitor sees alike is made once, until something changes.

What a page says to somebody who brings no cookie depends on its address, on the minute (who is open) and on the data.
Every write leaves a line in the journal, so that its last line tells, in one query, whether the data changed.
Each web process keeps its own pages; none outlives its minute.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from maille.core.models import Entry

MINUTE = 60
ROOM = 32 * 1024 * 1024  # bytes of pages in each web process

Application = Callable[..., Iterable[bytes]]
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Era = tuple[int, int]


@dataclass
class Shelf:
    """The pages made in one era: same minute, same data."""

    era: Era
    room: int
    pages: dict[tuple[str, ...], tuple[str, Headers, bytes]] = field(default_factory=dict)

    def keep(self, key: tuple[str, ...], status: str, headers: Headers, body: bytes) -> None:
        if key not in self.pages and len(body) <= self.room:
            self.room -= len(body)
            self.pages[key] = (status, headers, body)


def remembering(application: Application, *, now: Callable[[], Era], room: int = ROOM) -> Application:
    """Put a shelf of pages before an application; `now` gives the era, or DatabaseError when it cannot be known."""
    shelf = Shelf((0, 0), room)

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        nonlocal shelf
        key = key_of(environ)
        if key is None:
            return application(environ, start_response)
        try:
            era = now()
        except DatabaseError:  # the application knows what to do about it
            connection.close()
            return application(environ, start_response)
        if shelf.era != era:
            shelf = Shelf(era, room)
        current = shelf  # another thread may begin a new era while this page is made: the page belongs to the old one
        if key in current.pages:
            status, headers, body = current.pages[key]
            start_response(status, headers)
            return [body]
        return _made(application, environ, start_response, current, key)

    return answer


def _made(
    application: Application, environ: Environ, start_response: Callable[..., Any], shelf: Shelf, key: tuple[str, ...]
) -> Iterable[bytes]:
    said: list[tuple[str, Headers]] = []

    def listen(status: str, headers: Headers, *error: Any) -> Any:
        said.append((status, headers))
        return start_response(status, headers, *error)

    result = application(environ, listen)
    if not said or not _is_for_everyone(*said[-1]):
        return result
    try:
        body = b"".join(result)
    finally:
        result.close()  # type: ignore[attr-defined]  # Django's responses end the request there
    shelf.keep(key, *said[-1], body)
    return [body]


def key_of(environ: Environ) -> tuple[str, ...] | None:
    """What tells one page from another, its language being in its path; None when it may be for one person only."""
    if environ["REQUEST_METHOD"] != "GET" or any(environ.get(name) for name in ("HTTP_COOKIE", "HTTP_HX_REQUEST")):
        return None
    path = environ.get("PATH_INFO", "")
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return None
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_HOST", ""),
        "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else "",
        path,
        environ.get("QUERY_STRING", ""),
    )


def _is_for_everyone(status: str, headers: Headers) -> bool:
    named = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200 ")
        and named.get("content-type", "").startswith("text/html")
        and not named.keys() & {"set-cookie", "cache-control"}
    )


def this_era() -> Era:
    """The minute it is, and the last line of the journal."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {Entry._meta.db_table}")  # noqa: S608 - the table's own name
        return int(time.time()) // MINUTE, cursor.fetchone()[0] or 0

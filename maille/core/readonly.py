"""The guard that holds "a GET reads": in tests and under DEBUG, a page that writes while it is only read fails.

A link is followed by robots, by browsers that guess the next page, twice by impatient people: what it leads to must
change nothing. In production the guard is not there: it would turn somebody's page into an error.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

WRITE = re.compile(
    r"\s*(?:WITH\b.*?\b)?(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO|TRUNCATE|MERGE\s+INTO)\s+"
    r'(?:ONLY\s+)?["`]?(?P<table>\w+)',
    re.IGNORECASE | re.DOTALL,
)
# What may be written while reading, because nobody would call it a change:
ALLOWED = frozenset(
    {
        "django_session",  # who is visiting; a login by code keeps its state there
        "core_cache",  # what may be forgotten, allauth's counts of attempts among it
    }
)


class WroteWhileReading(AssertionError):
    """A GET or a HEAD changed the database."""


@contextmanager
def readonly() -> Iterator[None]:
    """Refuse any INSERT, UPDATE or DELETE, but to the sessions and the cache, on every database of this thread."""
    opened = connections.all()
    for connection in opened:
        connection.execute_wrappers.append(_refuse_writes)
    try:
        yield
    finally:
        for connection in opened:
            connection.execute_wrappers.remove(_refuse_writes)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if (write := WRITE.match(sql)) and write["table"] not in ALLOWED:
        raise WroteWhileReading(f"a page that is only read wrote to the database: {sql[:200]}")
    return execute(sql, params, many, context)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Guard GET and HEAD; the last of MIDDLEWARE, so that it stands around the page alone."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with readonly():
            return get_response(request)

    return respond

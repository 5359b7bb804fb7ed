"""What public pages say and seldom changes, kept in the memory of a web process until a line of the journal is written.

    place = kept.value(("place", 12), lambda: Place.objects.select_related("commune").get(pk=12))

Every write leaves a line in the journal. Some lines change nothing that is kept, those of who takes a seat
(`journal.announce_passing`): whoever keeps something reads the seats anew each time. What is kept belongs to
everybody: it is read, never written to. Only a web server keeps (`begin`); elsewhere each value is made anew.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock, local
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from .models import Entry
from .prepared import repeating_cursor

Handler = Callable[[HttpRequest], HttpResponseBase]

LONGEST = 300.0
"""Seconds after which all is made again: what was written without a line of the journal is seen by then."""
OVERLAP = 64
"""Lasting lines counted again: a line takes its number when it is written, and shows when its transaction ends."""
MOST_VALUES = 2000


@dataclass
class Shelf:
    """What was made while nothing lasting changed: `lines` lasting ones are known after number `after`."""

    after: int
    lines: int
    begun_at: float
    values: dict[Hashable, Any] = field(default_factory=dict)


_TABLE = Entry._meta.db_table
_is_open = False
_shelf: Shelf | None = None
_lock = Lock()
_request = local()
"""The shelf each thread has taken from since its request began: the journal is looked at once a request."""


def begin() -> None:
    """Keep values from now on: in a web process."""
    global _is_open
    _is_open = True


def end() -> None:
    """Keep nothing any more, and forget what was kept."""
    global _is_open, _shelf
    _is_open, _shelf = False, None
    look_again()


def value[T](name: Hashable, make: Callable[[], T]) -> T:
    """Give what was made under this name, if nothing has changed since; None is never kept."""
    if not _is_open:
        return make()
    values = _shelf_of_this_request().values
    found: T | None = values.get(name)
    if found is None:
        if len(values) >= MOST_VALUES:
            values.clear()
        found = values[name] = make()
    return found


def middleware(get_response: Handler) -> Handler:
    """Look at the journal once a request, when something kept is first asked for."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        look_again()
        return get_response(request)

    return answer


def look_again() -> None:
    _request.shelf = None


def _shelf_of_this_request() -> Shelf:
    """What a request makes goes there, even if another thread has begun a newer shelf meanwhile."""
    global _shelf
    found: Shelf | None = getattr(_request, "shelf", None)
    if found is None:
        with _lock:
            found = _shelf = _still_true(_shelf) or _new_shelf()
        _request.shelf = found
    return found


def _still_true(shelf: Shelf | None) -> Shelf | None:
    """The same shelf, if no lasting line has been written since; one query tells."""
    if shelf is None or not 0 <= time.time() - shelf.begun_at <= LONGEST:
        return None
    return shelf if _lasting_after(shelf.after) == shelf.lines else None


def _new_shelf() -> Shelf:
    """Count from further back than the newest lines: those of a transaction that ends later are not missed."""
    newest = f"SELECT id FROM {_TABLE} WHERE NOT is_passing ORDER BY id DESC LIMIT 1 OFFSET {OVERLAP}"  # noqa: S608
    found = _asked(newest)
    after = int(found[0]) if found else 0
    return Shelf(after, _lasting_after(after), time.time())


def _lasting_after(number: int) -> int:
    """How many lasting lines have a greater number."""
    row = _asked(f"SELECT COUNT(*) FROM {_TABLE} WHERE NOT is_passing AND id > %s", number)  # noqa: S608
    return int(row[0]) if row else 0


def _asked(sql: str, *values: int) -> tuple[Any, ...] | None:
    with repeating_cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row

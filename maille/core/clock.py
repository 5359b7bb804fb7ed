"""The clock of the house: the work that comes back, every few seconds or each night, whoever is there to do it.

    CLOCK = {"messaging.tasks.deliver_due": "every 2 s", "core.tasks.erase_old": "at 03:10"}      # settings

Each name is a function under `maille` that takes `at`, works in short transactions, bears being run again, and leaves
long work to a job. Each has one row in the database: a worker takes a tick by an UPDATE that only one can win, keeps it
by a sign of life, and moves the next tick when it is done. A worker killed in between is replaced a minute later.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import Tick
from .rules import rhythm

logger = logging.getLogger(__name__)

PACKAGE = "maille"
# A worker that gives no sign for this long has died.
LEASE = timedelta(seconds=60)
SIGN_OF_LIFE = 15.0
# At most this long without looking: another worker may have died with a tick in its hands.
LONGEST_SLEEP = 30.0
AFTER_DATABASE_ERROR = 5.0


def wind(at: datetime) -> None:
    """Give each task of the settings its row, and a new moment to those whose rhythm has changed."""
    for name, text in settings.CLOCK.items():
        find(name)
        wanted = rhythm(text)
        due_at = at if wanted.hour is None else wanted.after(at, zone())
        Tick.objects.get_or_create(name=name, defaults={"rhythm": text, "due_at": due_at})
        Tick.objects.filter(name=name).exclude(rhythm=text).update(rhythm=text, due_at=due_at)


def find(name: str) -> Callable[..., object]:
    found: Callable[..., object] = import_string(f"{PACKAGE}.{name}")
    return found


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def run_due(now: Callable[[], datetime] = timezone.now) -> int:
    """Run what is due and free, one after the other; give how many ticks this worker has had."""
    at = now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    due = Tick.objects.filter(free, name__in=settings.CLOCK, due_at__lte=at).order_by("due_at")
    return sum(_take(name, now) for name in due.values_list("name", flat=True))


def _take(name: str, now: Callable[[], datetime]) -> bool:
    """Win the tick, or leave it to who has won it."""
    at, token = now(), secrets.token_hex(8)
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    if not Tick.objects.filter(free, name=name, due_at__lte=at).update(
        claimed_until=at + LEASE, claimed_by=token, started_at=at
    ):
        return False
    error = ""
    with _alive(name, token):
        try:
            find(name)(at=at)
        except Exception as failure:
            logger.exception("clock: %s failed", name)
            error = f"{type(failure).__name__}: {failure}"[:500]
    _release(name, token, now(), error)
    return True


def _release(name: str, token: str, at: datetime, error: str) -> None:
    next_due = rhythm(settings.CLOCK[name]).after(at, zone())
    mine = Tick.objects.filter(name=name, claimed_by=token)
    mine.update(due_at=next_due, claimed_until=None, claimed_by="", finished_at=at, error=error)


@contextmanager
def _alive(name: str, token: str) -> Iterator[None]:
    """Hold the claim for as long as the work takes, from a thread of its own."""
    stop = threading.Event()
    thread = threading.Thread(target=_hold, args=(name, token, stop), name="clock-heart", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _hold(name: str, token: str, stop: threading.Event) -> None:
    try:
        while not stop.wait(SIGN_OF_LIFE):
            Tick.objects.filter(name=name, claimed_by=token).update(claimed_until=timezone.now() + LEASE)
    except DatabaseError:
        logger.debug("clock: %s gave no sign of life", name, exc_info=True)
    finally:
        connection.close()


def seconds_to_next(at: datetime) -> float:
    """Say how long nothing will be due, so that an idle worker asks the database as seldom as the work allows."""
    due = Tick.objects.filter(name__in=settings.CLOCK).order_by("due_at").values_list("due_at", "claimed_until")
    moments = [max(due_at, claimed_until or due_at) for due_at, claimed_until in due]
    wait = (min(moments) - at).total_seconds() if moments else LONGEST_SLEEP
    return min(max(wait, 0.05), LONGEST_SLEEP)


def run_until(stop: threading.Event) -> None:
    """Keep the house's time until told to stop; a database that is away is waited for."""
    is_wound = False
    while not stop.is_set():
        close_old_connections()
        try:
            if not is_wound:
                wind(timezone.now())
                is_wound = True
            run_due()
            wait = seconds_to_next(timezone.now())
        except DatabaseError:
            logger.exception("clock: the database does not answer")
            wait = AFTER_DATABASE_ERROR
        stop.wait(wait)
    connection.close()


@contextmanager
def alone(task: str, item: Any) -> Iterator[None]:
    """Let one item of a task fail by itself: it is logged, what it had written is undone, and the next ones go on."""
    try:
        with transaction.atomic():
            yield
    except Exception:
        logger.exception("clock: %s failed for %s %s", task, type(item).__name__, item.pk)

"""People at the same instant, each on a real connection of their own; and what is left standing afterwards.

A race proves something when it is lost without what guards it. Left to chance it is lost on one machine and won on a
slower one: `meeting` makes sure that everybody has looked before anybody acts.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from itertools import count
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.db.models import QuerySet

from maille.core.refusals import Refused
from tests.waiting import PATIENCE

HANDS = 40
MOMENT = 0.5
"""Seconds that somebody waits for others whom a guard keeps away."""


def at_once(calls: Sequence[Callable[[], Any]], *, hands: int = HANDS) -> list[Any]:
    """Run every call in so many connections, all let go together; gives what each answered or raised, in order."""
    todo, answers = deque(enumerate(calls)), [None] * len(calls)
    start = threading.Barrier(min(hands, len(calls)))

    def hand() -> None:
        connection.ensure_connection()
        start.wait(timeout=PATIENCE)
        try:
            while todo:
                rank, call = todo.popleft()
                answers[rank] = answer_of(call)
        except IndexError:  # another hand took the last one
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=hand) for _ in range(start.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=2 * PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody is still waiting for an answer"
    return answers


@contextmanager
def meeting(owner: Any, name: str, *, among: int, before: bool = False, surely: bool = False) -> Iterator[None]:
    """Have the first so many who take a step wait for each other once it is done, or before: the widest window.

    `surely` when nothing keeps them apart, which a control is about: not to meet is an error then. Elsewhere a guard
    lets them by one after the other: nobody comes, and the first goes on after a moment.
    """
    everybody, ranks, step = threading.Barrier(among), count(), getattr(owner, name)

    def wait() -> None:
        if next(ranks) < among:
            with nullcontext() if surely else suppress(threading.BrokenBarrierError):
                everybody.wait(timeout=PATIENCE if surely else MOMENT)

    def taken(*args: Any, **options: Any) -> Any:
        if before:
            wait()
        found = step(*args, **options)
        if not before:
            wait()
        return found

    with mock.patch.object(owner, name, taken):
        yield


class Meanwhile:
    """One stops once it has taken a step (or before), until the other is done; a moment, where a lock keeps the other.

    `surely` when nothing does, as in `meeting`. `found` is what the step gave.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.found: list[Any] = []

    def __call__(
        self,
        owner: Any,
        name: str,
        first: Callable[[], Any],
        other: Callable[[], Any],
        *,
        before: bool = False,
        surely: bool = False,
    ) -> list[Any]:
        step, seen, done, ranks = getattr(owner, name), threading.Event(), threading.Event(), count()

        def stop() -> None:
            if next(ranks) == 0:
                seen.set()
                done.wait(PATIENCE if surely else MOMENT)

        def taken(*args: Any, **options: Any) -> Any:
            if before:
                stop()
            found = step(*args, **options)
            self.found.append(found)
            if not before:
                stop()
            return found

        def then() -> Any:
            assert seen.wait(PATIENCE), "the first never took that step"
            try:
                return other()
            finally:
                done.set()

        with self.monkeypatch.context() as patched:
            patched.setattr(owner, name, taken)
            return at_once([first, then])


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    return Meanwhile(monkeypatch)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what orders people: no FOR UPDATE on PostgreSQL; on SQLite see `alone_no_more`."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows.all())


def alone_no_more[Action: Callable[..., Any]](action: Action) -> Action:
    """The same action, on SQLite out of the transaction that would be alone."""
    return action if connection.vendor == "postgresql" else action.__wrapped__  # type: ignore[attr-defined]


def answer_of(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:
        return error


def errors(answers: Sequence[Any]) -> list[Exception]:
    return [answer for answer in answers if isinstance(answer, Exception)]


def wrong(answers: Sequence[Any]) -> list[Exception]:
    """What nobody should meet: an error that is no sentence."""
    return [error for error in errors(answers) if not isinstance(error, Refused)]

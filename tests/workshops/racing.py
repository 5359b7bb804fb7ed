"""People at the same instant, each on a real connection of their own; and what is left standing afterwards."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from django.db import connection

HANDS = 40
PATIENCE = 60  # seconds


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
        thread.join(timeout=PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody is still waiting for an answer"
    return answers


def met(step: Callable[..., Any], *, patience: float = 5) -> Callable[..., Any]:
    """The same step, after which the first two who take it wait for each other: what a race needs to be lost.

    Where a guard lets them by one after the other, nobody comes: the first goes on once her patience is over.
    """
    both = threading.Barrier(2)

    def taken(*args: Any, **options: Any) -> Any:
        found = step(*args, **options)
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=patience)
        return found

    return taken


def answer_of(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:
        return error


def errors(answers: Sequence[Any]) -> list[Exception]:
    return [answer for answer in answers if isinstance(answer, Exception)]

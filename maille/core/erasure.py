"""The erasure registry: who empties the personal content that has served its time.

A capability that keeps words or addresses of people registers an action in its `AppConfig.ready()`; each night the
clock calls it with the instant, until it has nothing more to erase. It says how many things it has emptied.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol


class Eraser(Protocol):
    """An action that empties at most a batch of what is too old, and gives how many; 0 when nothing is left."""

    def __call__(self, *, at: datetime, by: None) -> int: ...


_erasers: list[Eraser] = []


def register(eraser: Eraser) -> None:
    if eraser not in _erasers:
        _erasers.append(eraser)


def erasers() -> tuple[Callable[..., int], ...]:
    return tuple(_erasers)

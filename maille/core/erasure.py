"""The erasure registry: who empties the personal content that has served its time.

A capability that keeps words or addresses of people registers an action in its `AppConfig.ready()`; each night the
clock calls it with the instant, until it has nothing more to erase. It says how many things it has emptied.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol


class Eraser(Protocol):
    """An action that empties at most a batch of what is too old, and gives how many; 0 when nothing is left."""

    def __call__(self, *, at: datetime, by: None) -> int: ...


class Follower(Protocol):
    """What a capability does of its own when somebody is erased: empties what it keeps of them, or raises `Refused`."""

    def __call__(self, person: Any, *, at: datetime, by: Any) -> None: ...


_erasers: list[Eraser] = []
_followers: list[Follower] = []


def register(eraser: Eraser) -> None:
    if eraser not in _erasers:
        _erasers.append(eraser)


def erasers() -> tuple[Callable[..., int], ...]:
    return tuple(_erasers)


def register_follower(follower: Follower) -> None:
    if follower not in _followers:
        _followers.append(follower)


def followers() -> tuple[Follower, ...]:
    return tuple(_followers)

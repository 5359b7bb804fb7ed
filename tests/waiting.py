"""How long a test waits for other processes, threads and sockets: until it has happened, however slow the machine."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds after which it will never happen. Nothing is judged by how long it took."""


def wait_for[Found](reached: Callable[[], Found], *, every: float = 0.02) -> Found:
    """Wait until something is true, and give it."""
    until = time.monotonic() + PATIENCE
    while not (found := reached()):
        assert time.monotonic() < until, f"nothing happened in {PATIENCE:.0f} s"
        time.sleep(every)
    return found

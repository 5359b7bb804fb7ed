"""How long a test waits for other processes, threads and sockets: until it has happened, however slow the machine."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds after which it will never happen. Nothing is judged by how long it took."""
LOADING = 600.0
"""The same, when what is waited for loads the demonstration network first."""


def wait_for[Found](reached: Callable[[], Found], *, every: float = 0.02, patience: float = PATIENCE) -> Found:
    """Wait until something is true, and give it."""
    until = time.monotonic() + patience
    while not (found := reached()):
        assert time.monotonic() < until, f"nothing happened in {patience:.0f} s"
        time.sleep(every)
    return found

"""Calls that go deep, in one piece of memory: a fifth less time for the tests that open pages.

Python keeps what its running functions hold in pieces of 16 kB, and gives a piece back to the system once it is empty.
A page opened by a test is some two hundred calls deep: where a loop stands at the edge of a piece, each of its turns
asks the system for a piece and gives it back, four hundred times a page here. A function that holds a lot asks for one
piece large enough for itself and for all it calls.
"""

from collections.abc import Callable
from typing import Any

_LOCALS = 20_000
"""Names of one function, 160 kB: Python rounds its piece to 256 kB, of which the rest is for what it calls."""


def _with_room() -> Callable[..., Any]:
    names = " = ".join(f"n{rank}" for rank in range(_LOCALS))
    made: dict[str, Any] = {}
    exec(f"def roomy(call, *said):\n if call is None:\n  {names} = None\n return call(*said)", made)  # noqa: S102
    found: Callable[..., Any] = made["roomy"]
    return found


roomy = _with_room()
"""`roomy(call, …)` is `call(…)`."""

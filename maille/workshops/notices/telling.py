"""One piece of news, and the names of those there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from maille.workshops.models import Registration, Session

SEATED, WAITING, OFFERED, LAPSED = "seated", "waiting", "offered", "lapsed"
CANCELLED, CALLED_OFF, MOVED, EXTRA = "cancelled", "called_off", "moved", "extra"
ENDS = (CANCELLED, CALLED_OFF, LAPSED)
"""After these, nothing that was still to be said is said."""


@dataclass(frozen=True)
class Telling:
    """One piece of news: of which registration and dates, at what instant; `values` are what its words need."""

    registration: Registration
    what: str
    dates: Sequence[Session]
    at: datetime
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> Session:
        return min(self.dates, key=lambda one: one.starts_at)

"""The tables of the workshops."""

from .catalogue import Workshop, WorkshopVersion
from .registrations import Interest, Registration, Seat, Told
from .sessions import Cycle, Session, SessionMediator, Visibility

__all__ = [
    "Cycle",
    "Interest",
    "Registration",
    "Seat",
    "Session",
    "SessionMediator",
    "Told",
    "Visibility",
    "Workshop",
    "WorkshopVersion",
]

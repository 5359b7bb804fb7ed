"""The tables of the workshops."""

from .catalogue import Workshop, WorkshopVersion
from .merges import ResidentMerge
from .registrations import Interest, Registration, Seat, Told
from .sessions import Cycle, Session, SessionMediator, Visibility

__all__ = [
    "Cycle",
    "Interest",
    "Registration",
    "ResidentMerge",
    "Seat",
    "Session",
    "SessionMediator",
    "Told",
    "Visibility",
    "Workshop",
    "WorkshopVersion",
]

"""The tables of the territory."""

from .geography import Commune, Epci, PostalCode
from .hours import HoursException, OpeningSlot, WeeklyHours
from .network import Network, NetworkPlace, Organisation
from .offer import Offer
from .place import Place, Room

__all__ = [
    "Commune",
    "Epci",
    "HoursException",
    "Network",
    "NetworkPlace",
    "Offer",
    "OpeningSlot",
    "Organisation",
    "Place",
    "PostalCode",
    "Room",
    "WeeklyHours",
]

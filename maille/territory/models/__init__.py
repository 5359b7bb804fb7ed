"""The tables of the territory."""

from .geography import Commune, Epci, PostalCode
from .hours import HoursException, OpeningSlot
from .network import Network, NetworkPlace, Organisation
from .place import Place, Room

__all__ = [
    "Commune",
    "Epci",
    "HoursException",
    "Network",
    "NetworkPlace",
    "OpeningSlot",
    "Organisation",
    "Place",
    "PostalCode",
    "Room",
]

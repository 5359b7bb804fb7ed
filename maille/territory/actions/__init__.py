"""Every write on the territory."""

from .geography import load_communes
from .hours import add_hours_exception, remove_hours_exception, set_hours
from .networks import change_kind, change_network, create_network, join_network, leave_network, swap_ribbons
from .places import add_room, remove_room, save_places

__all__ = [
    "add_hours_exception",
    "add_room",
    "change_kind",
    "change_network",
    "create_network",
    "join_network",
    "leave_network",
    "load_communes",
    "remove_hours_exception",
    "remove_room",
    "save_places",
    "set_hours",
    "swap_ribbons",
]

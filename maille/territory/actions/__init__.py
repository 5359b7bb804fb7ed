"""Every write on the territory."""

from .founding import KnownOrganisations, Told, found_organisations, remove_unused_organisations
from .geography import load_communes
from .hours import add_hours_exception, remove_hours_exception, set_hours
from .joining import give_back, hand_over
from .networks import change_kind, change_network, create_network, join_network, leave_network, swap_ribbons
from .organisations import save_organisation
from .places import add_room, remove_room, save_places
from .removing import remove_places, used_places, withdraw_places

__all__ = [
    "KnownOrganisations",
    "Told",
    "add_hours_exception",
    "add_room",
    "change_kind",
    "change_network",
    "create_network",
    "found_organisations",
    "give_back",
    "hand_over",
    "join_network",
    "leave_network",
    "load_communes",
    "remove_hours_exception",
    "remove_places",
    "remove_room",
    "remove_unused_organisations",
    "save_organisation",
    "save_places",
    "set_hours",
    "swap_ribbons",
    "used_places",
    "withdraw_places",
]

"""Who may prepare sessions, and who may seat people in them. `None` in place of a person is the system itself."""

from typing import Any

from maille.people.access import coordinated_ids, team_place_ids
from maille.territory.models import Network, Place

from .models import Cycle, Session


def can_write_workshops(user: Any, network: Network) -> bool:
    """The catalogue is the network's: its coordination and the teams of its member places write it."""
    if user is None or _administers(user):
        return True
    if not user.is_authenticated:
        return False
    inside = user.holds(["coordinator", "place_manager", "mediator"], network_id=network.pk)
    return bool(inside)


def can_hold_sessions(user: Any, place: Place, network: Network) -> bool:
    """The team of the place and the coordination of its network; a neighbour in their own place."""
    if user is None or _administers(user):
        return True
    if not user.is_authenticated:
        return False
    if network.pk in coordinated_ids(user):
        return True
    return bool(user.holds(["place_manager", "mediator", "neighbour"], network_id=network.pk, place_id=place.pk))


def can_seat_people(user: Any, target: Session | Cycle) -> bool:
    """Those who receive the public there: the team of the place, desk included, and the coordination."""
    return can_receive(user, network_id=target.network_id, place_id=target.place_id)


def can_receive(user: Any, *, network_id: int, place_id: int) -> bool:
    """The team of a place, desk included, and the coordination. Never a neighbour: they do not see residents."""
    if user is None or _administers(user):
        return True
    if not user.is_authenticated:
        return False
    return network_id in coordinated_ids(user) or place_id in team_place_ids(user)


def _administers(user: Any) -> bool:
    return bool(user is not None and user.is_authenticated and user.is_superuser)

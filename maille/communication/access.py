"""Who speaks for the network. `None` in place of a person is the system itself."""

from typing import Any

from maille.people.access import is_coordinator
from maille.territory.models import Network, Place
from maille.workshops.access import can_hold_sessions


def can_speak(user: Any, network: Network) -> bool:
    """The coordination writes, publishes and corrects what the network says."""
    return user is None or (user.is_authenticated and (user.is_superuser or is_coordinator(user, network)))


def can_post(user: Any, network: Network, place: Place | None = None) -> bool:
    """The coordination posts anything; the team of a place, what happens there."""
    return can_speak(user, network) or (place is not None and can_hold_sessions(user, place, network))


def makes_posters(user: Any, network: Network) -> bool:
    """Tell whether somebody may make a poster of anything at all."""
    kinds = ["place_manager", "mediator", "neighbour"]
    return can_speak(user, network) or (user.is_authenticated and bool(user.holds(kinds, network_id=network.pk)))

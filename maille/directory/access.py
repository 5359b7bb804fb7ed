"""Who may import, set right, propose, check and join in the directory."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from maille.people import rules as people
from maille.territory.access import can_edit_network, can_edit_place
from maille.territory.models import Network, Place

from .models import Correction, Import, SavedMapping

__all__ = [
    "answers_corrections",
    "can_answer",
    "can_edit_place",
    "can_import",
    "can_propose",
    "can_review",
    "can_verify",
    "imports_visible_to",
    "readings_visible_to",
    "verifiable_places",
]


def can_import(user: Any, network: Network | None) -> bool:
    """The network's coordinators; the system itself at installation."""
    if user is None:
        return True
    return network is not None and can_edit_network(user, network)


def imports_visible_to(user: Any, network: Network | None) -> "QuerySet[Import]":
    """The imports of the network, for its coordinators."""
    found = Import.objects.filter(network=network)
    return found if can_import(user, network) else found.none()


def readings_visible_to(user: Any, network: Network | None) -> "QuerySet[SavedMapping]":
    """The saved readings of the network, for its coordinators."""
    found = SavedMapping.objects.filter(network=network)
    return found if can_import(user, network) else found.none()


def can_review(user: Any, network: Network | None) -> bool:
    """Saying whether two records are one place: the network's coordinators."""
    return can_import(user, network)


def can_propose(user: Any, place: Place) -> bool:
    """Those of the place who may not write it themselves: its neighbour, its mediators, its desk."""
    if not user.is_authenticated or can_edit_place(user, place):
        return False
    return user.holds(people.PLACE_KINDS, place_id=place.pk)


def can_verify(user: Any, place: Place) -> bool:
    """Saying that all is right: whoever works in the place, and the coordination."""
    if can_edit_place(user, place):
        return True
    return user.is_authenticated and user.holds(people.PLACE_KINDS, place_id=place.pk)


def can_answer(user: Any, correction: Correction) -> bool:
    """Those who may write the place."""
    return can_edit_place(user, correction.place)


def answers_corrections(user: Any) -> bool:
    """Whether reports may come to this person: a place's manager, a coordinator."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or user.holds([people.COORDINATOR, people.PLACE_MANAGER])


def verifiable_places(user: Any, network: Network | None) -> "QuerySet[Place]":
    """The places of the network whose page this person can say is right: all for the coordination, else their own."""
    found = Place.objects.visible_to(user).in_network(network) if network else Place.objects.none()
    if not user.is_authenticated or (network and can_edit_network(user, network)):
        return found if user.is_authenticated else found.none()
    roles = user.roles_on(timezone.localdate())
    return found.filter(pk__in={role.place_id for role in roles if role.kind in people.PLACE_KINDS})

"""Who may change what exists on the map.

Roles live above, in `people`: this module only asks the user object `holds(kinds, network_id=…, place_id=…)`.
A missing person (`None`) is the system itself: the installation, a nightly task.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db.models import Q
from django.utils.translation import gettext as _

from maille.core.refusals import Refused

from .models import Network, NetworkPlace, Organisation, Place

JOINED = ("pk", "merged_into_id")


def can_edit_place(user: Any, place: Place) -> bool:
    """The place's manager, and the coordinators of its networks; of a record joined to another, those of the other."""
    if user is None:
        return True
    while place.merged_into is not None:
        place = place.merged_into
    if not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    if place.pk is None:
        return user.holds(["coordinator"])
    if user.holds(["place_manager"], place_id=place.pk):
        return True
    networks = NetworkPlace.objects.filter(place=place).values_list("network_id", flat=True)
    return any(user.holds(["coordinator"], network_id=network_id) for network_id in networks)


class Keyed(Protocol):
    """What is read of a known place to know who may edit it."""

    @property
    def pk(self) -> int | None: ...

    @property
    def merged_into_id(self) -> int | None: ...


def editable_places(user: Any, places: Iterable[Keyed]) -> set[int]:
    """The keys of those of these known places that a person may edit, in one query when none was joined to another."""
    shown = {place.pk: place.merged_into_id or place.pk for place in places if place.pk is not None}
    if user is None or user.is_superuser:
        return set(shown)
    if not user.is_authenticated:
        return set()
    while above := dict(Place.objects.filter(pk__in=_joined(shown), merged_into__isnull=False).values_list(*JOINED)):
        shown = {pk: above.get(at, at) for pk, at in shown.items()}
    allowed = _editable(user, set(shown.values()))
    return {pk for pk, at in shown.items() if at in allowed}


def _joined(shown: Mapping[int, int]) -> set[int]:
    """The places shown for records that were joined, which may have been joined in their turn."""
    return {at for pk, at in shown.items() if at != pk}


def _editable(user: Any, ids: set[int]) -> set[int]:
    managed = {pk for pk in ids if user.holds(["place_manager"], place_id=pk)}
    links = NetworkPlace.objects.filter(place__in=ids, network__in=user.coordinated_network_ids())
    return managed | set(links.values_list("place_id", flat=True))


def can_edit_network(user: Any, network: Network) -> bool:
    """The network's coordinators."""
    if user is None:
        return True
    return user.is_authenticated and (user.is_superuser or user.holds(["coordinator"], network_id=network.pk))


def can_edit_organisation(user: Any, organisation: Organisation) -> bool:
    """The coordinators of a network where it runs a place or is to be found; of any network while it is nowhere."""
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    if not (coordinated := user.coordinated_network_ids()):
        return False
    places = Place.objects.none()
    if organisation.pk is not None:
        places = Place.objects.filter(Q(organisation=organisation) | Q(hosted=organisation))
    links = NetworkPlace.objects.filter(place__in=places)
    return not links.exists() or links.filter(network__in=coordinated).exists()


def check_edit_place(user: Any, place: Place) -> None:
    if not can_edit_place(user, place):
        raise Refused(
            _("Vous ne pouvez pas modifier «\u00a0%(place)s\u00a0»\u00a0: demandez à la coordination du réseau.")
            % {"place": place}
        )


def check_edit_network(user: Any, network: Network) -> None:
    if not can_edit_network(user, network):
        raise Refused(_("Seule la coordination de «\u00a0%(network)s\u00a0» peut faire cela.") % {"network": network})

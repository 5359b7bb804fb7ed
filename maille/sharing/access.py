"""Who says what a place has, and in what state it is. `None` in place of a person is the system itself."""

from typing import Any

from django.db.models import Q

from maille.people.access import coordinated_ids, is_coordinator, managed_place_ids, roles_of, team_place_ids
from maille.people.models import Role, User
from maille.people.rules import MEMBER_KINDS, NEIGHBOUR, PLACE_MANAGER
from maille.sharing.models import Leg, Lending, Need, RoomBooking, SharingRule, Unit
from maille.territory.access import can_edit_place
from maille.territory.models import Network, NetworkPlace, Place


def can_report_units(user: Any, place: Place) -> bool:
    """Whoever works there sees what breaks: the team of the place, desk included, and the coordination."""
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    return place.pk in team_place_ids(user) or can_edit_place(user, place)


def can_plan_for(user: Any, person: User) -> bool:
    """Who says when somebody is there or away: they themselves, the managers of their places, their coordination."""
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    return bool(user.is_superuser or user.pk == person.pk or _answers_for(user, person))


def planned_by(user: Any, network: Network) -> set[int]:
    """The people of a network for whom `can_plan_for` says yes, by their keys, in one query."""
    if not user.is_authenticated:
        return set()
    roles = Role.objects.filter(network=network, kind__in=MEMBER_KINDS)
    if not (user.is_superuser or network.pk in coordinated_ids(user)):
        roles = roles.filter(Q(place__in=managed_place_ids(user)) | Q(user=user))
    return set(roles.values_list("user", flat=True))


def can_coordinate(user: Any, network: Network) -> bool:
    return user is None or bool(user.is_authenticated and (user.is_superuser or is_coordinator(user, network)))


def can_keep_units(user: Any, network: Network, place: Place) -> bool:
    """Who writes what a place owns: its manager, and the coordination."""
    if can_coordinate(user, network):
        return True
    return bool(user.is_authenticated and place.pk in managed_place_ids(user))


def places_kept(user: Any, network: Network) -> list[Place]:
    """The places of a network whose units this person writes, its members first, by name."""
    return [place for place in _members_first(network) if can_keep_units(user, network, place)]


def can_ask_for(user: Any, network: Network, place: Place) -> bool:
    """The team of a member place for it, the coordination for any; a neighbour for its own when it was invited to."""
    if can_coordinate(user, network):
        return True
    if not user.is_authenticated:
        return False
    if place.pk in team_place_ids(user):
        return True
    rules = SharingRule.objects.filter(network=network, kind=SharingRule.Kind.NEIGHBOURS)
    is_theirs = any(role.kind == NEIGHBOUR and role.place_id == place.pk for role in roles_of(user))
    return is_theirs and rules.exists()


def places_to_ask(user: Any, network: Network) -> list[Place]:
    """The places of a network that this person may ask for, its members first, by name."""
    places = _members_first(network)
    if can_coordinate(user, network):
        return places
    own = team_place_ids(user)
    if SharingRule.objects.filter(network=network, kind=SharingRule.Kind.NEIGHBOURS).exists():
        own |= {role.place_id for role in roles_of(user) if role.kind == NEIGHBOUR and role.place_id}
    return [place for place in places if place.pk in own]


def members_to_ask(user: Any, network: Network) -> list[Place]:
    """Of the places that this person may ask for, those that are members of the network, by name."""
    members = set(_members(network).values_list("pk", flat=True))
    return [place for place in places_to_ask(user, network) if place.pk in members]


def _members(network: Network) -> Any:
    return Place.objects.published().in_network(network, kind=NetworkPlace.Kind.MEMBER)


def _members_first(network: Network) -> list[Place]:
    """The published places of a network: its members by name, then the others."""
    members = list(_members(network).order_by("name", "pk"))
    others = Place.objects.published().in_network(network).order_by("name", "pk")
    return members + [place for place in others if place not in members]


def can_tell(user: Any, unit: Unit, place: Place) -> bool:
    """Whoever is at the door: the team of the place, who carries the unit, the coordination."""
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    if can_report_units(user, place):
        return True
    return unit.legs.ahead().filter(carrier=user).exists()


def can_say_who_carries(user: Any, leg: Leg) -> bool:
    """The coordination, and the teams of both ends."""
    if can_coordinate(user, leg.network):
        return True
    return bool(user.is_authenticated) and bool({leg.origin_id, leg.destination_id} & team_place_ids(user))


def can_promise(user: Any, need: Need) -> bool:
    """The coordination, and who manages a place that owns some of what is asked."""
    if can_coordinate(user, need.network):
        return True
    managed = managed_place_ids(user)
    asked = need.lines.filter(model__isnull=False).values("model")
    return bool(managed) and Unit.objects.filter(model__in=asked, base__in=managed).exists()


def can_cancel_need(user: Any, need: Need) -> bool:
    return can_ask_for(user, need.network, need.place)


def can_cancel_booking(user: Any, booking: RoomBooking) -> bool:
    """The place that booked, the team of the place where the room is, the coordination."""
    if can_ask_for(user, booking.network, booking.place):
        return True
    return bool(user.is_authenticated and booking.room.place_id in team_place_ids(user))


def can_offer(user: Any, need: Need) -> bool:
    """Who asks looks for somebody; the coordination does too."""
    return can_ask_for(user, need.network, need.place)


def can_answer_lending(user: Any, lending: Lending) -> bool:
    """The manager of the place that lends, and the coordination."""
    if can_coordinate(user, lending.line.need.network):
        return True
    managed = {role.place_id for role in roles_of(user) if role.kind == PLACE_MANAGER}
    return lending.home_id in managed


def can_cancel_lending(user: Any, lending: Lending) -> bool:
    """Both ends and the coordination; whoever was to go says that she cannot."""
    if can_answer_lending(user, lending) or can_offer(user, lending.line.need):
        return True
    return bool(user.is_authenticated and user.pk == lending.user_id)


def can_note_lending(user: Any, lending: Lending) -> bool:
    """Who received, and the coordination."""
    return can_offer(user, lending.line.need)


def _answers_for(user: Any, person: User) -> bool:
    managed = managed_place_ids(user)
    coordinated = coordinated_ids(user)
    theirs = [role for role in roles_of(person) if role.kind in MEMBER_KINDS]
    return any(role.network_id in coordinated or (role.place_id and role.place_id in managed) for role in theirs)

"""Who may do what with people; asked by every other capability.

Days come from the caller, or are today. `None` in place of a person is the installation itself. At a shared desk
nobody manages people nor accounts: a short code opens the day's work and nothing else.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from maille.territory.access import can_edit_place
from maille.territory.models import Network, NetworkPlace, Place

from . import rules
from .models import Desk, Invitation, Resident, Role, User

__all__ = [
    "can_cancel_invitation",
    "can_change_resident",
    "can_confirm_skill",
    "can_edit_place",
    "can_end_role",
    "can_erase_resident",
    "can_grant",
    "can_manage_desks",
    "can_manage_people",
    "can_see_team",
    "can_use_desk",
    "can_write_skills",
    "coordinated_ids",
    "grantable_kinds",
    "grantable_places",
    "is_coordinator",
    "is_member",
    "managed_place_ids",
    "network_ids_of",
    "networks_of",
    "places_of",
    "roles_of",
    "team_place_ids",
    "territories_read",
]


def roles_of(user: Any, on: date | None = None) -> tuple[Role, ...]:
    """Roles in force that day, read once for a whole request; at a shared desk, those of its place."""
    return user.roles_on(on or timezone.localdate()) if user.is_authenticated else ()


def is_coordinator(user: Any, network: Network, on: date | None = None) -> bool:
    return any(role.kind == rules.COORDINATOR and role.network_id == network.pk for role in roles_of(user, on))


def is_member(user: Any, network: Network, on: date | None = None) -> bool:
    """Tell whether the person is of the network itself (not a neighbour, not a partner)."""
    return any(role.kind in rules.MEMBER_KINDS and role.network_id == network.pk for role in roles_of(user, on))


def networks_of(user: Any, on: date | None = None) -> list[Network]:
    """Networks that the person sees from inside, by name; all of them for an administrator."""
    if user.is_authenticated and user.is_superuser:
        return list(Network.objects.order_by("name"))
    return list({role.network_id: role.network for role in roles_of(user, on)}.values())


def network_ids_of(user: Any, on: date | None = None) -> set[int]:
    """Keys of the networks where the person holds any role, be it as a neighbour or a partner."""
    return {role.network_id for role in roles_of(user, on)}


def coordinated_ids(user: Any, on: date | None = None) -> set[int]:
    """Keys of the networks that the person coordinates."""
    return {role.network_id for role in roles_of(user, on) if role.kind == rules.COORDINATOR}


def team_place_ids(user: Any, on: date | None = None) -> set[int]:
    """Keys of the places whose team the person is part of: manager, mediator or desk."""
    return {role.place_id for role in roles_of(user, on) if role.kind in rules.TEAM_KINDS and role.place_id}


def managed_place_ids(user: Any, on: date | None = None) -> set[int]:
    """Keys of the places that the person manages."""
    return {role.place_id for role in roles_of(user, on) if role.kind == rules.PLACE_MANAGER and role.place_id}


def places_of(user: Any, on: date | None = None) -> list[Place]:
    """Places where the person holds a role, by name."""
    return list({role.place_id: role.place for role in roles_of(user, on) if role.place}.values())


def territories_read(user: Any, on: date | None = None) -> set[str]:
    """Codes (commune, EPCI or département) of the territories that a partner reads."""
    return {role.territory for role in roles_of(user, on) if role.kind == rules.PARTNER}


def can_see_team(user: Any, network: Network, on: date | None = None) -> bool:
    """Everyone with a role in a network sees its team page; what is on it comes from `Role.objects.visible_to`."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or any(role.network_id == network.pk for role in roles_of(user, on))


def can_manage_people(user: Any, where: Network | Place, on: date | None = None) -> bool:
    """Tell whether the person may give at least one role in a network or in a place."""
    if user is None:
        return True
    if not user.is_authenticated or user.is_at_desk:
        return False
    if user.is_superuser:
        return True
    roles = roles_of(user, on)
    coordinated = {role.network_id for role in roles if role.kind == rules.COORDINATOR}
    managed = {(role.network_id, role.place_id) for role in roles if role.kind == rules.PLACE_MANAGER}
    if isinstance(where, Network):
        return where.pk in coordinated | {network_id for network_id, _place_id in managed}
    if where.pk in {place_id for _network_id, place_id in managed}:
        return True
    return bool(coordinated) and where.network_places.filter(network_id__in=coordinated).exists()


def can_grant(user: Any, wanted: rules.Holding, on: date | None = None) -> bool:
    """Tell whether the person may give (or change, or end) that role."""
    if user is None:
        return True
    if not user.is_authenticated or user.is_at_desk:
        return False
    return user.is_superuser or rules.may_grant([role.holding for role in roles_of(user, on)], wanted)


def can_end_role(user: Any, role: Role, on: date | None = None) -> bool:
    """Those who may give it, and the person who holds it."""
    if user is None or can_grant(user, role.holding, on):
        return True
    return bool(user.is_authenticated and not user.is_at_desk and role.user_id == user.pk)


def can_cancel_invitation(user: Any, invitation: Invitation, on: date | None = None) -> bool:
    return can_grant(user, rules.Holding(invitation.kind, invitation.network_id, invitation.place_id), on)


def grantable_kinds(user: Any, network: Network, on: date | None = None) -> tuple[str, ...]:
    """Kinds of role the person may give in a network, in reading order."""
    if not can_manage_people(user, network, on):
        return ()
    if user is None or user.is_superuser:
        return rules.KINDS
    return rules.grantable_kinds([role.holding for role in roles_of(user, on)], network.pk)


def grantable_places(user: Any, network: Network, on: date | None = None) -> list[NetworkPlace]:
    """Places of a network for which the person may give a role, by name, each with its ribbon there."""
    if not can_manage_people(user, network, on):
        return []
    links = NetworkPlace.objects.filter(network=network).select_related("place").order_by("place__name", "pk")
    if not (user is None or user.is_superuser or is_coordinator(user, network, on)):
        managed = {role.place_id for role in roles_of(user, on) if role.kind == rules.PLACE_MANAGER}
        links = links.filter(place_id__in=managed)
    return list(links)


def can_manage_desks(user: Any, place: Place, on: date | None = None) -> bool:
    """Opening a shared desk trusts a computer: the place's manager or a coordinator does it, from their own session."""
    return can_manage_people(user, place, on)


def can_use_desk(user: User, desk: Desk, on: date) -> bool:
    """Tell whether that person is of the team that this desk serves."""
    return User.objects.at_desk_of(desk.place_id, on).filter(pk=user.pk).exists()


def can_change_resident(user: Any, resident: Resident) -> bool:
    """Those who receive the public in the network, at the desk too."""
    return user is None or Resident.objects.visible_to(user).filter(pk=resident.pk).exists()


def can_erase_resident(user: Any, resident: Resident, on: date | None = None) -> bool:
    """The coordination and the managers of places, from their own session: it cannot be undone."""
    if user is None:
        return True
    if not user.is_authenticated or user.is_at_desk:
        return False
    kinds = {role.kind for role in roles_of(user, on) if role.network_id == resident.network_id}
    return bool(user.is_superuser or kinds & {rules.COORDINATOR, rules.PLACE_MANAGER})


def can_write_skills(user: Any, network: Network, on: date | None = None) -> bool:
    """The coordination says which skills the network knows, from its own session."""
    if user is None:
        return True
    if not user.is_authenticated or user.is_at_desk:
        return False
    return bool(user.is_superuser or is_coordinator(user, network, on))


def can_confirm_skill(user: Any, person: User, network: Network, on: date | None = None) -> bool:
    """Somebody else than the person: the coordination, or whoever manages a place where she works."""
    if user is None:
        return True
    if not user.is_authenticated or user.is_at_desk or user.pk == person.pk:
        return False
    if can_write_skills(user, network, on):
        return True
    managed = managed_place_ids(user, on)
    return any(role.network_id == network.pk and role.place_id in managed for role in roles_of(person, on))

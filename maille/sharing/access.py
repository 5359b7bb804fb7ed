"""Who says what a place has, and in what state it is. `None` in place of a person is the system itself."""

from typing import Any

from maille.people.access import coordinated_ids, roles_of, team_place_ids
from maille.people.models import User
from maille.people.rules import MEMBER_KINDS, PLACE_MANAGER
from maille.territory.access import can_edit_place
from maille.territory.models import Place


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


def _answers_for(user: Any, person: User) -> bool:
    managed = {role.place_id for role in roles_of(user) if role.kind == PLACE_MANAGER and role.place_id}
    coordinated = coordinated_ids(user)
    theirs = [role for role in roles_of(person) if role.kind in MEMBER_KINDS]
    return any(role.network_id in coordinated or (role.place_id and role.place_id in managed) for role in theirs)

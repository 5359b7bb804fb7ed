"""Who may use what asks for a skill: whether anybody of a place has it for a time, and who else could come or teach."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from maille.people.models import Habilitation, Role, Skill, User
from maille.people.rules import MEMBER_KINDS
from maille.sharing.models import EquipmentModel, Need, Unit
from maille.territory.models import Network, Place
from maille.territory.opening import local_time

MOST_NAMED = 3


@dataclass(frozen=True)
class Lack:
    """A skill that a place lacks on some day of a use, and who of the other places has it then."""

    skill: Skill
    place: Place
    elsewhere: Sequence[tuple[User, str]]


def lacks_of(network: Network, place: Place, models: Iterable[EquipmentModel], days: Iterable[date]) -> dict[int, Lack]:
    """By the key of the model, for those that nobody of the place may use on each of the days."""
    wanted = {model.pk: model.skill_id for model in models if model.skill_id}
    asked = sorted(set(days))
    if not wanted or not asked:
        return {}
    skills = Skill.objects.in_bulk(set(wanted.values()))
    places, people = _team(network, asked[0])
    here, elsewhere = defaultdict[int, list[set[date]]](list), defaultdict[int, list[tuple[User, str]]](list)
    for one in Habilitation.objects.filter(skill__in=skills, user__in=people).order_by("user__name", "pk"):
        knows = {day for day in asked if one.since <= day and (one.ends_on is None or day < one.ends_on)}
        if place.pk in places[one.user_id]:
            here[one.skill_id].append(knows)
        elif len(knows) == len(asked):
            names = ", ".join(name for key, name in places[one.user_id].items() if key)
            elsewhere[one.skill_id].append((people[one.user_id], names))
    return {
        model: Lack(skills[skill], place, elsewhere[skill][:MOST_NAMED])
        for model, skill in wanted.items()
        if set().union(*here[skill]) != set(asked)
    }


def _team(network: Network, day: date) -> tuple[dict[int, dict[int, str]], dict[int, User]]:
    """The places of everybody of the network, by key and name, and the people."""
    places: dict[int, dict[int, str]] = defaultdict(dict)
    people: dict[int, User] = {}
    roles = Role.objects.inside().current(day).filter(network=network, kind__in=MEMBER_KINDS, user__is_active=True)
    for role in roles.select_related("user", "place").order_by("pk"):
        places[role.user_id][role.place_id or 0] = role.place.name if role.place else ""
        people[role.user_id] = role.user
    return places, people


def lacks_for_need(need: Need) -> list[Lack]:
    """What the place of a request lacks to use what it asks for."""
    models = [line.model for line in need.lines.all() if line.model]
    days = {local_time(need.place, at).date() for at in (need.starts_at, need.ends_at)}
    return list(lacks_of(need.network, need.place, models, days).values())


def may_use(user: Any, unit: Unit, day: date) -> bool:
    """Whether this person may use it that day: always when it asks for no skill."""
    skill = unit.model.skill_id if unit.model else None
    return skill is None or Habilitation.objects.valid(day).filter(user=user, skill=skill).exists()

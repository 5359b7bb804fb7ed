"""Who knows what in the team of a network, until when, and what somebody's page says: read, never written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from maille.people.models import Habilitation, Role, Skill, SkillClaim, User
from maille.people.rules import MEMBER_KINDS
from maille.sharing.models import Lending, Mobility, WorkingHours
from maille.territory.models import Network

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where somebody stands with a skill: it counts, it ends soon, it is over, it is announced."""

    known: Habilitation | None = None
    claim: SkillClaim | None = None
    is_valid: bool = False
    ends_soon: bool = False

    @property
    def last_day(self) -> date | None:
        ends_on = self.known and self.known.ends_on
        return ends_on - timedelta(days=1) if ends_on else None


@dataclass(frozen=True)
class Grid:
    """Skills × people: `rows` are people with one cell per skill, in the order of the skills."""

    skills: Sequence[Skill]
    rows: Sequence[tuple[User, Sequence[str], Sequence[Cell]]]
    ending: Sequence[Habilitation]
    claims: Sequence[SkillClaim]


def members(network: Network, day: date) -> QuerySet[User]:
    """Who is of a network that day, or will be."""
    roles = Role.objects.inside().not_over(day).filter(network=network, kind__in=MEMBER_KINDS)
    return User.objects.filter(is_active=True, pk__in=roles.values("user")).order_by("name", "pk")


def grid_of(network: Network, day: date) -> Grid:
    """The whole team, in a constant number of queries."""
    skills = list(Skill.objects.in_use().filter(network=network).order_by("name", "pk"))
    people = list(members(network, day))
    known = Habilitation.objects.filter(skill__in=skills, user__in=people).select_related("user", "skill")
    claims = list(
        SkillClaim.objects.filter(skill__in=skills, user__in=people).select_related("user", "skill").order_by("pk")
    )
    cells = cells_of(list(known), claims, day)
    places = _places(network, people, day)
    ending = [cell.known for cell in cells.values() if cell.ends_soon and cell.known]
    return Grid(
        skills,
        [(one, places[one.pk], [cells.get((one.pk, skill.pk), Cell()) for skill in skills]) for one in people],
        sorted(ending, key=lambda one: (one.ends_on or day, one.pk)),
        claims,
    )


def cells_of(known: Sequence[Habilitation], claims: Sequence[SkillClaim], day: date) -> dict[tuple[int, int], Cell]:
    """By person and skill."""
    held = {(one.user_id, one.skill_id): one for one in known}
    said = {(one.user_id, one.skill_id): one for one in claims}
    return {key: _cell(held.get(key), said.get(key), day) for key in {*held, *said}}


def _cell(known: Habilitation | None, claim: SkillClaim | None, day: date) -> Cell:
    if known is None:
        return Cell(claim=claim)
    is_valid = known.since <= day and (known.ends_on is None or day < known.ends_on)
    ends_soon = is_valid and known.ends_on is not None and known.ends_on <= day + SOON
    return Cell(known, claim, is_valid, ends_soon)


def _places(network: Network, people: Sequence[User], day: date) -> Mapping[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    roles = Role.objects.inside().not_over(day).filter(network=network, user__in=people, place__isnull=False)
    for user, name in roles.order_by("place__name").values_list("user", "place__name").distinct():
        names[user].append(name)
    return names


@dataclass(frozen=True)
class Page:
    """All that somebody's page shows of her."""

    cells: Sequence[tuple[Skill, Cell]]
    hours: Sequence[WorkingHours]
    mobility: Mobility | None
    lendings: Sequence[Lending]


def page_of(person: User, network: Network, *, at: datetime, day: date) -> Page:
    """What she knows, when she works and goes, where she is lent."""
    known = list(Habilitation.objects.filter(user=person, skill__network=network).select_related("skill", "given_by"))
    claims = list(SkillClaim.objects.filter(user=person, skill__network=network).select_related("skill"))
    cells = cells_of(known, claims, day)
    named: list[Habilitation | SkillClaim] = [*known, *claims]
    skills = {one.skill_id: one.skill for one in named}
    lendings: Any = Lending.objects.standing().filter(user=person, ends_at__gt=at, line__need__network=network)
    return Page(
        sorted(
            ((skills[skill], cell) for (_user, skill), cell in cells.items()), key=lambda one: one[0].name.casefold()
        ),
        list(WorkingHours.objects.filter(user=person).select_related("place").order_by("weekday", "starts")),
        Mobility.objects.filter(user=person).first(),
        list(lendings.select_related("line__need__place", "line__skill", "home").order_by("starts_at", "pk")),
    )

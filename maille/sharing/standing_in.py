"""Who could do what somebody who is ill had promised: colleagues of the same place first, then the other places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.people.leaving import Ahead
from maille.people.models import Skill, User
from maille.sharing import takers
from maille.sharing.candidates import Found, candidates_for, colleagues_for
from maille.sharing.lent import describe_lendings
from maille.sharing.models import Leg, Lending, Need, NeedLine, Occupation
from maille.sharing.rules import Window
from maille.sharing.rules.lending import Why
from maille.sharing.saying import instant, span
from maille.sharing.takers import Taken
from maille.territory.models import Network

SHOWN = 4
"""Stand-ins shown for one thing: the best ones; the others are on its own page."""
Because = Occupation.Because


@dataclass(frozen=True)
class StandIn:
    """Somebody who could, of which place, with the reasons' codes; `is_near` in the same place."""

    user: User
    home: Any
    reasons: Sequence[Why]
    way: int
    mode: str
    is_near: bool


@dataclass(frozen=True)
class ToGive:
    """What somebody had, and who could do it; `lending` when it is a lending, `skill` when others may be asked."""

    taken: Taken
    stand_ins: Sequence[StandIn]
    lending: Lending | None = None
    skill: Skill | None = None


def had_by(person: User, first: datetime, last: datetime, user: Any) -> list[Taken]:
    """All that somebody had promised over a time, absences apart, in order."""
    return takers.said(Occupation.objects.of_people([person.pk]).meeting(first, last), user)


def to_give(taken: Taken, person: User, network: Network) -> ToGive:
    """The best stand-ins for one thing."""
    if taken.because == Because.LENDING:
        return _lent(taken, person)
    if taken.place is None or not takers.can_hand_over(taken.because):
        return ToGive(taken, [])
    window = Window(taken.starts_at, taken.ends_at)
    near = _said(colleagues_for(network, taken.place, window, without=person.pk), is_near=True)
    skill = Skill.objects.in_use().filter(pk=taken.skill).first() if taken.skill else None
    far = _others(taken, skill, network, person) if skill is not None and len(near) < SHOWN else []
    return ToGive(taken, [*near, *far][:SHOWN], skill=skill)


def _lent(taken: Taken, person: User) -> ToGive:
    rows = Lending.objects.standing().filter(pk=taken.key, user=person)
    lending = rows.select_related("line__need__network", "line__need__place", "line__skill", "user", "home").first()
    if lending is None:
        return ToGive(taken, [])
    return ToGive(taken, _said(candidates_for(lending.line), without=person.pk)[:SHOWN], lending, lending.line.skill)


def _others(taken: Taken, skill: Skill, network: Network, person: User) -> list[StandIn]:
    """As if the place had asked for somebody: nothing is written."""
    need = Need(network=network, place=taken.place, starts_at=taken.starts_at, ends_at=taken.ends_at)
    return _said(candidates_for(NeedLine(need=need, skill=skill)), without=person.pk)


def _said(found: Found, *, without: int = 0, is_near: bool = False) -> list[StandIn]:
    return [
        StandIn(found.people[one.key], found.places[one.home], one.reasons, one.way, one.mode, is_near)
        for one in found.can
        if one.key != without
    ]


def ahead_of(person: User, reader: Any, at: datetime) -> list[Ahead]:
    """All that somebody has promised: sessions, appointments, lendings that are agreed or offered, what she carries."""
    rows = Occupation.objects.of_people([person.pk]).filter(ends_at__gt=at)
    offered = Lending.objects.filter(user=person, state=Lending.State.OFFERED, ends_at__gt=at)
    lent = describe_lendings(offered.values_list("pk", flat=True), reader).values()
    found = sorted([*takers.said(rows, reader), *lent], key=lambda one: (one.starts_at, one.because, one.key))
    return [_ahead(one, person) for one in found] + _carried(person)


def _ahead(taken: Taken, person: User) -> Ahead:
    day = timezone.localtime(taken.starts_at).date().isoformat()
    replaced = f"{reverse('sharing:ill', args=[person.pk])}?jour={day}"
    return Ahead(taken.what, span(taken), str(taken.place or ""), taken.url, replaced)


def _carried(person: User) -> list[Ahead]:
    legs = Leg.objects.ahead().filter(carrier=person).select_related("unit", "origin", "destination")
    return [
        Ahead(
            _("Porter %(unit)s") % {"unit": leg.unit.label},
            instant(leg.leaves_at),
            f"{leg.origin} – {leg.destination}",
            reverse("sharing:door", args=[leg.unit.code]),
        )
        for leg in legs.order_by("leaves_at", "pk")
    ]

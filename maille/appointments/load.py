"""What is free: the slots of a reason in the places of a network, in three queries however many there are."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from maille.people.access import coordinated_ids, roles_of
from maille.people.models import Role, User
from maille.people.rules import COORDINATOR, MEDIATOR, PLACE_MANAGER
from maille.sharing.models import Occupation
from maille.sharing.rules import Window
from maille.sharing.takers import Taken
from maille.territory.hours.calendar import day_facts
from maille.territory.models import HoursException, Network, Place
from maille.workshops.load import zone_of

from .models import Appointment, Opening, Reason
from .rules.slots import Wanted, Weekly, fits, open_windows, starts

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Choice:
    """One slot: where, with whom, when; what a page proposes and a form sends back."""

    place: Place
    mediator: User
    starts_at: datetime
    ends_at: datetime

    @property
    def token(self) -> str:
        """How a form says it: the keys and the minute."""
        return f"{self.place.pk}-{self.mediator.pk}-{int(self.starts_at.timestamp()) // 60}"


def receivers(network: Network, on: date) -> "QuerySet[User]":
    """Those who may receive somebody alone, by name: the teams of the network, never a neighbour."""
    kinds = (COORDINATOR, PLACE_MANAGER, MEDIATOR)
    roles = Role.objects.inside().not_over(on).filter(network=network, kind__in=kinds)
    return User.objects.open().filter(pk__in=roles.values("user")).order_by("name", "pk")


def planned_by(user: Any, network: Network, on: date) -> "QuerySet[User]":
    """Those whose hours a person may write: their own, those of their team when they manage a place, or all."""
    people = receivers(network, on)
    if user.is_superuser or network.pk in coordinated_ids(user):
        return people
    managed = [role.place_id for role in roles_of(user) if role.kind == PLACE_MANAGER and role.network_id == network.pk]
    return people.filter(Q(pk=user.pk) | Q(roles__place__in=managed)).distinct()


def takes_public(place: Place, network: Network | None, on: date) -> bool:
    """Whether people take appointments by themselves in a place: hours are open there, for a reason that is for all."""
    rows = Opening.objects.not_over(on).filter(place=place, network=network)
    return rows.filter(network__reasons__in=Reason.objects.for_all()).exists()


@dataclass(frozen=True)
class Receiving:
    """When one mediator receives in one place within some days, and what takes her."""

    place: Place
    mediator: User
    windows: list[Window]
    taken: list[Window]


def wanted(reason: Reason, mode: str, at: datetime, *, is_team: bool = False) -> Wanted:
    """Between which instants it may begin: the team books until the last minute, others with the notice."""
    notice = timedelta(0) if is_team else timedelta(hours=reason.notice_hours)
    return Wanted(reason.lasts, reason.way(mode), at + notice, at + timedelta(days=reason.horizon_days))


def choices(
    reason: Reason, mode: str, *, at: datetime, is_team: bool = False, until: datetime | None = None, **where: Any
) -> list[Choice]:
    """The slots of a reason from that instant on, the soonest first; `where` narrows the openings (place, mediator).

    Where two mediators of a place are free at the same instant, one slot is given: hers who has the most free time.
    """
    want = wanted(reason, mode, at, is_team=is_team)
    ends = min(until, want.not_after) if until and want.not_after else want.not_after or at
    found: dict[tuple[int, datetime], tuple[Choice, int]] = {}
    for one in receiving(reason, at, ends, **where):
        begins = [start for start in starts(one.windows, one.taken, want) if start < ends]
        for start in begins:
            choice = Choice(one.place, one.mediator, start, start + want.lasts)
            known = found.get((one.place.pk, start))
            if known is None or known[1] < len(begins):
                found[one.place.pk, start] = (choice, len(begins))
    return sorted((choice for choice, _free in found.values()), key=lambda one: (one.starts_at, one.place.name))


def receiving(reason: Reason, starts_at: datetime, ends_at: datetime, **where: Any) -> list[Receiving]:
    """Who receives where between two instants, with what takes them meanwhile."""
    today = starts_at.date()
    rows = Opening.objects.filter(network=reason.network_id, place__is_published=True, **where).not_over(today)
    rows = rows.filter(
        mediator__in=receivers(reason.network, today).values("pk"), starts_on__lte=ends_at.date() + A_DAY
    )
    groups: dict[tuple[int, int], list[Opening]] = {}
    for opening in rows.select_related("place__commune", "mediator").order_by("mediator", "place", "pk"):
        groups.setdefault((opening.place_id, opening.mediator_id), []).append(opening)
    if not groups:
        return []
    closed = _closed({one[0].place.pk: one[0].place for one in groups.values()}.values())
    taken = _taken({mediator for _place, mediator in groups}, Window(starts_at - A_DAY, ends_at + A_DAY))
    return [_receiving(group, starts_at, ends_at, closed, taken) for group in groups.values()]


def _receiving(
    group: Sequence[Opening],
    starts_at: datetime,
    ends_at: datetime,
    closed: Callable[[Place], Callable[[date], bool]],
    taken: dict[int, list[Window]],
) -> Receiving:
    place, mediator = group[0].place, group[0].mediator
    zone = zone_of(place)
    first, last = starts_at.astimezone(zone).date(), ends_at.astimezone(zone).date()
    days = [first + timedelta(days=rank) for rank in range((last - first).days + 1)]
    weekly: list[Weekly] = [one.weekly for one in group]
    return Receiving(place, mediator, open_windows(weekly, days, zone, closed(place)), taken.get(mediator.pk, []))


def weekly_windows(opening: Opening, starts_at: datetime, ends_at: datetime) -> list[Window]:
    """When one opening is open between two instants, whatever takes its mediator; what has begun is left out."""
    found = _receiving([opening], starts_at, ends_at, _closed([opening.place]), {}).windows
    return [window for window in found if window.starts_at >= starts_at]


def _taken(mediators: Iterable[int], within: Window) -> dict[int, list[Window]]:
    rows = Occupation.objects.of_people(mediators).meeting(within.starts_at, within.ends_at)
    taken: dict[int, list[Window]] = {}
    for person, starts_at, ends_at in rows.values_list("person", "starts_at", "ends_at"):
        taken.setdefault(person, []).append(Window(starts_at, ends_at))
    return taken


def _closed(places: Iterable[Place]) -> Callable[[Place], Callable[[date], bool]]:
    """Whether nobody is in a place on a day: it announced that it is closed, or it is a public holiday there."""
    closings: dict[int, list[tuple[date, date]]] = {}
    rows = HoursException.objects.filter(place__in=[place.pk for place in places], hours="")
    for place_id, first, last in rows.values_list("place", "starts_on", "ends_on"):
        closings.setdefault(place_id, []).append((first, last))

    def of(place: Place) -> Callable[[date], bool]:
        mine = closings.get(place.pk, [])
        return lambda day: (
            any(first <= day <= last for first, last in mine) or day_facts(day, place.calendar).is_public_holiday
        )

    return of


def is_closed(place: Place, day: date) -> bool:
    return _closed([place])(place)(day)


def why_not(
    reason: Reason, mode: str, choice: Choice, *, at: datetime, is_team: bool = False, ignoring: Iterable[Window] = ()
) -> str:
    """Why a slot may not be had: past, soon, far, closed, outside, taken; empty when it may.

    `ignoring` is what the person has already, and gives back in exchange.
    """
    if choice.starts_at < at:
        return "past"
    want = wanted(reason, mode, at, is_team=is_team)
    if is_closed(choice.place, choice.starts_at.astimezone(zone_of(choice.place)).date()):
        return "closed"
    whole = want.taking(choice.starts_at)
    found = receiving(reason, whole.starts_at, whole.ends_at, place=choice.place, mediator=choice.mediator)
    given_back = set(ignoring)
    windows = [window for one in found for window in one.windows]
    taken = [window for one in found for window in one.taken if window not in given_back]
    return fits(windows, taken, want, choice.starts_at)


def describe_appointments(keys: Collection[int], user: Any) -> dict[int, Taken]:
    """How appointments are said to somebody who looks for a stand-in, with the person to call."""
    rows = Appointment.objects.visible_to(user).filter(pk__in=keys).for_display()
    return {one.pk: _said(one) for one in rows}


def _said(one: Appointment) -> Taken:
    person, url = one.resident.living, reverse("appointments:detail", args=[one.pk])
    return Taken(
        Occupation.Because.APPOINTMENT, one.pk, f"{one.reason}, {person}", one.starts_at, one.ends_at, one.place, url,
        [(person.name, person.phone)],
    )  # fmt: skip

"""What actions and screens read of a request: its option, its dates, the days that are off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from maille.companies.models import Enquiry, Option, OptionDate, Trainee
from maille.companies.rules import life
from maille.territory.hours.calendar import calendar_of, day_facts
from maille.territory.models import Network, Room

USUAL = "A"
"""The calendar of a network that stands nowhere yet: the public holidays of mainland France."""


def is_off(network: Network) -> life.IsOff:
    """Whether a day is a public holiday where the network stands."""
    commune = network.main_commune
    zone = calendar_of(commune.departement) if commune else USUAL

    def off(day: date) -> bool:
        return day_facts(day, zone).is_public_holiday

    return off


def accepted_option(enquiry: Enquiry) -> Option | None:
    rows = enquiry.options.filter(accepted_at__isnull=False)
    return rows.select_related("workshop__current", "place__commune", "room", "mediator").first()


def dates_of(option: Option) -> list[OptionDate]:
    """The dates of an option with their sessions, in the order they are held."""
    rows = list(OptionDate.objects.filter(option=option).select_related("session"))
    return sorted(rows, key=lambda one: starts_at(one))


def starts_at(one: OptionDate) -> datetime:
    return one.session.starts_at if one.session else one.starts_at


def ends_at(one: OptionDate) -> datetime:
    return one.session.ends_at if one.session else one.ends_at


def due_on(enquiry: Enquiry, at: datetime) -> date | None:
    """The day by which the next thing is wanted of a request that has just come where it stands."""
    option = accepted_option(enquiry)
    offered = OptionDate.objects.filter(option__enquiry=enquiry) if enquiry.life == life.State.PROPOSED else ()
    held = [one for one in dates_of(option) if not one.is_cancelled] if option else offered
    days = [timezone.localdate(starts_at(one)) for one in held]
    since = timezone.localdate(at)
    first, last = (min(days), max(days)) if days else (None, None)
    return life.due_on(enquiry.life, since=since, first=first, last=last, is_off=is_off(enquiry.network))


def lasts(dates: Sequence[OptionDate]) -> list[timedelta]:
    return [ends_at(one) - starts_at(one) for one in dates if not one.is_cancelled]


def largest_room(network: Network) -> int:
    """Seats of the largest room of the places of a network; 0 when no room is known."""
    rows = Room.objects.filter(place__network_places__network=network, seats__isnull=False)
    return max(rows.values_list("seats", flat=True), default=0)


@dataclass
class Shown:
    """A request as a page shows it."""

    enquiry: Enquiry
    at: datetime
    options: list[Option]
    accepted: Option | None
    dates: list[OptionDate]
    trainees: list[Trainee]
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether every session that was to be held is behind."""
        held = [one for one in self.dates if not one.is_cancelled]
        return bool(held) and all(ends_at(one) <= self.at for one in held)

    @property
    def changed(self) -> list[OptionDate]:
        return [one for one in self.dates if one.is_moved or one.is_cancelled]

    @property
    def to_seat(self) -> list[Trainee]:
        return [one for one in self.trainees if one.registration_id is None]


def shown(enquiry: Enquiry, at: datetime) -> Shown:
    """Read a request whole: its options and their dates, who is on its list."""
    rows = enquiry.options.select_related("workshop__current", "place__commune", "room", "mediator")
    options = list(rows.prefetch_related("dates__session").order_by("pk"))
    accepted = next((one for one in options if one.accepted_at), None)
    people = Trainee.objects.on_list().filter(enquiry=enquiry).select_related("registration")
    trainees = list(people.prefetch_related("certificates"))
    return Shown(enquiry, at, options, accepted, dates_of(accepted) if accepted else [], trainees)

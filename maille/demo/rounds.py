"""The van of the demonstration and its rounds: one that carries what waits, one that is only planned."""

import tomllib
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from django.utils import timezone

from maille.core.refusals import Refused
from maille.people.models import User
from maille.sharing.actions import load_round, save_round, save_van
from maille.sharing.models import Round, Van
from maille.sharing.rounds import could_ride, people_of
from maille.sharing.rules import Window
from maille.territory.models import Network

SATURDAY = 5


def load_rounds(network: Network, *, at: datetime) -> None:
    """Make the van and its rounds when there is none; again, it changes nothing."""
    if Van.objects.filter(network=network).exists():
        return
    told = tomllib.loads((files("maille.demo") / "rounds.toml").read_text(encoding="utf-8"))
    van = save_van(network=network, base=network.resource_centre, by=None, at=at, **told["van"])
    drivers = list(people_of(network).filter(roles__kind="mediator").order_by("pk"))
    for line in told["rounds"]:
        _round(van, drivers, line, at)


def _round(van: Van, drivers: list[User], line: dict[str, Any], at: datetime) -> None:
    """Plan a round; one that is to carry something goes at the first of its times when something can be carried."""
    tour = None
    for in_days in line["in_days"]:
        day = _working_day(timezone.localtime(at).date(), in_days)
        for start, end in line["hours"]:
            hours = (time.fromisoformat(start), time.fromisoformat(end))
            window = Window(*(timezone.make_aware(datetime.combine(day, hour)) for hour in hours))
            tour = _driven(van, drivers, window, line["notes"], tour, at)
            if not line["is_loaded"] or _fill(tour):
                return


def _driven(van: Van, drivers: list[User], window: Window, notes: str, tour: Round | None, at: datetime) -> Round:
    """The round with the first of these people who is free, or with nobody."""
    said: dict[str, Any] = {"van": van, "window": window, "notes": notes, "tour": tour, "by": None, "at": at}
    for driver in drivers:
        # Whoever is taken that day by a session of the demonstration does not drive.
        with suppress(Refused):
            return save_round(driver=driver, **said)
    return save_round(driver=None, **said)


def _fill(tour: Round) -> int:
    """Take all that can be carried; how many. A place that is closed that day waits, as it would in life."""
    taken: list[int] = []
    for one in could_ride(tour):
        with suppress(Refused):
            load_round(tour=tour, legs=[*taken, one.leg.pk], by=None)
            taken.append(one.leg.pk)
    return len(taken)


def _working_day(today: date, days: int) -> date:
    day = today + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day

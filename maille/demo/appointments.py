"""The appointments of the demonstration: reasons, openings of the invented mediators, some slots already taken."""

import tomllib
from datetime import datetime, time
from importlib.resources import files
from typing import Any

from maille.appointments.actions import Booking, add_opening, book, save_reason
from maille.appointments.actions.openings import Hours
from maille.appointments.load import choices
from maille.appointments.models import Appointment, Opening, Reason
from maille.appointments.vocabulary import BookedBy
from maille.territory.models import Network, Place
from maille.workshops.vocabulary import Source

from .workshops import invented, leader_of

TAKEN = (0, 1, 4)
"""Which of the next slots of each reason are taken, and by whom: the first numbers of the invented people."""
FIRST_PERSON = 400


def load_appointments(network: Network, places: dict[str, Place], *, at: datetime) -> None:
    """Make what is missing; again, it changes nothing."""
    told = tomllib.loads((files("maille.demo") / "appointments.toml").read_text(encoding="utf-8"))
    reasons = [_reason(network, line) for line in told["reasons"]]
    for line in told["openings"]:
        _opening(network, places[line["place"]], line, at)
    if not Appointment.objects.filter(network=network).exists():
        for rank, reason in enumerate(one for one in reasons if one.bookable_by == BookedBy.PUBLIC):
            _take(reason, FIRST_PERSON + rank * len(TAKEN), at)


def _reason(network: Network, line: dict[str, Any]) -> Reason:
    known = Reason.objects.filter(network=network, name=line["name"]).first()
    return known or save_reason(network=network, by=None, **{**line, "modes": tuple(line["modes"])})


def _opening(network: Network, place: Place, line: dict[str, Any], at: datetime) -> None:
    mediator = leader_of(network, place, at)
    known = Opening.objects.filter(network=network, place=place, weekday=line["day"])
    if mediator is None or known.exists():
        return
    hours = Hours(line["day"], time.fromisoformat(line["start"]), time.fromisoformat(line["end"]), at.date())
    add_opening(network=network, place=place, mediator=mediator, hours=hours, by=None)


def _take(reason: Reason, number: int, at: datetime) -> None:
    free = choices(reason, "place", at=at)
    for rank, slot in enumerate(slot for slot in TAKEN if slot < len(free)):
        book(
            booking=Booking(reason, "place", free[slot]),
            applicant=invented(number + rank),
            source=Source.PUBLIC,
            by=None,
            at=at,
        )

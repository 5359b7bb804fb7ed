"""The companies of the demonstration: one whose eight employees have their certificates, one midway, one to answer."""

import tomllib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any

from maille.activity.load import half_days_of
from maille.companies import actions
from maille.companies.actions import Asked, Offer
from maille.companies.models import Enquiry, Trainee
from maille.companies.rules.people import Line
from maille.people.models import Role, User
from maille.people.rules import COORDINATOR
from maille.territory.hours.clock import local_instant
from maille.territory.models import Network, Place
from maille.workshops.load import library, zone_of
from maille.workshops.models import Session, Workshop
from maille.workshops.rules.times import Slot

from .workshops import invented

FIRST_NUMBER = 240  # far from the residents of the month
NINE, NOON = time(9), time(12)
FIVE_LINES = ("company", "topic", "people", "when", "where", "contact_name", "phone")
BEFORE, AHEAD = timedelta(days=45), timedelta(days=21)


def load_companies(network: Network, place: Place, *, at: datetime) -> None:
    """Bring each invented company where it stands, by everybody's actions; nothing when there are some already.

    They have a telephone and no mailbox: the demonstration writes to nobody.
    """
    by = _coordinator(network)
    if by is None or Enquiry.objects.filter(network=network).exists():
        return
    told = tomllib.loads((files("maille.demo") / "companies.toml").read_text(encoding="utf-8"))
    for rank, line in enumerate(told["company"]):
        _load(line, rank, network, place, by, at)


def _coordinator(network: Network) -> User | None:
    role = Role.objects.filter(network=network, kind=COORDINATOR).select_related("user").order_by("pk").first()
    return role.user if role else None


def _load(line: dict[str, Any], rank: int, network: Network, place: Place, by: User, at: datetime) -> None:
    is_over = line["goes_to"] == "certificates"
    asked_at = at - (BEFORE if is_over else timedelta(days=6))
    asked = Asked(**{name: line[name] for name in FIVE_LINES})
    enquiry = actions.ask(network=network, asked=asked, by=None, at=asked_at if is_over else at)
    if line["goes_to"] == "request":
        return
    slots = _slots(place, asked_at + AHEAD)
    _agree(line, enquiry, _offer(line, network, place, slots, by), by, asked_at if is_over else at)
    people = [Line(number, invented(FIRST_NUMBER + 20 * rank + number).name) for number in range(line["names"])]
    actions.add_people(enquiry=enquiry, lines=people, by=None, at=asked_at if is_over else at)
    if is_over:
        _hold(enquiry, by, asked_at)


def _offer(line: dict[str, Any], network: Network, place: Place, slots: Sequence[Slot], by: User) -> Offer:
    title = next(one["title"] for one in library() if one["key"] == line["workshop"])
    workshop = Workshop.objects.in_use().filter(network=network, versions__title=title).with_content().get()
    return Offer(
        workshop=workshop, place=place, mediator=by, slots=slots, capacity=line["people"], on_site=line["address"]
    )


def _slots(place: Place, around: datetime) -> list[Slot]:
    """Two mornings, from the first Tuesday on."""
    zone = zone_of(place)
    day = around.astimezone(zone).date()
    day += timedelta(days=(1 - day.weekday()) % 7)
    days = (day, day + timedelta(days=2))
    return [Slot(local_instant(one, NINE, zone), local_instant(one, NOON, zone)) for one in days]


def _agree(line: dict[str, Any], enquiry: Enquiry, offer: Offer, by: User, at: datetime) -> None:
    option = actions.add_option(enquiry=enquiry, offer=offer, by=by, at=at)
    actions.send_proposal(enquiry=enquiry, by=by, at=at)
    actions.accept_option(enquiry=enquiry, option=option, by=None, at=at)
    signer = {"name": line["contact_name"], "role": line["role"], "address": line["address"]}
    actions.sign_convention(enquiry=enquiry, siret="", by=None, at=at, **signer)


def _hold(enquiry: Enquiry, by: User, at: datetime) -> None:
    actions.confirm_list(enquiry=enquiry, by=None, at=at)
    actions.open_sessions(enquiry=enquiry, by=by, at=at)
    sessions = list(Session.objects.filter(company_date__option__enquiry=enquiry).order_by("starts_at"))
    trainees: list[Trainee | None] = [*enquiry.trainees.select_related("registration"), None]
    for session in sessions:
        (half,) = half_days_of(session)
        for trainee in trainees:
            actions.sign_half_day(
                enquiry=enquiry, session=session, half_day=half.code, trainee=trainee, by=by, at=session.ends_at
            )
    actions.issue_certificates(enquiry=enquiry, by=by, at=sessions[-1].ends_at + timedelta(days=1))

"""A company at each step, behind every address of theirs: what the guardians walk through (tests/world.py)."""

import datetime as dt
from typing import Any

from maille.activity.load import half_days_of
from maille.companies.actions import (
    Asked,
    Offer,
    accept_option,
    add_option,
    add_people,
    ask,
    confirm_list,
    issue_certificates,
    open_sessions,
    send_proposal,
    sign_convention,
    sign_half_day,
)
from maille.companies.models import Enquiry
from maille.companies.rules.people import Line
from maille.territory.models import Room
from maille.workshops.models import Session
from maille.workshops.rules.times import Slot


def add_companies(world: Any, room: Room, now: dt.datetime) -> None:
    """A company whose certificates are given; another whose request has just come, with an option that is not sent."""
    at = now - dt.timedelta(days=20)
    starts_at = now - dt.timedelta(days=2)
    option = {
        "workshop": world.objects["workshop"], "place": world.member, "room": room, "capacity": 4,
        "mediator": world.people["mediator"],
    }  # fmt: skip
    done = ask(network=world.network, asked=_asked("Rubans Faure"), by=None, at=at)
    slots = [Slot(starts_at, starts_at + dt.timedelta(hours=2))]
    first = add_option(enquiry=done, offer=Offer(slots=slots, **option), by=None, at=at)
    send_proposal(enquiry=done, by=None, at=at)
    accept_option(enquiry=done, option=first, by=None, at=at)
    sign_convention(enquiry=done, name="Odile Faure", role="gérante", address="3 rue d’ici", siret="", by=None, at=at)
    people, _refused = add_people(enquiry=done, lines=[Line(1, "Élise Dupont")], by=None, at=at)
    confirm_list(enquiry=done, by=None, at=at)
    open_sessions(enquiry=done, by=world.people["coordinator"], at=at)
    session = Session.objects.get(company_date__option=first)
    (half,) = half_days_of(session)
    for trainee in [*done.trainees.all(), None]:
        sign_half_day(
            enquiry=done, session=session, half_day=half.code, trainee=trainee, by=world.people["mediator"], at=now
        )
    (certificate,) = issue_certificates(enquiry=done, by=world.people["coordinator"], at=now)
    fresh = ask(network=world.network, asked=_asked("Boulangerie Roux"), by=None, at=now)
    coming = [Slot(now + dt.timedelta(days=20), now + dt.timedelta(days=20, hours=2))]
    draft = add_option(enquiry=fresh, offer=Offer(slots=coming, **option), by=None, at=now)
    world.objects |= {
        "company": Enquiry.objects.get(pk=done.pk), "company_session": session, "trainee": people[0],
        "certificate": certificate, "company_asks": Enquiry.objects.get(pk=fresh.pk), "company_option": draft,
    }  # fmt: skip
    _add_between(world, option, coming, now)


def _asked(company: str) -> Asked:
    return Asked(
        company=company, topic="Un planning partagé", people=4, when="En janvier", where="either",
        contact_name="Odile Faure", email="odile@example.org",
    )  # fmt: skip


def _add_between(world: Any, option: dict[str, Any], slots: list[Slot], now: dt.datetime) -> None:
    """One more at each step where a page asks something: to choose, to sign, to name its people."""
    for rank, state in enumerate(("proposed", "agreed", "signed")):
        made = ask(network=world.network, asked=_asked(f"Entreprise {rank}"), by=None, at=now)
        later = [Slot(slot.starts_at + dt.timedelta(days=rank + 1), slot.ends_at + dt.timedelta(days=rank + 1))
                 for slot in slots]  # fmt: skip
        chosen = add_option(enquiry=made, offer=Offer(slots=later, **option), by=None, at=now)
        send_proposal(enquiry=made, by=None, at=now)
        if state != "proposed":
            accept_option(enquiry=made, option=chosen, by=None, at=now)
        if state == "signed":
            sign_convention(enquiry=made, name="Odile", role="gérante", address="Ici", siret="", by=None, at=now)
            (person,), _refused = add_people(enquiry=made, lines=[Line(1, "Tom Vial")], by=None, at=now)
            world.objects["company_person"] = person
        world.objects |= {f"company_{state}": Enquiry.objects.get(pk=made.pk), f"option_{state}": chosen}

"""The appointments of the small network that the guardians walk through: a reason, an opening, one that is taken."""

import datetime as dt
from typing import Any

from maille.appointments import actions
from maille.appointments.actions.openings import Hours
from maille.appointments.load import choices
from maille.sharing.actions import declare_absence
from maille.workshops.rules.signup import Applicant


def add_appointments(world: Any, now: dt.datetime) -> None:
    """Taken a week ahead with the mediator of the member place, who is away the month after."""
    mediator, network = world.people["mediator"], world.network
    reason = actions.save_reason(
        network=network,
        name="Une démarche à deux",
        description="Impôts, retraite, santé.",
        minutes=45,
        modes=("place", "phone", "home"),
        by=None,
    )
    for weekday in range(7):
        opening = actions.add_opening(
            network=network,
            place=world.member,
            mediator=mediator,
            hours=Hours(weekday, dt.time(9), dt.time(12), now.date()),
            by=None,
        )
    chosen = next(one for one in choices(reason, "place", at=now) if one.starts_at > now + dt.timedelta(days=4))
    taken = actions.book(
        booking=actions.Booking(reason, "place", chosen),
        applicant=Applicant("Nadia Benali", phone="+33477332222"),
        source="public",
        by=None,
        at=now,
    )
    away = now + dt.timedelta(days=30)
    absence, _promised = declare_absence(
        person=mediator, starts_at=away, ends_at=away + dt.timedelta(days=2), by=None, at=now
    )
    world.objects |= {"reason": reason, "opening": opening, "appointment": taken, "absence": absence}
    world.objects["slot"] = choices(reason, "place", at=now)[0].token

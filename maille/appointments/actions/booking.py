"""Booking: a person takes a slot by themselves, at the desk, or a partner takes it for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maille.appointments import access, notices
from maille.appointments.load import Choice
from maille.appointments.models import Appointment, Reason
from maille.appointments.vocabulary import Mode
from maille.core.bulk import insert_unless_taken
from maille.core.refusals import Refused
from maille.people.actions import welcome_again, welcome_resident
from maille.people.models import Resident
from maille.sharing.actions import hold_people
from maille.territory.opening import local_time
from maille.workshops.rules import signup
from maille.workshops.rules.codes import new_code
from maille.workshops.rules.signup import Applicant
from maille.workshops.vocabulary import Source

from .holding import occupy_mediator, record, refuse_slot

LONGEST_ADDRESS = 300


@dataclass(frozen=True)
class Booking:
    """What is asked for: a reason, how, and which slot; where a visit goes."""

    reason: Reason
    mode: str
    choice: Choice
    address: str = ""


@transaction.atomic
def book(
    *,
    booking: Booking,
    applicant: Applicant,
    source: str,
    by: Any,
    at: datetime,
    resident: Resident | None = None,
    prescriber: dict[str, str] | None = None,
) -> Appointment:
    """Take a slot for somebody. `applicant.needs` is what they ask for; `prescriber` holds the prescriber_* fields.

    `by` is None when people book by themselves or a partner without an account does. Refused when the slot is past,
    within the notice, outside the openings, on a closed day, or has just been taken.
    """
    _check_right(booking, by)
    _check(booking, applicant, source)
    mediator = booking.choice.mediator
    hold_people([mediator.pk])
    refuse_slot(booking.reason, booking.mode, booking.choice, at=at, by=by)
    person = _person(booking, applicant, resident, by=by, at=at)
    _refuse_twice(person, booking, by=by, at=at)
    made = _written(booking, applicant, person, source, prescriber or {}, by=by, at=at)
    while not insert_unless_taken(made, "code"):
        made.code = new_code()
    occupy_mediator(made)
    record("appointments.booked" if by else "appointments.asked", made, by)
    notices.tell(made, notices.BOOKED, at=at, by=by)
    return made


def _check_right(booking: Booking, by: Any) -> None:
    if booking.reason.archived_at is not None:
        raise Refused(_("Ce motif n’est plus proposé\u00a0: choisissez-en un autre."), field="reason")
    if not access.can_book(by, booking.reason, booking.choice.place):
        raise Refused(_("Ce motif se prend auprès du lieu\u00a0: appelez-le, ou passez à l’accueil."), field="reason")
    if booking.mode not in booking.reason.modes:
        raise Refused(_("Ce motif ne se fait pas ainsi\u00a0: choisissez une autre façon."), field="mode")


def _check(booking: Booking, applicant: Applicant, source: str) -> None:
    try:
        signup.check(applicant, needs_contact=source == Source.PUBLIC)
    except signup.Wrong as wrong:
        raise Refused(_sentence(wrong), field=wrong.field) from wrong
    if booking.mode == Mode.PHONE and not applicant.phone:
        raise Refused(_("Donnez un numéro de téléphone\u00a0: c’est là que l’on vous appellera."), field="phone")
    if booking.mode == Mode.HOME and not booking.address.strip():
        raise Refused(_("Écrivez l’adresse de la visite\u00a0: rue, étage, code de la porte."), field="address")
    if len(booking.address) > LONGEST_ADDRESS:
        raise Refused(
            _("%(most)s caractères au plus\u00a0: raccourcissez l’adresse.") % {"most": LONGEST_ADDRESS},
            field="address",
        )


def _sentence(wrong: signup.Wrong) -> str:
    sentences = {
        "no_name": _("Écrivez un nom avec des lettres\u00a0: c’est ainsi qu’on vous appellera."),
        "no_contact": _("Donnez un téléphone ou un courriel\u00a0; sans l’un ni l’autre, appelez le lieu."),
        "needs_too_long": _("%(most)s caractères au plus\u00a0: dites l’essentiel, le lieu vous appellera."),
    }
    return sentences[wrong.code] % wrong.values


def _person(booking: Booking, applicant: Applicant, resident: Resident | None, *, by: Any, at: datetime) -> Resident:
    """Who comes, held so that two clicks at once are one appointment."""
    if resident:
        known = welcome_again(resident=resident, by=by, at=at)
    else:
        known = welcome_resident(
            network=booking.reason.network,
            name=signup.readable_name(applicant.name),
            phone=applicant.phone,
            email=applicant.email,
            language=applicant.language,
            by=by,
            at=at,
        )
    return Resident.objects.select_for_update().get(pk=known.pk)


def _refuse_twice(person: Resident, booking: Booking, *, by: Any, at: datetime) -> None:
    """One appointment to come for one reason; nobody is in two places at once."""
    mine = Appointment.objects.booked().upcoming(at).of_resident(person).select_related("place", "reason")
    for one in mine:
        meets = one.starts_at < booking.choice.ends_at and booking.choice.starts_at < one.ends_at
        if meets or one.reason_id == booking.reason.pk:
            raise Refused(_already(one, by), field="name")


def _already(taken: Appointment, by: Any) -> str:
    """When it is, for the team alone: whoever types a neighbour's name and number learns nothing of their days."""
    if by is None:
        return _(
            "Un rendez-vous est déjà pris à ce nom\u00a0: retrouvez-le avec son code et le nom, ou appelez le lieu."
        )
    when = date_format(local_time(taken.place, taken.starts_at), "DATETIME_FORMAT")
    return _("Un rendez-vous est déjà pris à ce nom, %(when)s\u00a0: déplacez-le plutôt.") % {"when": when}


def _written(
    booking: Booking,
    applicant: Applicant,
    person: Resident,
    source: str,
    prescriber: dict[str, str],
    *,
    by: Any,
    at: datetime,
) -> Appointment:
    choice, way = booking.choice, booking.reason.way(booking.mode)
    return Appointment(
        network=booking.reason.network,
        place=choice.place,
        mediator=choice.mediator,
        reason=booking.reason,
        resident=person,
        mode=booking.mode,
        address=" ".join(booking.address.split()) if booking.mode == Mode.HOME else "",
        starts_at=choice.starts_at,
        ends_at=choice.ends_at,
        way_minutes=round(way.total_seconds() / 60),
        note=applicant.needs,
        language=applicant.language,
        source=source,
        made_by=by,
        created_at=at,
        **prescriber,
    )

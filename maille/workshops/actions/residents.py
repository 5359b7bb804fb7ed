"""What the workshops keep of somebody: corrected where it is still of use, emptied when the person is erased."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.actions import forget_messages
from maille.people.actions import change_resident
from maille.people.models import Resident
from maille.workshops import notices
from maille.workshops.models import Interest, Registration, Session
from maille.workshops.models.registrations import new_secret
from maille.workshops.rules import signup
from maille.workshops.rules.codes import new_code

FORGOTTEN = (
    "person_key", "code", "secret", "companions", "needs", "end_reason", "has_carer",
    "prescriber_name", "prescriber_organisation", "prescriber_email",
)  # fmt: skip


@transaction.atomic
def correct_resident(*, resident: Resident, by: Any, at: datetime, **noted: str) -> Resident:
    """Correct what is noted of somebody; the reminders still to leave go to the new telephone or address."""
    changed = change_resident(resident=resident, by=by, **noted)
    know_again(changed, at=at)
    tell_again(changed, at=at, by=by)
    return changed


def know_again(resident: Resident, *, at: datetime) -> None:
    """Know the registrations to come by what is noted of the person now: the database refuses the same one twice."""
    key = signup.person_key(name=resident.name, phone=resident.phone, email=resident.email, resident=resident.pk)
    mine = to_come(Registration.objects.filter(resident=resident), at)
    try:
        with transaction.atomic():
            Registration.objects.filter(pk__in=[one.pk for one in mine]).update(person_key=key)
    except IntegrityError as taken:
        raise Refused(
            _(
                "Une séance à venir a déjà une inscription à ce nom et à ce numéro\u00a0: désinscrivez l’une des deux,"
                " ou réunissez les deux fiches."
            )
        ) from taken


def tell_again(resident: Resident, *, at: datetime, by: Any) -> None:
    """What has not left yet goes to the telephone or the address noted now."""
    seated = Registration.objects.seated().filter(resident=resident)
    for registration in to_come(seated, at):
        dates = [one for one in _dates(registration) if one.ends_at > at]
        notices.tell(registration, notices.SEATED, dates, at=at, by=by)


@transaction.atomic
def forget_registrations(person: Any, *, at: datetime, by: Any) -> None:
    """Empty the registrations of somebody who is erased: their numbers stay, their links and codes open nothing.

    Refused while the person is expected somewhere: the seat must be given back first, by a person.
    """
    if not isinstance(person, Resident):
        return
    mine = Registration.objects.filter(resident=person)
    list(mine.select_for_update(of=("self",)).order_by("pk").values_list("pk"))  # nobody comes back meanwhile
    if to_come(mine.active(), at).exists():
        raise Refused(_("Cette personne est inscrite à une séance à venir\u00a0: désinscrivez-la d’abord."))
    registrations = list(mine.order_by("pk"))
    interests = Interest.objects.filter(resident=person)
    for rows in (registrations, list(interests)):
        _forget_what_was_said(rows, at=at, by=by)
    interests.delete()  # a wish is no number to keep
    for one in registrations:
        one.person_key, one.code, one.secret = f"|erased #{one.pk}", new_code(), new_secret()
        one.companions, one.needs, one.end_reason, one.has_carer = (), "", "", False
        one.prescriber_name, one.prescriber_organisation, one.prescriber_email = "", "", ""
        one.save(update_fields=FORGOTTEN)


def _forget_what_was_said(rows: Sequence[Registration | Interest], *, at: datetime, by: Any) -> None:
    forget_messages(about=rows, at=at, by=by)
    for one in rows:
        journal.redact(Entry.objects.about(one), at=at)


def to_come(rows: Any, at: datetime) -> "QuerySet[Registration]":
    """Those of sessions that are neither over nor cancelled."""
    coming = Session.objects.filter(ends_at__gt=at).exclude(state=Session.State.CANCELLED)
    found: QuerySet[Registration] = rows.filter(
        Q(session__in=coming) | Q(cycle__in=coming.filter(cycle__isnull=False).values("cycle"))
    )
    return found.select_related("resident")


def _dates(registration: Registration) -> list[Session]:
    rows = Session.objects.filter(Q(pk=registration.session_id) | Q(cycle=registration.cycle_id, cycle__isnull=False))
    rows = rows.exclude(state=Session.State.CANCELLED)
    return list(rows.select_related("version", "place__commune", "network").order_by("starts_at", "pk"))

"""What the appointments keep of somebody, emptied when the person is erased."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.appointments.models import Appointment
from maille.core import journal
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.actions import forget_messages
from maille.people.models import Resident
from maille.workshops.models.registrations import new_secret
from maille.workshops.rules.codes import new_code


@transaction.atomic
def forget_appointments(person: Any, *, at: datetime, by: Any) -> None:
    """Empty the appointments of somebody who is erased: their number stays, their links and codes open nothing.

    Refused while the person is expected: a person first cancels.
    """
    if not isinstance(person, Resident):
        return
    mine = Appointment.objects.of_resident(person)
    if mine.booked().upcoming(at).exists():
        raise Refused(_("Cette personne a un rendez-vous à venir\u00a0: annulez-le d’abord."))
    rows = list(mine.order_by("pk"))
    forget_messages(about=rows, at=at, by=by)
    for one in rows:
        journal.redact(Entry.objects.about(one), at=at)
        one.code, one.secret = new_code(), new_secret()
        one.address, one.note, one.end_reason = "", "", ""
        one.prescriber_name, one.prescriber_organisation, one.prescriber_email = "", "", ""
        one.save()

"""The sheet of a session: heads counted, closed, reopened; somebody who walked in becomes somebody known."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.activity import access
from maille.activity.load import attendances_of, registered
from maille.activity.models import Attendance, Sheet
from maille.activity.models.presence import State
from maille.core import journal
from maille.core.refusals import Refused
from maille.people.actions import welcome_resident
from maille.workshops.models import Registration, Session
from maille.workshops.rules.contact import Contact
from maille.workshops.rules.signup import readable_name

from .ticking import locked_sheet, note_presence

MOST_HEADS, MOST_NAMED = 2000, 5


def unanswered(session: Session) -> list[Registration]:
    """Those with a seat of whom nothing has been said yet."""
    said = attendances_of(session).exclude(state=State.EXPECTED).values("registration")
    return list(registered(session).seated().exclude(pk__in=said.filter(registration__isnull=False)))


@transaction.atomic
def set_headcount(*, session: Session, heads: int | None, by: Any, at: datetime) -> Sheet:
    """Note how many heads were counted in the room; nothing takes the count back."""
    _check(by, session)
    if heads is not None and not 0 <= heads <= MOST_HEADS:
        raise Refused(_("Comptez de 0 à %(most)s personnes.") % {"most": MOST_HEADS}, field="heads")
    sheet = _open_sheet(session)
    if sheet.headcount != heads:
        before, sheet.headcount = journal.snapshot(sheet, ["headcount"]), heads
        sheet.save(update_fields=["headcount"])
        _record("activity.heads_counted", sheet, by, before=before, after=journal.snapshot(sheet, ["headcount"]))
    return sheet


@transaction.atomic
def close_sheet(*, session: Session, by: Any, at: datetime, rest_absent: bool = False) -> Sheet:
    """Close the sheet once everybody has been answered for; `rest_absent` notes the others absent. Again: nothing."""
    _check(by, session)
    if at < session.starts_at:
        raise Refused(_("La séance n’a pas commencé\u00a0: la feuille se clôt ensuite."))
    sheet = locked_sheet(session)
    if sheet.closed_at:
        return sheet
    left = unanswered(session)
    if left and not rest_absent:
        raise Refused(_left_in_words(left), field="rest")
    for one in left:
        note_presence(session=session, who=f"r{one.pk}", state=State.ABSENT, by=by, at=at)
    sheet.closed_at, sheet.closed_by = at, by
    sheet.save(update_fields=["closed_at", "closed_by"])
    _record("activity.sheet_closed", sheet, by)
    return sheet


def _left_in_words(left: list[Registration]) -> str:
    names = [one.resident.name for one in left[:MOST_NAMED]]
    if len(left) > MOST_NAMED:
        names.append(_("%(count)s autres") % {"count": len(left) - MOST_NAMED})
    return _("Rien n’est noté pour %(names)s\u00a0: dites qui est là, ou notez-les absents.") % {
        "names": ", ".join(names)
    }


@transaction.atomic
def reopen_sheet(*, session: Session, by: Any, at: datetime) -> Sheet:
    """Open a closed sheet again: something was wrong on it."""
    _check(by, session)
    sheet = locked_sheet(session)
    if sheet.closed_at:
        sheet.closed_at = sheet.closed_by = None
        sheet.save(update_fields=["closed_at", "closed_by"])
        _record("activity.sheet_reopened", sheet, by)
    return sheet


@transaction.atomic
def keep_walk_in(*, attendance: Attendance, name: str, contact: Contact, by: Any, at: datetime) -> Attendance:
    """Make of somebody who walked in a person whom the network knows: the next time three letters find them.

    Two clicks wait for each other: the second is told that it is done.
    """
    _check(by, attendance.session)
    attendance = Attendance.objects.select_for_update(of=("self",)).select_related("session").get(pk=attendance.pk)
    if attendance.registration_id or attendance.resident_id:
        raise Refused(_("Cette personne a déjà sa fiche."))
    said = readable_name(name)
    if not said:
        raise Refused(_("Écrivez un nom avec des lettres\u00a0: c’est ainsi qu’on vous appellera."), field="name")
    attendance.resident = welcome_resident(
        network=attendance.session.network, name=said, phone=contact.phone, email=contact.email, by=by, at=at
    )
    attendance.name = said
    attendance.save(update_fields=["resident", "name"])
    journal.record("activity.walk_in_kept", attendance, by=by, network_id=attendance.session.network_id)
    return attendance


def _open_sheet(session: Session) -> Sheet:
    sheet = locked_sheet(session)
    if sheet.closed_at:
        raise Refused(_("La feuille est close\u00a0: rouvrez-la pour changer une présence."))
    return sheet


def _check(by: Any, session: Session) -> None:
    if not access.can_note_presence(by, session):
        raise Refused(_("Seule l’équipe de ce lieu note qui est là."))


def _record(action: str, sheet: Sheet, by: Any, **change: Any) -> None:
    journal.record(action, sheet, by=by, network_id=sheet.session.network_id, **change)

"""Ticks: taken one or many at a time, from several devices, in any order, each once."""

import re
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.activity import access
from maille.activity.models import Attendance, Sheet, Tick
from maille.activity.models.presence import State
from maille.activity.rules import ticks as rules
from maille.activity.rules.ticks import Said
from maille.core import journal
from maille.core.refusals import Refused
from maille.core.rules import done_at
from maille.people.models import Resident
from maille.workshops import saying
from maille.workshops.models import Registration, Session

WHO = re.compile(r"r[1-9][0-9]{0,17}|w[0-9a-f]{32}")
LONGEST_NAME, MOST_PEOPLE = 120, 200
KEPT = ("state", "people", "decided_at")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one tick: taken (again, perhaps), or refused with what to do."""

    nonce: str
    attendance: Attendance | None = None
    sentence: str = ""


@dataclass
class _Round:
    """What one arrival of ticks is judged by, read once under the lock of the sheet."""

    session: Session
    sheet: Sheet
    received_at: datetime
    registrations: dict[str, Registration]
    attendances: dict[str, Attendance]
    known: dict[str, Attendance]
    ticks: dict[int, list[Tick]] = field(default_factory=lambda: defaultdict(list))


@transaction.atomic
def take_ticks(
    *, session: Session, said: Sequence[Said], sent_at: datetime, device: str, by: Any, received_at: datetime
) -> list[Answer]:
    """Take the ticks of a device, which may have been offline; each is taken once, or refused with its sentence.

    `sent_at` is the device's clock when it sent them: it corrects theirs. The same nonce again changes nothing, and is
    answered as the first time. The last decision stands, whichever device made it; both are journalled.
    """
    if not access.can_note_presence(by, session):
        raise Refused(_("Seule l’équipe de ce lieu note qui est là."))
    now = _round(session, said, received_at)
    return [_take(now, one, sent_at, device, by) for one in said]


@transaction.atomic
def note_presence(
    *,
    session: Session,
    who: str,
    state: str,
    by: Any,
    at: datetime,
    name: str = "",
    people: int | None = None,
    saw: str = State.EXPECTED,
) -> Attendance:
    """One tick made on the server's own clock; Refused when it cannot be."""
    said = Said(uuid.uuid4().hex, who, state, at, saw, name, people)
    (answer,) = take_ticks(session=session, said=[said], sent_at=at, device="", by=by, received_at=at)
    if answer.attendance is None:
        raise Refused(answer.sentence)
    return answer.attendance


@transaction.atomic
def note_known(*, session: Session, resident: Resident, by: Any, at: datetime) -> Attendance:
    """Note somebody whom the network knows, with a slip for another session, as having walked in. Again: the same."""
    if resident.network_id != session.network_id:
        raise Refused(_("Cette personne n’est pas connue du réseau\u00a0: ajoutez-la comme venue sans inscription."))
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"maille:{session.pk}:{resident.pk}").hex
    noted = note_presence(session=session, who=f"w{key}", state=State.PRESENT, name=resident.name, by=by, at=at)
    noted.resident = resident
    noted.save(update_fields=["resident"])
    return noted


def _round(session: Session, said: Sequence[Said], received_at: datetime) -> _Round:
    sheet = locked_sheet(session)
    names = {one.who for one in said if WHO.fullmatch(one.who)}
    keys = [int(one[1:]) for one in names if one.startswith("r")]
    registrations = Registration.objects.of_session(session).filter(pk__in=keys).select_related("resident")
    rows = Attendance.objects.filter(session=session, key__in=names)
    attendances = {one.key: one for one in rows.select_related("registration__resident", "resident")}
    again = Tick.objects.filter(nonce__in=[one.nonce for one in said]).select_related(
        "attendance__registration__resident", "attendance__resident"
    )
    now = _Round(
        session,
        sheet,
        received_at,
        {f"r{one.pk}": one for one in registrations},
        attendances,
        {tick.nonce: attendances.get(tick.attendance.key, tick.attendance) for tick in again},
    )
    for tick in Tick.objects.filter(attendance__in=attendances.values()):
        now.ticks[tick.attendance_id].append(tick)
    return now


def locked_sheet(session: Session) -> Sheet:
    """The sheet of a session, held until the end of the transaction: ticks of two devices are taken in turn."""
    Sheet.objects.get_or_create(session=session)
    sheet = Sheet.objects.select_for_update().get(session=session)
    sheet.session = session
    return sheet


def _take(now: _Round, said: Said, sent_at: datetime, device: str, by: Any) -> Answer:
    if said.nonce in now.known:
        return Answer(said.nonce, now.known[said.nonce])
    decided_at = done_at(made_at=said.made_at, sent_at=sent_at, received_at=now.received_at)
    if sentence := _why_not(now, said, decided_at):
        return Answer(said.nonce, None, sentence)
    attendance = now.attendances.get(said.who) or _new(now, said, decided_at)
    made = Tick.objects.create(
        nonce=said.nonce,
        attendance=attendance,
        state=said.state,
        saw=said.saw,
        people=said.people,
        device=device,
        made_at=said.made_at,
        received_at=now.received_at,
        decided_at=decided_at,
        by=by,
    )
    now.ticks[attendance.pk].append(made)
    now.known[said.nonce] = attendance
    _settle(now, attendance, made, by)
    return Answer(said.nonce, attendance)


def _why_not(now: _Round, said: Said, decided_at: datetime) -> str:
    """The sentence that refuses a tick; empty when it can be taken."""
    session, closed_at = now.session, now.sheet.closed_at
    if not WHO.fullmatch(said.who) or (said.who[0] == "r" and said.who not in now.registrations):
        return _(
            "Cette personne n’est pas sur la liste de cette séance\u00a0: ajoutez-la comme venue sans inscription."
        )
    if said.state not in State.values or said.saw not in State.values or len(said.name) > LONGEST_NAME:
        return _("Ce pointage est illisible\u00a0: notez la personne à nouveau.")
    if said.people is not None and not 1 <= said.people <= MOST_PEOPLE:
        return _("Comptez de 1 à %(most)s personnes.") % {"most": MOST_PEOPLE}
    if session.state == Session.State.CANCELLED:
        return _("Cette séance est annulée\u00a0: si elle a eu lieu quand même, créez-en une autre.")
    if session.state == Session.State.DRAFT and decided_at < session.starts_at:  # else written down after the fact
        return _("Cette séance n’est pas publiée\u00a0: publiez-la, puis notez les présences.")
    if closed_at and decided_at > closed_at:
        return _("La feuille est close\u00a0: rouvrez-la pour changer une présence.")
    opens_at = rules.opens_at(session.starts_at)
    if said.state in (State.PRESENT, State.ABSENT) and decided_at < opens_at:
        return _("La séance n’a pas commencé\u00a0: notez qui est là à partir de %(moment)s.") % {
            "moment": saying.instant(session.place, opens_at)
        }
    return ""


def _new(now: _Round, said: Said, decided_at: datetime) -> Attendance:
    registration = now.registrations.get(said.who)
    made = Attendance(
        session=now.session,
        key=said.who,
        registration=registration,
        name="" if registration else " ".join(said.name.split()),
        people=registration.size if registration else said.people or 1,
        decided_at=decided_at,
    )
    made.save()
    now.attendances[said.who] = made
    return made


def _settle(now: _Round, attendance: Attendance, made: Tick, by: Any) -> None:
    """Give a presence the state of the tick that stands, and write both in the journal, the one that lost too."""
    ticks = now.ticks[attendance.pk]
    last = rules.standing(tick.as_rule for tick in ticks)
    before = journal.snapshot(attendance, ["state", "people"])
    if last and last.nonce == made.nonce:
        attendance.state, attendance.decided_at, attendance.by = made.state, made.decided_at, made.by
    counted = [tick for tick in ticks if tick.people is not None]
    if counted:
        attendance.people = max(counted, key=lambda tick: (tick.decided_at, tick.nonce)).people or 1
    attendance.save(update_fields=["state", "decided_at", "by", "people"])
    stands = attendance.state == made.state
    journal.record(
        "activity.ticked" if stands else "activity.ticked_too_late",
        attendance,
        by=by,
        before=before if stands else None,
        after=journal.snapshot(attendance, ["state", "people"]) if stands else {"state": made.state},
        network_id=now.session.network_id,
    )

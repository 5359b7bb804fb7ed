"""Sessions created, one or a series, in one transaction: nothing is half written."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.territory.models import NetworkPlace, Place
from maille.workshops.models import Cycle, Session, SessionMediator, Workshop
from maille.workshops.rules.recurrence import MOST
from maille.workshops.rules.times import Slot

from .floor import Floor, SeatsHeld, close_floor, recount
from .holding import (
    Arrangement,
    check_arrangement,
    check_right,
    check_slot,
    hold_means,
    refuse_clashes,
)
from .occupying import occupy_mediators


@transaction.atomic
def create_sessions(
    *,
    workshop: Workshop,
    place: Place,
    slots: Sequence[Slot],
    arrangement: Arrangement,
    cycle_title: str = "",
    publish: bool = False,
    by: Any,
    at: datetime,
) -> list[Session]:
    """Create one session at each of these times, in order, all held in the same way.

    A `cycle_title` joins them by one registration. A past time is a session recorded after the fact: it cannot be
    published. Refused when the room or a mediator is already in another session at that time.
    """
    _check(workshop, place, slots, arrangement, by)
    if publish and any(slot.starts_at <= at for slot in slots):
        raise Refused(_("Une séance passée ne se publie pas\u00a0: gardez-la en préparation."), field="publish")
    people = list(arrangement.mediators)
    hold_means(room=arrangement.room, leading=people)
    refuse_clashes(slots, room=arrangement.room, leading=people)
    cycle = (
        Cycle.objects.create(title=cycle_title.strip(), place=place, network=workshop.network)
        if cycle_title.strip()
        else None
    )
    sessions = _inserted(workshop, place, slots, arrangement, cycle, publish, at)
    _count_seats(sessions, by=by, at=at)
    if publish:
        refuse_without_seats(sessions)
        occupy_mediators(sessions)
    journal.record_many(
        "workshops.session_created",
        [(one, None, _said(one)) for one in sessions],
        by=by,
        network_id=workshop.network_id,
    )
    return sessions


def _check(workshop: Workshop, place: Place, slots: Sequence[Slot], arrangement: Arrangement, by: Any) -> None:
    check_right(by, place, workshop.network)
    if workshop.archived_at is not None:
        raise Refused(_("Cet atelier est retiré du catalogue\u00a0: remettez-le avant d’en faire une séance."))
    if not NetworkPlace.objects.filter(network=workshop.network_id, place=place).exists():
        raise Refused(_("Ce lieu n’est pas dans le réseau\u00a0: choisissez-en un autre."), field="place")
    if not slots:
        raise Refused(_("Aucune date n’est gardée\u00a0: cochez au moins une date."), field="dates")
    if len(slots) > MOST:
        raise Refused(
            _("%(most)s dates au plus à la fois\u00a0: faites plusieurs séries.") % {"most": MOST}, field="dates"
        )
    for slot in slots:
        check_slot(slot)
    check_arrangement(arrangement, place, workshop.network)


def _inserted(
    workshop: Workshop,
    place: Place,
    slots: Sequence[Slot],
    arrangement: Arrangement,
    cycle: Cycle | None,
    publish: bool,
    at: datetime,
) -> list[Session]:
    series = uuid.uuid4() if len(slots) > 1 else None
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    rows = [
        Session(
            version=workshop.current,
            network=workshop.network,
            place=place,
            room=arrangement.room,
            cycle=cycle,
            series=series,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            state=Session.State.PUBLISHED if publish else Session.State.DRAFT,
            visibility=arrangement.visibility,
            cost=arrangement.cost.strip(),
            notes=arrangement.notes.strip(),
            carer_takes_seat=arrangement.carer_takes_seat,
            chosen_seats=arrangement.chosen_seats,
            closes_at=arrangement.closes_at(slot.starts_at),
            changed_at=at,
        )
        for slot in ordered
    ]
    sessions = Session.objects.bulk_create(rows)
    SessionMediator.objects.bulk_create(
        SessionMediator(session=session, mediator=person) for session in sessions for person in arrangement.mediators
    )
    return sessions


def _count_seats(sessions: list[Session], *, by: Any, at: datetime) -> None:
    """Count the seats of sessions that nobody else has seen yet: nothing to lock, nobody to seat."""
    nobody = SeatsHeld([])
    nobody.update({session.pk: [] for session in sessions})
    floor = Floor(sessions[0], sessions, nobody, at, by)
    recount(floor)
    close_floor(floor)


def refuse_without_seats(sessions: Sequence[Session]) -> None:
    """A session that may seat nobody would send away everybody who reads of it."""
    if any(session.seats == 0 for session in sessions):
        raise Refused(
            _("Aucune place\u00a0: dites qui anime la séance, ou vérifiez la salle et ses ordinateurs, puis publiez."),
            field="publish",
        )


def _said(session: Session) -> dict[str, Any]:
    return journal.snapshot(session, ["place", "room", "starts_at", "ends_at", "state", "cycle"])

"""A session moved to another time, or held otherwise: alone, or with those of its series that follow."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.workshops import notices
from maille.workshops.load import following, slot_of, zone_of
from maille.workshops.models import Registration, Session, SessionMediator
from maille.workshops.rules.times import Scope, Slot, moved_like

from .holding import (
    Arrangement,
    Outcome,
    check_arrangement,
    check_right,
    check_slot,
    concerned_by,
    dates_of,
    hold,
    hold_means,
    leading,
    refuse_clashes,
    settle_floors,
    slots_of,
)
from .leading import refuse_asked
from .occupying import occupy_mediators
from .scheduling import refuse_without_seats

State = Session.State
ARRANGED = ("room", "visibility", "chosen_seats", "cost", "notes", "closes_at", "carer_takes_seat")


@transaction.atomic
def move_session(*, session: Session, slot: Slot, scope: Scope = Scope.ONE, by: Any, at: datetime) -> Outcome:
    """Move a session to another time; those that follow go as many days on, at the new time of the clock on the wall.

    Calendars learn it by the sequence number; `concerned` is everybody to tell. Registrations and seats stay.
    """
    check_right(by, session.place, session.network)
    check_slot(slot)
    reached = following(session, at) if scope == Scope.FOLLOWING else [session]
    refuse_asked(reached)
    groups = [(one, leading(one)) for one in reached]
    _hold_all_means(groups)
    held = hold(reached, at=at, by=by)
    refuse_asked(held.sessions)  # somebody may have been asked for one before it was held
    before, zone = slot_of(next(one for one in held.sessions if one.pk == session.pk)), zone_of(session.place)
    goes = {one.pk: moved_like(slot_of(one), before, slot, zone) for one in held.sessions}
    goes[session.pk] = slot
    for one in held.sessions:
        _check_can_move(one, goes[one.pk], at)
        _refuse_taken_meanwhile(one, groups)
    _refuse_clashes_of(held.sessions, goes)
    was = {one.pk: one.starts_at for one in held.sessions}
    for one in held.sessions:
        _move(one, goes[one.pk], by, at)
    occupy_mediators(held.sessions)
    settle_floors(held)
    concerned = concerned_by(held.sessions)
    for registration in concerned:
        notices.tell(registration, notices.MOVED, dates_of(registration, held.sessions), at=at, by=by, before=was)
    return Outcome(held.sessions, concerned)


@transaction.atomic
def change_session(
    *, session: Session, arrangement: Arrangement, scope: Scope = Scope.ONE, by: Any, at: datetime
) -> Outcome:
    """Hold a session otherwise: room, mediators, seats, what is said of it. `extras` are the seats to call about.

    Nobody loses a seat silently: who sits above the new capacity keeps an extra seat until somebody calls.
    """
    check_right(by, session.place, session.network)
    reached = following(session, at) if scope == Scope.FOLLOWING else [session]
    people = list(arrangement.mediators)
    before = {person for one in reached for person in leading(one)}
    check_arrangement(arrangement, session.place, session.network, known=[person.pk for person in before])
    hold_means(room=arrangement.room, leading=before.union(people))
    held = hold(reached, at=at, by=by)
    for one in held.sessions:
        _check_can_change(one, arrangement)
    refuse_clashes(slots_of(held.sessions), room=arrangement.room, leading=people, ignoring=held.sessions)
    for one in held.sessions:
        _arrange(one, arrangement, by, at)
    occupy_mediators(held.sessions)
    extras = settle_floors(held)
    refuse_without_seats([one for one in held.sessions if one.state == State.PUBLISHED and one.ends_at > at])
    return Outcome(held.sessions, concerned_by(held.sessions), extras)


def _hold_all_means(groups: Sequence[tuple[Session, list[Any]]]) -> None:
    """Rooms first, each by its key, then every mediator at once: the one order of everybody."""
    rooms = {one.room_id: one.room for one, _people in groups if one.room}
    for _key, room in sorted(rooms.items()):
        hold_means(room=room, leading=[])
    hold_means(room=None, leading={person for _one, people in groups for person in people})


def _refuse_taken_meanwhile(fresh: Session, groups: Sequence[tuple[Session, list[Any]]]) -> None:
    """The room and people that were locked are those the session still has."""
    read, people = next(group for group in groups if group[0].pk == fresh.pk)
    if fresh.room_id != read.room_id or {one.pk for one in leading(fresh)} != {one.pk for one in people}:
        raise Refused(_("Cette séance vient d’être changée\u00a0: rechargez la page, puis recommencez."))


def _check_can_move(session: Session, slot: Slot, at: datetime) -> None:
    if session.state == State.CANCELLED:
        raise Refused(_("Cette séance est annulée\u00a0: dupliquez-la pour en proposer une autre."))
    if session.state == State.PUBLISHED and session.ends_at <= at:
        raise Refused(_("Cette séance est passée\u00a0: dupliquez-la pour en proposer une autre."))
    if session.state == State.PUBLISHED and slot.starts_at <= at:
        raise Refused(_("Cette date est passée\u00a0: choisissez-en une à venir."), field="day")


def _refuse_clashes_of(sessions: Sequence[Session], goes: dict[int, Slot]) -> None:
    """Each at its new time, with its own room and people; those that move together only meet where they go."""
    for one in sessions:
        people = leading(one)
        refuse_clashes([goes[one.pk]], room=one.room, leading=people, ignoring=sessions)
    ordered = sorted(goes.values(), key=lambda slot: slot.starts_at)
    if any(one.overlaps(other) for one, other in pairwise(ordered)):
        raise Refused(_("Deux dates de la série se chevauchent\u00a0: espacez-les."), field="start")


def _move(session: Session, slot: Slot, by: Any, at: datetime) -> None:
    before = journal.snapshot(session, ["starts_at", "ends_at"])
    if session.closes_at is not None:
        session.closes_at += slot.starts_at - session.starts_at
    session.starts_at, session.ends_at = slot.starts_at, slot.ends_at
    session.sequence, session.changed_at = session.sequence + 1, at
    session.save(update_fields=["starts_at", "ends_at", "closes_at", "sequence", "changed_at"])
    # An offer kept beyond the new beginning would outlive the session.
    late = Registration.objects.of_session(session).filter(
        state=Registration.State.OFFERED, offered_until__gt=slot.starts_at
    )
    late.update(offered_until=slot.starts_at)
    after = journal.snapshot(session, ["starts_at", "ends_at"])
    journal.record("workshops.session_moved", session, by=by, before=before, after=after, network_id=session.network_id)


def _check_can_change(session: Session, arrangement: Arrangement) -> None:
    if session.state == State.CANCELLED:
        raise Refused(_("Cette séance est annulée\u00a0: dupliquez-la pour en proposer une autre."))
    accompanied = Registration.objects.of_session(session).active().filter(has_carer=True)
    if arrangement.carer_takes_seat != session.carer_takes_seat and accompanied.exists():
        raise Refused(
            _("Des personnes inscrites viennent accompagnées\u00a0: la règle pour l’accompagnant ne change plus."),
            field="carer_takes_seat",
        )


def _arrange(session: Session, arrangement: Arrangement, by: Any, at: datetime) -> None:
    before = journal.snapshot(session, ARRANGED) | {"mediators": [str(person) for person in leading(session)]}
    was_told = session.is_told_to_all
    session.room, session.visibility = arrangement.room, arrangement.visibility
    session.note_taken_back(was_told, at)
    session.sequence += was_told != session.is_told_to_all
    session.chosen_seats, session.carer_takes_seat = arrangement.chosen_seats, arrangement.carer_takes_seat
    session.cost, session.notes = arrangement.cost.strip(), arrangement.notes.strip()
    session.closes_at = arrangement.closes_at(session.starts_at)
    session.changed_at = at
    session.save(update_fields=[*ARRANGED, "changed_at", "taken_back_at", "sequence"])
    kept = {person.pk for person in arrangement.mediators}
    SessionMediator.objects.filter(session=session).exclude(mediator__in=kept).delete()
    already = set(SessionMediator.objects.filter(session=session).values_list("mediator", flat=True))
    SessionMediator.objects.bulk_create(
        SessionMediator(session=session, mediator=person)
        for person in arrangement.mediators
        if person.pk not in already
    )
    after = journal.snapshot(session, ARRANGED) | {"mediators": [str(person) for person in leading(session)]}
    if before != after:
        journal.record(
            "workshops.session_changed", session, by=by, before=before, after=after, network_id=session.network_id
        )

"""What becomes of a session: published, taken back, cancelled. Each says whom it concerns, so that they are told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing.actions import withdraw_for
from maille.sharing.models import Occupation
from maille.workshops import notices
from maille.workshops.load import following
from maille.workshops.models import Registration, Seat, Session
from maille.workshops.rules.times import Scope

from .floor import close_floor, serve
from .holding import Hold, Outcome, check_right, concerned_by, dates_of, hold, hold_means, leading
from .leading import asked_for
from .occupying import occupy_mediators
from .scheduling import refuse_without_seats

State = Session.State


@transaction.atomic
def publish(*, session: Session, scope: Scope = Scope.ONE, by: Any, at: datetime) -> Outcome:
    """Open the registrations of a session, of those of its series that follow, and always of the whole cycle."""
    held = _held(session, scope, by=by, at=at, whole_cycle=True)
    drafts = [one for one in held.sessions if one.state == State.DRAFT]
    if any(one.state == State.CANCELLED and one.pk == session.pk for one in held.sessions):
        raise Refused(_("Cette séance est annulée\u00a0: dupliquez-la pour en proposer une autre."))
    if any(one.starts_at <= at for one in drafts):
        raise Refused(_("Cette séance est passée\u00a0: elle se garde en préparation, sans être publiée."))
    refuse_without_seats(drafts)
    _set_state(drafts, State.PUBLISHED, "workshops.session_published", by, at)
    occupy_mediators(drafts)
    return Outcome(drafts, concerned_by(drafts))


@transaction.atomic
def unpublish(*, session: Session, scope: Scope = Scope.ONE, by: Any, at: datetime) -> Outcome:
    """Take a session back into preparation; refused once somebody is registered: they would not know."""
    held = _held(session, scope, by=by, at=at, whole_cycle=True)
    published = [one for one in held.sessions if one.state == State.PUBLISHED]
    people = len(concerned_by(published))
    if people:
        raise Refused(
            ngettext(
                "%(people)s personne est inscrite ou attend\u00a0: annulez la séance, elle sera prévenue.",
                "%(people)s personnes sont inscrites ou attendent\u00a0: annulez la séance, elles seront prévenues.",
                people,
            )
            % {"people": people}
        )
    _set_state(published, State.DRAFT, "workshops.session_unpublished", by, at)
    occupy_mediators(published)
    return Outcome(published)


@transaction.atomic
def cancel_session(*, session: Session, reason: str, scope: Scope = Scope.ONE, by: Any, at: datetime) -> Outcome:
    """Cancel: seats are released, the waiting list ends. `concerned` is everybody to tell. Again changes nothing.

    In a cycle the other sessions stay, and so do the registrations, as long as one of them is still to come.
    """
    reason = reason.strip()[:200]
    if not reason:
        raise Refused(_("Dites pourquoi\u00a0: les personnes inscrites le liront."), field="reason")
    reached = following(session, at) if scope == Scope.FOLLOWING else [session]
    withdraw_for(because=Occupation.Because.SESSION, keys=[one.pk for one in reached], by=by, at=at)
    held = _held(session, scope, by=by, at=at)
    sessions = [one for one in held.sessions if one.state != State.CANCELLED]
    if any(asked_for(one) for one in sessions):
        raise Refused(_("Quelqu’un vient d’être demandé pour cette séance\u00a0: recommencez."))
    if any(one.ends_at <= at for one in sessions):
        raise Refused(_("Cette séance est passée\u00a0: elle ne s’annule plus."))
    concerned = concerned_by(sessions)
    _empty(held, sessions, at)
    _end_registrations([one for one in concerned if _is_over(one, sessions, at)], reason, by=by, at=at)
    for one in sessions:
        one.cancelled_at, one.cancel_reason, one.free_seats = at, reason, 0
        one.unseen_at = at if one.state == State.DRAFT else None
        one.sequence += 1
        one.save(update_fields=["cancelled_at", "cancel_reason", "unseen_at", "free_seats", "sequence"])
    _set_state(sessions, State.CANCELLED, "workshops.session_cancelled", by, at, {"cancel_reason": reason})
    occupy_mediators(sessions)
    for registration in concerned:
        notices.tell(registration, notices.CALLED_OFF, dates_of(registration, sessions), at=at, by=by, reason=reason)
    for floor in held.floors:
        serve(floor)
        close_floor(floor)
    return Outcome(sessions, concerned)


def _held(session: Session, scope: Scope, *, by: Any, at: datetime, whole_cycle: bool = False) -> Hold:
    """The sessions that an action reaches, once nobody else may change them."""
    check_right(by, session.place, session.network)
    reached = following(session, at) if scope == Scope.FOLLOWING else [session]
    if whole_cycle and session.cycle_id:
        joined = Session.objects.filter(cycle=session.cycle_id, starts_at__gt=at).exclude(state=State.CANCELLED)
        reached += [one for one in joined if one.pk not in {known.pk for known in reached}]
    hold_means(room=None, leading={person for one in reached for person in leading(one)})
    return hold(reached, at=at, by=by)


def _set_state(
    sessions: Sequence[Session],
    state: str,
    action: str,
    by: Any,
    at: datetime,
    also: dict[str, Any] | None = None,
) -> None:
    items = [(one, {"state": one.state}, {"state": state, **(also or {})}) for one in sessions]
    for one in sessions:
        was_told = one.is_told_to_all
        one.state, one.changed_at = state, at
        if state != State.CANCELLED:  # what is cancelled says so by itself
            one.note_taken_back(was_told, at)
            one.sequence += 1
        one.save(update_fields=["state", "changed_at", "taken_back_at", "sequence"])
    for network_id in {one.network_id for one in sessions}:
        journal.record_many(
            action, [item for item in items if item[0].network_id == network_id], by=by, network_id=network_id
        )


def _empty(held: Hold, sessions: Sequence[Session], at: datetime) -> None:
    """Release every seat of these sessions, and leave them out of the floors: nobody is seated there any more."""
    gone = {one.pk for one in sessions}
    Seat.objects.filter(session__in=gone, released_at__isnull=True).update(released_at=at)
    for floor in held.floors:
        floor.sessions = [one for one in floor.sessions if one.pk not in gone]
        for key in gone:
            floor.seats.pop(key, None)


def _is_over(registration: Registration, cancelled: Sequence[Session], at: datetime) -> bool:
    """Nothing of what was registered for remains; who has come to a part of a cycle stays registered in it."""
    if registration.cycle_id is None:
        return True
    others = Session.objects.filter(cycle=registration.cycle_id).exclude(state=State.CANCELLED)
    others = others.exclude(pk__in=[one.pk for one in cancelled])
    was_seated = registration.state == Registration.State.SEATED
    return not (others if was_seated else others.filter(ends_at__gt=at)).exists()


def _end_registrations(registrations: Sequence[Registration], reason: str, *, by: Any, at: datetime) -> None:
    ended = Registration.objects.filter(pk__in=[one.pk for one in registrations])
    ended.update(state=Registration.State.CANCELLED, offered_until=None, ended_at=at, end_reason=reason)
    Seat.objects.filter(registration__in=registrations, released_at__isnull=True).update(released_at=at)
    after = {"state": Registration.State.CANCELLED, "end_reason": reason}
    for network_id in {_network(one) for one in registrations}:
        items = [(one, {"state": one.state}, after) for one in registrations if _network(one) == network_id]
        journal.record_many("workshops.registration_ended", items, by=by, network_id=network_id)
    for one in registrations:
        one.state, one.offered_until = Registration.State.CANCELLED, None


def _network(registration: Registration) -> int | None:
    target = registration.session or registration.cycle
    return target.network_id if target else None

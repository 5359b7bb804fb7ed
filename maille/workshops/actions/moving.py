"""A registration moved to another session, whole or not at all: the seat left is free, and the code stays the same."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.messaging.actions import cancel
from maille.workshops.models import Registration, Session

from .floor import Floor, Target, close_floor, fits, give_back, open_floors, serve, take
from .registrations import check_open, check_team, check_to_come, refuse_twice, tell_news

State = Registration.State


@transaction.atomic
def move_registration(
    *, registration: Registration, to: Target, by: Any, at: datetime, extra: bool = False
) -> Registration:
    """Leave one session (or cycle) and take a seat in another, in one transaction that locks both.

    Refused when the group does not fit there, unless `extra` adds chairs; then nothing has changed. Only the team of
    both places, or the coordination, moves somebody.
    """
    left = registration.session or registration.cycle
    if left is None:
        raise LookupError(f"registration {registration.pk} is of nothing")
    _check_where(left, to, by)
    came_from, goes_to = open_floors([left, to], at=at, by=by)
    registration = Registration.objects.select_related("resident").get(pk=registration.pk)
    _check_can_leave(registration, came_from, left)
    check_open(goes_to)
    before = registration.state
    give_back(came_from, registration)
    _point(registration, to)
    refuse_twice(goes_to, registration)
    if not fits(goes_to, registration) and not extra:
        raise Refused(_("Il n’y a pas assez de places dans cette séance\u00a0: choisissez-en une autre."), field="to")
    registration.state, registration.offered_until, registration.queued_at = State.SEATED, None, at
    registration.save(update_fields=["session", "cycle", "state", "offered_until", "queued_at"])
    take(goes_to, registration, extra=extra)
    _record(registration, left, to, before, by)
    cancel(about=registration, at=at, by=by)
    tell_news(goes_to, registration, left=came_from.sessions if before == State.SEATED else [])
    serve(came_from)
    for floor in (came_from, goes_to):
        close_floor(floor)
    return registration


def _check_where(left: Target, to: Target, by: Any) -> None:
    if by is None:
        raise Refused(_("Seule l’équipe du lieu déplace une inscription."))
    check_team(left, by)
    check_team(to, by)
    if left.network_id != to.network_id:
        raise Refused(_("Cette séance est d’un autre réseau\u00a0: choisissez-en une du vôtre."), field="to")
    if left == to:
        raise Refused(_("La personne y est déjà inscrite\u00a0: choisissez une autre séance."), field="to")


def _check_can_leave(registration: Registration, floor: Floor, left: Target) -> None:
    """Somebody who has come, or who was moved or left meanwhile, is not moved from here."""
    check_to_come(floor)
    if registration.state not in Registration.ACTIVE or (registration.session or registration.cycle) != left:
        raise Refused(_("Cette inscription vient de changer\u00a0: rechargez la page."))


def _point(registration: Registration, to: Target) -> None:
    is_session = isinstance(to, Session)
    registration.session, registration.cycle = (to, None) if is_session else (None, to)  # type: ignore[assignment]


def _record(registration: Registration, left: Target, to: Target, before: str, by: Any) -> None:
    journal.record(
        "workshops.registration_moved",
        registration,
        by=by,
        before={"state": before, **_named(left)},
        after={"state": registration.state, **_named(to)},
        network_id=to.network_id,
    )


def _named(target: Target) -> dict[str, Any]:
    name = "session" if isinstance(target, Session) else "cycle"
    return {name: {"id": str(target.pk), "label": str(target)}}

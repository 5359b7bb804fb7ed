"""What the desk does that nobody else may: register who stands there, add a chair and say why, seat who was called."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.messaging.actions import mark_called
from maille.messaging.models import Message
from maille.people.models import Resident
from maille.workshops.models import Registration
from maille.workshops.rules.signup import Applicant

from .floor import Target
from .moving import move_registration
from .registrations import register, seat_waiting

LONGEST_REASON = 200


@transaction.atomic
def register_at_desk(
    *,
    target: Target,
    applicant: Applicant,
    source: str,
    by: Any,
    at: datetime,
    resident: Resident | None = None,
    extra_reason: str = "",
    extra: bool = False,
) -> Registration:
    """Register somebody at the desk or on the telephone; a chair above the capacity is asked for with its reason."""
    reason = _reason(extra, extra_reason)
    made = register(target=target, applicant=applicant, source=source, by=by, at=at, resident=resident, extra=extra)
    _say_why(made, reason, by)
    return made


@transaction.atomic
def seat_at_desk(
    *, registration: Registration, by: Any, at: datetime, extra: bool = False, extra_reason: str = ""
) -> Registration:
    """Give a seat to who was offered one, or waits; the call that was to be made about it is made."""
    reason = _reason(extra, extra_reason)
    seated = seat_waiting(registration=registration, by=by, at=at, extra=extra)
    _say_why(seated, reason, by)
    calls = Message.objects.about(seated).filter(channel=Message.Channel.CALL, state=Message.State.WAITING)
    for call in calls.filter(key__endswith=":offered").order_by("pk"):
        mark_called(message=call, reached=True, outcome=_("place donnée"), at=at, by=by)
    return seated


@transaction.atomic
def move_at_desk(
    *, registration: Registration, to: Target, by: Any, at: datetime, extra: bool = False, extra_reason: str = ""
) -> Registration:
    """Another session for somebody; a chair above its capacity is asked for with its reason."""
    reason = _reason(extra, extra_reason)
    moved = move_registration(registration=registration, to=to, by=by, at=at, extra=extra)
    _say_why(moved, reason, by)
    return moved


def _reason(extra: bool, text: str) -> str:
    reason = " ".join(text.split())
    if extra and not reason:
        raise Refused(_("Dites pourquoi une place en plus\u00a0: l’équipe le lira."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _("%(most)s caractères au plus\u00a0: dites l’essentiel.") % {"most": LONGEST_REASON}, field="reason"
        )
    return reason if extra else ""


def _say_why(registration: Registration, reason: str, by: Any) -> None:
    """A line of its own, when a seat above the capacity was really taken."""
    if reason and registration.seat_rows.filter(is_extra=True, released_at__isnull=True).exists():
        target = registration.session or registration.cycle
        journal.record(
            "workshops.extra_seat",
            registration,
            by=by,
            after={"end_reason": reason},
            network_id=target.network_id if target else None,
        )

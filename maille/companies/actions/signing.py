"""Signatures on the trainer's own telephone: one person, one half-day, one press; or the word that somebody is away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.activity.actions import confirm, note_presence, sign
from maille.activity.models import Signature
from maille.companies.models import Enquiry, Trainee
from maille.companies.rules.life import State
from maille.core.refusals import Refused
from maille.workshops.models import Session

from .moving import held


@transaction.atomic
def sign_half_day(
    *, enquiry: Enquiry, session: Session, half_day: str, trainee: Trainee | None, by: Any, at: datetime
) -> Signature:
    """Sign for a half-day: somebody of the list, who is then there, or without one the trainer. Again: nothing."""
    enquiry = held(enquiry, (State.RUNNING,), by=by)
    if trainee is None:
        return sign(session=session, half_day=half_day, by=by, at=at)
    return sign(session=session, half_day=half_day, registration=_seated(trainee), by=by, at=at)


@transaction.atomic
def confirm_half_days(
    *,
    enquiry: Enquiry,
    session: Session,
    trainee: Trainee,
    half_days: Sequence[str],
    was_there: bool,
    words: str,
    by: Any,
    at: datetime,
) -> list[Signature]:
    """Say in writing, as who led the session, whether somebody who did not sign was there on those half-days."""
    held(enquiry, (State.RUNNING,), by=by)
    if not half_days:
        raise Refused(_("Cochez au moins une demi-journée."), field="halves")
    registration = _seated(trainee)
    return confirm(
        session=session, registration=registration, half_days=half_days, was_there=was_there, words=words, by=by, at=at
    )


@transaction.atomic
def note_away(*, enquiry: Enquiry, session: Session, trainee: Trainee, by: Any, at: datetime) -> None:
    """Note that somebody of the list did not come: no signature is wanted of them for that session."""
    held(enquiry, (State.RUNNING,), by=by)
    if at < session.starts_at:
        raise Refused(_("La séance n’a pas commencé\u00a0: dites ensuite qui n’est pas venu."))
    registration = _seated(trainee)
    known = session.attendances.filter(registration=registration).first()
    saw = known.state if known else "expected"
    note_presence(session=session, who=f"r{registration.pk}", state="absent", saw=saw, by=by, at=at)


def _seated(trainee: Trainee) -> Any:
    if trainee.registration is None:
        raise Refused(_("Cette personne n’a pas encore sa place\u00a0: ouvrez les séances, puis faites signer."))
    return trainee.registration

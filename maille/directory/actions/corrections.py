"""What people say is wrong, and what is made of it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.load import said
from maille.directory.models import Correction
from maille.directory.rules import Values, weave
from maille.territory.actions.journalled import network_of
from maille.territory.models import Place

from .editing import edit_place

CONTACT_KEPT = timedelta(days=30)
"""How long after the answer a person's contact is kept."""


@transaction.atomic
def report_error(*, place: Place, kind: str, words: str, contact: str = "", by: Any, at: datetime) -> Correction:
    """Keep what a visitor says is wrong for those who can set it right; the journal holds no word of it."""
    correction = Correction.objects.create(
        place=place, kind=kind, words=words, contact=contact, created_at=at, created_by=_account(by)
    )
    _record("directory.error_reported", correction, by)
    return correction


@transaction.atomic
def propose_changes(
    *, place: Place, typed: Values, shown: Values, words: str = "", by: Any, at: datetime
) -> Correction:
    """Keep the changes that someone of the place proposes, until the manager or the coordination accepts them."""
    if not access.can_propose(by, place):
        raise Refused(_("Seules les personnes de ce lieu proposent des changements\u00a0: signalez plutôt une erreur."))
    values = weave(shown, typed, said(place)).written
    if not values and not words:
        raise Refused(_("Rien n’est changé\u00a0: corrigez au moins une réponse, ou écrivez un message."))
    correction = Correction.objects.create(
        place=place,
        kind=Correction.Kind.PROPOSAL,
        words=words,
        values=values,
        shown={name: shown.get(name) for name in values},
        created_at=at,
        created_by=_account(by),
    )
    _record("directory.changes_proposed", correction, by)
    return correction


@transaction.atomic
def accept_correction(*, correction: Correction, taken: Collection[str] = (), by: Any, at: datetime) -> Correction:
    """Take a correction into account; of a proposal, write the `taken` fields as the place's own word."""
    correction = _waiting(correction, by)
    if values := {name: value for name, value in correction.values.items() if name in taken}:
        place = correction.place
        edit_place(place=place, typed={**said(place), **values}, shown=said(place), by=by, on=timezone.localdate(at))
    return _close(correction, Correction.State.ACCEPTED, by, at)


@transaction.atomic
def reject_correction(*, correction: Correction, reason: str, by: Any, at: datetime) -> Correction:
    """Put a correction aside, and say why."""
    correction = _waiting(correction, by)
    if not reason.strip():
        raise Refused(_("Dites pourquoi\u00a0: la personne suivante le lira."), field="reason")
    correction.reason = reason.strip()
    return _close(correction, Correction.State.REJECTED, by, at)


@transaction.atomic
def erase_contacts(*, at: datetime, by: Any = None) -> int:
    """Empty the contact of the corrections answered long enough ago; gives how many. The clock asks each night."""
    due = Correction.objects.filter(closed_at__lte=at - CONTACT_KEPT).exclude(contact="").select_related("place")
    erased = list(due.select_for_update(of=("self",)))
    Correction.objects.filter(pk__in=[one.pk for one in erased]).update(contact="")
    for correction in erased:
        _record("directory.contact_erased", correction, by)
    return len(erased)


def _account(by: Any) -> Any:
    return by if by is not None and by.is_authenticated else None


def _waiting(correction: Correction, by: Any) -> Correction:
    found = Correction.objects.select_for_update(of=("self",)).select_related("place").get(pk=correction.pk)
    if not access.can_answer(by, found):
        raise Refused(_("Seuls la personne responsable du lieu et la coordination répondent aux signalements."))
    if found.state != Correction.State.WAITING:
        raise Refused(_("Quelqu’un a déjà répondu à ce signalement\u00a0: rouvrez la liste."))
    return found


def _close(correction: Correction, state: str, by: Any, at: datetime) -> Correction:
    correction.state, correction.closed_at, correction.closed_by = state, at, _account(by)
    correction.save(update_fields=["state", "reason", "closed_at", "closed_by"])
    _record(f"directory.correction_{state}", correction, by)
    return correction


def _record(action: str, correction: Correction, by: Any) -> None:
    kind = {"directory.correction.kind": correction.kind}
    journal.record(action, correction.place, by=by, after=kind, network_id=network_of(correction.place))

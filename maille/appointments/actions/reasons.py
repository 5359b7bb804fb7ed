"""Reasons written, changed, set aside."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maille.appointments import access
from maille.appointments.models import Reason
from maille.core import journal
from maille.core.refusals import Refused
from maille.territory.models import Network

WRITTEN = (
    "name", "description", "to_bring", "minutes", "modes", "bookable_by", "notice_hours", "horizon_days",
    "travel_minutes",
)  # fmt: skip
LONGEST_HORIZON = 180


@transaction.atomic
def save_reason(*, network: Network, reason: Reason | None = None, by: Any, **written: Any) -> Reason:
    """Write a reason, new or known; what is booked already keeps its length and its way."""
    _check_right(by, network)
    one = reason or Reason(network=network)
    before = journal.snapshot(one, WRITTEN) if reason else None
    for name, value in written.items():
        setattr(one, name, value)
    _check(one)
    one.save()
    action = "appointments.reason_changed" if reason else "appointments.reason_created"
    journal.record(action, one, by=by, before=before, after=journal.snapshot(one, WRITTEN), network_id=network.pk)
    return one


@transaction.atomic
def archive_reason(*, reason: Reason, by: Any, at: datetime) -> Reason:
    """Propose a reason no more; the appointments taken for it stay. Again changes nothing."""
    _check_right(by, reason.network)
    if reason.archived_at is None:
        reason.archived_at = at
        reason.save(update_fields=["archived_at"])
        journal.record(
            "appointments.reason_changed",
            reason,
            by=by,
            after=journal.snapshot(reason, ["archived_at"]),
            network_id=reason.network_id,
        )
    return reason


def _check(reason: Reason) -> None:
    if not reason.modes:
        raise Refused(_("Dites comment\u00a0: au lieu, par téléphone ou à domicile."), field="modes")
    if not 1 <= reason.horizon_days <= LONGEST_HORIZON:
        raise Refused(_("De 1 à %(most)s jours avant.") % {"most": LONGEST_HORIZON}, field="horizon_days")
    if reason.notice_hours > reason.horizon_days * 24:
        raise Refused(_("Ce délai dépasse le nombre de jours\u00a0: corrigez l’un des deux."), field="notice_hours")
    try:
        reason.full_clean()
    except ValidationError as wrong:
        name, sentences = next(iter(wrong.message_dict.items()))
        field = {"__all__": "minutes" if not 5 <= reason.minutes <= 480 else "name"}.get(name, name)
        raise Refused(sentences[0], field=field) from wrong


def _check_right(by: Any, network: Network) -> None:
    if not access.can_write_reasons(by, network):
        raise Refused(_("Les équipes des lieux et la coordination écrivent les motifs\u00a0: demandez-leur."))

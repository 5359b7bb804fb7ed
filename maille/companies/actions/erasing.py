"""What is kept of companies and of their people, and for how long."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from maille.companies.models import Certificate, Enquiry, Trainee
from maille.companies.rules.life import OPEN, SIGNED_KEPT, UNSIGNED_KEPT, State
from maille.core import journal
from maille.core.models import Entry

from .moving import move, record

BATCH = 50
ERASED = "Entreprise effacée"
EMPTIED = (
    "company", "topic", "when", "contact_name", "email", "phone", "words", "siret", "address", "signer_name",
    "signer_role", "close_reason",
)  # fmt: skip


@transaction.atomic
def erase_old_enquiries(*, at: datetime, by: Any) -> int:
    """End the requests that nobody has answered for a year; empty those over long enough. Give how many."""
    return _end_silent(at, by) + _empty_old(at, by)


def _end_silent(at: datetime, by: Any) -> int:
    silent = Enquiry.objects.filter(state__in=OPEN, signed_at=None, state_since__lte=at - UNSIGNED_KEPT)
    ended = list(silent.select_for_update().order_by("pk")[:BATCH])
    for enquiry in ended:
        move(enquiry, State.WITHDRAWN, at=at, reason="Sans nouvelles depuis un an.")
        record("withdrawn", enquiry, by=by)
    return len(ended)


def _empty_old(at: datetime, by: Any) -> int:
    unsigned = Q(signed_at=None, closed_at__lte=at - UNSIGNED_KEPT)
    signed = Q(signed_at__isnull=False, closed_at__lte=at - SIGNED_KEPT)
    old = list(Enquiry.objects.filter(unsigned | signed, erased_at=None).select_for_update().order_by("pk")[:BATCH])
    for enquiry in old:
        _empty(enquiry, at)
        record("erased", enquiry, by=by)
    return len(old)


def _empty(enquiry: Enquiry, at: datetime) -> None:
    journal.redact(Entry.objects.about(enquiry), at=at)
    for name in EMPTIED:
        setattr(enquiry, name, "")
    enquiry.company, enquiry.convention, enquiry.erased_at = ERASED, {}, at
    enquiry.save()
    enquiry.options.update(on_site="")
    Certificate.objects.filter(trainee__enquiry=enquiry).update(content={})
    for trainee in enquiry.trainees.all():
        trainee.name, trainee.email, trainee.key = "Personne effacée", "", f"#{trainee.pk}"
        trainee.save(update_fields=["name", "email", "key"])


def forget_trainees(person: Any, *, at: datetime, by: Any) -> None:
    """Follow the erasure of somebody: their address goes; the name on the papers stays as long as the law keeps them.

    Supporting papers of a training that an employer paid for, or had held, are kept six years (`SIGNED_KEPT`).
    """
    for trainee in Trainee.objects.filter(registration__resident=person).exclude(email=""):
        trainee.email, trainee.key = "", f"{trainee.key}#{trainee.pk}"
        trainee.save(update_fields=["email", "key"])

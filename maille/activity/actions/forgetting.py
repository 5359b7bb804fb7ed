"""What presence keeps of somebody, emptied when they are erased; names written at the door, two years later."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from maille.activity.models import Attendance, Attestation, Signature
from maille.core import journal
from maille.core.models import Entry
from maille.people.models import Resident
from maille.people.rules import forgotten_before

BATCH = 200


@transaction.atomic
def forget_presence(person: Any, *, at: datetime, by: Any) -> None:
    """Empty what is kept of somebody who is erased: presences stay counted, their attestations prove nothing more."""
    if not isinstance(person, Resident):
        return
    rows = Attendance.objects.filter(Q(resident=person) | Q(registration__resident=person))
    _forget(list(rows.order_by("pk")), at)
    for one in Attestation.objects.filter(resident=person).order_by("pk"):
        journal.redact(Entry.objects.about(one), at=at)
        one.name, one.initials, one.shows_name, one.revoke_reason = "", "", False, ""
        one.revoked_at = one.revoked_at or at
        one.save()


def erase_old_names(*, at: datetime, by: None) -> int:
    """Erase the names of those who walked in and were never made known, once two years have passed; give how many."""
    old = Attendance.objects.filter(registration=None, resident=None, decided_at__lt=forgotten_before(at))
    rows = list(old.exclude(name="").order_by("decided_at", "pk")[:BATCH])
    with transaction.atomic():
        _forget(rows, at)
    return len(rows)


def _forget(rows: list[Attendance], at: datetime) -> None:
    for one in rows:
        journal.redact(Entry.objects.about(one), at=at)
        for signature in Signature.objects.filter(attendance=one):
            journal.redact(Entry.objects.about(signature), at=at)
    Attendance.objects.filter(pk__in=[one.pk for one in rows]).update(name="")

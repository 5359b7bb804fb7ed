"""The leaves of a file, written as absences: each once, whatever is given again; nothing promised is dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from maille.people.models import User
from maille.sharing.models import Absence, Occupation

from .absences import declare_absence


@dataclass(frozen=True)
class AskedLeave:
    """Somebody is away over [starts_at, ends_at)."""

    person: User
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass
class Noted:
    """The absences that are new, how many were known, and what was promised within the new ones."""

    absences: list[Absence] = field(default_factory=list)
    known: int = 0
    promised: list[Occupation] = field(default_factory=list)


@transaction.atomic
def note_leaves(*, leaves: Iterable[AskedLeave], by: Any, at: datetime) -> Noted:
    """Write those that are not written yet, all or none; Refused as `declare_absence` is."""
    wanted = sorted(leaves, key=lambda one: (one.person.pk, one.starts_at, one.ends_at))
    noted = Noted()
    known = known_leaves({one.person.pk for one in wanted})
    for one in wanted:
        dates = (one.person.pk, one.starts_at, one.ends_at)
        if dates in known:
            noted.known += 1
            continue
        known.add(dates)
        absence, promised = declare_absence(
            person=one.person, starts_at=one.starts_at, ends_at=one.ends_at, reason=one.reason, by=by, at=at
        )
        noted.absences.append(absence)
        noted.promised += promised
    return noted


def known_leaves(people: Iterable[int]) -> set[tuple[int, datetime, datetime]]:
    """The absences that are written already: whose, from when to when."""
    return set(Absence.objects.filter(person__in=list(people)).values_list("person", "starts_at", "ends_at"))

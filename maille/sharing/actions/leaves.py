"""The leaves of a file, written as absences: each once, whatever is given again; nothing promised is dropped.

A calendar names its events: what was moved there since the last file is moved here, what was cancelled there is taken
back here. A table names nothing: it only adds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from maille.people.models import User
from maille.sharing.models import Absence, Occupation

from .absences import declare_absence, end_absence, move_absence
from .occupying import hold_people


@dataclass(frozen=True)
class AskedLeave:
    """Somebody is away over [starts_at, ends_at); `key` and `is_off` as in `rules.leaves`."""

    person: User
    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    key: str = ""
    is_off: bool = False


class KnownLeaves:
    """The absences that are written already, found by their dates or by their event."""

    def __init__(self, people: Iterable[int]) -> None:
        rows = Absence.objects.filter(person__in=list(people)).select_related("person").order_by("pk")
        self._by_dates = {(one.person_id, one.starts_at, one.ends_at): one for one in rows}
        self._by_event = {(one.person_id, one.calendar_key): one for one in rows if one.calendar_key}

    def same(self, leave: AskedLeave) -> Absence | None:
        """The absence at these very dates."""
        return self._by_dates.get((leave.person.pk, leave.starts_at, leave.ends_at))

    def of_event(self, leave: AskedLeave, at: datetime) -> Absence | None:
        """The absence of this event, at other dates perhaps; one that is over is no longer its event's."""
        found = self._by_event.get((leave.person.pk, leave.key))
        return found if found and found.ends_at > at else None

    def add(self, absence: Absence) -> None:
        self._by_dates[absence.person_id, absence.starts_at, absence.ends_at] = absence
        if absence.calendar_key:
            self._by_event[absence.person_id, absence.calendar_key] = absence


@dataclass
class Noted:
    """The absences that are new or moved, how many were taken back, or known, and what was promised within them."""

    absences: list[Absence] = field(default_factory=list)
    moved: list[Absence] = field(default_factory=list)
    ended: int = 0
    known: int = 0
    promised: list[Occupation] = field(default_factory=list)


@transaction.atomic
def note_leaves(*, leaves: Iterable[AskedLeave], by: Any, at: datetime) -> Noted:
    """Write those that are not written yet, all or none; Refused as `declare_absence` is."""
    wanted = sorted(leaves, key=lambda one: (one.person.pk, one.starts_at, one.ends_at))
    people = {one.person.pk for one in wanted}
    # Before anything is read: of two people who drop one file at once, the second finds it known.
    hold_people(people)
    noted, known = Noted(), KnownLeaves(people)
    # What was taken back, or has gone elsewhere, leaves its hours before they are given to another.
    for one in sorted(wanted, key=lambda one: not one.is_off):
        if one.is_off:
            _take_back(one, known, noted, by, at)
        else:
            _note(one, known, noted, by, at)
    return noted


def _take_back(leave: AskedLeave, known: KnownLeaves, noted: Noted, by: Any, at: datetime) -> None:
    if absence := known.of_event(leave, at):
        end_absence(absence=absence, by=by, at=at)
        noted.ended += 1


def _note(leave: AskedLeave, known: KnownLeaves, noted: Noted, by: Any, at: datetime) -> None:
    dates = {"starts_at": leave.starts_at, "ends_at": leave.ends_at}
    if known.same(leave):
        noted.known += 1
        return
    if before := known.of_event(leave, at):
        absence, promised = move_absence(absence=before, **dates, by=by, at=at)
        noted.moved.append(absence)
    else:
        if leave.key:  # the same event, some time ago: that absence is over, and keeps its dates
            Absence.objects.filter(person=leave.person, calendar_key=leave.key).update(calendar_key="")
        absence, promised = declare_absence(
            person=leave.person, **dates, reason=leave.reason, key=leave.key, by=by, at=at
        )
        noted.absences.append(absence)
    known.add(absence)
    noted.promised += promised

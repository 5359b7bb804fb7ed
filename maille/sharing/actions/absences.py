"""Somebody is away: what they had promised stays until a person moves it, and nothing new is promised."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import User
from maille.sharing import access
from maille.sharing.models import Absence, Occupation

from .occupying import fill_absences, hold_people, window_of

LONGEST = timedelta(days=400)
DATES = ("starts_at", "ends_at")


@transaction.atomic
def declare_absence(
    *, person: User, starts_at: datetime, ends_at: datetime, reason: str = "", key: str = "", by: Any, at: datetime
) -> tuple[Absence, list[Occupation]]:
    """Note that somebody is away; gives with it what they had promised meanwhile, which a person has to move.

    What is free of that time is taken at once; the promised hours are, as soon as they are moved or cancelled. `key` is
    its `calendar_key`.
    """
    _check(by, person)
    _check_dates(starts_at, ends_at, at)
    hold_people([person.pk])
    absence = Absence.objects.create(
        person=person,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip()[:120],
        calendar_key=key,
        declared_by=by,
    )
    fill_absences([person.pk])
    journal.record("sharing.absence_declared", absence, by=by, after=journal.snapshot(absence, DATES))
    return absence, promised_within(absence)


@transaction.atomic
def move_absence(
    *, absence: Absence, starts_at: datetime, ends_at: datetime, by: Any, at: datetime
) -> tuple[Absence, list[Occupation]]:
    """Give an absence other dates: as `declare_absence` for the new ones, and the others are free. Gives the same."""
    _check(by, absence.person)
    _check_not_over(absence, at)
    _check_dates(starts_at, ends_at, at)
    hold_people([absence.person_id])
    before = journal.snapshot(absence, DATES)
    absence.starts_at, absence.ends_at = starts_at, ends_at
    absence.save(update_fields=DATES)
    fill_absences([absence.person_id])
    after = journal.snapshot(absence, DATES)
    journal.record("sharing.absence_moved", absence, by=by, before=before, after=after, concerns=absence.person)
    return absence, promised_within(absence)


@transaction.atomic
def end_absence(*, absence: Absence, by: Any, at: datetime) -> None:
    """Take an absence back: the person can be booked again at those hours. One that is over stays written."""
    _check(by, absence.person)
    _check_not_over(absence, at)
    hold_people([absence.person_id])
    before = journal.snapshot(absence, DATES)
    journal.record("sharing.absence_ended", absence, by=by, before=before, concerns=absence.person)
    Occupation.objects.filter(because=Occupation.Because.ABSENCE, object_id=absence.pk).delete()
    person = absence.person_id
    absence.delete()
    fill_absences([person])


def promised_within(absence: Absence) -> list[Occupation]:
    """Sessions and appointments of somebody that fall within an absence, in order: those to move."""
    when = window_of(absence)
    rows = Occupation.objects.of_people([absence.person_id]).meeting(when.starts_at, when.ends_at)
    return list(rows.exclude(because=Occupation.Because.ABSENCE).order_by("starts_at", "pk"))


def _check(by: Any, person: User) -> None:
    if not access.can_plan_for(by, person):
        raise Refused(_("Seules la personne, sa responsable de lieu et la coordination notent ses absences."))


def _check_dates(starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("L’absence finit avant de commencer\u00a0: corrigez l’une des deux dates."), field="ends")
    if ends_at <= at:
        raise Refused(_("Cette absence est passée\u00a0: notez celles qui viennent."), field="ends")
    if ends_at - starts_at > LONGEST:
        raise Refused(_("Une absence dure un an au plus\u00a0: corrigez l’une des deux dates."), field="ends")


def _check_not_over(absence: Absence, at: datetime) -> None:
    if absence.ends_at <= at:
        raise Refused(_("Cette absence est passée\u00a0: elle reste notée."))

"""When somebody works, where, and where she may be asked to go."""

from collections.abc import Collection, Sequence
from datetime import time
from typing import Any

from django.db import transaction
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.access import places_of
from maille.people.models import User
from maille.sharing import access
from maille.sharing.models import Mobility, WorkingHours
from maille.sharing.rules.journeys import Mode
from maille.sharing.rules.week import Range, first_met
from maille.sharing.saying import from_to
from maille.territory.models import Place

from .occupying import hold_people

RANGE = ("place", "weekday", "starts", "ends")
GOES = ("is_lendable", "modes", "longest_way")
LONGEST_WAY = 240


@transaction.atomic
def add_hours(
    *, person: User, place: Place, weekdays: Collection[int], starts: time, ends: time, by: Any
) -> list[WorkingHours]:
    """Write that somebody works in a place from a time to another, on each of these days (0 is Monday)."""
    _check(by, person)
    if not weekdays:
        raise Refused(_("Choisissez au moins un jour."), field="weekdays")
    if ends <= starts:
        raise Refused(_("La fin vient avant le début\u00a0: corrigez l’une des deux heures."), field="ends")
    if place not in places_of(person):
        raise Refused(
            _("%(person)s n’est pas de l’équipe de ce lieu\u00a0: choisissez un des siens.") % {"person": person},
            field="place",
        )
    hold_people([person.pk])
    _check_apart(person, [Range(place.pk, day, starts, ends) for day in weekdays])
    rows = WorkingHours.objects.bulk_create(
        WorkingHours(user=person, place=place, weekday=day, starts=starts, ends=ends) for day in sorted(set(weekdays))
    )
    for row in rows:
        journal.record("sharing.hours_added", row, by=by, after=journal.snapshot(row, RANGE), concerns=person)
    return rows


@transaction.atomic
def drop_hours(*, hours: WorkingHours, by: Any) -> None:
    """She does not work then any more; what was promised at those hours stays."""
    _check(by, hours.user)
    journal.record("sharing.hours_dropped", hours, by=by, before=journal.snapshot(hours, RANGE), concerns=hours.user)
    hours.delete()


@transaction.atomic
def set_mobility(*, person: User, is_lendable: bool, modes: Sequence[str], longest_way: int, by: Any) -> Mobility:
    """Say whether she may be asked to go elsewhere, by what, how far at most (minutes, one way)."""
    _check(by, person)
    known = {mode.value for mode in Mode}
    if is_lendable and not modes:
        raise Refused(_("Dites comment\u00a0: à pied, à vélo, en transports ou en voiture."), field="modes")
    if not set(modes) <= known:
        raise Refused(_("Choisissez parmi les moyens de la liste."), field="modes")
    if not 0 <= longest_way <= LONGEST_WAY:
        raise Refused(_("Le trajet le plus long\u00a0: quatre heures au plus, en minutes."), field="longest_way")
    hold_people([person.pk])
    said = Mobility.objects.filter(user=person).first()
    before = journal.snapshot(said, GOES) if said else None
    said = said or Mobility(user=person)
    said.is_lendable, said.modes, said.longest_way = is_lendable, tuple(modes), longest_way
    said.save()
    journal.record("sharing.mobility_set", said, by=by, before=before, after=journal.snapshot(said, GOES))
    return said


def _check_apart(person: User, new: Sequence[Range]) -> None:
    rows = WorkingHours.objects.filter(user=person).select_related("place")
    kept = {Range(row.place_id, row.weekday, row.starts, row.ends): row for row in rows}
    met = first_met(kept, new)
    if met is None:
        return
    raise Refused(
        _("Ces heures en recouvrent d’autres\u00a0: %(day)s %(hours)s, %(place)s. Enlevez-les d’abord.")
        % {"day": WEEKDAYS[met.weekday], "hours": from_to(met.starts, met.ends), "place": kept[met].place},
        field="starts",
    )


def _check(by: Any, person: User) -> None:
    if not access.can_plan_for(by, person):
        raise Refused(_("Seules la personne, sa responsable de lieu et la coordination disent ses heures."))

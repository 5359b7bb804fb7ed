"""Who is taken, written by what takes them: a session, an appointment, an absence. Nobody is in two places at once.

The caller holds the people (`hold_people`) from before it looks until it has written; the database refuses what would
slip through. An absence takes what nothing else has: when something leaves it, the absence takes that time too.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.people.models import User
from maille.sharing.models import Absence, Occupation
from maille.sharing.rules import Window, joined, left_of

Because = Occupation.Because
Takes = Mapping[int, Sequence[tuple[int, Window]]]
"""By the key of what takes them: the key of each person and when."""


def hold_people(keys: Iterable[int]) -> None:
    """Keep people from being given to anything else, until the end of the transaction; everybody in one order."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk")
    list(rows.values_list("pk"))


def taken_from(
    keys: Iterable[int], window: Window, *, because: str = "", ignoring: Iterable[int] = ()
) -> list[Occupation]:
    """What takes these people within a time, in order; leaving out the things of one kind that are about to change."""
    rows = Occupation.objects.of_people(list(keys)).meeting(window.starts_at, window.ends_at)
    if because:
        rows = rows.exclude(because=because, object_id__in=list(ignoring))
    return list(rows.select_related("person").order_by("starts_at", "pk"))


def occupy(because: str, takes: Takes, rooms: Takes | None = None) -> None:
    """Write what these things take now, in place of what they took; nothing for one that takes nobody any more.

    `rooms` are the rooms without parts that they take too. Refused when somebody, or a room, is taken by something
    else. What is left free within an absence goes back to it.
    """
    rows = Occupation.objects.filter(because=because, object_id__in=list(takes))
    before = set(rows.values_list("person", flat=True))
    rows.delete()
    new = [
        Occupation(because=because, object_id=key, person_id=person, starts_at=when.starts_at, ends_at=when.ends_at)
        for key, people in takes.items()
        for person, when in people
    ]
    new += [
        Occupation(because=because, object_id=key, room_id=room, starts_at=when.starts_at, ends_at=when.ends_at)
        for key, taken in (rooms or {}).items()
        for room, when in taken
    ]
    _write(new)
    fill_absences(before - {None})


def release(because: str, keys: Iterable[int]) -> None:
    """What these things took is free again."""
    occupy(because, {key: [] for key in keys})


def fill_absences(people: Iterable[int]) -> None:
    """Give to each absence what nothing else takes of it."""
    absences = list(Absence.objects.filter(person__in=list(people)).order_by("starts_at", "pk"))
    if not absences:
        return
    Occupation.objects.filter(because=Because.ABSENCE, object_id__in=[one.pk for one in absences]).delete()
    for person in sorted({one.person_id for one in absences}):
        mine = [one for one in absences if one.person_id == person]
        _write(_absent(person, mine))


def _absent(person: int, absences: Sequence[Absence]) -> list[Occupation]:
    whole = Window(min(one.starts_at for one in absences), max(one.ends_at for one in absences))
    taken = [Window(one.starts_at, one.ends_at) for one in taken_from([person], whole)]
    rows: list[Occupation] = []
    for one in absences:
        pieces = left_of([Window(one.starts_at, one.ends_at)], taken)
        taken = joined([*taken, *pieces])
        rows += [
            Occupation(
                because=Because.ABSENCE,
                object_id=one.pk,
                person_id=person,
                starts_at=piece.starts_at,
                ends_at=piece.ends_at,
            )
            for piece in pieces
        ]
    return rows


def _write(rows: Sequence[Occupation]) -> None:
    try:
        with transaction.atomic():
            Occupation.objects.bulk_create(rows)
    except IntegrityError as overlap:
        raise Refused(
            _("Cette personne ou cette salle vient d’être prise à cette heure-là\u00a0: choisissez une autre heure.")
        ) from overlap


def window_of(thing: Any) -> Window:
    """When something begins and ends."""
    return Window(thing.starts_at, thing.ends_at)

"""What follows from the fields of a place, written with them: its address, where it is searched from, hours, offer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from django.utils.text import slugify

from maille.core import search
from maille.core.bulk import insert_rows, rows_among
from maille.territory.hours.calendar import Calendar, calendar_of
from maille.territory.hours.schedule import cells
from maille.territory.models import Commune, Offer, OpeningSlot, Place, WeeklyHours
from maille.territory.models.offer import OFFERED, Combination, digest
from maille.territory.opening import schedule_from

CELL = (
    "weekday", "on_public_holiday", "on_school_holiday", "season_from", "season_to", "nth", "opens", "closes",
)  # fmt: skip
LONGEST_STEM = 100
_cell, _offered = attrgetter(*CELL), attrgetter(*OFFERED)


def derive(places: Sequence[Place]) -> None:
    """Set what follows from the other fields, adding the weekly hours and the offers that no place had yet."""
    communes = _communes({place.commune_id for place in places})
    _give_slugs([place for place in places if not place.slug], communes)
    weeks = weekly_hours_ids({place.hours for place in places})
    combinations = {id(place): offered(place) for place in places}
    offers = offer_ids(set(combinations.values()))
    for place in places:
        commune = communes[place.commune_id]
        exact = place.latitude is not None
        place.search_latitude = place.latitude if exact else commune.latitude
        place.search_longitude = place.longitude if exact else commune.longitude
        place.calendar = _calendar(commune.departement)
        place.weekly_hours_id = weeks.get(place.hours)
        place.offer_id = offers[combinations[id(place)]]


class _Commune(NamedTuple):
    """What places take from their commune."""

    code: str
    name: str
    departement: str
    latitude: float | None
    longitude: float | None


def _communes(codes: set[str]) -> dict[str, _Commune]:
    return {row[0]: _Commune(*row) for row in rows_among(Commune, "code", codes, _Commune._fields)}


def _calendar(departement: str) -> str:
    """The calendar of a département; lands where nobody lives (984, 989) follow the first one."""
    try:
        return calendar_of(departement)
    except KeyError:
        return Calendar.A


# The hours


def weekly_hours_ids(values: Iterable[str]) -> dict[str, int]:
    """The row of each value of hours that is understood, made with its slots when it is new."""
    understood = [value for value in values if schedule_from(value) is not None]
    known = _weeks(understood)
    if new := sorted(set(understood) - known.keys()):
        # Two people writing the same new hours at once: one makes the row, the other waits and finds it.
        WeeklyHours.objects.bulk_create([WeeklyHours(value=value) for value in new], ignore_conflicts=True)
        made = _weeks(new)
        filled = set(OpeningSlot.objects.filter(weekly_hours__in=made.values()).values_list("weekly_hours", flat=True))
        insert_rows(
            OpeningSlot,
            ["weekly_hours_id", *CELL],
            [row for value, key in made.items() if key not in filled for row in _slots(value, key)],
        )
        known |= made
    return known


def _weeks(values: Iterable[str]) -> dict[str, int]:
    return dict(rows_among(WeeklyHours, "value", set(values), ["value", "id"]))


def _slots(value: str, key: int) -> list[tuple[object, ...]]:
    schedule = schedule_from(value)
    return [(key, *_cell(cell)) for cell in cells(schedule)] if schedule else []


# The offer


def offered(place: Place) -> Combination:
    """What a place offers, in the closed lists, whatever the order of their values."""
    return tuple(_in_order(tuple(values)) for values in _offered(place))


@lru_cache(maxsize=4096)  # the same few lists, for nearly all the places
def _in_order(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(values))


def offer_ids(combinations: Iterable[Combination]) -> dict[Combination, int]:
    """The row of each combination, made and made searchable when it is new."""
    digests = {values: digest(values) for values in combinations}
    known = _offers(digests.values())
    new = [values for values, one in sorted(digests.items()) if one not in known]
    if new:
        rows = [Offer(digest=digests[values], **dict(zip(OFFERED, values, strict=True))) for values in new]
        Offer.objects.bulk_create(rows, ignore_conflicts=True)
        made = Offer.objects.filter(digest__in=[row.digest for row in rows])
        search.refresh(list(made))
        known |= {offer.digest: offer.pk for offer in made}
    return {values: known[one] for values, one in digests.items()}


def _offers(digests: Iterable[str]) -> dict[str, int]:
    return dict(rows_among(Offer, "digest", digests, ["digest", "id"]))


# The address


def _give_slugs(places: Sequence[Place], communes: dict[str, _Commune]) -> None:
    """Give each place a free address: "mediatheque-feurs", else "mediatheque-feurs-2"…

    All ask at once, each for its own next numbers, twice as many each time they are all taken.
    """
    asking = [(place, _stem(f"{place.name} {communes[place.commune_id].name}")) for place in places]
    ranks, span = Counter[str](), 1
    taken: set[str] = set()
    while asking:
        wanted = []
        for _place, stem in asking:
            wanted.append([_numbered(stem, rank) for rank in range(ranks[stem], ranks[stem] + span)])
            ranks[stem] += span
        taken |= _held(chain.from_iterable(wanted))
        refused = []
        for (place, stem), slugs in zip(asking, wanted, strict=True):
            place.slug = next((slug for slug in slugs if slug not in taken), "")
            taken.add(place.slug)
            if not place.slug:
                refused.append((place, stem))
        asking, span = refused, span * 2


def _stem(text: str) -> str:
    return slugify(text)[:LONGEST_STEM].strip("-") or "lieu"


def _numbered(stem: str, rank: int) -> str:
    return f"{stem}-{rank + 1}" if rank else stem


def _held(slugs: Iterable[str]) -> set[str]:
    return {slug for (slug,) in rows_among(Place, "slug", set(slugs), ["slug"])}

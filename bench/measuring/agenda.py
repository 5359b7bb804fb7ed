"""A big programme to measure with: a catalogue, 60 places, thousands of sessions, some of them full."""

import datetime as dt
from itertools import islice
from typing import Any

from maille.territory.models import Network, NetworkPlace, Place
from maille.workshops.models import Session, Workshop, WorkshopVersion
from maille.workshops.vocabulary import Level, Theme

PLACES = 60
WORKSHOPS = 40
DAYS = 180
FULL_EVERY = 5


def make_sessions(network: Network, number: int, *, now: dt.datetime, places: int = PLACES) -> list[Session]:
    """So many public sessions over half a year, in so many places of the network (some are brought in)."""
    where = places_of(network, places)
    versions = [_version(network, rank, now) for rank in range(WORKSHOPS)]
    first = now.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
    rows = [
        _session(network, where[rank % len(where)], versions[rank % WORKSHOPS], rank, first, number)
        for rank in range(number)
    ]
    return Session.objects.bulk_create(rows, batch_size=500)


def _session(
    network: Network, place: int, version: WorkshopVersion, rank: int, first: dt.datetime, number: int
) -> Session:
    starts_at = first + dt.timedelta(hours=int(rank * DAYS * 24 / number))
    seats = 12
    return Session(
        version=version,
        network=network,
        place_id=place,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        state=Session.State.PUBLISHED,
        seats=seats,
        free_seats=0 if rank % FULL_EVERY == 0 else rank % seats,
    )


def places_of(network: Network, number: int) -> list[int]:
    known = list(NetworkPlace.objects.filter(network=network).order_by("pk").values_list("place_id", flat=True))
    others = Place.objects.published().exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)
    brought = list(islice(others, max(0, number - len(known))))
    NetworkPlace.objects.bulk_create(NetworkPlace(network=network, place_id=pk, kind="neighbour") for pk in brought)
    return [*known, *brought][:number]


def _version(network: Network, rank: int, now: dt.datetime) -> WorkshopVersion:
    workshop = Workshop.objects.create(network=network)
    fields: dict[str, Any] = {
        "title": f"Atelier numérique {rank}, pas à pas",
        "aim": "Savoir s’y prendre seul, avec quelqu’un à côté pour les premières fois.",
        "level": Level.values[rank % 3],
        "themes": (Theme.values[rank % len(Theme.values)], Theme.values[(rank * 7) % len(Theme.values)]),
    }
    version = WorkshopVersion.objects.create(workshop=workshop, number=1, created_at=now, **fields)
    Workshop.objects.filter(pk=workshop.pk).update(current=version)
    return version

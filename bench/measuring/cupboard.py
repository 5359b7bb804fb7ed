"""What a big network lends: 5,000 units of 60 models in 60 places, 50,000 promises over two years."""

import datetime as dt
import random
from typing import Any

from bench.measuring.agenda import PLACES, places_of
from maille.sharing.actions.asking import taking
from maille.sharing.models import Category, EquipmentModel, Need, NeedLine, Occupation, Promise, Unit
from maille.territory.models import Network

UNITS, MODELS, PROMISES = 5_000, 60, 50_000
DAYS = 730
BATCH = 2_000


def make_cupboard(network: Network, *, now: dt.datetime) -> list[EquipmentModel]:
    """Units all over the places; half of the promises are over and closed, half are to come, never two at once."""
    chance = random.Random(2026)
    where = places_of(network, PLACES)
    models = [
        EquipmentModel.objects.create(
            network=network,
            name=f"Modèle {rank:02}",
            category=Category.values[rank % len(Category.values)],
            preparation=rank % 3 * 30,
        )
        for rank in range(MODELS)
    ]
    units = Unit.objects.bulk_create(
        [
            Unit(
                kind=Unit.Kind.EQUIPMENT,
                label=f"U{rank:05}",
                model=models[rank % MODELS],
                base_id=chance.choice(where),
            )
            for rank in range(UNITS)
        ],
        batch_size=BATCH,
    )
    _promise(network, units, where, now, chance)
    return models


def _promise(network: Network, units: list[Unit], where: list[int], now: dt.datetime, chance: random.Random) -> None:
    """Each unit is promised ten times: half a day to five days, at a place drawn by lot, with days of rest between."""
    first = now - dt.timedelta(days=DAYS // 2)
    slots = PROMISES // UNITS
    needs, made = [], []
    for unit in units:
        for slot in range(slots):
            day = first + dt.timedelta(days=slot * DAYS // slots + chance.randint(0, DAYS // slots - 8))
            starts_at = day.replace(hour=chance.choice((8, 13)), minute=0, second=0, microsecond=0)
            ends_at = starts_at + dt.timedelta(hours=chance.choice((4, 9, 33, 57, 105)))
            if starts_at <= now < ends_at:
                continue
            place = chance.choice(where)
            needs.append(_need(network, place, starts_at, ends_at, now))
            made.append((unit, place, starts_at, ends_at))
    needs = Need.objects.bulk_create(needs, batch_size=BATCH)
    lines = NeedLine.objects.bulk_create(
        (NeedLine(need=need, model_id=one[0].model_id) for need, one in zip(needs, made, strict=True)),
        batch_size=BATCH,
    )
    rows = [_row(line, one, now) for line, one in zip(lines, made, strict=True)]
    rows = Promise.objects.bulk_create(rows, batch_size=BATCH)
    Occupation.objects.bulk_create((taking(one) for one in rows if one.closed_at is None), batch_size=BATCH)


def _need(network: Network, place: int, starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> Need:
    return Need(
        network=network,
        place_id=place,
        starts_at=starts_at,
        ends_at=ends_at,
        purpose="Atelier",
        state=Need.State.CONFIRMED,
        asked_at=now - dt.timedelta(days=DAYS),
    )


def _row(line: NeedLine, said: tuple[Any, ...], now: dt.datetime) -> Promise:
    unit, place, starts_at, ends_at = said
    is_over = ends_at <= now
    return Promise(
        line=line,
        unit=unit,
        place_id=place,
        starts_at=starts_at,
        ends_at=ends_at,
        promised_at=now - dt.timedelta(days=DAYS),
        left_at=starts_at if is_over else None,
        closed_at=ends_at if is_over else None,
    )

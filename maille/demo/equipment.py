"""The cupboard of the demonstration: invented objects over the places, some promised, two requests waiting."""

import tomllib
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from maille.core.refusals import Refused
from maille.sharing.actions import add_consumable, add_lent_units, add_model, ask, note_stock, promise, save_rule
from maille.sharing.models import EquipmentModel, Need
from maille.sharing.rules import Window
from maille.territory.hours.clock import local_instant
from maille.territory.models import Network, Place
from maille.workshops.load import zone_of

FRIDAY = 4
# What is used up: its name, how it is counted, from how many in the network it is bought again.
CONSUMABLES = (
    ("Filament PLA blanc", "bobine", 3),
    ("Papier A4 recyclé", "ramette", 2),
    ("Piles AA", "boîte de dix", 4),
)
NOTES = "Objet inventé pour la démonstration."


def load_equipment(network: Network, places: dict[str, Place], *, at: datetime) -> None:
    """Make what is missing of the cupboard and of its requests; again, it changes nothing."""
    told = told_equipment()
    if EquipmentModel.objects.filter(network=network).exists():
        return
    known = places | ({"Centre de ressources": network.resource_centre} if network.resource_centre else {})
    models = {line["name"]: _model(network, known, line) for line in told["models"]}
    for rule in told["rules"]:
        save_rule(network=network, kind=rule["kind"], number=rule["number"], by=None)
    for rank, (name, measure, low) in enumerate(CONSUMABLES):
        followed = add_consumable(network=network, name=name, measure=measure, low=low, by=None)
        for number, place in enumerate(Place.objects.in_network(network, kind="member").order_by("pk")[:3]):
            note_stock(consumable=followed, place=place, left=(rank + number) % 4, by=None, at=at)
    for line in told["requests"]:
        _request(network, known[line["place"]], models, line, at)


def told_equipment() -> dict[str, Any]:
    return tomllib.loads((files("maille.demo") / "equipment.toml").read_text(encoding="utf-8"))


def _model(network: Network, places: dict[str, Place], line: dict[str, Any]) -> EquipmentModel:
    said = {key: value for key, value in line.items() if key not in ("prefix", "where")}
    model = add_model(network=network, by=None, **said)
    for place, count in line["where"].items():
        add_lent_units(model=model, base=places[place], count=count, prefix=line["prefix"], notes=NOTES, by=None)
    return model


def _request(
    network: Network, place: Place, models: dict[str, EquipmentModel], line: dict[str, Any], at: datetime
) -> Need:
    day, zone = _working_day(at, line["in_days"]), zone_of(place)
    starts, ends = (local_instant(day, time.fromisoformat(line[name]), zone) for name in ("start", "end"))
    wanted = [(models[name], count) for name, count in line["wanted"].items()]
    need = ask(
        network=network, place=place, window=Window(starts, ends), purpose=line["purpose"], wanted=wanted,
        by=None, at=at,
    )  # fmt: skip
    if line["is_promised"]:
        # On some days a place is closed when it should give or take: the request waits, as it would in life.
        with suppress(Refused):
            promise(need=need, by=None, at=at)
    return need


def _working_day(at: datetime, days: int) -> date:
    day = at.date() + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > FRIDAY else 0)

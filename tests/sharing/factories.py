"""Equipment of a network for the tests: three places that lend each other tablets."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from maille.people.models import User
from maille.people.rules import COORDINATOR, MEDIATOR, PLACE_MANAGER
from maille.sharing.actions import ask
from maille.sharing.models import EquipmentModel, Need, Unit
from maille.sharing.rules import Window
from maille.territory.models import Network, Place
from tests.people.factories import RoleFactory
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory, PlaceFactory

PARIS = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=PARIS)
# Thursday morning of the same week.
MORNING = Window(dt.datetime(2026, 11, 26, 9, tzinfo=PARIS), dt.datetime(2026, 11, 26, 12, tzinfo=PARIS))


class EquipmentModelFactory(DjangoModelFactory):
    class Meta:
        model = EquipmentModel

    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence(lambda n: f"Tablette {n}")
    category = "tablet"


class LentUnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    kind = Unit.Kind.EQUIPMENT
    label = factory.Sequence(lambda n: f"T{n:03}")
    model = factory.SubFactory(EquipmentModelFactory)
    base = factory.SubFactory(PlaceFactory)


@dataclass
class Cupboard:
    network: Network
    places: list[Place]
    model: EquipmentModel
    units: list[Unit]
    coordinator: User
    manager: User
    mediator: User


def cupboard(units: int = 3) -> Cupboard:
    """Three places without announced hours, some tablets at the first, and somebody in each role."""
    network = NetworkFactory()
    places = [PlaceFactory(name=name, hours="") for name in ("Le Colibri", "L’Arlequin", "Montreynaud")]
    for place in places:
        NetworkPlaceFactory(network=network, place=place)
    model = EquipmentModelFactory(network=network, name="Tablette Galet 10")
    made = [LentUnitFactory(model=model, base=places[0]) for _ in range(units)]
    coordinator = RoleFactory(network=network, kind=COORDINATOR, place=None).user
    manager = RoleFactory(network=network, kind=PLACE_MANAGER, place=places[0]).user
    mediator = RoleFactory(network=network, kind=MEDIATOR, place=places[1]).user
    return Cupboard(network, places, model, made, coordinator, manager, mediator)


def asked(of: Cupboard, count: int = 1, *, window: Window = MORNING, place: Place | None = None) -> Need:
    return ask(
        network=of.network,
        place=place or of.places[1],
        window=window,
        purpose="Atelier photo",
        wanted=[(of.model, count)],
        by=None,
        at=NOW,
    )

"""A request for the equipment of the network: what the addresses of sharing show."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from maille.sharing.actions import ask, save_round, save_van
from maille.sharing.models import Leg
from maille.sharing.rules import Window


def add_sharing(world: Any) -> None:
    now = timezone.now()
    model = world.objects["lent_unit"].model
    day = now + timedelta(days=9)
    need = ask(
        network=world.network, place=world.member, window=Window(day, day + timedelta(hours=3)),
        purpose="Atelier photo", wanted=[(model, 1)], by=None, at=now,
    )  # fmt: skip
    van = save_van(network=world.network, name="Camionnette d’essai", holds=4, base=world.member, by=None)
    tour = save_round(van=van, driver=None, window=Window(day, day + timedelta(hours=3)), by=None, at=now)
    way = Leg.objects.create(
        network=world.network, unit=world.objects["lent_unit"], origin=world.member, destination=world.beside,
        leaves_at=day, due_at=day + timedelta(hours=1),
    )  # fmt: skip
    world.objects |= {"equipment": model, "need": need, "round": tour, "way": way}

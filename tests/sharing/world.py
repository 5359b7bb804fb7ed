"""A request for the equipment of the network: what the addresses of sharing show."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from maille.sharing.actions import ask
from maille.sharing.rules import Window


def add_sharing(world: Any) -> None:
    now = timezone.now()
    model = world.objects["lent_unit"].model
    day = now + timedelta(days=9)
    need = ask(
        network=world.network, place=world.member, window=Window(day, day + timedelta(hours=3)),
        purpose="Atelier photo", wanted=[(model, 1)], by=None, at=now,
    )  # fmt: skip
    world.objects |= {"equipment": model, "need": need}

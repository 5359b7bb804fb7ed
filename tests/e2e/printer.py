"""A 3D printer of the Colibri, promised to the Arlequin and then to Zoomacom, and two people at the doors: run by its
own process, on a furnished demonstration."""

import json
import sys
from datetime import datetime, timedelta
from typing import Any

import django

MINUTE = timedelta(minutes=1)
DOORS = ("Centre social Le Colibri", "Arlequin", "Zoomacom")


def printer_story() -> dict[str, Any]:
    """Give the code of its label and the session of each person: Camille is at the Colibri and at Zoomacom."""
    from django.utils import timezone

    from maille.people.rules import MEDIATOR
    from maille.sharing.actions import add_lent_units, add_model
    from maille.sharing.models import KitContent
    from maille.territory.models import Network, Place
    from tests.e2e.furnish import session_of
    from tests.people.factories import RoleFactory, UserFactory

    network = Network.objects.order_by("pk").first()
    colibri, arlequin, zoomacom = (Place.objects.in_network(network).filter(name=name).first() for name in DOORS)
    # Open at any hour, so that the story can be told at any hour.
    Place.objects.filter(pk__in=[place.pk for place in (colibri, arlequin, zoomacom)]).update(hours="")
    camille, noe = UserFactory(name="Camille Passage"), UserFactory(name="Noé Palier")
    for person, place in ((camille, colibri), (camille, zoomacom), (noe, arlequin)):
        RoleFactory(network=network, kind=MEDIATOR, place=place, user=person)
    model = add_model(network=network, name="Imprimante 3D de l’histoire", category="printer_3d", by=None)
    KitContent.objects.create(model=model, label="bobine", count=2)
    (printer,) = add_lent_units(model=model, base=colibri, count=1, prefix="HIST", by=None)
    now = timezone.now()
    promised(network, model, arlequin, now - 240 * MINUTE, now - 65 * MINUTE)
    promised(network, model, zoomacom, now - 5 * MINUTE, now + 180 * MINUTE)
    sessions = {"camille": session_of(camille), "noe": session_of(noe), "noe elsewhere": session_of(noe)}
    return {"code": printer.code} | sessions


def promised(network: Any, model: Any, place: Any, starts_at: datetime, ends_at: datetime) -> None:
    from maille.sharing.actions import ask, promise
    from maille.sharing.rules import Window

    at = starts_at - timedelta(days=2)
    need = ask(
        network=network, place=place, window=Window(starts_at, ends_at), purpose="Fabriquer une pièce",
        wanted=[(model, 1)], by=None, at=at,
    )  # fmt: skip
    promise(need=need, by=None, at=at)


if __name__ == "__main__":
    django.setup()
    json.dump(printer_story(), sys.stdout)

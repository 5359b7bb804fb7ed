"""Two hundred requests for the last unit, and who has it: `python -m bench.measuring.cupboard_race` prints JSON.

Run by `bench/cupboard.py` with the environment of the installation being served. Without an argument it makes a model,
its only unit and the requests; with the key of a model, it tells what is promised of it.
"""

import datetime as dt
import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (after the settings)
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from maille.people.models import User  # noqa: E402
from maille.sharing.actions import add_lent_units, add_model, ask  # noqa: E402
from maille.sharing.models import Need, Occupation, Promise  # noqa: E402
from maille.sharing.rules import Window  # noqa: E402
from maille.territory.context import default_network  # noqa: E402
from maille.territory.models import Place  # noqa: E402

REQUESTS = 200
COORDINATOR = "amina.demo@maille.example"


def make() -> dict[str, Any]:
    network, now = default_network(), timezone.now()
    assert network
    place = Place.objects.published().in_network(network).order_by("pk")[0]
    model = add_model(network=network, name="Imprimante 3D de la course", category="printer_3d", by=None)
    add_lent_units(model=model, base=place, count=1, prefix="COURSE", by=None)
    begins = now + dt.timedelta(days=6)
    window = Window(begins, begins + dt.timedelta(hours=3))
    needs = [
        ask(network=network, place=place, window=window, purpose="Course", wanted=[(model, 1)], by=None, at=now)
        for _ in range(REQUESTS)
    ]
    client = Client()
    client.force_login(User.objects.get(email=COORDINATOR), backend="django.contrib.auth.backends.ModelBackend")
    return {
        "model": model.pk,
        "needs": [[need.pk, need.lines.values_list("pk", flat=True)[0]] for need in needs],
        "cookie": [settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value],
    }


def told(model: int) -> dict[str, Any]:
    held = Promise.objects.standing().filter(line__model=model)
    return {
        "promised": held.count(),
        "taken": Occupation.objects.filter(because="loan", object_id__in=held.values("pk")).count(),
        "confirmed": Need.objects.filter(lines__model=model, state=Need.State.CONFIRMED).count(),
        "waiting": Need.objects.filter(lines__model=model, state=Need.State.ASKED).count(),
    }


if __name__ == "__main__":
    print(json.dumps(told(int(sys.argv[1])) if len(sys.argv) > 1 else make()))

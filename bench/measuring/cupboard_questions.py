"""What is free, asked in many ways: `python -m bench.measuring.cupboard_questions` prints JSON.

Run by `bench/cupboard.py` in an installation with the demonstration network.
"""

import datetime as dt
import gc
import json
import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (after the settings)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.measuring.cupboard import make_cupboard  # noqa: E402
from maille.core import kept  # noqa: E402
from maille.core.serving import ready  # noqa: E402
from maille.people.models import User  # noqa: E402
from maille.sharing import load  # noqa: E402
from maille.sharing.models import EquipmentModel, Promise, Unit  # noqa: E402
from maille.sharing.rules import Window  # noqa: E402
from maille.territory.context import default_network  # noqa: E402
from maille.territory.models import Network, Place  # noqa: E402

PARIS = ZoneInfo("Europe/Paris")
WEEKS = 12
TIMES = 3
WHERE = "Montreynaud"
COORDINATOR = "amina.demo@maille.example"


def main() -> None:
    ready.migrate()
    ready.collect_static()
    call_command("load_demo", verbosity=0)
    network = default_network()
    assert network
    now = timezone.now()
    models = make_cupboard(network, now=now)
    connection.cursor().execute("ANALYZE")
    place = Place.objects.in_network(network).filter(name__icontains=WHERE).order_by("pk")[0]
    kept.begin()
    found = {
        "units": Unit.objects.count(),
        "promises": Promise.objects.count(),
        "free": _timed([_morning(network, place, week, now) for week in range(WEEKS)]),
        "anew": _timed([_anew(_morning(network, place, week, now)) for week in range(WEEKS)]),
        "page": _timed([_page(place, week, now) for week in range(WEEKS)]),
        "calendar": _timed([_days(model, place, now) for model in models[:WEEKS]]),
    }
    kept.end()
    print(json.dumps(found))


def _thursday(week: int, now: dt.datetime) -> dt.date:
    """The Thursday of so many weeks on, the first one two days away at least."""
    day = now.astimezone(PARIS).date() + dt.timedelta(days=2)
    return day + dt.timedelta(days=(3 - day.weekday()) % 7, weeks=week)


def _morning(network: Network, place: Place, week: int, now: dt.datetime) -> Callable[[], Any]:
    day = _thursday(week, now)
    window = Window(*(dt.datetime.combine(day, dt.time(hour), PARIS) for hour in (9, 12)))
    return lambda: load.free_for(network, place, window, at=now)


def _anew(question: Callable[[], Any]) -> Callable[[], Any]:
    """The same question when nothing is kept, as right after something was written."""

    def ask() -> None:
        kept.end()
        kept.begin()
        question()

    return ask


def _page(place: Place, week: int, now: dt.datetime) -> Callable[[], Any]:
    client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Encoding": "gzip"})
    client.force_login(User.objects.get(email=COORDINATOR), backend="django.contrib.auth.backends.ModelBackend")
    path = f"/mutualisation/?lieu={place.slug}&jour={_thursday(week, now):%Y-%m-%d}&de=09:00&a=12:00"

    def visit() -> None:
        assert client.get(path).status_code == 200, path

    return visit


def _days(model: EquipmentModel, place: Place, now: dt.datetime) -> Callable[[], Any]:
    first = now.astimezone(PARIS).date() + dt.timedelta(days=1)
    return lambda: load.free_by_day(model, place, first, at=now)


def _timed(questions: list[Callable[[], Any]]) -> dict[str, list[float]]:
    """Each question asked several times: the best of them, in milliseconds, and the queries it makes."""
    found: dict[str, list[float]] = {"wall": [], "worked": [], "queries": []}
    questions[0]()
    for question in questions:
        best = []
        for _ in range(TIMES):
            gc.collect()
            wall, worked = time.perf_counter(), time.process_time()
            question()
            best.append((time.perf_counter() - wall, time.process_time() - worked))
        found["wall"].append(1000 * min(one for one, _ in best))
        found["worked"].append(1000 * min(one for _, one in best))
        with CaptureQueriesContext(connection) as queries:
            question()
        found["queries"].append(len(queries))
    return found


if __name__ == "__main__":
    main()

"""Fill one database with places and time searches in it: `python -m bench.measuring.searching FILE` prints JSON.

Run by `bench/search.py`, once per database, with the environment of an installation.
"""

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import django

django.setup()

from django.db import connection  # noqa: E402  (after the settings)
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.measuring.places import read_rows, write_places  # noqa: E402
from bench.measuring.questions import questions  # noqa: E402
from maille.core import kept  # noqa: E402
from maille.core.serving import ready  # noqa: E402
from maille.directory.forms import SearchForm  # noqa: E402
from maille.directory.search.question import Question, page_of, search  # noqa: E402
from maille.directory.search.rows import rows_of  # noqa: E402
from maille.directory.views.search import PLACES_A_PAGE  # noqa: E402
from maille.territory.actions import create_network, join_network, load_communes  # noqa: E402
from maille.territory.models import Commune, Network, NetworkPlace, OpeningSlot, Place  # noqa: E402

PLACES = 30_000
SEARCHES = 300
WARMING = 30
ROUNDS = 3
NOW = dt.datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Paris"))  # a Tuesday of term

Asked = dict[str, str]


def fill(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Load communes, places and a network, through the actions that an installation uses."""
    ready.migrate()
    ready.collect_static()
    load_communes()
    started = time.perf_counter()
    written = write_places(rows)
    seconds = time.perf_counter() - started
    network = create_network(slug="banc", name="Banc d’essai", main_commune=Commune.objects.get(pk="42218"), by=None)
    members = list(Place.objects.filter(commune="42218").order_by("pk")[:13])
    join_network(network=network, places=members, kind=NetworkPlace.Kind.MEMBER, by=None)
    rested()
    return {"places": written, "slots": OpeningSlot.objects.count(), "load_seconds": seconds}


def rested() -> None:
    """Do at once what PostgreSQL does by itself within a minute of so many writes: know its rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def measure(asked: Sequence[Asked]) -> dict[str, Any]:
    """Time each search through the whole server but the network, then the search alone; milliseconds."""
    client = Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_ENCODING="gzip")
    network = Network.objects.select_related("main_commune").get()

    def page(fields: Asked) -> int:
        response = client.get("/annuaire/", fields)
        assert response.status_code == 200, response.status_code
        return len(response.content)

    def bare(fields: Asked) -> int:
        form = SearchForm(QueryDict(urlencode(fields)))
        return len(first_page(form.question(), network))

    kept.begin()  # as every process of the web server does
    with patch("django.utils.timezone.now", lambda: NOW):
        counted = [queries_of(lambda fields=fields: bare(fields)) for fields in asked]
        search_ms, _worked = timed(bare, asked)
        page_ms, page_worked_ms = timed(page, asked)
        return {
            "found": sum(bool(bare(fields)) for fields in asked),
            "fewest_queries": min(counted),
            "most_queries": max(counted),
            "page_ms": page_ms,
            "page_worked_ms": page_worked_ms,
            "search_ms": search_ms,
            "everywhere_ms": [ms for ms, fields in zip(search_ms, asked, strict=True) if fields["rayon"] == "0"],
        }


def queries_of(function: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


def first_page(question: Question, network: Network) -> list[Place]:
    """What the view asks of the database: the count, and the first places with what their cards show."""
    answer = search(question, at=timezone.now(), network=network, within=Place.objects.published())
    _page, ids = page_of(answer, None, size=PLACES_A_PAGE)
    return rows_of(ids, network=network, today=timezone.localdate())


def timed(function: Callable[[Asked], int], asked: Sequence[Asked]) -> tuple[list[float], list[float]]:
    """Elapsed and processor time of each search, in milliseconds.

    The best of a few rounds, so that another program's turn is not counted as ours.
    """
    for fields in asked[:WARMING]:
        function(fields)
    rounds = [[_milliseconds(function, fields) for fields in asked] for _ in range(ROUNDS)]
    best = [tuple(map(min, zip(*times, strict=True))) for times in zip(*rounds, strict=True)]
    return [elapsed for elapsed, _worked in best], [worked for _elapsed, worked in best]


def _milliseconds(function: Callable[[Asked], int], fields: Asked) -> tuple[float, float]:
    started, started_work = time.perf_counter(), time.thread_time()
    function(fields)
    return (time.perf_counter() - started) * 1000, (time.thread_time() - started_work) * 1000


def main(file: Path) -> None:
    rows = read_rows(file, PLACES)
    print(json.dumps(fill(rows) | measure(questions(rows, SEARCHES))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

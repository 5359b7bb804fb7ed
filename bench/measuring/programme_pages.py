"""The programme asked for a hundred times, in many ways: `python -m bench.measuring.programme_pages` prints JSON.

Run by `bench/programme.py` in an installation with the demonstration network.
"""

import gc
import json
import time
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (after the settings)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.measuring.agenda import PLACES, make_sessions  # noqa: E402
from maille.core import kept  # noqa: E402
from maille.core.serving import ready  # noqa: E402
from maille.territory.context import default_network  # noqa: E402
from maille.territory.models import Place  # noqa: E402

SESSIONS = 5_000
TIMES = 3
WAYS = (
    "", "mois={month}", "page=40", "theme=email", "theme=sante&niveau=debutant", "ou=42100", "ou=Montreynaud&rayon=5",
    "ou=Rive-de-Gier&rayon=20&places=on", "quoi=pas+a+pas", "jour=1&jour=3", "jour=5&places=on&mois={month}",
    "lieu={place}", "besoin=Langues+%C3%A9trang%C3%A8res+%3A+anglais", "theme=inconnu&mois=2026-13", "quoi=introuvable",
    "places=on&page=3", "lat=45.44&lon=4.39&rayon=2", "ou=zzzz",
)  # fmt: skip


def main() -> None:
    ready.migrate()
    ready.collect_static()
    call_command("load_demo", verbosity=0)
    network = default_network()
    assert network
    now = timezone.now()
    make_sessions(network, SESSIONS, now=now)
    connection.cursor().execute("ANALYZE")
    place = Place.objects.filter(network_places__network=network).order_by("pk").values_list("slug", flat=True)[0]
    month = f"{now.year + (now.month > 10)}-{(now.month + 1) % 12 + 1:02}"
    paths = [f"/programme/?{way.format(month=month, place=place)}" for way in WAYS]
    print(json.dumps({"places": PLACES, "sessions": SESSIONS, **_kept(paths), **_anew(paths)}))


def _kept(paths: list[str]) -> dict[str, Any]:
    """As a web server answers: what belongs to everybody was read by an earlier visit."""
    kept.begin()
    timed = _timed(paths)
    kept.end()
    return {"page_ms": timed["wall"], "worked_ms": timed["worked"], "bytes": timed["bytes"]}


def _anew(paths: list[str]) -> dict[str, Any]:
    """As the first visit after something changed: all is read again."""
    timed = _timed(paths)
    client, counts = Client(SERVER_NAME="127.0.0.1"), []
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    return {"anew_ms": timed["wall"], "queries": counts}


def _timed(paths: list[str]) -> dict[str, list[float]]:
    """The best of several visits at each address, through the whole of Django, compressed."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Encoding": "gzip"})
    client.get(paths[0])
    found: dict[str, list[float]] = {"wall": [], "worked": [], "bytes": []}
    for path in paths:
        best = []
        for _ in range(TIMES):
            gc.collect()
            wall, worked = time.perf_counter(), time.process_time()
            answer = client.get(path)
            best.append((time.perf_counter() - wall, time.process_time() - worked))
            assert answer.status_code == 200, path
        found["wall"].append(1000 * min(one for one, _ in best))
        found["worked"].append(1000 * min(one for _, one in best))
        found["bytes"].append(len(answer.content))
    return found


if __name__ == "__main__":
    main()

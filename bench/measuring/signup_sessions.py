"""Sessions to sign up for, and what became of them: `python -m bench.measuring.signup_sessions [SESSION]` prints JSON.

Run by `bench/signup.py` with the environment of the installation being served. Without a session it makes them, and
counts the queries of one confirmation; with one, it tells who is seated there.
"""

import datetime as dt
import json
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  (after the settings)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.measuring.signup import words  # noqa: E402
from maille.core import kept  # noqa: E402
from maille.territory.models import Network, NetworkPlace  # noqa: E402
from maille.workshops.models import Registration, Seat, Session, Workshop, WorkshopVersion  # noqa: E402

SESSIONS = 400
SEATS = 20
NOT_QUERIES = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "ROLLBACK")


def make() -> dict[str, Any]:
    network = Network.objects.get()
    member = NetworkPlace.objects.filter(network=network, kind="member").order_by("pk").first()
    assert member, "the demonstration network has members"
    now = timezone.now()
    workshop = Workshop.objects.create(network=network)
    version = WorkshopVersion.objects.create(
        workshop=workshop,
        number=1,
        created_at=now,
        title="Découvrir son smartphone",
        aim="Téléphoner, envoyer un message, prendre une photo.",
        level="debutant",
        themes=("prendre_en_main_du_materiel",),
    )
    Workshop.objects.filter(pk=workshop.pk).update(current=version)
    starts_at = now + dt.timedelta(days=30)
    made = [
        Session.objects.create(
            version=version,
            network=network,
            place_id=member.place_id,
            starts_at=starts_at + dt.timedelta(hours=2 * rank),
            ends_at=starts_at + dt.timedelta(hours=2 * rank + 2),
            state=Session.State.PUBLISHED,
            seats=SEATS,
            chosen_seats=SEATS,
            free_seats=SEATS,
        )
        for rank in range(SESSIONS)
    ]
    paths = [session.get_absolute_url() for session in made]
    return {"paths": paths[2:], "hot": made[1].pk, "queries": queries_of_a_confirmation(paths[0])}


def queries_of_a_confirmation(path: str) -> int:
    """Queries of the confirming POST, once the process is warm; the transaction's own statements are not counted."""
    kept.begin()  # as the web server does
    client = Client(SERVER_NAME="127.0.0.1")
    for rank in (7_000_001, 7_000_002):
        answers = {"name": f"Habitante {words(rank)}", "contact": f"habitante.{rank}@example.org", "size": "1"}
        with CaptureQueriesContext(connection) as captured:
            response = client.post(path + "inscription/", answers)
        assert response.status_code == 302, response.status_code
    return sum(not query["sql"].startswith(NOT_QUERIES) for query in captured.captured_queries)


def told(key: int) -> dict[str, Any]:
    """Who is seated, who waits, and whether the first to come are those who sit."""
    states = list(Registration.objects.filter(session=key).order_by("pk").values_list("state", flat=True))
    held = Seat.objects.filter(session=key, released_at=None)
    return {
        "seated": states.count("seated"),
        "waiting": states.count("waiting"),
        "in_order": states == sorted(states, key=["seated", "waiting"].index),
        "numbers": sorted(held.values_list("number", flat=True)),
    }


if __name__ == "__main__":
    print(json.dumps(told(int(sys.argv[1])) if len(sys.argv) > 1 else make()))

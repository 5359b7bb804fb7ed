"""A session that is being held, and what its sheet says: `python -m bench.measuring.checkin_session [SESSION]`.

Run by `bench/checkin.py` with the environment of the installation being served. Without a session it makes one with its
people and signs somebody of the team in; with one, it tells who was noted there. Both print JSON.
"""

import datetime as dt
import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (after the settings)
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from maille.activity.models import Attendance, Tick  # noqa: E402
from maille.people.models import User  # noqa: E402
from maille.territory.models import Network, NetworkPlace  # noqa: E402
from maille.workshops.actions import register  # noqa: E402
from maille.workshops.models import Registration, Session, WorkshopVersion  # noqa: E402
from maille.workshops.rules.signup import Applicant  # noqa: E402

PEOPLE = 60


def make() -> dict[str, Any]:
    network = Network.objects.get()
    member = NetworkPlace.objects.filter(network=network, kind="member").order_by("pk").first()
    assert member, "the demonstration network has members"
    now = timezone.now()
    session = Session.objects.create(
        version=WorkshopVersion.objects.filter(workshop__network=network).order_by("pk").first(),
        network=network,
        place_id=member.place_id,
        starts_at=now + dt.timedelta(minutes=30),
        ends_at=now + dt.timedelta(hours=3),
        state=Session.State.PUBLISHED,
        seats=PEOPLE,
        chosen_seats=PEOPLE,
        free_seats=PEOPLE,
    )
    source = Registration.Source.PUBLIC
    people = [
        register(
            target=session,
            applicant=Applicant(f"Personne {rank} (fictive)", email=f"personne{rank}@maille.example"),
            source=source,
            by=None,
            at=now,
        )
        for rank in range(PEOPLE)
    ]
    client = Client()
    client.force_login(User.objects.filter(roles__kind="coordinator", roles__network=network).first())  # type: ignore[arg-type]
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"session": session.pk, "people": [f"r{one.pk}" for one in people], "cookie": cookie}


def told(key: int) -> dict[str, Any]:
    there = Attendance.objects.filter(session=key)
    ticks = Tick.objects.filter(attendance__session=key)
    return {
        "people": there.count(),
        "names": there.values("key").distinct().count(),
        "states": dict(there.values_list("state").annotate(count=Count("pk"))),
        "state_of": dict(there.values_list("key", "state")),
        "ticks": ticks.count(),
        "nonces": ticks.values("nonce").distinct().count(),
    }


if __name__ == "__main__":
    print(json.dumps(told(int(sys.argv[1])) if len(sys.argv) > 1 else make()))

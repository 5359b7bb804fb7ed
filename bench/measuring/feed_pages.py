"""A feed of 2,000 events asked for many times: `python -m bench.measuring.feed_pages` prints JSON.

Run by `bench/feeds.py` in a new installation.
"""

import json
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (after the settings)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.measuring.agenda import make_sessions  # noqa: E402
from maille.api import feeds  # noqa: E402
from maille.core import kept  # noqa: E402
from maille.core.serving import ready  # noqa: E402
from maille.territory.context import default_network  # noqa: E402

EVENTS = 2_000
TIMES = 15


def main() -> None:
    ready.migrate()
    ready.collect_static()
    call_command("load_demo", verbosity=0)
    network = default_network()
    assert network
    network.sessions.all().update(visibility="link")
    make_sessions(network, EVENTS, now=timezone.now())
    connection.cursor().execute("ANALYZE")
    kept.begin()  # as every process of the web server does
    client, path = Client(SERVER_NAME="127.0.0.1"), f"/agenda/{network.slug}.ics"
    first = client.get(path)
    known = {"If-None-Match": first["ETag"]}
    found: dict[str, Any] = {
        "events": first.content.count(b"BEGIN:VEVENT"),
        "bytes": len(first.content),
        "whole_ms": timed(lambda: written_anew(client, path), 200),
        "kept_ms": timed(lambda: client.get(path), 200),
        "known_ms": timed(lambda: client.get(path, headers=known), 304),
        "news_ms": timed(lambda: client.get(path.replace(".ics", ".atom")), 200),
    }
    with CaptureQueriesContext(connection) as queries:
        client.get(path, headers=known)
    print(json.dumps({**found, "queries": len(queries)}))


def written_anew(client: Client, path: str) -> Any:
    """As somebody who asks first after a change."""
    feeds.forget()
    return client.get(path)


def timed(ask: Callable[[], Any], status: int) -> list[float]:
    """Milliseconds of each of several visits."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        assert ask().status_code == status
        taken.append(1000 * (time.perf_counter() - began))
    return taken


if __name__ == "__main__":
    main()

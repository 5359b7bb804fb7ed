"""A worker killed while it reads a feed loses nothing, and nothing is there twice. Real processes, both databases."""

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from maille.watch import actions
from maille.watch.models import Item, Story
from maille.watch.rules import pace
from tests.territory.factories import NetworkFactory
from tests.waiting import wait_for
from tests.watch.hostile import Hostile, item, rss

ROOT = Path(settings.PACKAGE_DIR).parent
MANY = 30
# Reads what is due in a while; stops for ever once the articles are written and not yet kept, when asked to.
READER = """
import datetime as dt, sys, time
from pathlib import Path
import django
django.setup()
from django.utils import timezone
from maille.watch.actions import reading
from maille.watch.fetching.guard import Guard

port, minutes, stop = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]

def pause(**words):
    Path(stop).touch()
    time.sleep(600)

if stop:
    reading.sort_stories = pause
guard = Guard(resolve=lambda host, asked: [("127.0.0.1", port)], allows=lambda address: True)
reading.read_due(at=timezone.now() + dt.timedelta(minutes=minutes), guard=guard)
"""


@pytest.fixture
def reader(shared_url):
    started = []

    def start(server: Hostile, *, minutes: int, stop: str = "") -> subprocess.Popen[bytes]:
        environment = {**os.environ, "DATABASE_URL": shared_url, "DJANGO_SETTINGS_MODULE": "maille.config.settings"}
        words = [sys.executable, "-c", READER, str(server.port), str(minutes), stop]
        started.append(subprocess.Popen(words, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def feed() -> bytes:
    return rss(*(item(f"Sujet {n} qui ne ressemble à rien d’autre", f"https://fil.example/{n}") for n in range(MANY)))


def killed(process) -> None:
    process.kill()  # SIGKILL
    process.wait()


@pytest.mark.parametrize("stage", ["while it drips", "once written"])
def test_nothing_is_lost_and_nothing_is_there_twice(server, reader, tmp_path, stage):
    source = actions.add_source(
        network=NetworkFactory(), url="http://fil.example/rss", by=None, at=timezone.now() - dt.timedelta(seconds=1)
    )
    server.gives("/rss", feed(), ETag='"1"')
    stop = tmp_path / "written"
    if stage == "while it drips":
        given = server.answers["/rss"]

        def drip(handler) -> None:
            handler.send_response(200)
            handler.end_headers()
            handler.wfile.write(feed()[:200])
            time.sleep(8)

        server.answers["/rss"] = drip
        first = reader(server, minutes=0)
        wait_for(lambda: server.hits["/rss"])
        killed(first)
        server.answers["/rss"] = given
    else:
        first = reader(server, minutes=0, stop=str(stop))
        wait_for(stop.exists)
        killed(first)

    source.refresh_from_db()
    assert (Item.objects.count(), Story.objects.count(), source.etag, source.state) == (0, 0, "", "new")
    assert source.next_at > timezone.now()  # its claim, and nothing else
    assert reader(server, minutes=0).wait() == 0
    assert Item.objects.count() == 0  # the first one may still be alive, for all that is known
    later = int(pace.LEASE.total_seconds() // 60) + 1
    assert reader(server, minutes=later).wait() == 0
    assert reader(server, minutes=2 * later).wait() == 0
    source.refresh_from_db()
    assert (Item.objects.count(), Story.objects.count(), source.etag, source.state) == (MANY, MANY, '"1"', "read")

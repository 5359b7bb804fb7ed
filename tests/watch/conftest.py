import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.utils import translation

from tests.watch.hostile import serving

NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def server():
    with serving() as started:
        yield started


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A world of Tuesday 24 November, made once for a module; what a test does to it is undone after it."""
    from tests.world import make_world  # models, once Django is ready

    with django_db_blocker.unblock(), translation.override("fr"), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            world = make_world()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def small(made, db, clock):
    return made

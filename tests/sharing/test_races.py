"""Many who want the last unit at the same instant, on both databases; and the same race with its guards taken away."""

import time
from importlib import import_module

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.models import QuerySet

from maille.core.refusals import Refused
from maille.sharing.actions import asking, promise
from maille.sharing.models import Occupation, Promise
from tests.sharing.factories import NOW, asked, cupboard
from tests.workshops.racing import at_once, errors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
GUARD = import_module("maille.sharing.migrations.0002_nobody_twice")
MANY = 20


def crowd(action=promise):
    """So many places want the last unit over the same hours."""
    network = cupboard(units=1)
    needs = [asked(network) for _ in range(MANY)]
    return at_once([lambda need=need: action(need=need, by=None, at=NOW) for need in needs])


@pytest.fixture
def slowed(monkeypatch):
    """Wait a little between seeing that a unit is free and promising it: the widest window, guards or not."""
    step = asking.most_for

    def most_for(*args):
        found = step(*args)
        time.sleep(0.02)
        return found

    monkeypatch.setattr(asking, "most_for", most_for)


@pytest.fixture
def unlocked(monkeypatch):
    """Promise without the lock: no FOR UPDATE on PostgreSQL, no transaction that is alone on SQLite."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    return promise if connection.vendor == "postgresql" else promise.__wrapped__


@pytest.fixture
def unguarded():
    """Take away what the database refuses by itself."""
    with connection.schema_editor() as editor:
        GUARD.drop(None, editor)
    yield
    Occupation.objects.all().delete()
    with connection.schema_editor() as editor:
        GUARD.create(None, editor)


@pytest.mark.usefixtures("slowed")
class TestTheLastOne:
    def test_exactly_one_has_it(self):
        answers = crowd()
        assert sum(isinstance(one, list) for one in answers) == 1
        assert {type(one) for one in errors(answers)} == {Refused}
        assert Promise.objects.standing().count() == 1

    def test_without_the_lock_the_database_still_refuses(self, unlocked):
        answers = crowd(unlocked)
        assert Promise.objects.standing().filter(pk__in=Occupation.objects.values("object_id")).count() == 1
        assert {type(one) for one in errors(answers)} <= {Refused, OperationalError, IntegrityError}

    def test_without_either_it_is_promised_more_than_once(self, unlocked, unguarded):
        """The control: the tests above can fail."""
        crowd(unlocked)
        assert Occupation.objects.filter(because="loan").count() > 1

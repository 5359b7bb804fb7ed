"""Many places that want the same person at the same instant, on both databases; and the same race without guards."""

import time
from importlib import import_module

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.models import QuerySet

from maille.core.refusals import Refused
from maille.sharing.actions import agree, lending, offer
from maille.sharing.models import Lending, Occupation
from tests.sharing.factories import NOW
from tests.sharing.lent import needed, team
from tests.workshops.racing import at_once, errors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
GUARD = import_module("maille.sharing.migrations.0002_nobody_twice")
MANY = 8


def crowd(action=agree):
    """So many needs to whom the same person was offered are all agreed together."""
    of = team()
    offers = [offer(line=needed(of), user=of.lent, by=None, at=NOW) for _ in range(MANY)]
    return at_once([lambda one=one: action(lending=one, by=None, at=NOW) for one in offers])


@pytest.fixture
def slowed(monkeypatch):
    """Wait a little between seeing that she is free and taking her."""
    step = lending.candidates_for

    def candidates_for(*args, **options):
        found = step(*args, **options)
        time.sleep(0.02)
        return found

    monkeypatch.setattr(lending, "candidates_for", candidates_for)


@pytest.fixture
def unlocked(monkeypatch):
    """Agree without the lock: no FOR UPDATE on PostgreSQL, no transaction that is alone on SQLite."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    return agree if connection.vendor == "postgresql" else agree.__wrapped__


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
class TestTheSamePerson:
    def test_exactly_one_has_her(self):
        answers = crowd()
        assert {type(one) for one in errors(answers)} == {Refused}
        assert len(errors(answers)) == MANY - 1
        assert Lending.objects.filter(state="agreed").count() == Occupation.objects.count() == 1

    def test_without_the_lock_the_database_still_refuses(self, unlocked):
        answers = crowd(unlocked)
        assert Occupation.objects.filter(because="lending").count() == 1
        assert {type(one) for one in errors(answers)} <= {Refused, OperationalError, IntegrityError}

    def test_without_either_she_is_in_two_places(self, unlocked, unguarded):
        """The control: the tests above can fail."""
        crowd(unlocked)
        assert Occupation.objects.filter(because="lending").count() > 1

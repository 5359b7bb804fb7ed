"""Two telephones that tell the same hand-over at the same instant, on both databases; and without the lock."""

import time
import uuid

import pytest
from django.db import connection
from django.db.models import QuerySet

from maille.sharing.actions import custody, promise, tell
from maille.sharing.models import CustodyEvent, LedgerEntry
from tests.sharing.factories import NOW, asked, cupboard
from tests.workshops.racing import at_once, errors, met

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
MANY = 8


def given_by_many(action=tell):
    """The unit is said to be given by so many telephones at once."""
    of = cupboard(units=1)
    (held,) = promise(need=asked(of), by=None, at=NOW)
    call = lambda: action(unit=held.unit, told="given", place=of.places[0], by=None, at=NOW, key=uuid.uuid4())  # noqa: E731
    return of, at_once([call] * MANY)


@pytest.fixture
def slowed(monkeypatch):
    """Wait a little between seeing that nobody told it and telling it."""
    step = custody.told_already

    def told_already(*args):
        found = step(*args)
        time.sleep(0.02)
        return found

    monkeypatch.setattr(custody, "told_already", told_already)


@pytest.mark.usefixtures("slowed")
def test_it_is_one_line():
    of, answers = given_by_many()
    assert errors(answers) == []
    assert CustodyEvent.objects.count() == 1
    call = lambda: tell(unit=of.units[0], told="received", place=of.places[1], by=None, at=NOW)  # noqa: E731
    assert errors(at_once([call] * MANY)) == []
    assert CustodyEvent.objects.filter(kind="received").count() == LedgerEntry.objects.count() == 1


def test_without_the_lock_it_is_several(monkeypatch):
    """The control: the test above can fail."""
    monkeypatch.setattr(custody, "told_already", met(custody.told_already))
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    given_by_many(tell if connection.vendor == "postgresql" else tell.__wrapped__)
    assert CustodyEvent.objects.count() > 1

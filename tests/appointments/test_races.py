"""Many people at the same instant for one slot, on both databases; and the same race with its guards taken away."""

import time
from importlib import import_module

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.models import QuerySet

from maille.appointments import actions
from maille.appointments.actions import booking, holding
from maille.appointments.models import Appointment
from maille.core.refusals import Refused
from maille.sharing.models import Occupation
from maille.sharing.rules import Window
from tests.appointments.factories import NOW, applicant, scene, slots
from tests.workshops.racing import at_once, errors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
GUARD = import_module("maille.sharing.migrations.0002_nobody_twice")


def take(reason, choice, rank, *, action=actions.book):
    return action(
        booking=actions.Booking(reason, "place", choice),
        applicant=applicant(f"Habitante {'ABCDEFGHIJKLMNOPQRST'[rank]}", phone=f"+336000000{rank:02}"),
        source="public",
        by=None,
        at=NOW,
    )


def crowd(people, **options):
    """So many people want the same slot at once; gives what each was answered."""
    reason, _opening = scene()
    choice = slots(reason)[0]
    return at_once([lambda rank=rank: take(reason, choice, rank, **options) for rank in range(people)])


def overlaps():
    """How many pairs of appointments that stand have their mediator twice."""
    held = [
        (one.mediator_id, Window(one.starts_at, one.ends_at)) for one in Appointment.objects.booked().order_by("pk")
    ]
    return sum(
        who == other and when.overlaps(also)
        for rank, (who, when) in enumerate(held)
        for other, also in held[rank + 1 :]
    )


@pytest.fixture
def slowed(monkeypatch):
    """Wait a little between seeing that a slot is free and taking it: the widest window, guards or not."""
    step = holding.refuse_slot

    def refuse_slot(*args, **options):
        step(*args, **options)
        time.sleep(0.02)

    monkeypatch.setattr(booking, "refuse_slot", refuse_slot)


@pytest.fixture
def unlocked(monkeypatch):
    """Book without the lock: no FOR UPDATE on PostgreSQL, no transaction that is alone on SQLite."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    return actions.book if connection.vendor == "postgresql" else actions.book.__wrapped__


@pytest.fixture
def unguarded():
    """Take away what the database refuses by itself."""
    with connection.schema_editor() as editor:
        GUARD.drop(None, editor)
    yield
    Occupation.objects.all().delete()
    with connection.schema_editor() as editor:
        GUARD.create(None, editor)


class TestOneSlot:
    def test_twelve_people_at_once_and_one_has_it(self, slowed):
        answers = crowd(12)
        assert sum(isinstance(answer, Appointment) for answer in answers) == 1
        assert all(isinstance(error, Refused) and "vient d’être pris" in str(error) for error in errors(answers))
        assert (Appointment.objects.count(), Occupation.objects.count(), overlaps()) == (1, 1, 0)

    def test_without_the_lock_the_database_still_refuses(self, slowed, unlocked):
        answers = crowd(6, action=unlocked)
        assert all(isinstance(error, (Refused, IntegrityError, OperationalError)) for error in errors(answers))
        assert Occupation.objects.filter(because="appointment").count() == 1

    def test_without_the_rule_of_the_database_the_lock_alone_refuses(self, slowed, unguarded):
        answers = crowd(6)
        assert sum(isinstance(answer, Appointment) for answer in answers) == 1
        assert overlaps() == 0

    def test_without_either_the_same_race_books_twice(self, slowed, unlocked, unguarded):
        crowd(6, action=unlocked)
        assert overlaps() > 0

"""Two people who lock the same sessions, in whatever order, never wait for each other for ever."""

import threading

import pytest
from django.db import OperationalError, transaction
from django.db.models import QuerySet

from maille.workshops import actions
from maille.workshops.actions.floor import open_floor, open_floors
from maille.workshops.models import SessionMediator
from tests.people.factories import UserFactory
from tests.racing import at_once, errors
from tests.waiting import PATIENCE
from tests.workshops.factories import NOW, SessionFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meet():
    """Where two people wait for each other."""
    return threading.Barrier(2, timeout=PATIENCE).wait


class TestTwoTargets:
    def test_opened_together_never_cross(self, meet):
        one, other = SessionFactory(), SessionFactory()

        @transaction.atomic
        def both(*targets):
            meet()
            return open_floors(targets, at=NOW, by=None)

        answers = at_once([lambda: both(one, other), lambda: both(other, one)])
        assert [[floor.target for floor in floors] for floors in answers] == [[one, other], [other, one]]

    def test_opened_one_after_the_other_do(self, meet):
        one, other = SessionFactory(), SessionFactory()

        @transaction.atomic
        def both(*targets):
            open_floor(targets[0], at=NOW, by=None)
            meet()
            open_floor(targets[1], at=NOW, by=None)

        (error,) = errors(at_once([lambda: both(one, other), lambda: both(other, one)]))
        assert "deadlock" in str(error)


def settle_and_refer(session, other, meet):
    """Hold the seats of a session, and have somebody lead another, which then has to be there when all is written."""
    mediator = UserFactory()
    with transaction.atomic():
        actions.settle(target=session, by=None, at=NOW)
        SessionMediator.objects.create(session=other, mediator=mediator)
        meet()


class TestReferringToASessionThatAnotherHolds:
    def both(self, meet):
        one, other = SessionFactory(), SessionFactory()
        return at_once([lambda: settle_and_refer(one, other, meet), lambda: settle_and_refer(other, one, meet)])

    def test_does_not_wait(self, meet):
        assert self.both(meet) == [None, None]

    def test_with_a_lock_that_forbids_references_one_is_turned_away(self, meet, monkeypatch):
        lock = QuerySet.select_for_update
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, no_key=False, **options: lock(self, **options))
        (error,) = errors(self.both(meet))
        assert isinstance(error, OperationalError)
        assert "deadlock" in str(error)

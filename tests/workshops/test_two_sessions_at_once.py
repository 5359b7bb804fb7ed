"""A room or a mediator given to two sessions at the same instant, on a real server; and without the lock."""

import pytest
from django.db.models import QuerySet

from maille.core.refusals import Refused
from maille.workshops import actions
from maille.workshops.actions import holding
from maille.workshops.models import Session
from tests.people.test_races import at_once, meet
from tests.workshops.factories import NOW
from tests.workshops.scenes import scene, slot

__all__ = ["meet"]
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def kinds(answers):
    return sorted("refused" if isinstance(one, Refused) else type(one).__name__ for one in answers)


@pytest.fixture
def without_means_locks(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)


class TestTwoSessionsCreatedAtOnce:
    @pytest.mark.parametrize("shared", ["room", "mediator"])
    def test_only_one_has_it(self, meet, shared):
        here = scene()
        options = {"mediators": []} if shared == "room" else {"room": None}
        meet(holding, "clashes", after=True)
        answers = at_once(*[lambda: here.create(slot(12, 2), **options)] * 2)
        assert kinds(answers) == ["list", "refused"]
        assert Session.objects.count() == 1

    @pytest.mark.parametrize("shared", ["room", "mediator"])
    def test_without_the_lock_both_believe_they_have_it(self, meet, without_means_locks, shared):
        here = scene()
        options = {"mediators": []} if shared == "room" else {"room": None}
        meet(holding, "clashes", after=True)
        answers = at_once(*[lambda: here.create(slot(12, 2), **options)] * 2)
        assert kinds(answers) == ["list", "list"]
        assert Session.objects.count() == 2


class TestTwoSessionsMovedAtOnce:
    def test_only_one_goes_there(self, meet):
        here = scene()
        one, other = here.create(slot(12, 2))[0], here.create(slot(12, 3))[0]
        meet(holding, "clashes", after=True)
        answers = at_once(
            lambda: actions.move_session(session=one, slot=slot(12, 4), by=here.mediator, at=NOW),
            lambda: actions.move_session(session=other, slot=slot(12, 4), by=here.mediator, at=NOW),
        )
        assert kinds(answers) == ["Outcome", "refused"]

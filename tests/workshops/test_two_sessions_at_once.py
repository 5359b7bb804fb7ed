"""A room or a mediator given to two sessions at the same instant, on a real server; and without the lock."""

import pytest

from maille.core.refusals import Refused
from maille.workshops import actions
from maille.workshops.actions import holding
from maille.workshops.models import Session
from tests.racing import at_once, meeting, without_locks
from tests.workshops.factories import NOW
from tests.workshops.scenes import scene, slot

__all__ = ["without_locks"]
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def kinds(answers):
    return sorted("refused" if isinstance(one, Refused) else type(one).__name__ for one in answers)


def both(*calls, **how):
    """Two people who plan, when both have seen that nothing clashes."""
    with meeting(holding, "clashes", among=2, **how):
        return at_once(calls)


class TestTwoSessionsCreatedAtOnce:
    @pytest.mark.parametrize("shared", ["room", "mediator"])
    def test_only_one_has_it(self, shared):
        here = scene()
        options = {"mediators": []} if shared == "room" else {"room": None}
        answers = both(*[lambda: here.create(slot(12, 2), **options)] * 2)
        assert kinds(answers) == ["list", "refused"]
        assert Session.objects.count() == 1

    @pytest.mark.usefixtures("without_locks")
    @pytest.mark.parametrize("shared", ["room", "mediator"])
    def test_without_the_lock_both_believe_they_have_it(self, shared):
        here = scene()
        options = {"mediators": []} if shared == "room" else {"room": None}
        answers = both(*[lambda: here.create(slot(12, 2), **options)] * 2, surely=True)
        assert kinds(answers) == ["list", "list"]
        assert Session.objects.count() == 2


class TestTwoSessionsMovedAtOnce:
    def test_only_one_goes_there(self):
        here = scene()
        one, other = here.create(slot(12, 2))[0], here.create(slot(12, 3))[0]
        answers = both(
            lambda: actions.move_session(session=one, slot=slot(12, 4), by=here.mediator, at=NOW),
            lambda: actions.move_session(session=other, slot=slot(12, 4), by=here.mediator, at=NOW),
        )
        assert kinds(answers) == ["Outcome", "refused"]

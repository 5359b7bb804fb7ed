"""Many who want the last unit at the same instant, on both databases; and the same race with its guards taken away."""

import pytest
from django.db import IntegrityError, OperationalError

from maille.core.refusals import Refused
from maille.sharing.actions import asking, promise
from maille.sharing.models import Occupation, Promise
from tests.racing import alone_no_more, at_once, errors, meeting, without_locks
from tests.sharing.factories import NOW, asked, cupboard
from tests.sharing.guarded import unguarded

__all__ = ["unguarded", "without_locks"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
MANY = 20


def crowd(action=promise, *, surely=False):
    """So many places want the last unit over the same hours, and all saw that it is free."""
    network = cupboard(units=1)
    needs = [asked(network) for _ in range(MANY)]
    with meeting(asking, "most_for", among=MANY, surely=surely):
        return at_once([lambda need=need: action(need=need, by=None, at=NOW) for need in needs])


class TestTheLastOne:
    def test_exactly_one_has_it(self):
        answers = crowd()
        assert sum(isinstance(one, list) for one in answers) == 1
        assert {type(one) for one in errors(answers)} == {Refused}
        assert Promise.objects.standing().count() == 1

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_the_database_still_refuses(self):
        answers = crowd(alone_no_more(promise), surely=True)
        assert Promise.objects.standing().filter(pk__in=Occupation.objects.values("object_id")).count() == 1
        assert {type(one) for one in errors(answers)} <= {Refused, OperationalError, IntegrityError}

    @pytest.mark.usefixtures("without_locks", "unguarded")
    def test_without_either_it_is_promised_more_than_once(self):
        """The control: the tests above can fail."""
        crowd(alone_no_more(promise), surely=True)
        assert Occupation.objects.filter(because="loan").count() > 1

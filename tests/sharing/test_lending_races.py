"""Many places that want the same person at the same instant, on both databases; and the same race without guards."""

import pytest
from django.db import IntegrityError, OperationalError

from maille.core.refusals import Refused
from maille.sharing.actions import agree, lending, offer
from maille.sharing.models import Lending, Occupation
from tests.racing import alone_no_more, at_once, errors, meeting, without_locks
from tests.sharing.factories import NOW
from tests.sharing.guarded import unguarded
from tests.sharing.lent import needed, team

__all__ = ["unguarded", "without_locks"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
MANY = 8


def crowd(action=agree, *, surely=False):
    """So many needs to whom the same person was offered are all agreed together, by people who saw that she is free."""
    of = team()
    offers = [offer(line=needed(of), user=of.lent, by=None, at=NOW) for _ in range(MANY)]
    with meeting(lending, "candidates_for", among=MANY, surely=surely):
        return at_once([lambda one=one: action(lending=one, by=None, at=NOW) for one in offers])


class TestTheSamePerson:
    def test_exactly_one_has_her(self):
        answers = crowd()
        assert {type(one) for one in errors(answers)} == {Refused}
        assert len(errors(answers)) == MANY - 1
        assert Lending.objects.filter(state="agreed").count() == Occupation.objects.count() == 1

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_the_database_still_refuses(self):
        answers = crowd(alone_no_more(agree), surely=True)
        assert Occupation.objects.filter(because="lending").count() == 1
        assert {type(one) for one in errors(answers)} <= {Refused, OperationalError, IntegrityError}

    @pytest.mark.usefixtures("without_locks", "unguarded")
    def test_without_either_she_is_in_two_places(self):
        """The control: the tests above can fail."""
        crowd(alone_no_more(agree), surely=True)
        assert Occupation.objects.filter(because="lending").count() > 1

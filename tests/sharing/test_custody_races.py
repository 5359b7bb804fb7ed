"""Two telephones that tell the same hand-over at the same instant, on both databases; and without the lock."""

import uuid

import pytest

from maille.sharing.actions import custody, promise, tell
from maille.sharing.models import CustodyEvent, LedgerEntry
from tests.racing import alone_no_more, at_once, errors, meeting, without_locks
from tests.sharing.factories import NOW, asked, cupboard

__all__ = ["without_locks"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
MANY = 8


def given_by_many(action=tell, *, surely=False):
    """The unit is said to be given by so many telephones at once."""
    of = cupboard(units=1)
    (held,) = promise(need=asked(of), by=None, at=NOW)
    call = lambda: action(unit=held.unit, told="given", place=of.places[0], by=None, at=NOW, key=uuid.uuid4())  # noqa: E731
    with meeting(custody, "told_already", among=MANY, surely=surely):
        return of, at_once([call] * MANY)


def test_it_is_one_line():
    of, answers = given_by_many()
    assert errors(answers) == []
    assert CustodyEvent.objects.count() == 1
    call = lambda: tell(unit=of.units[0], told="received", place=of.places[1], by=None, at=NOW)  # noqa: E731
    with meeting(custody, "told_already", among=MANY):
        assert errors(at_once([call] * MANY)) == []
    assert CustodyEvent.objects.filter(kind="received").count() == LedgerEntry.objects.count() == 1


@pytest.mark.usefixtures("without_locks")
def test_without_the_lock_it_is_several():
    """The control: the test above can fail."""
    given_by_many(alone_no_more(tell), surely=True)
    assert CustodyEvent.objects.count() > 1

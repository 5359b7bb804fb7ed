"""What is kept in memory is made once, and never outlives what it was made from."""

import pytest
from django.utils import timezone

from maille.core import journal, kept
from maille.core.models import Entry
from tests.core.factories import make_user

pytestmark = pytest.mark.django_db


class Made:
    """Counts how often it is made; each look is a request of its own."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times

    def look(self):
        kept.look_again()
        return kept.value("thing", self)


@pytest.fixture
def made(keeping, monkeypatch):
    monkeypatch.setattr(journal, "_labels", {"core.lasting": "a changé", "core.passing": "a pris une place"})
    monkeypatch.setattr(journal, "_passing", {"core.passing"})
    return Made()


def write(action, times=1):
    for _ in range(times):
        journal.record(action, make_user(), by=None)


def test_nothing_is_kept_where_nobody_serves():
    made = Made()
    assert [made.look(), made.look()] == [1, 2]


def test_a_value_is_made_once(made):
    assert [made.look(), made.look()] == [1, 1]


def test_a_line_that_takes_a_seat_changes_nothing(made):
    made.look()
    write("core.passing")
    assert made.look() == 1


def test_any_other_line_has_all_made_again(made):
    made.look()
    write("core.lasting")
    assert [made.look(), made.look()] == [2, 2]


def test_lines_are_counted_from_further_on_and_none_is_missed(made, monkeypatch):
    monkeypatch.setattr(kept, "OVERLAP", 2)
    for times in range(1, 6):
        assert made.look() == times
        write("core.passing", times=2)
        assert made.look() == times
        write("core.lasting")


@pytest.mark.parametrize("meanwhile", [1, 300])
def test_a_line_whose_transaction_ended_late_is_seen(made, meanwhile):
    """However many took a seat meanwhile, and though another lasting line has had all made again."""
    entry = {"at": timezone.now(), "object_type": "core.thing", "object_id": "1"}
    last = Entry.objects.create(action="core.lasting", **entry)
    for number in range(meanwhile):
        Entry.objects.create(pk=last.pk + 10 + number, action="core.passing", is_passing=True, **entry)
        made.look()
    Entry.objects.create(pk=last.pk + 10 + meanwhile, action="core.lasting", **entry)
    assert made.look() == 2
    Entry.objects.create(pk=last.pk + 5, action="core.lasting", **entry)
    assert made.look() == 3


def test_many_lines_at_once_say_whether_they_last(made):
    user = make_user()
    made.look()
    journal.record_many("core.passing", [(user, None, {"name": "x"})], by=None)
    assert made.look() == 1
    journal.record_many("core.lasting", [(user, None, {"name": "x"})], by=None)
    assert made.look() == 2


def test_all_is_made_again_after_some_time(made, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    made.look()
    time_machine.shift(kept.LONGEST - 1)
    assert made.look() == 1
    time_machine.shift(2)
    assert made.look() == 2


def test_the_journal_is_looked_at_once_a_request(made, django_assert_num_queries):
    made.look()
    with django_assert_num_queries(1):
        made.look()
        kept.value("another thing", lambda: 1)


def test_what_a_request_makes_is_not_shown_after_what_it_did_not_see(made):
    def change():
        write("core.lasting")
        return "old"

    kept.look_again()
    assert kept.value("slow", change) == "old"
    kept.look_again()
    assert kept.value("slow", lambda: "new") == "new"


def test_nothing_grows_without_end(made, monkeypatch):
    monkeypatch.setattr(kept, "MOST_VALUES", 10)
    for number in range(100):
        assert kept.value(number, lambda number=number: f"value {number}") == f"value {number}"
    assert len(kept._shelf.values) <= 10

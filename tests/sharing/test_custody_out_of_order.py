"""Two telephones that were without a network: their lines reach us in any order, twice, and tell the same custody."""

import datetime as dt
import uuid

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from maille.sharing.actions import promise, tell
from maille.sharing.models import CustodyEvent, LedgerEntry, Leg, Promise, Unit
from maille.sharing.rules import Window
from maille.sharing.story import lines_of, where_is
from tests.sharing.factories import MORNING, NOW, asked, cupboard

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
COLIBRI, ARLEQUIN, MONTREYNAUD = 0, 1, 2
FRIDAY = Window(MORNING.starts_at + 24 * HOUR, MORNING.ends_at + 24 * HOUR)
THURSDAY = dt.datetime.combine(MORNING.starts_at.date(), dt.time(), MORNING.starts_at.tzinfo)
# What happens at each door, and at what hour after Thursday, midnight: out, on, and home.
STORY = [
    ("given", COLIBRI, 8.9), ("received", ARLEQUIN, 9.0), ("given", ARLEQUIN, 32.9), ("received", MONTREYNAUD, 33.0),
    ("given", MONTREYNAUD, 36.5), ("received", COLIBRI, 37.0),
]  # fmt: skip
# The same, each door a day or more before it was planned.
EARLY = [(told, place, hour / 4 - 24) for told, place, hour in STORY]
SENT_AT = THURSDAY + 72 * HOUR


def promised():
    """A tablet of the Colibri, for l’Arlequin on Thursday and Montreynaud on Friday."""
    of = cupboard(units=1)
    promise(need=asked(of), by=None, at=NOW)
    promise(need=asked(of, window=FRIDAY, place=of.places[MONTREYNAUD]), by=None, at=NOW)
    return of


def send(of, line, key, *, minutes=0):
    told, place, hour = line
    tell(
        unit=of.units[0], told=told, place=of.places[place], by=None, at=SENT_AT, key=key,
        device_at=THURSDAY + hour * HOUR + minutes * dt.timedelta(minutes=1),
    )  # fmt: skip


def custody():
    unit = Unit.objects.get()
    return {
        "lines": [(one.kind, one.place.name) for one in lines_of(unit)],
        "where": (where_is(unit, lines_of(unit)).place, where_is(unit, lines_of(unit)).destination),
        "stands in": unit.stands_in_id,
        "ways": sorted(Leg.objects.filter(left_at__isnull=False).values_list("origin__name", "destination__name")),
        "open": Leg.objects.ahead().count(),
        "ledger": sorted(LedgerEntry.objects.values_list("giver__name", "receiver__name", "amount")),
        "closed": Promise.objects.filter(closed_at__isnull=False).count(),
    }


SHORT = settings(max_examples=8, phases=[Phase.reuse, Phase.generate])


@SHORT
@given(data=st.data(), until=st.integers(1, len(STORY)))
def test_in_any_order_and_twice_it_is_the_same_story(data, until):
    told_in_any_order(data, until)


@pytest.mark.long
@settings(SHORT, max_examples=200)
@given(data=st.data(), until=st.integers(1, len(STORY)))
def test_in_any_order_for_long(data, until):
    told_in_any_order(data, until)


def test_home_before_any_door_on_the_way_has_told_a_word():
    """Lent on from place to place, and received at its base before the other telephones have a network."""
    tells_the_same([0, 11, 1, 5, 4, 10, 2, 6, 9, 7, 3, 8], until=6)


def test_given_on_before_it_had_even_to_come():
    """Everything a day early, and the place that gives it on is the first with a network: its loan is told too."""
    tells_the_same([4, 5, 0, 1, 2, 3], until=3, story=EARLY)
    tells_the_same([5, 4, 2, 3, 0, 1], until=3, story=EARLY)


def told_in_any_order(data, until):
    """Both sides tell every hand-over, a minute apart, and each telephone sends some of its lines again."""
    order = data.draw(st.permutations(range(2 * until)))
    tells_the_same(order + data.draw(st.lists(st.sampled_from(order), max_size=4)), until)


def tells_the_same(order, until, story=STORY):
    phones = [(line, minutes) for line in story[:until] for minutes in (0, 1)]
    with transaction.atomic():
        of = promised()
        for line in story[:until]:
            send(of, line, uuid.uuid4())
        expected = custody()
        transaction.set_rollback(True)
    with transaction.atomic():
        of = promised()
        keys = [uuid.uuid4() for _ in phones]
        for which in order:
            line, minutes = phones[which]
            send(of, line, keys[which], minutes=minutes)
        places = {place.name: place.pk for place in of.places}
        found = custody()
        transaction.set_rollback(True)
    assert found["lines"] == expected["lines"]
    assert {name: found[name] for name in ("ways", "open", "ledger", "closed")} == {
        name: expected[name] for name in ("ways", "open", "ledger", "closed")
    }
    last = story[until - 1]
    assert found["stands in"] == found["where"][0] == list(places.values())[last[1]]
    assert (found["where"][1] is None) == (last[0] == "received")


def test_the_next_loan_is_not_taken_for_the_hand_over_of_the_last_one():
    """Given late, from a place where it is to be given again on Friday: Friday's hand-over is still to be told."""
    of = cupboard(units=1)
    promise(need=asked(of), by=None, at=NOW)
    promise(need=asked(of, window=FRIDAY), by=None, at=NOW)
    send(of, ("received", ARLEQUIN, 9.0), uuid.uuid4())
    send(of, ("given", ARLEQUIN, 12.5), uuid.uuid4())
    send(of, ("received", COLIBRI, 13.0), uuid.uuid4())
    send(of, ("given", COLIBRI, 8.9), uuid.uuid4())
    send(of, ("given", COLIBRI, 32.0), uuid.uuid4())
    assert [one.kind for one in CustodyEvent.objects.in_order()] == ["given", "received", "given", "received", "given"]
    assert Leg.objects.ahead().get(left_at__isnull=False).destination == of.places[ARLEQUIN]


def test_a_second_telephone_does_not_receive_the_loan_of_the_week_after():
    of = cupboard(units=1)
    promise(need=asked(of), by=None, at=NOW)
    week_after = Window(MORNING.starts_at + 168 * HOUR, MORNING.ends_at + 168 * HOUR)
    promise(need=asked(of, window=week_after), by=None, at=NOW)
    for _phone in range(2):
        tell(unit=of.units[0], told="received", place=of.places[ARLEQUIN], by=None, at=MORNING.starts_at)
    assert CustodyEvent.objects.count() == LedgerEntry.objects.count() == 1
    assert Leg.objects.filter(arrived_at__isnull=False).count() == 1

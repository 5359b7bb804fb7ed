"""Loans on hard days: over the change of the clocks, to where the unit stands already, given up on the way."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from maille.core.refusals import Refused
from maille.sharing.actions import ask, cancel_need, hear, promise, tell
from maille.sharing.models import CustodyEvent, LedgerEntry, Leg, Promise, Unit
from maille.sharing.rules import Window
from maille.sharing.rules.custody import Heard
from maille.sharing.story import lines_of, where_is
from maille.sharing.templatetags.doors import expected_answers, hand_over_answers, other_answers
from tests.sharing.factories import MORNING, NOW, PARIS, asked, cupboard

pytestmark = pytest.mark.django_db
COLIBRI, ARLEQUIN, MONTREYNAUD = 0, 1, 2
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def of():
    return cupboard(units=1)


def lent_at_night(of, day, first, last):
    """The night of a Saturday to a Sunday, from an hour to another on the clock of the wall."""
    window = Window(dt.datetime.combine(day, first, PARIS), dt.datetime.combine(day, last, PARIS))
    at = window.starts_at - dt.timedelta(days=10)
    need = ask(
        network=of.network, place=of.places[ARLEQUIN], window=window, purpose="Nuit du code", wanted=[(of.model, 1)],
        by=None, at=at,
    )  # fmt: skip
    (held,) = promise(need=need, by=None, at=at)
    return held


def telephoned(of, *lines):
    """What two telephones send on Sunday at noon, the last line first; they count in universal time."""
    told = [
        Heard(uuid.uuid4(), of.units[0].code, what, of.places[place].slug, made_at.astimezone(dt.UTC))
        for what, place, made_at in lines
    ]
    noon = dt.datetime.combine(lines[0][2].date(), dt.time(12), PARIS).astimezone(dt.UTC)
    for one in reversed(told):
        (answer,) = hear(network=of.network, heard=[one], sent_at=noon, by=None, received_at=noon)
        assert answer.sentence == ""


class TestTheChangeOfTheClocks:
    def test_in_october_the_hour_that_comes_twice_keeps_its_order(self, of):
        """Given at 2.50, received at 2.10: twenty minutes later."""
        day = dt.date(2026, 10, 25)
        held = lent_at_night(of, day, dt.time(1), dt.time(4))
        assert (held.ends_at - held.starts_at) == dt.timedelta(hours=4)
        telephoned(
            of,
            ("given", COLIBRI, dt.datetime(2026, 10, 25, 2, 50, tzinfo=PARIS)),
            ("received", ARLEQUIN, dt.datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=PARIS)),
        )
        given, received = CustodyEvent.objects.in_order()
        assert (given.kind, received.kind) == ("given", "received")
        assert received.at - given.at == 20 * MINUTE
        assert Unit.objects.get().stands_in == of.places[ARLEQUIN]
        assert LedgerEntry.objects.get().on == day

    def test_in_march_the_hour_that_is_not_there_takes_no_time(self, of):
        """Given at 1.55, received at 3.05: ten minutes later."""
        day = dt.date(2026, 3, 29)
        held = lent_at_night(of, day, dt.time(1), dt.time(4))
        assert (held.ends_at.timestamp() - held.starts_at.timestamp()) == 2 * 3600
        telephoned(
            of,
            ("given", COLIBRI, dt.datetime(2026, 3, 29, 1, 55, tzinfo=PARIS)),
            ("received", ARLEQUIN, dt.datetime(2026, 3, 29, 3, 5, tzinfo=PARIS)),
        )
        given, received = CustodyEvent.objects.in_order()
        assert received.at - given.at == 10 * MINUTE
        assert Unit.objects.get().stands_in == of.places[ARLEQUIN]
        assert timezone.localtime(Leg.objects.get(arrived_at__isnull=False).arrived_at).hour == 3


class TestLentToWhereItIs:
    def test_there_is_nothing_to_carry(self, of):
        promise(need=asked(of, place=of.places[COLIBRI]), by=None, at=NOW)
        assert not Leg.objects.exists()
        tell(unit=of.units[0], told="checked", place=of.places[COLIBRI], by=None, at=MORNING.starts_at)
        assert Unit.objects.get().stands_in_id in (None, of.places[COLIBRI].pk)

    def test_given_to_the_same_door_it_is_refused(self, of):
        with pytest.raises(Refused, match="Dites où elle va"):
            tell(unit=of.units[0], told="given", place=of.places[0], to=of.places[0], by=None, at=NOW)


def test_given_up_on_the_way_it_comes_back_whatever_is_scanned_next(of):
    """Cancelled in transit: the carrier turns round, and each telephone tells its door twice."""
    (held,) = promise(need=asked(of), by=None, at=NOW)
    key = uuid.uuid4()
    for _ in range(2):
        tell(unit=held.unit, told="given", place=of.places[COLIBRI], by=None, at=MORNING.starts_at, key=key)
    cancel_need(need=held.line.need, by=None, at=MORNING.starts_at + MINUTE)
    back = Leg.objects.ahead().get()
    assert (back.origin, back.destination) == (of.places[ARLEQUIN], of.places[COLIBRI])
    for _ in range(2):
        tell(unit=held.unit, told="received", place=of.places[COLIBRI], by=None, at=MORNING.starts_at + 30 * MINUTE)
    unit = Unit.objects.get()
    assert unit.stands_in == of.places[COLIBRI]
    assert not where_is(unit, lines_of(unit)).is_on_the_way
    assert [one.kind for one in lines_of(unit)] == ["given", "received"]
    assert not Leg.objects.ahead().exists()
    assert not Promise.objects.standing().exists()
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("expected", ["given", "received", "checked", "seen"])
def test_each_answer_is_offered_once(expected):
    first, others = expected_answers(expected), other_answers(expected)
    assert first[0][0] == expected
    assert len(first) <= 2
    told = [value for value, _words in first + others]
    assert len(told) == len(set(told)) == 9


@pytest.mark.parametrize("expected", ["given", "received"])
def test_what_may_come_in_the_way_of_a_hand_over_is_no_hand_over(expected):
    assert {"given", "received"}.isdisjoint(value for value, _words in hand_over_answers(expected))

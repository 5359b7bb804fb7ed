"""A door that tells, a request, an inventory, a round: two of them at the same instant, and the same without locks."""

from functools import partial

import pytest
from django.db import transaction

from maille.core.refusals import Refused
from maille.sharing.actions import (
    asking,
    cancel_need,
    cancel_round,
    carry,
    importing,
    load_round,
    plan_ways,
    promise,
    retire_unit,
    rounds,
    save_round,
    save_van,
    tell,
)
from maille.sharing.actions.importing import import_units
from maille.sharing.actions.inventory import change_unit
from maille.sharing.models import CustodyEvent, Leg, Occupation, Promise, Round, Unit
from maille.sharing.rules import Window
from maille.sharing.rules.inventory import Line
from maille.territory.models import Place
from tests.racing import alone_no_more, at_once, errors, meanwhile, meeting, without_locks, wrong
from tests.sharing.factories import MORNING, NOW, asked, cupboard
from tests.sharing.test_rounds import AFTERNOON, HOUR

__all__ = ["meanwhile", "without_locks"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url", "clock")]


def same(action):
    return action


def hours(first: float, last: float) -> Window:
    return Window(MORNING.starts_at + first * HOUR, MORNING.starts_at + last * HOUR)


class TestADoorAndARequest:
    """A unit is handed over for its loan while a new request has this loan served by another unit."""

    def race(self, meanwhile, action, **how):
        of = cupboard(units=2)
        loans = [promise(need=asked(of, window=when), by=None, at=NOW)[0] for when in (hours(0, 1), hours(30, 31))]
        for loan, unit in zip(loans, of.units, strict=True):
            Promise.objects.filter(pk=loan.pk).update(unit=unit)
            Occupation.objects.filter(because="loan", object_id=loan.pk).update(unit=unit)
        with transaction.atomic():
            plan_ways(units=[unit.pk for unit in of.units], at=NOW)
        need = asked(of, window=hours(0, 31))

        def give():
            _units, moved, _before = meanwhile.found[0]
            (loan,) = moved
            unit = Promise.objects.get(pk=loan).unit
            return action(tell)(unit=unit, told="given", place=of.places[0], by=None, at=NOW)

        return meanwhile(asking, "units_for", lambda: action(promise)(need=need, by=None, at=NOW), give, **how)

    def astray(self):
        """Loans that left with a unit and are written as served by another."""
        left = CustodyEvent.objects.filter(kind="given", promise__isnull=False)
        return [one for one in left.select_related("promise") if one.promise.unit_id != one.unit_id]

    def test_what_has_left_is_the_unit_that_serves(self, meanwhile):
        assert wrong(self.race(meanwhile, same)) == []
        assert self.astray() == []
        assert Promise.objects.standing().count() == 3

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_it_is_written_as_another(self, meanwhile):
        """The control: the test above can fail."""
        self.race(meanwhile, alone_no_more, surely=True)
        assert self.astray()


class TestGoneAndPromised:
    """The only unit leaves the network while it is promised."""

    def race(self, meanwhile, action, **how):
        of = cupboard(units=1)
        need = asked(of)
        return meanwhile(
            asking,
            "units_for",
            lambda: action(promise)(need=need, by=None, at=NOW),
            lambda: action(retire_unit)(unit=of.units[0], reason="Perdue", by=None, at=NOW),
            **how,
        )

    def promised(self):
        return Promise.objects.standing().filter(unit__condition="retired")

    def test_one_of_both(self, meanwhile):
        answers = self.race(meanwhile, same)
        assert [type(one) for one in errors(answers)] == [Refused]
        assert not self.promised().exists()

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_what_is_gone_is_promised(self, meanwhile):
        """The control."""
        self.race(meanwhile, alone_no_more, surely=True)
        assert self.promised().exists()


class TestCancelledAtTheDoor:
    """A request is taken back while its unit is handed over."""

    def race(self, meanwhile, action, **how):
        of = cupboard(units=1)
        need = asked(of)
        promise(need=need, by=None, at=NOW)
        return meanwhile(
            asking,
            "withdraw_people",
            lambda: action(cancel_need)(need=need, by=None, at=NOW),
            lambda: action(tell)(unit=of.units[0], told="given", place=of.places[0], by=None, at=NOW),
            **how,
        )

    def test_both_are_heard_one_after_the_other(self, meanwhile):
        assert wrong(self.race(meanwhile, same)) == []
        assert not Promise.objects.standing().exists()
        assert not Leg.objects.ahead().filter(left_at__isnull=False, promise__isnull=False).exists()


ROWS = [Line(rank, {"model": "Tablette Galet 10", "place": "Le Colibri", "serial": f"S{rank}"}) for rank in range(2, 8)]


class TestTheInventory:
    def importing(self, of, rows, action=import_units):
        return partial(action, network=of.network, lines=rows, by=of.coordinator, at=NOW)

    def test_one_file_given_twice_at_once_is_written_once(self):
        of = cupboard(units=0)
        answers = at_once([self.importing(of, ROWS)] * 4)
        assert errors(answers) == []
        assert Unit.objects.count() == len(ROWS)

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_it_is_written_twice_or_refused_by_the_database(self):
        """The control."""
        of = cupboard(units=0)
        with meeting(importing, "judge_units", among=4, surely=True):
            answers = at_once([self.importing(of, ROWS, alone_no_more(import_units))] * 4)
        assert wrong(answers) or Unit.objects.count() > len(ROWS)

    def test_a_unit_written_while_a_file_changes_it_makes_nobody_wait_for_ever(self):
        of = cupboard(units=2)
        for rank, unit in enumerate(of.units):
            Unit.objects.filter(pk=unit.pk).update(serial=f"S{rank}", label=f"TAB {rank}")
        rows = [
            Line(rank + 2, {"model": of.model.name, "place": "Le Colibri", "serial": f"S{rank}", "notes": "Rayée"})
            for rank in (1, 0)
        ]
        calls, who = [self.importing(of, rows)] * 2, {"by": of.coordinator, "at": NOW}
        calls += [
            partial(change_unit, unit=unit, label=f"TAB {rank}", serial=f"T{rank}", base=of.places[0], **who)
            for rank, unit in enumerate(of.units)
        ] * 2
        assert wrong(at_once(calls)) == []


class TestRounds:
    @pytest.fixture
    def of(self):
        of = cupboard(units=2)
        Place.objects.update(latitude=45.44, longitude=4.39)
        promise(need=asked(of, count=2), by=None, at=NOW)
        return of

    def van(self, of, name="La camionnette"):
        return save_van(network=of.network, name=name, base=of.places[2], holds=2, by=None, at=NOW)

    def planned(self, van, of, action=save_round, **said):
        return partial(action, van=van, driver=None, window=AFTERNOON, by=of.coordinator, at=NOW, **said)

    def test_a_vehicle_is_on_one_round_at_a_time(self, of):
        van = self.van(of)
        with meeting(rounds, "_check_van", among=2):
            answers = at_once([self.planned(van, of)] * 2)
        assert [type(one) for one in errors(answers)] == [Refused]
        assert Round.objects.count() == 1

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_it_is_on_two(self, of):
        """The control."""
        van = self.van(of)
        with meeting(rounds, "_check_van", among=2, surely=True):
            at_once([self.planned(van, of, alone_no_more(save_round))] * 2)
        assert Round.objects.count() == 2

    def ways(self, of):
        return list(Leg.objects.filter(destination=of.places[1]).order_by("pk"))

    def filled(self, of, action, **how):
        """Two rounds take the same units, when both have seen that nobody carries them."""
        tours = [self.planned(self.van(of, name), of)() for name in ("Une camionnette", "Une autre")]
        legs = [one.pk for one in self.ways(of)]
        with meeting(rounds, "could_ride", among=2, **how):
            return at_once([partial(action(load_round), tour=one, legs=legs, by=of.coordinator) for one in tours])

    def test_what_one_round_takes_the_other_does_not(self, of):
        assert [type(one) for one in errors(self.filled(of, same))] == [Refused]

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_both_believe_they_take_it(self, of):
        """The control."""
        assert errors(self.filled(of, alone_no_more, surely=True)) == []

    def test_filled_carried_changed_and_cancelled_at_once_nobody_waits_for_ever(self, of):
        van = self.van(of)
        for _again in range(5):
            tour = self.planned(van, of)()
            legs = self.ways(of)
            calls = [partial(load_round, tour=tour, legs=[one.pk for one in legs], by=of.coordinator)] * 2
            calls += [partial(carry, leg=one, how="van", tour=tour, by=of.coordinator) for one in reversed(legs)]
            calls += [self.planned(van, of, tour=tour), partial(cancel_round, tour=tour, by=of.coordinator)]
            assert wrong(at_once(calls)) == []
            assert not Round.objects.exists(), "what was cancelled does not come back"
            assert not Leg.objects.filter(round__isnull=False).exists()

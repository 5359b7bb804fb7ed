"""Units at the doors: each in one place or on one way, whatever is scanned, twice, late or elsewhere."""

import datetime as dt
import uuid
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from maille.core.refusals import Refused
from maille.people.rules import MEDIATOR
from maille.sharing.actions import cancel_need, promise, tell
from maille.sharing.models import CustodyEvent, LedgerEntry, Leg, Occupation, Promise, Unit
from maille.sharing.rules import Window
from maille.sharing.rules.custody import Line, Told, whereabouts
from tests.people.factories import RoleFactory
from tests.sharing.factories import MORNING, NOW, asked, cupboard

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def network():
    return cupboard(units=1)


@pytest.fixture
def way(network):
    """The tablet promised to l’Arlequin on Thursday morning, and its way there."""
    (held,) = promise(need=asked(network), by=None, at=NOW)
    return Leg.objects.get(promise=held)


def at_door(network, place, told, *, hours=0.0, **more):
    return tell(unit=network.units[0], told=told, place=network.places[place], by=None, at=NOW + hours * HOUR, **more)


class TestAHandOver:
    def test_from_door_to_door(self, network, way):
        given = at_door(network, 0, Told.GIVEN, hours=1)
        way.refresh_from_db()
        assert way.left_at == given.at
        at_door(network, 1, Told.RECEIVED, hours=2)
        way.refresh_from_db()
        unit = Unit.objects.get()
        assert way.arrived_at
        assert unit.stands_in == network.places[1]
        assert Promise.objects.get().left_at

    def test_received_it_is_a_loan_of_the_ledger_once(self, network, way):
        at_door(network, 0, Told.GIVEN, hours=1)
        for _ in range(3):
            at_door(network, 1, Told.RECEIVED, hours=2)
        entry = LedgerEntry.objects.get()
        assert (entry.giver, entry.receiver, entry.amount) == (network.places[0], network.places[1], 1)

    def test_the_same_scan_fifty_times_is_one_line(self, network, way):
        key = uuid.uuid4()
        told = {at_door(network, 0, Told.GIVEN, hours=1 + n, key=key).pk for n in range(50)}
        assert len(told) == CustodyEvent.objects.count() == 1

    def test_what_two_telephones_told_is_one_line_whichever_sends_it_again_and_when(self, network, way):
        ours, theirs = uuid.uuid4(), uuid.uuid4()
        first = at_door(network, 0, Told.GIVEN, hours=1, key=ours)
        assert at_door(network, 0, Told.GIVEN, hours=1.1, key=theirs) == first
        at_door(network, 1, Told.RECEIVED, hours=2)
        at_door(network, 0, Told.SEEN, hours=30)
        count = CustodyEvent.objects.count()
        for key in (ours, theirs):
            assert at_door(network, 0, Told.GIVEN, hours=40, key=key) == first
        assert CustodyEvent.objects.count() == count
        assert Unit.objects.get().stands_in == network.places[0]

    def test_received_though_nobody_said_that_it_was_given(self, network, way):
        at_door(network, 1, Told.RECEIVED, hours=2)
        late = at_door(network, 0, Told.GIVEN, hours=9, device_at=NOW + HOUR, to=network.places[1])
        assert late.at == NOW + HOUR
        assert Unit.objects.get().stands_in == network.places[1]

    def test_seen_elsewhere_it_is_there(self, network, way):
        at_door(network, 0, Told.GIVEN, hours=1)
        at_door(network, 2, Told.SEEN, hours=2)
        way.refresh_from_db()
        assert way.cancelled_at
        assert Unit.objects.get().stands_in == network.places[2]

    def test_given_on_straight_to_the_next(self, network, way):
        at_door(network, 0, Told.GIVEN, hours=1)
        at_door(network, 1, Told.RECEIVED, hours=2)
        at_door(network, 1, Told.GIVEN, hours=50, to=network.places[2])
        at_door(network, 2, Told.RECEIVED, hours=51)
        assert Promise.objects.get().closed_at
        assert Unit.objects.get().stands_in == network.places[2]

    def test_without_a_way_one_says_where_it_goes(self, network):
        with pytest.raises(Refused, match="Dites où elle va"):
            at_door(network, 0, Told.GIVEN)

    def test_what_is_on_the_way_comes_back_by_its_own_way(self, network, way):
        at_door(network, 0, Told.GIVEN, hours=1)
        cancel_need(need=way.promise.line.need, by=None, at=NOW + HOUR)
        back = Leg.objects.ahead().get()
        assert (back.origin, back.destination) == (network.places[1], network.places[0])
        assert back.left_at
        at_door(network, 0, Told.RECEIVED, hours=3)
        assert Unit.objects.get().stands_in == network.places[0]
        assert not Leg.objects.ahead().exists()

    def test_it_goes_straight_on_to_the_next_and_home_at_the_end(self, network):
        """Colibri, l’Arlequin on Thursday, Montreynaud on Friday, the Colibri."""
        promise(need=asked(network), by=None, at=NOW)
        friday = Window(MORNING.starts_at + 24 * HOUR, MORNING.ends_at + 24 * HOUR)
        promise(need=asked(network, window=friday, place=network.places[2]), by=None, at=NOW)
        ways = Leg.objects.order_by("due_at").values_list("origin__name", "destination__name")
        assert list(ways) == [
            ("Le Colibri", "L’Arlequin"), ("L’Arlequin", "Montreynaud"), ("Montreynaud", "Le Colibri")
        ]  # fmt: skip

    def test_a_way_keeps_who_carries_it(self, network):
        promise(need=asked(network), by=None, at=NOW)
        Leg.objects.update(carrier=network.mediator)
        friday = Window(MORNING.starts_at + 24 * HOUR, MORNING.ends_at + 24 * HOUR)
        promise(need=asked(network, window=friday, place=network.places[2]), by=None, at=NOW)
        assert Leg.objects.get(destination=network.places[1]).carrier == network.mediator

    def test_damaged_it_is_lent_no_more(self, network):
        at_door(network, 0, Told.DAMAGED, note="Écran fendu")
        assert Unit.objects.get().condition == Unit.Condition.BROKEN

    def test_one_that_left_the_network_is_set_aside(self, network):
        Unit.objects.update(condition=Unit.Condition.RETIRED)
        with pytest.raises(Refused, match="a quitté le réseau"):
            at_door(network, 0, Told.CHECKED)

    def test_who_is_not_at_the_door_tells_nothing(self, network, way):
        stranger = RoleFactory(network=network.network, kind=MEDIATOR, place=network.places[2]).user
        with pytest.raises(Refused, match="Seule l’équipe"):
            tell(unit=network.units[0], told="received", place=network.places[1], by=stranger, at=NOW)
        way.carrier = stranger
        way.save()
        tell(unit=network.units[0], told="received", place=network.places[1], by=stranger, at=NOW)


class Life(RuleBasedStateMachine):
    """Two units, three places: asked, promised, cancelled, given, received, seen, sent again."""

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.of = cupboard(units=2)
        self.now = NOW
        self.sent = []

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.later(1)

    def later(self, hours):
        self.now += hours * HOUR

    def attempt(self, call):
        try:
            with transaction.atomic():
                return call()
        except Refused:
            return None

    @rule(place=st.integers(0, 2), start=st.integers(1, 60), lasts=st.integers(1, 30), count=st.integers(1, 2))
    def ask_and_promise(self, place, start, lasts, count):
        begins = max(self.now, MORNING.starts_at) + start * HOUR
        window = Window(begins, begins + lasts * HOUR)
        need = asked(self.of, count, window=window, place=self.of.places[place])
        self.attempt(lambda: promise(need=need, by=None, at=self.now))

    @rule(unit=st.integers(0, 1), told=st.sampled_from(sorted(Told)), place=st.integers(0, 2), to=st.integers(0, 2))
    def scan(self, unit, told, place, to):
        self.later(1)
        if told == Told.DAMAGED:
            return  # what is broken is lent no more: the story would end there
        key = uuid.uuid4()
        call = {
            "unit": self.of.units[unit], "told": told, "place": self.of.places[place], "to": self.of.places[to],
            "by": None, "key": key,
        }  # fmt: skip
        if self.attempt(lambda: tell(**call, at=self.now)) is not None:
            self.sent.append(call)

    @rule(which=st.integers(0, 30))
    def send_again(self, which):
        if not self.sent:
            return
        before = self.picture()
        tell(**self.sent[which % len(self.sent)], at=self.now)
        assert self.picture() == before

    @rule(which=st.integers(0, 30))
    def cancel(self, which):
        held = list(Promise.objects.standing().order_by("pk"))
        if held:
            cancel_need(need=held[which % len(held)].line.need, by=None, at=self.now)

    def picture(self):
        return [
            list(CustodyEvent.objects.order_by("pk").values_list("pk", "kind", "place")),
            list(Unit.objects.order_by("pk").values_list("pk", "stands_in", "condition")),
            list(Leg.objects.order_by("pk").values_list("pk", "left_at", "arrived_at", "cancelled_at")),
            LedgerEntry.objects.count(),
        ]

    @invariant()
    def each_is_where_its_story_says(self):
        for unit in Unit.objects.all():
            lines = [
                Line(Told(one.kind), one.place_id, one.at, one.leg.destination_id if one.leg else None)
                for one in unit.custody.in_order().select_related("leg")
            ]
            assert (unit.stands_in_id or unit.base_id) == whereabouts(unit.base_id, lines).place

    @invariant()
    def each_is_on_one_way_at_most(self):
        going = Leg.objects.ahead().filter(left_at__isnull=False).values_list("unit", flat=True)
        assert len(going) == len(set(going))

    @invariant()
    def its_ways_follow_each_other(self):
        for unit in Unit.objects.all():
            ways = list(unit.legs.ahead().order_by("-left_at", "due_at", "pk"))
            ways.sort(key=lambda way: (way.left_at is None, way.due_at, way.pk))
            stands = unit.stands_in_id or unit.base_id
            for way in ways:
                if way.left_at is None:
                    assert way.origin_id == stands
                stands = way.destination_id
            if ways:
                assert stands == unit.base_id

    @invariant()
    def promises_never_overlap(self):
        held = list(Promise.objects.standing().order_by("unit", "starts_at"))
        assert all(one.ends_at <= other.starts_at for one, other in pairwise(held) if one.unit_id == other.unit_id)
        taken = Occupation.objects.filter(because="loan")
        assert {one.object_id for one in taken} <= {one.pk for one in Promise.objects.filter(cancelled_at=None)}

    @invariant()
    def the_ledger_is_what_was_received(self):
        received = CustodyEvent.objects.filter(kind="received", promise__isnull=False)
        lent = {one.promise_id for one in received if one.place_id != one.unit.base_id}
        assert set(LedgerEntry.objects.values_list("object_id", flat=True)) == lent


def live(examples):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.reuse, Phase.generate],
        ),
    )


def test_each_unit_is_somewhere_and_nothing_is_promised_twice():
    live(10)


@pytest.mark.long
def test_each_unit_is_somewhere_for_long():
    live(300)

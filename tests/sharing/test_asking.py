"""Equipment asked for and promised: never one unit twice, and what is free can be had."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.sharing.actions import ask, cancel_need, promise, refuse, report_condition, save_rule
from maille.sharing.load import free_for
from maille.sharing.models import Need, Occupation, Promise
from maille.sharing.rules import Window
from tests.sharing.factories import MORNING, NOW, PARIS, asked, cupboard

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def moved(by: float, window: Window = MORNING) -> Window:
    return Window(window.starts_at + by * HOUR, window.ends_at + by * HOUR)


def free(of, place=1, window=MORNING):
    return free_for(of.network, of.places[place], window, at=NOW)[0].free


def sentence(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.sentence


@pytest.fixture
def network():
    return cupboard()


class TestAsking:
    def test_promises_nothing_yet_and_is_written(self, network):
        need = asked(network, 2)
        assert need.state == Need.State.ASKED
        assert free(network) == 3
        assert Entry.objects.get(action="sharing.need_asked").after["lines"] == ["2 × Tablette Galet 10"]

    @pytest.mark.parametrize(
        ("window", "words"),
        [
            (Window(MORNING.ends_at, MORNING.starts_at), "La fin vient avant le début"),
            (moved(-72), "Ce moment est passé"),
        ],
    )
    def test_refuses_a_time_that_cannot_be(self, network, window, words):
        assert words in sentence(lambda: asked(network, window=window))
        assert not Need.objects.exists()

    def test_refuses_whoever_is_not_of_the_place(self, network):
        for_another = {"place": network.places[0], "window": MORNING, "purpose": "Atelier", "at": NOW}
        wanted = [(network.model, 1)]
        words = sentence(lambda: ask(network=network.network, wanted=wanted, by=network.mediator, **for_another))
        assert "Seule l’équipe" in words
        ask(network=network.network, wanted=wanted, by=network.coordinator, **for_another)

    def test_one_line_for_what_is_asked_twice(self, network):
        wanted = [(network.model, 1), (network.model, 2)]
        need = ask(
            network=network.network, place=network.places[1], window=MORNING, purpose="Atelier",
            wanted=wanted, by=network.mediator, at=NOW,
        )  # fmt: skip
        assert [line.count for line in need.lines.all()] == [3]


class TestPromising:
    def test_binds_units_that_are_then_taken(self, network):
        made = promise(need=asked(network, 2), by=network.coordinator, at=NOW)
        assert len({one.unit_id for one in made}) == 2
        assert Occupation.objects.filter(because="loan").count() == 2
        assert free(network) == 1

    def test_said_again_it_changes_nothing(self, network):
        need = asked(network, 2)
        once = {one.pk for one in promise(need=need, by=None, at=NOW)}
        assert {one.pk for one in promise(need=need, by=None, at=NOW)} == once
        assert Promise.objects.count() == 2

    def test_too_many_are_refused_whole_and_a_part_can_be_promised(self, network):
        need = asked(network, 5)
        assert "Il n’y a plus 5" in sentence(lambda: promise(need=need, by=None, at=NOW))
        assert not Promise.objects.exists()
        promise(need=need, by=None, at=NOW, counts={need.lines.get().pk: 3})
        need.refresh_from_db()
        assert need.state == Need.State.PARTLY

    def test_the_way_from_another_place_is_counted(self, network):
        """What ends at noon at l’Arlequin is not at Montreynaud at noon; it is at l’Arlequin."""
        promise(need=asked(network, 3), by=None, at=NOW)
        assert free(network, place=1, window=moved(3)) == 3
        far = network.places[2]
        far.latitude, far.longitude = 45.46, 4.42
        far.save()
        assert free(network, place=2, window=moved(3)) == 0
        assert free(network, place=2, window=moved(5)) == 3

    def test_units_change_hands_so_that_a_whole_day_is_left(self):
        network = cupboard(units=2)
        first = promise(need=asked(network, 1, window=moved(0)), by=None, at=NOW)[0]
        second = promise(need=asked(network, 1, window=moved(4)), by=None, at=NOW)[0]
        if first.unit_id == second.unit_id:  # apart, as if something between them had been cancelled
            other = next(one for one in network.units if one.pk != first.unit_id)
            Promise.objects.filter(pk=second.pk).update(unit=other)
            Occupation.objects.filter(object_id=second.pk, because="loan").update(unit=other)
        day = Window(MORNING.starts_at, MORNING.ends_at + 6 * HOUR)
        assert free(network, window=day) == 1
        (whole,) = promise(need=asked(network, 1, window=day), by=None, at=NOW)
        held = {one.pk: one.unit_id for one in Promise.objects.all()}
        assert held[first.pk] == held[second.pk] != whole.unit_id
        units = dict(Occupation.objects.filter(because="loan").values_list("object_id", "unit"))
        assert units == held

    def test_who_lends_may_answer_and_who_asks_may_not(self, network):
        need = asked(network)
        assert "La coordination et les lieux qui prêtent" in sentence(
            lambda: promise(need=need, by=network.mediator, at=NOW)
        )
        assert promise(need=need, by=network.manager, at=NOW)

    def test_a_broken_one_is_no_longer_free(self, network):
        report_condition(unit=network.units[0], condition="broken", by=None, at=NOW)
        assert free(network) == 2

    def test_what_does_not_travel_serves_where_it_stands(self, network):
        network.model.is_transportable = False
        network.model.save()
        assert (free(network, place=0), free(network, place=1)) == (3, 0)

    def test_what_needs_notice_cannot_be_had_at_once(self, network):
        network.model.notice_hours = 72
        network.model.save()
        assert (free(network), free(network, window=moved(48))) == (0, 3)
        assert "au moins 72 heures avant" in sentence(lambda: asked(network)).replace("\u00a0", " ")
        assert promise(need=asked(network, 3, window=moved(48)), by=None, at=NOW)


class TestLettingGo:
    def test_cancelled_the_units_are_free_again(self, network):
        need = asked(network, 3)
        promise(need=need, by=None, at=NOW)
        cancel_need(need=need, by=network.mediator, at=NOW)
        cancel_need(need=need, by=network.mediator, at=NOW)
        assert free(network) == 3
        assert not Occupation.objects.filter(because="loan").exists()

    def test_a_no_has_its_reason(self, network):
        need = asked(network)
        assert "Dites pourquoi" in sentence(lambda: refuse(need=need, reason=" ", by=None, at=NOW))
        refuse(need=need, reason="Tout est parti au festival.", by=network.coordinator, at=NOW)
        need.refresh_from_db()
        assert (need.state, need.answer) == (Need.State.REFUSED, "Tout est parti au festival.")


class TestRules:
    @pytest.mark.parametrize(
        ("kind", "number", "words"),
        [
            ("ahead", 1, "au plus 1 jour à l’avance"),
            ("longest", 0, "au plus 0 jour de suite"),
            ("per_month", 0, "au plus 0 fois par mois"),
        ],
    )
    def test_each_is_said_when_it_is_broken(self, network, kind, number, words):
        save_rule(network=network.network, kind=kind, number=number, by=network.coordinator)
        assert words in sentence(lambda: asked(network)).replace("\u00a0", " ")

    def test_what_is_kept_for_a_place_is_left_to_it(self, network):
        save_rule(
            network=network.network, kind="set_aside", number=2, model=network.model, place=network.places[2], by=None
        )
        assert (free(network, place=1), free(network, place=2)) == (1, 3)
        assert "Il n’y a plus 2" in sentence(lambda: promise(need=asked(network, 2), by=None, at=NOW))


windows = st.builds(
    lambda start, lasts: Window(NOW + (24 + start) * HOUR, NOW + (24 + start + lasts) * HOUR),
    st.integers(0, 48),
    st.integers(1, 9),
)
steps = st.lists(st.tuples(st.integers(0, 2), windows, st.integers(1, 3), st.booleans()), min_size=1, max_size=8)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps)
def test_whatever_is_asked_and_cancelled_no_unit_is_promised_twice(wanted):
    from django.db import transaction

    with transaction.atomic():
        network = cupboard(units=2)
        for place, window, count, is_kept in wanted:
            before = free(network, place, window)
            need = asked(network, count, place=network.places[place], window=window)
            if before < count:
                assert "Il n’y a plus" in sentence(lambda need=need: promise(need=need, by=None, at=NOW))
                continue
            promise(need=need, by=None, at=NOW)
            assert free(network, place, window) == before - count
            if not is_kept:
                cancel_need(need=need, by=None, at=NOW)
                assert free(network, place, window) == before
        standing = {one.pk: (one.unit_id, one.starts_at) for one in Promise.objects.standing()}
        taken = Occupation.objects.filter(because="loan")
        assert {one.object_id: (one.unit_id, one.starts_at) for one in taken} == standing
        transaction.set_rollback(True)


class TestWhyThereIsNone:
    """The place that has them opens on Wednesday at ten: the other wants them at nine."""

    WEDNESDAY = moved(-24)

    @pytest.fixture
    def closed(self, network):
        network.places[0].hours = "We 10:00-18:00"
        network.places[0].save(update_fields=["hours"])
        return network

    def test_says_when_the_first_can_arrive(self, closed):
        (found,) = free_for(closed.network, closed.places[1], self.WEDNESDAY, at=NOW)
        assert found.free == 0
        assert found.not_before == dt.datetime(2026, 11, 25, 10, tzinfo=PARIS)
        assert free(closed, window=Window(found.not_before, self.WEDNESDAY.ends_at)) == 3

    def test_says_nothing_when_they_are_promised_or_could_come(self, network):
        promise(need=asked(network, 3), by=None, at=NOW)
        (found,) = free_for(network.network, network.places[2], MORNING, at=NOW)
        assert (found.free, found.not_before) == (0, None)
        (tomorrow,) = free_for(network.network, network.places[2], self.WEDNESDAY, at=NOW)
        assert (tomorrow.free, tomorrow.not_before) == (3, None)

"""The inventory: models and units written, told broken, put aside; never what is promised."""

import datetime as dt

import pytest
from django.urls import reverse

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people.models import Skill
from maille.sharing import actions
from maille.sharing.load import free_by_day, free_for
from maille.sharing.models import EquipmentModel, KitContent, Leg, Occupation, Promise
from maille.sharing.rules import Window
from maille.territory.models import Network, Place
from tests.sharing.factories import MORNING, NOW, PARIS, LentUnitFactory, asked, cupboard
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
INVENTORY = reverse("sharing:inventory")


@pytest.fixture
def network(settings):
    of = cupboard(units=2)
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    return of


def sentence(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.sentence.replace("\u00a0", " ")


def said(model, **more):
    return {
        "name": model.name, "category": model.category, "maker": "", "uses": "", "manual_url": "", "size": "m",
        "is_transportable": True, "value": 0, "preparation": 0, "notice_hours": 0, "longest_days": 0, "skill": None,
    } | more  # fmt: skip


def page(answer):
    return answer.content.decode().replace("\u00a0", " ")


def all_day(day):
    """From eight to eight: the hours of a place that did not write its own."""
    return Window(*(dt.datetime.combine(day, dt.time(hour), PARIS) for hour in (8, 20)))


class TestModels:
    def change(self, network, contents=None, **more):
        model = network.model
        return actions.change_model(model=model, said=said(model, **more), contents=contents or {}, by=None)

    def test_every_field_is_written_and_journalled_once(self, network):
        for _ in range(2):
            changed = self.change(network, {"chargeur": 2}, value=220, longest_days=7)
        assert (changed.value, changed.longest_days, changed.is_kit) == (220, 7, True)
        assert Entry.objects.filter(action="sharing.model_changed").count() == 1

    def test_lines_of_a_case_are_added_changed_and_taken_out(self, network):
        self.change(network, {"chargeur": 2, "housse": 1})
        kept = KitContent.objects.get(label="chargeur").pk
        self.change(network, {"chargeur": 3, "notice": 1})
        assert {one.label: one.count for one in KitContent.objects.all()} == {"chargeur": 3, "notice": 1}
        assert KitContent.objects.get(label="chargeur").pk == kept
        assert not self.change(network).is_kit

    def test_what_is_promised_elsewhere_still_travels(self, network):
        actions.promise(need=asked(network), by=None, at=NOW)
        words = sentence(lambda: self.change(network, is_transportable=False))
        assert "L’Arlequin, jeudi 26 novembre, 9 h – 12 h, Atelier photo" in words

    def test_a_skill_of_another_network_is_refused(self, network):
        other = Skill.objects.create(network=NetworkFactory(slug="ailleurs"), name="Drone")
        assert "compétence de la liste" in sentence(lambda: self.change(network, skill=other))

    def test_what_is_promised_is_not_put_aside_and_says_whom_to_call(self, network):
        Place.objects.filter(pk=network.places[1].pk).update(phone="+33477332222")
        need = asked(network, 2)
        actions.promise(need=need, by=None, at=NOW)
        words = sentence(lambda: actions.archive_model(model=network.model, by=None, at=NOW))
        assert "04 77 33 22 22" in words
        assert words.count("Atelier photo") == 2
        actions.cancel_need(need=need, by=None, at=NOW)
        assert actions.archive_model(model=network.model, by=None, at=NOW).archived_at == NOW
        assert actions.restore_model(model=network.model, by=None).archived_at is None

    def test_is_the_coordination_s(self, network):
        calls = [
            lambda: actions.change_model(
                model=network.model, said=said(network.model), contents={}, by=network.manager
            ),
            lambda: actions.archive_model(model=network.model, by=network.manager, at=NOW),
            lambda: actions.restore_model(model=network.model, by=network.manager),
        ]
        assert all("Seule la coordination" in sentence(call) for call in calls)


class TestUnits:
    def test_serial_numbers_go_to_the_first_and_are_of_one_unit(self, network):
        of = {"model": network.model, "base": network.places[0], "prefix": "TAB", "by": network.manager}
        made = actions.add_lent_units(count=3, serials=["SN-1", "SN-2"], **of)
        assert [unit.serial for unit in made] == ["SN-1", "SN-2", ""]
        assert "est celui de « TAB 2 »" in sentence(lambda: actions.add_lent_units(count=1, serials=["sn-2"], **of))
        assert "écrit deux fois" in sentence(lambda: actions.add_lent_units(count=2, serials=["A", "a"], **of))
        assert "plus de numéros" in sentence(lambda: actions.add_lent_units(count=1, serials=["A", "B"], **of))

    def change(self, unit, by=None, **more):
        return actions.change_unit(unit=unit, by=by, at=NOW, **({"label": unit.label, "base": unit.base} | more))

    def test_a_unit_is_written_again(self, network):
        unit = network.units[0]
        self.change(unit, label="TAB bleue", serial="X9", notes="Coque fendue")
        unit.refresh_from_db()
        assert (unit.label, unit.serial, unit.notes) == ("TAB bleue", "X9", "Coque fendue")
        assert "déjà une unité" in sentence(lambda: self.change(network.units[1], label="TAB bleue"))
        assert "est celui de" in sentence(lambda: self.change(network.units[1], serial="x9"))

    def test_another_base_plans_its_way_home_again(self, network):
        unit = network.units[0]
        actions.promise(need=asked(network, 2), by=None, at=NOW)
        self.change(unit, base=network.places[2])
        assert Leg.objects.filter(unit=unit).order_by("leaves_at").last().destination == network.places[2]

    def test_a_manager_does_not_give_it_to_another_place(self, network):
        assert "Seule la coordination" in sentence(
            lambda: self.change(network.units[0], by=network.manager, base=network.places[1])
        )
        assert "Seules la responsable" in sentence(lambda: self.change(network.units[0], by=network.mediator))

    def test_what_is_promised_or_on_its_way_does_not_leave(self, network):
        need = asked(network)
        [bound] = actions.promise(need=need, by=None, at=NOW)
        unit = bound.unit
        assert "Dites pourquoi" in sentence(lambda: actions.retire_unit(unit=unit, reason=" ", by=None, at=NOW))
        assert "Atelier photo" in sentence(lambda: actions.retire_unit(unit=unit, reason="Perdue", by=None, at=NOW))
        actions.tell(unit=unit, told="given", place=unit.base, by=None, at=NOW)
        actions.cancel_need(need=need, by=None, at=NOW)
        assert "en route" in sentence(lambda: actions.retire_unit(unit=unit, reason="Perdue", by=None, at=NOW))

    def test_what_leaves_is_told_with_why_and_has_no_way_ahead(self, network):
        unit = network.units[0]
        actions.retire_unit(unit=unit, reason="Écran cassé", by=network.manager, at=NOW)
        unit.refresh_from_db()
        assert unit.condition == "retired"
        assert unit.condition_events.get().reason == "Écran cassé"
        assert not unit.legs.ahead().exists()


class TestCalendar:
    def test_says_what_is_free_each_day_as_the_count_for_one_time_does(self, network):
        """Promises here and there, one unit out, one broken, some set aside, a notice: the same, day after day."""
        for _ in range(3):
            LentUnitFactory(model=network.model, base=network.places[2])
        for days, place, hours in ((0, 1, 3), (1, 2, 30), (5, 1, 200), (16, 0, 5), (40, 1, 3)):
            later = dt.timedelta(days=days)
            window = Window(MORNING.starts_at + later, MORNING.starts_at + later + dt.timedelta(hours=hours))
            actions.promise(need=asked(network, 2, window=window, place=network.places[place]), by=None, at=NOW)
        leaves = Leg.objects.order_by("leaves_at").first()
        actions.tell(unit=leaves.unit, told="given", place=leaves.origin, by=None, at=NOW)
        network.units[1].condition = "broken"
        network.units[1].save()
        actions.save_rule(
            network=network.network, kind="set_aside", model=network.model, place=network.places[2], number=1, by=None
        )
        EquipmentModel.objects.update(notice_hours=30, preparation=60)
        network.model.refresh_from_db()
        for place in network.places:
            found = free_by_day(network.model, place, NOW.date(), at=NOW)
            assert len(found) == 60
            expected = [
                free_for(network.network, place, all_day(one.day), at=NOW, of=[network.model])[0].free for one in found
            ]
            assert [one.free for one in found] == expected
            assert len(set(expected)) > 2

    def test_a_place_is_asked_about_while_it_is_open(self, network):
        place = network.places[1]
        place.hours = "Tu-Fr 09:00-12:00,14:00-17:00"
        place.save()
        found = free_by_day(network.model, place, NOW.date() + dt.timedelta(days=1), 7, at=NOW)
        window = Window(*(dt.datetime.combine(MORNING.starts_at, dt.time(hour), PARIS) for hour in (9, 17)))
        there = free_for(network.network, place, window, at=NOW, of=[network.model])[0].free
        assert [one.free for one in found] == [found[0].free, there, there, None, None, None, there]

    def test_asks_the_database_once_for_all_the_days(self, network, django_assert_num_queries):
        with django_assert_num_queries(7):
            free_by_day(network.model, network.places[1], NOW.date(), at=NOW)


class TestAnotherUnit:
    def broken(self, network, count=1, **more):
        bound = actions.promise(need=asked(network, count, **more), by=None, at=NOW)[0]
        actions.report_condition(unit=bound.unit, condition="broken", reason="Écran", by=None, at=NOW)
        return bound

    def test_serves_what_the_broken_one_was_promised_for_and_its_way_is_planned(self, network):
        bound = self.broken(network)
        other = actions.find_another(promise=bound, by=network.manager, at=NOW)
        bound.refresh_from_db()
        assert (bound.unit, other.condition) == (other, "working")
        assert {leg.unit for leg in Leg.objects.ahead()} == {other}
        assert Occupation.objects.get(unit__isnull=False).unit == other
        assert actions.find_another(promise=bound, by=None, at=NOW) == other

    def test_promises_that_change_unit_for_it_all_stand(self, network):
        later = Window(MORNING.ends_at + dt.timedelta(days=3), MORNING.ends_at + dt.timedelta(days=4))
        kept = actions.promise(need=asked(network, 1, window=later), by=None, at=NOW)
        bound = self.broken(network)
        other = actions.find_another(promise=bound, by=None, at=NOW)
        kept[0].refresh_from_db()
        assert kept[0].cancelled_at is None
        assert Occupation.objects.filter(unit=other).exists()

    def test_without_any_it_says_whom_to_call_and_nothing_changes(self, network):
        Place.objects.filter(pk=network.places[1].pk).update(phone="+33477332222")
        bound = self.broken(network, 2)
        words = sentence(lambda: actions.find_another(promise=bound, by=None, at=NOW))
        assert "Prévenez « L’Arlequin » (04 77 33 22 22)" in words
        bound.refresh_from_db()
        assert bound.unit.condition == "broken"

    def test_what_has_left_is_not_replaced_nor_by_anybody(self, network):
        bound = self.broken(network)
        assert "répondent aux demandes" in sentence(
            lambda: actions.find_another(promise=bound, by=network.mediator, at=NOW)
        )
        Promise.objects.update(left_at=NOW)
        assert "déjà partie" in sentence(lambda: actions.find_another(promise=bound, by=None, at=NOW))

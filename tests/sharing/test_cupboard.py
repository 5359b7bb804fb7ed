"""The cupboard of the network: its figures found again by queries of another kind, its page, its files."""

import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.urls import reverse

from maille.sharing.actions import promise, refuse, tell
from maille.sharing.cupboard import asleep, items_of, missed_of, shelves_of
from maille.sharing.models import Need, Promise, Unit
from maille.sharing.rules import Window
from maille.territory.models import Network
from tests.sharing.factories import MORNING, NOW, EquipmentModelFactory, LentUnitFactory, asked, cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CUPBOARD = reverse("sharing:cupboard")
DAY = dt.timedelta(days=1)
LATER = MORNING.ends_at + 20 * DAY


@pytest.fixture
def of(settings, clock):
    """Four tablets and a robot; one goes out, one is out of order; asks that are refused or left without an answer."""
    made = cupboard(units=4)
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    made.robot = EquipmentModelFactory(network=made.network, name="Robot Fourmi", category="robot")
    LentUnitFactory(model=made.robot, base=made.places[2])
    Unit.objects.filter(pk=made.units[3].pk).update(condition="broken")
    promise(need=asked(made, count=3), by=None, at=NOW)
    first = Promise.objects.order_by("pk").first().unit
    tell(unit=first, told="given", place=made.places[0], by=None, at=NOW)
    tell(unit=first, told="received", place=made.places[1], by=None, at=NOW + DAY)
    whole = Window(MORNING.starts_at + 2 * DAY, MORNING.ends_at + 4 * DAY)
    refuse(need=asked(made, count=2, window=whole, place=made.places[2]), reason="Prises", by=None, at=NOW)
    asked(made, count=1, window=Window(MORNING.starts_at + DAY, MORNING.ends_at + DAY))
    clock.move_to(LATER)
    return made


@pytest.fixture
def at(client):
    def enter(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def page(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


class TestFigures:
    def test_what_there_is_by_sort_and_place(self, of):
        found = {
            (one.category, one.place.pk): (one.units, one.working) for one in shelves_of(items_of(of.network, at=LATER))
        }
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT m.category, u.base_id, count(*), sum(CASE WHEN u.condition = 'working' THEN 1 ELSE 0 END)"
                " FROM sharing_unit u JOIN sharing_equipmentmodel m ON m.id = u.model_id"
                " WHERE u.condition <> 'retired' GROUP BY m.category, u.base_id"
            )
            counted = {(category, base): (units, working) for category, base, units, working in cursor.fetchall()}
        assert found == counted
        assert len(found) == 2

    def test_what_sleeps_is_what_nobody_took_out_for_ninety_days(self, of):
        day = LATER + 80 * DAY
        found = {one.unit.pk for one in asleep(items_of(of.network, at=day))}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT u.id FROM sharing_unit u WHERE u.model_id IS NOT NULL AND u.condition = 'working'"
                " AND NOT EXISTS (SELECT 1 FROM sharing_custodyevent e WHERE e.unit_id = u.id AND e.at > %s"
                " AND e.kind IN ('given', 'received', 'found', 'seen'))"
                " AND NOT EXISTS (SELECT 1 FROM sharing_promise p WHERE p.unit_id = u.id AND p.left_at IS NOT NULL"
                " AND p.closed_at IS NULL AND p.cancelled_at IS NULL)",
                [day - 90 * DAY],
            )
            counted = {key for (key,) in cursor.fetchall()}
        assert found == counted
        assert len(found) == 3  # one is out, one does not work

    def test_what_came_back_long_ago_sleeps_again(self, of):
        out = Promise.objects.get(left_at__isnull=False).unit
        tell(unit=out, told="given", place=of.places[1], to=of.places[0], by=None, at=LATER)
        tell(unit=out, told="received", place=of.places[0], by=None, at=LATER + DAY)
        assert out not in {one.unit for one in asleep(items_of(of.network, at=LATER + 90 * DAY))}
        slept = {one.unit: one.sleeps for one in asleep(items_of(of.network, at=LATER + 91 * DAY))}
        assert slept[out] == 90

    def test_what_was_not_had_is_counted_by_units_and_days(self, of):
        (tablet,) = missed_of(of.network, Need.objects.all(), at=LATER)
        # Refused: two over three days; left without an answer: one over a day. All three of the first were promised.
        assert (tablet.model, tablet.lack.times, tablet.lack.most, tablet.lack.days) == (of.model, 2, 2, 7)
        assert {place.name for place in tablet.places} == {"L’Arlequin", "Montreynaud"}

    def test_what_was_given_in_part_lacks_for_the_rest(self, of):
        last = Window(LATER + 2 * DAY, LATER + 2 * DAY + dt.timedelta(hours=2))
        need = asked(of, count=3, window=last)
        line = need.lines.get()
        promise(need=need, by=None, at=LATER, counts={line.pk: 1})
        (tablet,) = missed_of(of.network, Need.objects.filter(pk=need.pk), at=LATER + 3 * DAY)
        assert (tablet.lack.most, tablet.lack.days) == (2, 2)

    def test_after_a_year_it_is_forgotten(self, of):
        assert missed_of(of.network, Need.objects.all(), at=LATER + 366 * DAY) == []


class TestPage:
    def test_says_what_to_buy_what_sleeps_and_what_there_is(self, at, of, clock):
        clock.move_to(LATER + 80 * DAY)
        shown = page(at(of.coordinator).get(CUPBOARD))
        assert "5 objets à prêter" in shown
        assert "7 jours manqués" in shown
        assert "jamais remis à quelqu’un" in shown
        assert re.search(r"Robot</th><td>Montreynaud</td><td>1</td><td>1</td><td>0</td><td>1</td>", shown)

    def test_of_a_place_is_its_own(self, at, of):
        shown = page(at(of.manager).get(CUPBOARD, {"lieu": of.places[2].slug}))
        assert "1 objet à prêter" in shown
        assert "Mon armoire : Le Colibri" in shown

    def test_a_place_sees_what_it_asked_for_itself(self, at, of):
        assert "1 jour manqué" in page(at(of.mediator).get(CUPBOARD))
        assert "7 jours manqués" in page(at(of.coordinator).get(CUPBOARD))

    def test_empty_it_says_what_to_do(self, at, of):
        Unit.objects.update(condition="retired")
        Need.objects.update(state="cancelled")
        shown = page(at(of.coordinator).get(CUPBOARD))
        assert "L’armoire est vide" in shown
        assert "Rien n’a manqué" in shown

    def test_asks_as_much_for_two_as_for_many(self, at, of, same_number_of_queries):
        def grow():
            LentUnitFactory.create_batch(8, model=of.model, base=of.places[1])

        same_number_of_queries(lambda: at(of.coordinator).get(CUPBOARD), grow)


class TestFiles:
    def test_each_unit_is_a_line(self, at, of):
        read = rows(at(of.coordinator).get(reverse("sharing:cupboard_file")))
        assert len(read) == 1 + 5
        assert {line[3] for line in read[1:]} == set(Unit.objects.values_list("code", flat=True))

    def test_each_lack_is_a_line(self, at, of):
        read = rows(at(of.coordinator).get(reverse("sharing:missed_file")))
        assert read[1] == ["Tablette Galet 10", "2", "2", "7", "L’Arlequin, Montreynaud"]

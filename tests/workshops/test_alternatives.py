"""Full here, free there: what is proposed to those who find a session full."""

import datetime as dt
import random

import pytest
from django.urls import reverse

from maille.core import journal, kept
from maille.workshops.alternatives import _candidates, _first_dates, _of, alternatives, chosen
from maille.workshops.models import Cycle, Session
from maille.workshops.showing import coming
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory
from tests.workshops.factories import NOW, START, SessionFactory, WorkshopFactory

pytestmark = pytest.mark.django_db

HERE = (45.4352, 4.3816)  # Le Babet
COLIBRI = (45.4209, 4.3842)  # 1.6 km away
FAR = (45.4732, 4.3945)  # Montreynaud, 4.3 km


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def smartphone(network):
    return WorkshopFactory(network=network)


def a_place(network, name, position):
    latitude, longitude = position
    fields = {"latitude": latitude, "longitude": longitude}
    fields |= {"search_latitude": latitude, "search_longitude": longitude}
    return NetworkPlaceFactory(
        network=network, kind="member", place__name=name, **{f"place__{name}": value for name, value in fields.items()}
    ).place


@pytest.fixture
def babet(network):
    return a_place(network, "Le Babet", HERE)


@pytest.fixture
def colibri(network):
    return a_place(network, "Centre social Le Colibri", COLIBRI)


@pytest.fixture
def full(smartphone, babet):
    return SessionFactory(workshop=smartphone, place=babet, seats=0)


def days(number):
    return START + dt.timedelta(days=number)


def proposed(session, **asked):
    return [one.session for one in alternatives(session, at=NOW, **asked)]


class TestWhatIsProposed:
    def test_the_same_workshop_near_and_soon_first(self, full, smartphone, colibri, network):
        far = SessionFactory(workshop=smartphone, place=a_place(network, "Montreynaud", FAR), starts_at=days(1))
        near = SessionFactory(workshop=smartphone, place=colibri, starts_at=days(1))
        late = SessionFactory(workshop=smartphone, place=colibri, starts_at=days(20))
        assert proposed(full) == [near, far, late]

    def test_then_another_one_on_the_same_theme_and_level(self, full, smartphone, colibri, network):
        tablet = WorkshopFactory(network=network, content__title="La tablette, pas à pas")
        advanced = WorkshopFactory(network=network, content__level="avance")
        safety = WorkshopFactory(network=network, content__themes=("securite_numerique",))
        like = SessionFactory(workshop=tablet, place=colibri, starts_at=days(1))
        for workshop in (advanced, safety):
            SessionFactory(workshop=workshop, place=colibri, starts_at=days(1))
        same = SessionFactory(workshop=smartphone, place=colibri, starts_at=days(2))
        assert proposed(full) == [same, like]

    def test_a_new_version_is_the_same_workshop(self, full, smartphone, colibri):
        version = smartphone.current
        version.pk, version.number, version.level = None, 2, "avance"
        version.save()
        newer = SessionFactory(workshop=smartphone, version=version, place=colibri, starts_at=days(1))
        assert proposed(full) == [newer]

    @pytest.mark.parametrize(
        "changes",
        [
            {"state": Session.State.DRAFT},
            {"state": Session.State.CANCELLED},
            {"visibility": "network"},
            {"visibility": "link"},
            {"closes_at": NOW - dt.timedelta(minutes=1)},
            {"starts_at": NOW - dt.timedelta(hours=1)},
            {"starts_at": NOW + dt.timedelta(days=61)},
            {"seats": 0},
        ],
    )
    def test_nothing_where_nobody_may_sign_up(self, full, smartphone, colibri, changes):
        SessionFactory(workshop=smartphone, place=colibri, **changes)
        assert proposed(full) == []

    def test_only_where_the_whole_group_fits(self, full, smartphone, colibri):
        SessionFactory(workshop=smartphone, place=colibri, seats=2)
        larger = SessionFactory(workshop=smartphone, place=colibri, starts_at=days(3), seats=4)
        assert proposed(full, size=4) == [larger]

    def test_a_cycle_by_its_first_date_when_every_date_has_seats(self, full, smartphone, colibri, network):
        cycle = Cycle.objects.create(title="En deux fois", place=colibri, network=network)
        first = SessionFactory(workshop=smartphone, place=colibri, cycle=cycle, starts_at=days(1), seats=5)
        second = SessionFactory(workshop=smartphone, place=colibri, cycle=cycle, starts_at=days(8), seats=2)
        (found,) = alternatives(full, at=NOW)
        assert (found.session, found.free) == (first, 2)
        Session.objects.filter(pk=second.pk).update(free_seats=0)
        assert proposed(full) == []

    def test_no_cycle_that_has_begun(self, full, smartphone, colibri, network):
        cycle = Cycle.objects.create(title="En deux fois", place=colibri, network=network)
        SessionFactory(workshop=smartphone, place=colibri, cycle=cycle, starts_at=NOW - dt.timedelta(days=2))
        SessionFactory(workshop=smartphone, place=colibri, cycle=cycle, starts_at=days(5))
        assert proposed(full) == []

    def test_not_another_date_of_its_own_cycle(self, full, smartphone, babet, network):
        cycle = Cycle.objects.create(title="En deux fois", place=babet, network=network)
        Session.objects.filter(pk=full.pk).update(cycle=cycle)
        full.refresh_from_db()
        SessionFactory(workshop=smartphone, place=babet, cycle=cycle, starts_at=days(1))
        assert proposed(full) == []

    def test_where_the_position_is_unknown_too(self, full, smartphone, network):
        place = NetworkPlaceFactory(network=network, kind="member").place
        type(place).objects.filter(pk=place.pk).update(search_latitude=None, search_longitude=None)
        there = SessionFactory(workshop=smartphone, place=place)
        (found,) = alternatives(full, at=NOW)
        assert (found.session, found.km, found.way) == (there, None, None)


class TestPages:
    def test_the_page_of_a_full_session_says_where_there_are_seats(self, client, full, smartphone, colibri):
        there = SessionFactory(workshop=smartphone, place=colibri, starts_at=days(1), seats=3)
        said = client.get(full.get_absolute_url()).content.decode()
        assert "3 places jeudi 3\u00a0décembre au Centre social Le Colibri" in said
        assert "à 20\u00a0min en bus" in said
        assert there.get_absolute_url() in said
        register = client.get(reverse("workshops:register", args=[full.pk])).content.decode()
        assert "3 places jeudi 3\u00a0décembre au Centre social Le Colibri" in register

    def test_another_workshop_is_named_and_not_taken_for_this_one(self, client, full, colibri, network):
        tablet = WorkshopFactory(network=network, content__title="La tablette, pas à pas")
        SessionFactory(workshop=tablet, place=colibri, starts_at=days(1), seats=3)
        said = client.get(full.get_absolute_url()).content.decode()
        assert "La tablette, pas à pas" in said
        assert said.count("3 places jeudi") == 1

    def test_in_english(self, client, full, smartphone, colibri):
        SessionFactory(workshop=smartphone, place=colibri, starts_at=days(1), seats=3)
        said = client.get("/en" + full.get_absolute_url()).content.decode()
        assert "3 seats on Thursday 3\u00a0December at Centre social Le Colibri" in said
        assert "20\u00a0min by bus" in said

    def test_a_session_with_seats_proposes_nothing_else(self, client, smartphone, babet, colibri):
        session = SessionFactory(workshop=smartphone, place=babet)
        SessionFactory(workshop=smartphone, place=colibri, starts_at=days(1))
        assert "ailleurs" not in client.get(session.get_absolute_url()).content.decode()

    def test_who_waits_reads_where_the_group_could_go(self, client, full, smartphone, colibri):
        SessionFactory(workshop=smartphone, place=colibri, starts_at=days(1), seats=1)
        SessionFactory(workshop=smartphone, place=colibri, starts_at=days(2), seats=2)
        asked = {"name": "Marie Dupont", "contact": "06 12 34 56 78", "size": "2"}
        answer = client.post(reverse("workshops:register", args=[full.pk]), asked, follow=True)
        said = answer.content.decode()
        assert "Vous êtes sur la liste d’attente" in said
        assert "2 places vendredi 4\u00a0décembre" in said
        assert "1 place jeudi" not in said


class TestLists:
    def test_each_full_session_of_a_list_has_the_best_other_date(self, full, smartphone, babet, colibri):
        later = SessionFactory(workshop=smartphone, place=babet, starts_at=days(7))
        SessionFactory(workshop=smartphone, place=colibri, starts_at=days(9))
        sessions = {one.pk: one for one in coming(NOW, 5)}
        assert sessions[full.pk].elsewhere.session == later
        assert sessions[later.pk].elsewhere is None

    def test_asks_as_often_for_many_full_sessions(self, full, smartphone, babet, colibri, same_number_of_queries):
        SessionFactory(workshop=smartphone, place=colibri, starts_at=days(1))

        def grow():
            for number in range(10):
                SessionFactory(workshop=smartphone, place=babet, starts_at=days(number + 1), seats=0)

        same_number_of_queries(lambda: coming(NOW, 20), grow)

    def test_the_home_page_says_it(self, client, full, smartphone, colibri):
        SessionFactory(workshop=smartphone, place=colibri, starts_at=days(1), seats=3)
        assert "3 places jeudi 3\u00a0décembre au Centre social Le Colibri" in client.get("/").content.decode()


@pytest.mark.usefixtures("keeping")
class TestTheKeptOrder:
    """The order is kept for the hour; seats and closing times are of the instant."""

    @pytest.fixture
    def others(self, network, smartphone, babet, colibri):
        cycle = Cycle.objects.create(title="Deux fois", place=babet, network=network)
        alone = [
            SessionFactory(workshop=smartphone, place=place, seats=3, starts_at=START + dt.timedelta(days=rank))
            for rank, place in enumerate([babet, colibri, babet])
        ]
        closing = SessionFactory(workshop=smartphone, place=babet, closes_at=NOW + dt.timedelta(minutes=10))
        dates = [
            SessionFactory(
                workshop=smartphone, place=babet, cycle=cycle, seats=2, starts_at=START + dt.timedelta(days=n)
            )
            for n in (1, 9)
        ]
        return [*alone, closing, dates[0], dates[1]]

    @staticmethod
    def read_anew(session, at, size):
        candidates = _candidates([session], at, size)
        return _of(session, candidates, _first_dates(candidates, at), at, size)[:3]

    def test_gives_what_reading_all_anew_gives(self, full, others):
        chance, seen = random.Random(25), set()
        for step in range(40):
            one = chance.choice(others)
            one.refresh_from_db()
            Session.objects.filter(pk=one.pk).update(free_seats=chance.randint(0, one.seats))
            at, size = NOW + dt.timedelta(minutes=step // 2), chance.randint(1, 3)
            found = chosen(full, at=at, size=size)
            assert list(found) == self.read_anew(full, at, size)
            seen |= {choice.key for choice in found}
        assert seen == {one.pk for one in others[:5]}  # the second date of a cycle is never a way in

    def test_what_is_published_meanwhile_is_found(self, full, others, smartphone, babet):
        chosen(full, at=NOW)
        new = SessionFactory(workshop=smartphone, place=babet, starts_at=NOW + dt.timedelta(days=1))
        journal.record("workshops.session_published", new, by=None)
        kept.look_again()
        assert chosen(full, at=NOW)[0].key == new.pk

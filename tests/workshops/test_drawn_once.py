"""Pages drawn once for all their visitors say what each of them would have read alone, and nothing of anybody else."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maille.core import pace
from maille.territory.actions import save_places
from maille.territory.models import Place
from maille.workshops import actions
from maille.workshops.models import Registration
from tests.people.factories import UserFactory
from tests.workshops.factories import NOW, START, SessionFactory, applicant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]
DAY = dt.timedelta(days=1)
HOSTILE = ["<script>alert(1)</script>", "Zoé & Cie", 'd\'O "x"', "{{ name }}", "Anne 🙂 Li"]


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)
    pace.forget_everyone()


def sign_up(session, name, **fields):
    return actions.register(target=session, applicant=applicant(name, **fields), source="public", by=None, at=NOW)


def alone(address):
    """The page as it is drawn for somebody whom a cookie makes different."""
    return read(address, another="cookie")


def read(address, **cookies):
    client = Client()
    client.cookies.load(cookies)
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())


class TestPageOfASession:
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_follows_the_seats_as_they_go(self, language):
        session = SessionFactory(seats=3)
        with override(language):
            address = session.get_absolute_url()
        for name in ("Anna", "Bill", "Carl", "Dora"):
            assert read(address) == alone(address)
            sign_up(session, name)
        assert read(address) == alone(address)

    def test_is_drawn_once(self):
        session = SessionFactory(seats=3)
        read(session.get_absolute_url())
        sign_up(session, "Anna")
        with CaptureQueriesContext(connection) as asked:
            assert "Encore 2 places" in read(session.get_absolute_url())
        assert len(asked) == 2, [query["sql"][:90] for query in asked]

    def test_of_a_full_session_follows_the_seats_elsewhere(self):
        full = SessionFactory(seats=1)
        other = SessionFactory(workshop=full.version.workshop, place=full.place, seats=3, starts_at=START + DAY)
        sign_up(full, "Anna")
        address = full.get_absolute_url()
        for left, name in ((3, "Bill"), (2, "Carl"), (1, "Dora")):
            said = read(address)
            assert other.get_absolute_url() in said
            assert ("1 place" if left == 1 else f"{left} places") in said
            assert said == alone(address)
            with CaptureQueriesContext(connection) as asked:
                assert read(address) == said
            assert len(asked) == 3, [query["sql"][:90] for query in asked]
            sign_up(other, name)
        assert other.get_absolute_url() not in read(address)

    def test_says_at_the_next_visit_what_is_corrected(self):
        session = SessionFactory()
        read(session.get_absolute_url())
        place = Place.objects.get(pk=session.place_id)
        place.name = "Le Nouveau Nom"
        save_places([place], by=None)
        assert "Le Nouveau Nom" in read(session.get_absolute_url())

    def test_closes_at_its_minute(self, clock):
        session = SessionFactory(closes_at=NOW + dt.timedelta(minutes=1))
        register = reverse("workshops:register", args=[session.pk])
        assert register in read(session.get_absolute_url())
        clock.move_to(NOW + dt.timedelta(minutes=2))
        assert register not in read(session.get_absolute_url())

    def test_is_not_shared_with_somebody_signed_in(self, client):
        session = SessionFactory()
        read(session.get_absolute_url())
        client.force_login(UserFactory(is_superuser=True))
        assert "Me déconnecter" in client.get(session.get_absolute_url()).content.decode()
        assert "Me déconnecter" not in read(session.get_absolute_url())


class TestPageOfASeat:
    def test_two_people_read_each_their_own(self):
        session = SessionFactory(seats=9)
        people = [sign_up(session, name, email=f"p{rank}@example.org") for rank, name in enumerate(HOSTILE)]
        for mine in people:
            said = read(mine.get_absolute_url())
            assert said == alone(mine.get_absolute_url())
            assert mine.ticket in said
            for other in people:
                if other != mine:
                    assert not any(one in said for one in (other.secret, other.code, other.spoken_code))
                    assert other.resident.email not in said

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
    @given(data=st.data())
    def test_whatever_they_said_of_themselves(self, data):
        session = SessionFactory(seats=9)
        for letter in "AB":
            fields = {
                "size": data.draw(st.integers(1, 2)),
                "has_carer": data.draw(st.booleans()),
                "needs": data.draw(st.sampled_from(["", "Une rampe <3"])),
                "companions": data.draw(st.sampled_from([(), ("Léo & Co",)])),
                "phone": data.draw(st.sampled_from(["", "+33612345678", "+33477332222"])),
            }
            if fields["companions"]:
                fields["size"] = 2
            mine = sign_up(session, letter + data.draw(st.sampled_from(HOSTILE)), email="a@example.org", **fields)
            assert read(mine.get_absolute_url()) == alone(mine.get_absolute_url())

    def test_each_has_a_token_of_their_own(self):
        session = SessionFactory(seats=9)
        tokens = set()
        for name in ("Anna", "Bill"):
            mine, client = sign_up(session, name), Client(enforce_csrf_checks=True)
            said = client.get(mine.get_absolute_url()).content.decode()
            token = re.search(r'csrfmiddlewaretoken" value="(\w{64})"', said)[1]
            tokens.add(token)
            answer = client.post(
                reverse("workshops:change_size", args=[mine.ticket]), {"size": "2", "csrfmiddlewaretoken": token}
            )
            assert answer.status_code == 302
        assert len(tokens) == 2

    def test_who_has_left_or_has_changed_reads_it(self):
        session = SessionFactory(seats=9)
        first, second = sign_up(session, "Anna"), sign_up(session, "Bill")
        read(first.get_absolute_url())
        actions.cancel_registration(registration=second, by=None, at=NOW)
        actions.change_size(registration=first, size=3, by=None, at=NOW)
        assert "Vous n’êtes plus inscrit" in read(second.get_absolute_url())
        assert "Vos 3 places sont gardées" in read(first.get_absolute_url())

    def test_a_message_is_shown_to_whom_it_is_for(self, client):
        session = SessionFactory(seats=9)
        mine = sign_up(session, "Anna")
        read(mine.get_absolute_url())
        client.post(reverse("workshops:change_size", args=[mine.ticket]), {"size": "2"})
        assert "C’est noté" in client.get(mine.get_absolute_url()).content.decode()
        assert "C’est noté" not in read(mine.get_absolute_url())

    def test_a_session_that_moves_says_so_at_once(self):
        session = SessionFactory(seats=9)
        mine = sign_up(session, "Anna")
        before = read(mine.get_absolute_url())
        type(session).objects.filter(pk=session.pk).update(starts_at=session.starts_at - dt.timedelta(days=1))
        assert read(mine.get_absolute_url()) != before
        assert Registration.objects.count() == 1


class TestPageOfSomeoneWhoWaits:
    @pytest.fixture
    def other(self):
        return SessionFactory(seats=5, starts_at=START + dt.timedelta(days=1))

    @pytest.fixture
    def full(self, other):
        session = SessionFactory(workshop=other.version.workshop, version=other.version, place=other.place, seats=1)
        sign_up(session, "Anna")
        return session

    def test_each_reads_their_own_rank_and_name(self, full):
        people = [sign_up(full, f"{letter} {HOSTILE[0]}", email=f"{letter}@example.org") for letter in "BCD"]
        for rank, mine in enumerate(people, 1):
            said = read(mine.get_absolute_url())
            assert said == alone(mine.get_absolute_url())
            assert f"<strong>numéro {rank}</strong>" in said
            assert not any(other.secret in said or other.spoken_code in said for other in people if other != mine)

    def test_the_seats_elsewhere_are_those_of_the_instant(self, full, other):
        mine = sign_up(full, "Bill")
        for left in (5, 4, 3, 2, 1):
            said = read(mine.get_absolute_url())
            assert said == alone(mine.get_absolute_url())
            assert f"{left} place" in said
            sign_up(other, "ABCDE"[left - 1])
        said = read(mine.get_absolute_url())
        assert said == alone(mine.get_absolute_url())
        assert "Il reste des places ailleurs" not in said

    def test_the_rank_follows_who_leaves_and_the_seat_is_offered(self, full):
        first, second, third = (sign_up(full, name) for name in ("Bill", "Carl", "Dora"))
        read(third.get_absolute_url())
        actions.cancel_registration(registration=first, by=None, at=NOW)
        assert "<strong>numéro 2</strong>" in read(third.get_absolute_url())
        actions.cancel_registration(
            registration=Registration.objects.get(session=full, state="seated"), by=None, at=NOW
        )
        assert "Une place est libre pour vous" in read(second.get_absolute_url())
        assert "<strong>numéro 1</strong>" in read(third.get_absolute_url())

""" "Prévenez-moi du prochain": asked once, told once, in order, never forty people for one seat."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.core import pace
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.territory.rules import Position
from maille.workshops import actions, tasks
from maille.workshops.models import Interest, Registration, Session, Told
from maille.workshops.rules.interests import PAUSE, PER_SEAT
from maille.workshops.rules.signup import Applicant
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, START, SessionFactory, WorkshopFactory, applicant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)
    pace.forget_everyone()


@pytest.fixture
def smartphone():
    return WorkshopFactory()


def ask(workshop, name="Marie Dupont", at=NOW, **fields):
    who = fields.pop("who", None) or applicant(name)
    topic = {} if "theme" in fields else {"workshop": workshop}
    return actions.ask_to_be_told(network=workshop.network, applicant=who, by=None, at=at, **topic, **fields)


def many(workshop, count):
    return [
        ask(workshop, who=Applicant(name=f"Personne {chr(65 + n)}", phone=f"+334772100{n:02}"),
            at=NOW - dt.timedelta(minutes=count - n))
        for n in range(count)
    ]  # fmt: skip


def told_of(session):
    return [one.interest for one in Told.objects.filter(session=session).order_by("pk")]


class TestAsking:
    def test_again_is_the_same_request_renewed(self, smartphone):
        first = ask(smartphone)
        again = ask(smartphone, at=NOW + dt.timedelta(days=20))
        assert first.pk == again.pk
        assert again.expires_on > first.expires_on
        assert again.created_at == NOW

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"who": Applicant(name="Marie")}, "Donnez un téléphone ou un courriel"),
            ({"who": Applicant(name="🙂", phone="+33477200000")}, "Écrivez un nom"),
            ({"theme": ""}, "Choisissez un atelier"),
            ({"minutes": 7}, "temps de trajet"),
        ],
    )
    def test_refuses_what_cannot_be_told(self, smartphone, changes, words):
        with pytest.raises(Refused, match=words):
            ask(smartphone, **changes)
        assert not Interest.objects.exists()


class TestTelling:
    def test_of_a_new_session_each_once(self, smartphone):
        interest = ask(smartphone)
        session = SessionFactory(workshop=smartphone)
        tasks.tell_interested(at=NOW)
        tasks.tell_interested(at=NOW + dt.timedelta(days=1))
        assert told_of(session) == [interest]
        message = Message.objects.about(interest).get()
        assert message.channel == "call"
        assert "Découvrir son smartphone" in message.body

    def test_by_the_channel_they_have_with_the_way_to_stop(self, smartphone):
        mail = ask(smartphone, who=Applicant(name="Anna", email="anna@orange.fr", language="en"))
        sms = ask(smartphone, who=Applicant(name="Zoé", phone="+33612345678"))
        session = SessionFactory(workshop=smartphone)
        tasks.tell_interested(at=NOW)
        written, short = Message.objects.about(mail).get(), Message.objects.about(sms).get()
        assert (written.channel, short.channel) == ("email", "sms")
        assert written.body.startswith("Hello Anna")
        assert mail.secret in written.body
        assert session.get_absolute_url() in short.body

    def test_three_for_a_seat_then_three_more_later_in_order(self, smartphone):
        everybody = many(smartphone, 8)
        session = SessionFactory(workshop=smartphone, seats=1)
        tasks.tell_interested(at=NOW)
        assert told_of(session) == everybody[:3]
        tasks.tell_interested(at=NOW + PAUSE / 2)
        assert told_of(session) == everybody[:3]
        tasks.tell_interested(at=NOW + PAUSE)
        assert told_of(session) == everybody[:6]

    @pytest.mark.parametrize(
        "changes",
        [
            {"state": Session.State.DRAFT},
            {"visibility": "link"},
            {"seats": 0},
            {"starts_at": NOW + dt.timedelta(hours=2)},
        ],
    )
    def test_not_of_what_nobody_may_join(self, smartphone, changes):
        ask(smartphone)
        session = SessionFactory(workshop=smartphone, **changes)
        tasks.tell_interested(at=NOW)
        assert told_of(session) == []

    def test_not_while_people_wait_for_it(self, smartphone):
        ask(smartphone)
        session = SessionFactory(workshop=smartphone, seats=2)
        actions.register(target=session, applicant=applicant("Un groupe", size=4), source="public", by=None, at=NOW)
        assert session.registrations.filter(state="waiting").exists()
        tasks.tell_interested(at=NOW)
        assert told_of(session) == []

    def test_only_within_the_minutes_asked(self, smartphone):
        session = SessionFactory(workshop=smartphone)
        latitude, longitude = session.place.search_latitude, session.place.search_longitude
        near = ask(smartphone, "Anna", position=Position(latitude + 0.01, longitude), minutes=20)  # 1.1 km
        ask(smartphone, "Béa", position=Position(latitude + 0.05, longitude), minutes=20)  # 5.6 km
        tasks.tell_interested(at=NOW)
        assert told_of(session) == [near]

    def test_of_any_workshop_of_a_theme(self, smartphone):
        interest = ask(smartphone, theme="prendre_en_main_du_materiel")
        ask(smartphone, "Béa", theme="email")
        session = SessionFactory(workshop=smartphone)
        tasks.tell_interested(at=NOW)
        assert told_of(session) == [interest]


class TestEnding:
    def test_with_a_seat_in_what_was_wanted(self, smartphone):
        wanted, theme = ask(smartphone), ask(smartphone, theme="prendre_en_main_du_materiel")
        other = ask(smartphone, theme="email")
        session = SessionFactory(workshop=smartphone)
        actions.register(target=session, applicant=applicant(), source="public", by=None, at=NOW)
        tasks.tell_interested(at=NOW)
        assert list(Interest.objects.filter(ended_at=None)) == [other]
        assert not Told.objects.exists()
        assert {wanted.pk, theme.pk} <= set(Interest.objects.exclude(ended_at=None).values_list("pk", flat=True))

    def test_after_six_months(self, smartphone):
        ask(smartphone, at=NOW - dt.timedelta(days=190))
        session = SessionFactory(workshop=smartphone)
        tasks.tell_interested(at=NOW)
        assert told_of(session) == []
        assert Interest.objects.get().ended_at == NOW

    def test_by_the_secret_link_and_what_has_not_left_is_withdrawn(self, client, smartphone):
        interest = ask(smartphone)
        SessionFactory(workshop=smartphone)
        tasks.tell_interested(at=NOW)
        answer = client.post(reverse("workshops:stop_interest", args=[interest.secret]), follow=True)
        assert "Cette demande est finie" in answer.content.decode()
        assert Message.objects.about(interest).get().state == Message.State.CANCELLED


class TestPages:
    def test_from_a_full_session_in_one_screen(self, client, smartphone):
        session = SessionFactory(workshop=smartphone, seats=0)
        address = f"{reverse('workshops:ask_interest')}?seance={session.pk}"
        assert address in client.get(session.get_absolute_url()).content.decode()
        assert f'value="w{smartphone.pk}" selected' in client.get(address).content.decode()
        asked = {"topic": f"w{smartphone.pk}", "near": session.place.name, "minutes": "30"}
        answer = client.post(address, {**asked, "name": "Marie Dupont", "contact": "06 12 34 56 78"}, follow=True)
        said = answer.content.decode()
        assert "Nous vous préviendrons" in said
        assert session.place.commune.name in said
        interest = Interest.objects.get()
        assert (interest.workshop, interest.minutes) == (smartphone, 30)
        assert interest.latitude == session.place.search_latitude

    def test_keeps_what_was_typed(self, client, smartphone):
        session = SessionFactory(workshop=smartphone)
        asked = {
            "topic": f"w{smartphone.pk}",
            "near": "Nullepartville",
            "minutes": "30",
            "name": "Zoé",
            "contact": "rien",
        }
        answer = client.post(f"{reverse('workshops:ask_interest')}?seance={session.pk}", asked)
        said = answer.content.decode()
        assert answer.status_code == 422
        assert "Nous ne trouvons pas cet endroit" in said
        assert 'value="Nullepartville"' in said
        assert 'value="Zoé"' in said

    def test_the_team_reads_counts_and_no_name(self, client, smartphone):
        many(smartphone, 4)
        ask(smartphone, near="42000 Saint-Étienne")
        role = RoleFactory(kind="coordinator", network=smartphone.network)
        client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
        said = client.get(reverse("workshops:interests")).content.decode()
        assert '<td class="number">4</td>' in said
        assert "<td>Saint-Étienne</td>" in said
        assert "Marie Dupont" not in said


@settings(max_examples=12, deadline=None)
@given(
    people=st.integers(0, 14),
    seats=st.integers(1, 3),
    steps=st.lists(st.sampled_from(["task", "hours", "sign up", "leave"]), max_size=8),
)
def test_nobody_is_told_twice_and_never_more_than_the_rule(people, seats, steps):
    with transaction.atomic():
        tell_through(people, seats, steps)
        transaction.set_rollback(True)


def tell_through(people, seats, steps):
    workshop = WorkshopFactory()
    everybody, at = many(workshop, people), NOW
    session = SessionFactory(workshop=workshop, seats=seats, starts_at=START + dt.timedelta(days=10))
    for number, step in enumerate(["task", *steps]):
        if step == "hours":
            at += PAUSE
        elif step == "sign up":
            who = Applicant(name="Une voisine", phone=f"+3347723000{number}")
            actions.register(target=session, applicant=who, source="public", by=None, at=at)
        elif step == "leave" and (one := Registration.objects.active().first()):
            actions.cancel_registration(registration=one, by=None, at=at)
        before, free = len(told_of(session)), Session.objects.get(pk=session.pk).free_seats
        tasks.tell_interested(at=at)
        assert len(told_of(session)) - before <= free * PER_SEAT
    told = told_of(session)
    assert told == everybody[: len(told)]
    assert Message.objects.filter(key__endswith=":interest").count() == len(told)

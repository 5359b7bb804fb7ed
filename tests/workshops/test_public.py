"""From a session to a seat, without an account: what the pages say, what they refuse, what they keep."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maille.core import pace
from maille.workshops import actions
from maille.workshops.models import Cycle, Registration, Session
from tests.workshops.factories import NOW, START, SessionFactory, WorkshopFactory, applicant

pytestmark = pytest.mark.django_db
State = Registration.State
ASKED = {"name": "Marie Dupont", "contact": "06 12 34 56 78", "size": "1"}


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)
    pace.forget_everyone()


def page(client, session):
    return client.get(session.get_absolute_url()).content.decode()


def send(client, session, **answers):
    return client.post(reverse("workshops:register", args=[session.pk]), {**ASKED, **answers})


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&nbsp;", "\u00a0")
    return " ".join(text.replace("&#x27;", "'").split(" "))


class TestWithoutACookie:
    """Nobody needs a cookie to sign up; another site cannot have its visitors do it."""

    def test_from_the_page_to_a_seat(self):
        session, client = SessionFactory(), Client(enforce_csrf_checks=True)
        said = client.get(session.get_absolute_url())
        assert reverse("workshops:register", args=[session.pk]) in said.content.decode()
        answer = send(client, session)
        assert Registration.objects.get().get_absolute_url() == answer["Location"]
        assert not said.cookies
        assert not answer.cookies

    @pytest.mark.parametrize(
        "headers",
        [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elsewhere.example"}],
    )
    def test_not_from_another_site(self, headers):
        answer = Client(headers=headers).post(reverse("workshops:register", args=[SessionFactory().pk]), ASKED)
        assert answer.status_code == 403
        assert not Registration.objects.exists()

    @pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}])
    def test_from_our_own(self, headers):
        answer = Client(headers=headers).post(reverse("workshops:register", args=[SessionFactory().pk]), ASKED)
        assert answer.status_code == 302


class TestSession:
    def test_says_what_one_must_know(self, client):
        workshop = WorkshopFactory(content__to_bring="Votre téléphone", content__audiences=("Seniors",))
        session = SessionFactory(workshop=workshop, cost="Gratuit", seats=3)
        said = page(client, session)
        for words in (
            "mercredi 2\u00a0décembre",
            "14\u00a0h\u00a0– 16\u00a0h",
            session.place.name,
            "Seniors",
            "Débutant",
        ):
            assert words in said, words
        for words in ("Votre téléphone", "Gratuit", "Encore 3 places", "Je m’inscris", str(session.mediators.get())):
            assert words in said, words

    def test_says_that_it_is_full(self, client):
        said = page(client, SessionFactory(seats=0))
        assert "Complet" in said
        assert "Je m’inscris sur la liste d’attente" in said

    def test_speaks_english(self, client):
        said = client.get("/en" + SessionFactory().get_absolute_url()).content.decode()
        assert "Wednesday 2\u00a0December" in said
        assert "2\u00a0pm" in said

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"state": Session.State.CANCELLED, "cancel_reason": "Formateur malade."}, "Cette séance est annulée"),
            ({"starts_at": NOW - dt.timedelta(days=1)}, "Cette séance est passée"),
            ({"closes_at": NOW - dt.timedelta(hours=1)}, "Les inscriptions sont fermées"),
        ],
    )
    def test_says_why_nobody_signs_up(self, client, changes, words):
        session = SessionFactory(**changes)
        said = page(client, session)
        assert words in said
        assert reverse("workshops:register", args=[session.pk]) not in said

    def test_what_is_not_public_is_not_found(self, client):
        assert client.get(SessionFactory(state=Session.State.DRAFT).get_absolute_url()).status_code == 404
        assert client.get(SessionFactory(visibility="network").get_absolute_url()).status_code == 404
        linked = client.get(SessionFactory(visibility="link").get_absolute_url())
        assert 'content="noindex"' in linked.content.decode()

    def test_a_cycle_says_all_its_dates(self, client):
        first = SessionFactory(seats=5)
        cycle = Cycle.objects.create(title="Le smartphone en trois fois", place=first.place, network=first.network)
        others = [SessionFactory(starts_at=START + dt.timedelta(weeks=n), seats=2, place=first.place,
                                 workshop=first.version.workshop) for n in (1, 2)]  # fmt: skip
        Session.objects.filter(pk__in=[one.pk for one in (first, *others)]).update(cycle=cycle)
        said = page(client, first)
        assert "3 dates, une seule inscription" in said
        assert "mercredi 16\u00a0décembre" in said
        assert "Encore 2 places" in said
        send(client, first)
        assert Registration.objects.get().cycle == cycle
        assert "mercredi 16\u00a0décembre" in client.get(Registration.objects.get().get_absolute_url()).content.decode()

    def test_asks_as_often_however_many_seats(self, client, same_number_of_queries):
        session = SessionFactory(seats=9)

        def fill():
            for name in ("Anna", "Béa", "Chloé"):
                actions.register(target=session, applicant=applicant(name), source="public", by=None, at=NOW)

        same_number_of_queries(lambda: page(client, session), fill)


class TestSignUp:
    def test_gives_a_seat_and_says_so(self, client):
        session = SessionFactory(seats=1)
        answer = send(client, session)
        made = Registration.objects.get()
        assert answer["Location"] == made.get_absolute_url()
        said = client.get(answer["Location"]).content.decode()
        assert "Votre place est gardée" in said
        assert f"{made.code[:3]} {made.code[3:]}" in said
        assert "06\u00a012\u00a034\u00a056\u00a078" in said

    def test_gives_a_rank_when_it_is_full(self, client):
        session = SessionFactory(seats=1)
        send(client, session)
        answer = send(client, session, name="Paul Martin", contact="paul@orange.fr")
        said = client.get(answer["Location"]).content.decode()
        assert "Vous êtes sur la liste d’attente" in said
        assert "numéro 1" in said

    def test_keeps_the_rest_for_the_team(self, client):
        session = SessionFactory(seats=5)
        send(client, session, size="3", companions="Léa\nHugo\n", has_carer="on", needs="Je lis peu", language="en")
        made = Registration.objects.get()
        assert (made.size, made.companions, made.has_carer) == (3, ("Léa", "Hugo"), True)
        assert (made.needs, made.language) == ("Je lis peu", "en")

    def test_a_form_for_a_session_one_cannot_join_leads_back(self, client):
        session = SessionFactory(closes_at=NOW - dt.timedelta(hours=1))
        answer = client.get(reverse("workshops:register", args=[session.pk]))
        assert answer["Location"] == session.get_absolute_url()

    def test_a_machine_gets_nothing(self, client):
        session = SessionFactory()
        assert send(client, session, site="http://x.example").status_code == 302
        assert not Registration.objects.exists()

    def test_a_flood_is_stopped(self, client, settings):
        settings.SIGN_UPS_PER_HOUR = 2
        session = SessionFactory(seats=9)
        answers = [send(client, session, name=f"Habitant {letter}") for letter in "ABC"]
        assert [answer.status_code for answer in answers] == [302, 302, 429]
        assert "réessayez dans une heure" in words(answers[-1])
        assert "Habitant C" in answers[-1].content.decode()


class TestBadInput:
    """What was typed stays, and a sentence says what to do."""

    @pytest.mark.parametrize(
        ("answers", "sentence"),
        [
            ({"name": "🎉🎉"}, "Écrivez un nom avec des lettres"),
            ({"name": ""}, "Écrivez votre nom"),
            ({"contact": ""}, "Donnez un téléphone ou un courriel"),
            ({"contact": "06 12"}, "Ce numéro ne va pas"),
            ({"contact": "marie"}, "Écrivez un téléphone, comme"),
            ({"contact": "marie@maison"}, "Cette adresse n’est pas complète"),
            ({"contact": f"{'m' * 250}@orange.fr"}, "Cette adresse n’est pas complète"),
            ({"contact": "marie@gmial.com"}, "Vouliez-vous dire marie@gmail.com"),
            ({"size": "500"}, "8 personnes au plus"),
            ({"size": "0"}, "Comptez au moins une personne"),
            ({"size": "deux"}, "Écrivez un nombre en chiffres"),
            ({"size": "9" * 30}, "8 personnes au plus"),
            ({"companions": "\n".join(f"Cousin {n}" for n in range(500))}, "Il y a plus de noms que de personnes"),
            ({"needs": "x" * 10_000}, "500 caractères au plus"),
            ({"language": "tlh"}, "Sélectionnez un choix valide"),
        ],
    )
    def test_is_refused_with_a_sentence(self, client, answers, sentence):
        answer = send(client, SessionFactory(), **answers)
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert not Registration.objects.exists()
        for typed in {**ASKED, **answers}.values():
            assert typed in words(answer) or f'value="{typed}"' in answer.content.decode()

    def test_a_name_keeps_its_letters(self, client):
        send(client, SessionFactory(), name="Marie 🎉 Dupont")
        assert Registration.objects.get().resident.name == "Marie Dupont"

    def test_a_foreign_telephone_is_taken(self, client):
        send(client, SessionFactory(), contact="+41 79 123 45 67")
        assert Registration.objects.get().resident.phone == "+41791234567"

    def test_who_insists_on_an_address_is_believed(self, client):
        session = SessionFactory()
        typed = {"contact": "marie@gmial.com", "doubted": "marie@gmial.com"}
        assert send(client, session, **typed).status_code == 302
        assert Registration.objects.get().resident.email == "marie@gmial.com"

    def test_who_accepts_the_suggestion_types_nothing(self, client):
        send(client, SessionFactory(), contact="marie@gmial.com", corrected="marie@gmail.com")
        assert Registration.objects.get().resident.email == "marie@gmail.com"

    def test_the_same_person_twice(self, client):
        session = SessionFactory()
        send(client, session)
        again = send(client, session, name="DUPONT  Marie".replace("DUPONT  Marie", "marie  DUPONT"))
        assert again.status_code == 422
        assert "déjà inscrite" in words(again)
        assert Registration.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"starts_at": NOW - dt.timedelta(days=1)}, "passée ou annulée"),
            ({"state": Session.State.CANCELLED}, "passée ou annulée"),
            ({"closes_at": NOW - dt.timedelta(hours=1)}, "Les inscriptions sont fermées"),
        ],
    )
    def test_a_session_that_one_cannot_join_any_more(self, client, changes, sentence):
        answer = send(client, SessionFactory(**changes))
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert 'value="Marie Dupont"' in answer.content.decode()


@pytest.mark.usefixtures("keeping")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_known", [False, True])
def test_signing_up_asks_the_database_twelve_times_at_most(client, is_known):
    session = SessionFactory(seats=9)
    send(client, session, name="Anna", contact="anna@orange.fr")
    if is_known:
        other = SessionFactory(
            workshop=session.version.workshop, place=session.place, starts_at=START + dt.timedelta(days=1)
        )
        assert send(client, other).status_code == 302
    with CaptureQueriesContext(connection) as asked:
        assert send(client, session).status_code == 302
    queries = [query["sql"] for query in asked if not query["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(queries) <= 12, "\n".join(query[:120] for query in queries)


class TestProgramme:
    """The next sessions, on the home page and on the page of their place."""

    def test_are_shown_where_people_look(self, client):
        session = SessionFactory(seats=2)
        hidden = [SessionFactory(network=session.network, place=session.place, **one) for one in HIDDEN]
        for address in ("/", session.place.get_absolute_url()):
            said = client.get(address).content.decode()
            assert session.get_absolute_url() in said
            assert "Encore 2 places" in said
            assert not any(one.get_absolute_url() in said for one in hidden)

    def test_cost_the_same_for_many(self, client, same_number_of_queries):
        first = SessionFactory()

        def grow():
            for n in range(1, 5):
                SessionFactory(network=first.network, place=first.place, starts_at=START + dt.timedelta(days=n))

        same_number_of_queries(lambda: client.get("/"), grow)


HIDDEN = (
    {"state": Session.State.DRAFT},
    {"state": Session.State.CANCELLED},
    {"visibility": "network"},
    {"visibility": "link"},
    {"starts_at": NOW - dt.timedelta(days=3)},
)

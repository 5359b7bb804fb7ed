"""The agenda of the team: what each may see in it, how an address is read, a constant number of questions."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from maille.people.models import Role
from maille.sharing.actions import declare_absence
from maille.workshops.models import Session
from tests.appointments.factories import NOW, SINCE, applicant, book, mediator_of, scene
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkPlaceFactory
from tests.workshops.factories import SessionFactory, WorkshopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WEEK = "?jour=2026-12-02"


@pytest.fixture
def team(client: Any) -> Any:
    """A mediator signed in, with an appointment of hers and a session of hers in the week of the second of December."""
    reason, opening = scene(name="Déclarer en ligne")
    made = book(reason)
    session = session_of(reason.network, led_by=[opening.mediator], title="Photos de famille")
    client.force_login(opening.mediator)
    return made, session, opening


def session_of(network: Any, title: str, **fields: Any) -> Session:
    workshop = WorkshopFactory(network=network, content__title=title)
    session: Session = SessionFactory(workshop=workshop, **fields)
    return session


def read(client: Any, query: str = WEEK) -> str:
    answer = client.get(reverse("pages:agenda") + query)
    assert answer.status_code == 200
    return str(answer.text)


class TestWhoSeesWhat:
    def test_sessions_and_appointments_lead_to_their_pages(self, client: Any, team: Any) -> None:
        made, session, _opening = team
        text = read(client)
        assert reverse("workshops:team_session", args=[session.pk]) in text
        assert reverse("appointments:detail", args=[made.pk]) in text
        assert made.resident.name in text

    def test_the_team_of_another_place_sees_the_session_and_not_the_person(self, client: Any, team: Any) -> None:
        made, session, opening = team
        beside = NetworkPlaceFactory(network=opening.network, kind="member").place
        client.force_login(mediator_of(opening.network, beside))
        text = read(client)
        assert session.title in text
        assert made.resident.name not in text
        assert "Déclarer en ligne" not in text

    def test_a_cancelled_appointment_is_gone_a_cancelled_session_is_struck(self, client: Any, team: Any) -> None:
        made, session, _opening = team
        type(made).objects.update(state="cancelled")
        Session.objects.filter(pk=session.pk).update(state="cancelled")
        text = read(client)
        assert made.resident.name not in text
        assert "<s>" in text
        assert "Annulée" in text

    def test_a_draft_says_so(self, client: Any, team: Any) -> None:
        Session.objects.update(state="draft")
        assert "En préparation" in read(client)

    def test_why_one_is_away_is_read_by_oneself_only(self, client: Any, team: Any) -> None:
        mediator, network = team[2].mediator, team[2].network
        starts = dt.datetime(2026, 12, 3, 8, tzinfo=dt.UTC)
        ends = starts + dt.timedelta(days=2)
        declare_absence(person=mediator, starts_at=starts, ends_at=ends, reason="Opération", by=mediator, at=NOW)
        assert "Opération" in read(client)
        assert "toute la journée" in read(client)
        coordinator = UserFactory()
        Role.objects.create(user=coordinator, kind="coordinator", network=network, starts_on=SINCE)
        client.force_login(coordinator)
        seen = read(client, f"{WEEK}&avec={mediator.pk}")
        assert "Absence" in seen
        assert "Opération" not in seen
        client.force_login(mediator_of(network, NetworkPlaceFactory(network=network, kind="member").place))
        assert "Absence" not in read(client, f"{WEEK}&avec={mediator.pk}")


class TestAddress:
    def test_choices_narrow_what_is_shown(self, client: Any, team: Any) -> None:
        made, session, opening = team
        other = session_of(opening.network, title="Tableur pour associations")
        everything = read(client)
        assert other.title in everything
        mine = read(client, f"{WEEK}&avec={opening.mediator.pk}")
        assert session.title in mine
        assert other.title not in mine
        there = read(client, f"{WEEK}&lieu={other.place.slug}")
        assert other.title in there
        assert session.title not in there
        by_topic = read(client, f"{WEEK}&sujet=prendre_en_main_du_materiel")
        assert session.title in by_topic
        assert made.resident.name not in by_topic

    def test_choices_are_kept_from_a_week_to_the_next(self, client: Any, team: Any) -> None:
        text = read(client, f"{WEEK}&avec={team[2].mediator.pk}")
        assert f"?vue=semaine&amp;jour=2026-12-09&amp;avec={team[2].mediator.pk}" in text

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("?jour=2026-02-30", "Ce jour n’existe pas"),
            ("?vue=siecle", "Cette vue n’existe pas"),
            ("?lieu=nulle-part", "Ce lieu n’est pas du réseau"),
            ("?avec=zut", "Cette personne n’est pas de l’équipe"),
            ("?sujet=zut", "Ce sujet n’existe pas"),
        ],
    )
    def test_what_does_not_exist_is_told_calmly(self, client: Any, team: Any, query: str, sentence: str) -> None:
        assert sentence in read(client, query)

    @pytest.mark.parametrize("view", ["jour", "semaine", "mois", "liste"])
    def test_every_view_shows_the_day_that_is_asked(self, client: Any, team: Any, view: str) -> None:
        assert team[1].title in read(client, f"{WEEK}&vue={view}")
        assert "Rien dans l’agenda" in read(client, f"?jour=2099-12-27&vue={view}")


def test_asks_the_database_as_often_for_a_full_week(client: Any, team: Any, same_number_of_queries: Any) -> None:
    reason = team[2].network.reasons.get()

    def grow() -> None:
        for number in range(3):
            session_of(reason.network, title=f"Atelier {number}")
        for name in ("Nadia Benali", "Jean Petit"):
            book(reason, who=applicant(name))

    same_number_of_queries(lambda: read(client), grow)

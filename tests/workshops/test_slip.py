"""The A6 slip: what it says, in what order, and where its code leads."""

import datetime as dt

import pytest
from django.urls import reverse

from maille.core import documents
from maille.workshops import actions
from maille.workshops.models import Cycle, Session
from maille.workshops.sheets import slip_data
from maille.workshops.showing import give_ribbons, with_all
from tests.core.pdf import picture_of, read_qr, text_of
from tests.workshops.factories import NOW, START, SessionFactory, WorkshopFactory, applicant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


def sign_up(target, **fields):
    return actions.register(
        target=target, applicant=applicant("Marie Dupont", **fields), source="public", by=None, at=NOW
    )


def printed(client, registration):
    answer = client.get(reverse("workshops:slip", args=[registration.ticket]))
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def picture(registration, url):
    sessions = list(with_all())
    give_ribbons(sessions)
    return documents.compile("workshops/slip", slip_data(registration, sessions, url), format="png", ppi=200)


def test_says_when_first_then_where_and_what(client):
    session = SessionFactory(workshop=WorkshopFactory(content__to_bring="Votre téléphone"))
    made = sign_up(session)
    said = text_of(printed(client, made)).replace("\u00a0", " ")
    order = [
        session.title,
        "Marie Dupont",
        "mercredi 2 décembre",
        session.place.name,
        "Votre téléphone",
        made.spoken_code,
    ]
    places = [said.find(words) for words in order]
    assert -1 not in places, (said, places)
    assert places == sorted(places)


def test_its_code_leads_to_the_page_of_the_registration(client):
    made = sign_up(SessionFactory())
    url = f"https://maille.example{made.get_absolute_url()}"
    read = read_qr(picture(made, url))
    assert read == url
    assert made.spoken_code in client.get(read.removeprefix("https://maille.example")).content.decode()


def test_the_code_of_the_printed_sheet_itself_leads_there(client):
    made = sign_up(SessionFactory())
    assert read_qr(picture_of(printed(client, made))) == f"http://testserver{made.get_absolute_url()}"


def test_is_one_page_however_long_the_words(client):
    workshop = WorkshopFactory(content__title="Découvrir " * 12, content__to_bring="Un chargeur " * 25)
    session = SessionFactory(workshop=workshop)
    session.place.name = "Médiathèque de la Ville " * 8
    session.place.save()
    made = sign_up(session, size=4)
    assert read_qr(picture(made, "https://maille.example/x")) == "https://maille.example/x"


def test_a_cycle_shows_its_dates(client):
    first = SessionFactory()
    cycle = Cycle.objects.create(title="En trois fois", place=first.place, network=first.network)
    for week in (1, 2):
        SessionFactory(place=first.place, workshop=first.version.workshop, starts_at=START + dt.timedelta(weeks=week))
    Session.objects.update(cycle=cycle)
    said = text_of(printed(client, sign_up(cycle))).replace("\u00a0", " ")
    assert "mercredi 9 décembre" in said
    assert "mercredi 16 décembre" in said


def test_a_slip_for_the_waiting_list_says_so(client):
    session = SessionFactory(seats=0)
    assert "sur la liste d’attente" in text_of(printed(client, sign_up(session)))


def test_nobody_prints_a_seat_given_back(client):
    made = sign_up(SessionFactory())
    actions.cancel_registration(registration=made, by=None, at=NOW)
    assert client.get(reverse("workshops:slip", args=[made.ticket])).status_code == 404

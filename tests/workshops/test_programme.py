"""The public programme: what it shows, to whom, what one may choose by, and what a bad address is told."""

import datetime as dt
import json
import re

import pytest
from django.urls import reverse

from maille.territory.models import NetworkPlace
from maille.workshops.models import Session, Visibility
from maille.workshops.rules.months import Month, proposed, read_month
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory, PlaceFactory
from tests.workshops.factories import NOW, START, SessionFactory, WorkshopFactory

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "month"),
    [("2026-12", Month(2026, 12)), (" 2027-01 ", Month(2027, 1)), ("2026-13", None), ("2026-00", None),
     ("0000-01", None), ("2026-1", None), ("bientôt", None), ("", None), ("2026-12-03", None), ("٢٠٢٦-12", None)],
)  # fmt: skip
def test_months_of_an_address(text, month):
    assert read_month(text) == month
    assert month is None or read_month(str(month)) == month


def test_the_month_that_is_looked_at_is_proposed_even_if_it_is_empty():
    found = [Month(2026, 12), Month(2026, 11), Month(2026, 12)]
    assert proposed(found) == [Month(2026, 11), Month(2026, 12)]
    assert proposed(found, also=Month(2027, 5)) == [Month(2026, 11), Month(2026, 12), Month(2027, 5)]


@pytest.fixture
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def scene(db, today):
    """Two places of a network, one of them a neighbour, and a session in each."""
    workshop = WorkshopFactory(content__title="Découvrir son smartphone", content__level="debutant")
    other = WorkshopFactory(
        network=workshop.network,
        content__title="Sa boîte aux lettres",
        content__level="avance",
        content__themes=("email",),
        content__language="Arabe",
    )
    member, beside = PlaceFactory(name="Le Colibri"), PlaceFactory(name="La Passerelle")
    NetworkPlaceFactory(network=workshop.network, place=member)
    NetworkPlaceFactory(network=workshop.network, place=beside, kind=NetworkPlace.Kind.NEIGHBOUR)
    SessionFactory(workshop=workshop, place=member, seats=4)
    SessionFactory(workshop=other, place=beside, seats=4, starts_at=START + 40 * DAY)
    return workshop.network, member, beside


def asked(client, **query):
    return client.get(reverse("workshops:programme"), query)


def words(answer):
    return answer.content.decode().replace("&nbsp;", "\u00a0")


def titles(answer):
    return re.findall(r'<h4 class="rows__title"><a [^>]*>([^<]*)</a>', answer.content.decode())


@pytest.mark.usefixtures("scene")
class TestChoices:
    def test_everything_to_come_with_the_neighbours(self, client):
        assert titles(asked(client)) == ["Découvrir son smartphone", "Sa boîte aux lettres"]

    @pytest.mark.parametrize(
        "query",
        [{"theme": "email"}, {"niveau": "avance"}, {"lieu": "la-passerelle"}, {"langue": "Arabe"}, {"jour": "0"},
         {"mois": "2027-01"}, {"quoi": "boite lettre"}, {"quoi": "e-mail"}, {"jour": ["0", "6"], "niveau": "avance"}],
    )  # fmt: skip
    def test_each_choice_narrows(self, client, scene, query):
        if "lieu" in query:
            query = {"lieu": scene[2].slug}
        assert titles(asked(client, **query)) == ["Sa boîte aux lettres"]

    def test_only_where_seats_are_left(self, client):
        Session.objects.filter(version__level="debutant").update(free_seats=0)
        assert titles(asked(client)) == ["Découvrir son smartphone", "Sa boîte aux lettres"]
        assert titles(asked(client, places="on")) == ["Sa boîte aux lettres"]

    def test_distance_and_radius(self, client, scene):
        _network, member, beside = scene
        for place, latitude in ((member, 45.44), (beside, 45.54)):
            place.latitude = place.search_latitude = latitude
            place.longitude = place.search_longitude = 4.38
            place.save()
        near = asked(client, lat="45.44", lon="4.38", rayon="5")
        assert titles(near) == ["Découvrir son smartphone"]
        far = asked(client, lat="45.44", lon="4.38", rayon="20")
        assert titles(far) == ["Découvrir son smartphone", "Sa boîte aux lettres"]
        assert "11\u00a0km" in far.content.decode()

    def test_special_care_of_the_place(self, client, scene):
        scene[2].special_care = ("Surdité",)
        scene[2].save()
        assert titles(asked(client, besoin="Surdité")) == ["Sa boîte aux lettres"]

    def test_choices_stay_in_the_address(self, client):
        said = asked(client, niveau="avance", places="on").content.decode()
        assert 'href="?niveau=avance&amp;places=on&amp;mois=2027-01"' in said
        assert '<option value="avance" selected>' in said


@pytest.mark.usefixtures("scene")
class TestBadAddresses:
    @pytest.mark.parametrize(
        ("query", "told"),
        [({"theme": "poterie"}, "Ce sujet n’existe pas"), ({"niveau": "expert"}, "Ce niveau n’existe pas"),
         ({"lieu": "nulle-part"}, "Ce lieu n’a rien au programme"), ({"mois": "2026-13"}, "Ce mois n’existe pas"),
         ({"mois": "hier"}, "Ce mois n’existe pas"), ({"jour": "9"}, "Un de ces jours n’existe pas")],
    )  # fmt: skip
    def test_say_what_is_shown_instead(self, client, query, told):
        answer = asked(client, **query)
        assert told in answer.content.decode()
        assert len(titles(answer)) == 2

    def test_the_choices_that_are_known_still_count(self, client):
        assert titles(asked(client, theme="poterie", niveau="avance")) == ["Sa boîte aux lettres"]

    def test_a_town_that_nobody_knows(self, client):
        answer = asked(client, ou="Zzyzx <b>")
        assert "Nous ne connaissons pas «\u00a0Zzyzx &lt;b&gt;\u00a0»" in words(answer)
        assert len(titles(answer)) == 2

    def test_nothing_found_says_what_to_do(self, client):
        said = asked(client, quoi="poterie").content.decode()
        assert "Enlevez un choix, ou cherchez plus loin." in said

    def test_a_month_with_nothing(self, client):
        said = asked(client, mois="2028-02").content.decode()
        assert "Rien ce mois-là" in said
        assert "Février 2028" in said

    @pytest.mark.parametrize("page", ["0", "99", "x", "-1"])
    def test_a_page_that_does_not_exist(self, client, page):
        assert len(titles(asked(client, page=page))) == 2


class TestWhatIsShown:
    @pytest.mark.parametrize(
        "change",
        [{"state": Session.State.DRAFT}, {"state": Session.State.CANCELLED}, {"visibility": Visibility.LINK},
         {"visibility": Visibility.NETWORK}, {"starts_at": NOW - DAY, "ends_at": NOW - DAY / 2}],
    )  # fmt: skip
    def test_only_what_is_public_and_to_come(self, client, scene, change):
        Session.objects.filter(version__level="debutant").update(**change)
        assert titles(asked(client)) == ["Sa boîte aux lettres"]

    def test_not_in_a_place_that_was_withdrawn(self, client, scene):
        scene[1].is_published = False
        scene[1].save()
        assert titles(asked(client)) == ["Sa boîte aux lettres"]

    def test_of_another_network_in_a_place_of_this_one_only(self, client, scene):
        other = WorkshopFactory(network=NetworkFactory(slug="ailleurs"), content__title="Ailleurs")
        SessionFactory(workshop=other, place=scene[1], starts_at=START + DAY)
        SessionFactory(workshop=WorkshopFactory(network=other.network, content__title="Loin"), starts_at=START + DAY)
        assert titles(asked(client)) == ["Découvrir son smartphone", "Ailleurs", "Sa boîte aux lettres"]

    def test_where_else_there_are_seats(self, client, scene):
        _network, _member, beside = scene
        full = Session.objects.get(version__level="debutant")
        Session.objects.filter(pk=full.pk).update(free_seats=0)
        SessionFactory(workshop=full.version.workshop, place=beside, seats=3, starts_at=START + DAY)
        said = asked(client).content.decode()
        assert "Complet" in said
        assert "3 places jeudi 3\u00a0décembre" in said
        assert "La Passerelle" in said

    def test_a_long_title_is_whole_and_escaped(self, client, scene):
        long = "<b>" + "Très long titre " * 7
        SessionFactory(workshop=WorkshopFactory(network=scene[0], content__title=long[:120]))
        said = asked(client).content.decode()
        assert "&lt;b&gt;Très long titre" in said
        assert "<b>" not in said

    def test_the_same_queries_for_a_few_sessions_and_for_many(self, client, scene, same_number_of_queries):
        def grow():
            for rank in range(12):
                workshop = WorkshopFactory(network=scene[0], content__title=f"Encore {rank}")
                place = NetworkPlaceFactory(network=scene[0], place=PlaceFactory()).place
                SessionFactory(workshop=workshop, place=place, seats=2, starts_at=START + rank * DAY)

        SessionFactory(workshop=WorkshopFactory(network=scene[0]), place=scene[1], free_seats=0)
        same_number_of_queries(lambda: asked(client), grow)

    def test_events_for_machines(self, client, scene):
        said = asked(client).content.decode()
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', said)
        first = json.loads(data)["@graph"][0]
        assert first["@type"] == "EducationEvent"
        assert first["startDate"] == "2026-12-02T14:00:00+01:00"
        assert first["endDate"] == "2026-12-02T16:00:00+01:00"
        assert first["location"]["name"] == "Le Colibri"
        assert first["url"] == "http://testserver" + Session.objects.order_by("starts_at")[0].get_absolute_url()

    def test_an_event_on_the_page_of_a_session_cancelled_or_not(self, client, scene):
        session = Session.objects.order_by("starts_at")[0]
        Session.objects.filter(pk=session.pk).update(state=Session.State.CANCELLED)
        said = client.get(session.get_absolute_url()).content.decode()
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', said)
        assert json.loads(data)["eventStatus"] == "https://schema.org/EventCancelled"

    def test_nobody_has_published_anything(self, client, db, today):
        NetworkFactory()
        assert "Aucune date n’est publiée pour l’instant." in asked(client).content.decode()

"""The home page, the page of a place, the credits: what a visitor reads."""

import json
import re
from typing import Any

import pytest

from maille.territory.actions import save_places
from maille.territory.models import Place
from maille.territory.vocabulary import Service
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

EVIL = '</script><script>alert(1)</script>"&\u2028'


def saved(**fields: Any) -> Place:
    place = PlaceFactory.build(commune=CommuneFactory(), slug="", **fields)
    save_places([place], by=None)
    return place


def page(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


class TestHome:
    def test_shows_the_members_open_now(self, client: Any) -> None:
        network = NetworkFactory()
        NetworkPlaceFactory(network=network, place=saved(name="Ouvert le mardi", hours="Tu 14:00-17:00"))
        NetworkPlaceFactory(network=network, place=saved(name="Ouvert le jeudi", hours="Th 14:00-17:00"))
        NetworkPlaceFactory(network=network, place=saved(name="Voisin", hours="Tu 14:00-17:00"), kind="neighbour")
        text = page(client, "/")
        assert "Ouvert le mardi" in text
        assert "ferme à 17" in text
        assert "Ouvert le jeudi" not in text
        assert "Voisin" not in text

    def test_says_so_when_everything_is_closed_and_stands_without_any_network(self, client: Any) -> None:
        assert "les lieux du réseau sont fermés" in page(client, "/")

    def test_asks_the_database_as_often_for_two_places_as_for_twenty(
        self, client: Any, same_number_of_queries: Any
    ) -> None:
        network = NetworkFactory()

        def grow(count: int = 18) -> None:
            for _ in range(count):
                NetworkPlaceFactory(network=network, place=saved(hours="Tu 14:00-17:00"))

        grow(2)
        same_number_of_queries(lambda: page(client, "/"), grow)


class TestPlace:
    def test_says_where_when_and_what(self, client: Any) -> None:
        place = saved(
            name="Le Babet",
            address="10 rue Félix Pyat",
            phone="+33477332222",
            hours="Tu-Fr 09:00-12:00,14:00-18:00",
            services=(Service.EVERYDAY_TOOLS,),
        )
        text = page(client, place.get_absolute_url())
        for said in (
            "Le Babet",
            "10 rue Félix Pyat",
            "04\u00a077\u00a033\u00a022\u00a022",
            "tel:+33477332222",
            "Fermé",
            "Maîtrise",
        ):
            assert said in text, said
        assert text.count("<h1") == 1

    def test_a_place_that_says_nothing_still_has_a_page(self, client: Any) -> None:
        place = saved(latitude=None, longitude=None)
        text = page(client, place.get_absolute_url())
        for said in (
            "Horaires à demander",
            "Aucun contact connu",
            "position exacte n’est pas connue",
            "Demandez au lieu",
        ):
            assert said in text, said

    def test_what_a_place_writes_never_becomes_markup(self, client: Any) -> None:
        place = saved(name=EVIL, summary=EVIL, description=EVIL, hours_text=EVIL, website="https://example.org/?q=%22")
        text = page(client, place.get_absolute_url())
        assert "<script>alert" not in text
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert json.loads(block)["name"] == EVIL

    def test_speaks_to_machines(self, client: Any) -> None:
        place = saved(name="Le Babet", phone="+33477332222", hours="Tu 09:00-12:00,14:00-18:00")
        (block,) = re.findall(r'ld\+json">(.*?)</script>', page(client, place.get_absolute_url()), re.DOTALL)
        said = json.loads(block)
        assert said["@type"] == "CivicStructure"
        assert said["openingHours"] == ["Tu 09:00-12:00,14:00-18:00"]
        assert said["geo"] == {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}

    def test_shows_the_nearest_others_with_their_distance(self, client: Any) -> None:
        place = saved(name="Ici")
        saved(name="À côté", latitude=place.latitude + 0.001)
        saved(name="À Lyon", latitude=place.latitude + 0.5)
        text = page(client, place.get_absolute_url())
        assert "À côté" in text
        assert "100\u00a0m" in text or "100 m" in text
        assert "À Lyon" not in text

    def test_a_withdrawn_place_has_no_page(self, client: Any) -> None:
        page(client, saved(is_published=False).get_absolute_url(), 404)

    def test_exists_in_english(self, client: Any) -> None:
        place = saved(name="Le Babet")
        text = page(client, "/en" + place.get_absolute_url())
        assert '<html lang="en"' in text
        assert "Horaires" not in text

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_prints_as_a_sheet(self, client: Any, prefix: str) -> None:
        place = saved(name="Médiathèque " + "interminable " * 12, hours="Tu 09:00-12:00", hours_text="")
        answer = client.get(f"{prefix}{place.get_absolute_url()}affiche.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


def test_the_credits_name_each_source_with_its_licence(client: Any) -> None:
    saved(source="hinaura", source_key="x")
    text = page(client, "/credits/")
    assert "carto.hinaura.fr" in text
    assert "ODbL" in text


@pytest.mark.parametrize("address", ["/entreprise/", "/reseau-en-bref/", "/accessibilite/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_other_doors_stand_with_and_without_a_network(client: Any, address: str, prefix: str) -> None:
    page(client, prefix + address)
    NetworkPlaceFactory()
    page(client, prefix + address)

"""The search in the address: what one may write there, and the table and points it gives."""

import csv
import io
from typing import Any

import pytest

from maille.territory.actions import save_places
from maille.territory.models import Place
from tests.people.factories import RoleFactory
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def saved(**fields: Any) -> Place:
    place = PlaceFactory.build(commune=CommuneFactory(), slug="", **fields)
    save_places([place], by=None)
    return place


def page(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestSearchPage:
    @pytest.mark.parametrize(
        "query",
        [
            "ou=" + "x" * 10_000,
            "quoi=%00%00",
            "lat=abc&lon=4",
            "lat=999&lon=999",
            "lat=nan&lon=inf",
            "lat=45.4",
            "page=-1",
            "page=99999999999999999999",
            "rayon=3.7",
            "rayon=-5",
            "service=inconnu&service=|",
            "frais=%27%20OR%201=1",
            "ouvert=peut-%C3%AAtre",
            "vue=globe",
        ],
    )
    def test_nothing_written_in_the_address_breaks_the_page(self, client: Any, query: str) -> None:
        saved(name="Le Babet")
        page(client, f"/annuaire/?{query}")

    def test_an_unknown_commune_gets_a_sentence_keeps_what_was_typed_and_still_lists_places(self, client: Any) -> None:
        saved(name="Le Babet")
        NetworkFactory()
        text = page(client, "/annuaire/?ou=Zanzibar&quoi=babet")
        assert "Nous ne connaissons pas" in text
        assert 'value="Zanzibar"' in text
        assert "Le Babet" in text

    def test_the_distance_shown_is_the_one_searched(self, client: Any) -> None:
        assert '<option value="10" selected>' in page(client, "/annuaire/")
        assert '<option value="50" selected>' in page(client, "/annuaire/?rayon=50")

    def test_nothing_found_says_what_to_do(self, client: Any) -> None:
        NetworkFactory()
        text = page(client, "/annuaire/?quoi=zanzibar")
        assert "Aucun lieu trouvé" in text
        assert "Voir tous les lieux" in text

    def test_a_search_everywhere_says_that_more_were_found(self, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("maille.directory.search.question.MOST_COUNTED", 1)
        for rank in range(2):
            saved(name=f"Lieu {rank}", latitude=45.4, longitude=4.4)
        page = client.get("/annuaire/", {"lat": "45.4", "lon": "4.4", "rayon": "0"}).content.decode()
        assert "Plus de 1\xa0lieu près de vous" in page

    def test_pages_keep_the_search(self, client: Any) -> None:
        for _ in range(21):
            saved(name="Le Babet")
        assert "quoi=babet&amp;page=2" in page(client, "/annuaire/?quoi=babet")

    def test_a_place_whose_hours_are_only_a_sentence_says_to_ask(self, client: Any) -> None:
        saved(name="Le Babet", hours_text="1 samedi sur 2")
        assert "Horaires à demander" in page(client, "/annuaire/")


class TestTables:
    def test_the_table_reads_back(self, client: Any) -> None:
        place = saved(name="Le Babet", phone="+33477332222", address="10 rue Félix Pyat")
        answer = client.get("/annuaire/lieux.csv?ou=42000")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
        assert row["Nom"] == "Le Babet"
        assert row["Téléphone"] == "+33477332222"
        assert row["Latitude"] == str(place.latitude)

    @pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0", "\t=1"])
    def test_no_cell_is_ever_run_as_a_formula(self, client: Any, name: str) -> None:
        saved(name=name)
        text = b"".join(client.get("/annuaire/lieux.csv").streaming_content).decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
        assert row["Nom"] == "'" + name

    def test_points_leave_out_places_without_a_position(self, client: Any) -> None:
        network = NetworkFactory()
        NetworkPlaceFactory(network=network, place=saved(name="Ici"))
        saved(name="Quelque part", latitude=None, longitude=None)
        (feature,) = client.get("/annuaire/lieux.geojson").json()["features"]
        assert feature["properties"]["name"] == "Ici"
        assert feature["properties"]["ribbon"].startswith("<svg")


class TestEditHours:
    @pytest.fixture
    def place(self, client: Any) -> Place:
        place = saved(name="Le Babet")
        network = NetworkPlaceFactory(place=place).network
        client.force_login(RoleFactory(kind="place_manager", network=network, place=place).user)
        return place

    def test_hours_are_read_back_at_once(self, client: Any, place: Place) -> None:
        address = f"/annuaire/lieux/{place.slug}/horaires/"
        answer = client.post(address, {"text": "du lundi au vendredi 9h-12h"}, follow=True)
        place.refresh_from_db()
        assert place.hours == "Mo-Fr 09:00-12:00"
        assert "Les horaires sont à jour" in answer.content.decode()

    @pytest.mark.parametrize("text", ["lundi 17h-9h", "lundi 9h-12h 11h-14h", "lundi 25h-26h", "1 samedi sur 2 9h-12h"])
    def test_hours_that_cannot_be_are_refused_and_what_was_typed_stays(
        self, client: Any, place: Place, text: str
    ) -> None:
        answer = client.post(f"/annuaire/lieux/{place.slug}/horaires/", {"text": text})
        assert answer.status_code == 422
        body = answer.content.decode()
        assert text in body
        assert "error-summary" in body
        assert "Garder cette phrase telle quelle" in body

    def test_a_sentence_may_be_kept_when_someone_says_so(self, client: Any, place: Place) -> None:
        client.post(f"/annuaire/lieux/{place.slug}/horaires/", {"text": "1 samedi sur 2 9h-12h", "keep": "on"})
        place.refresh_from_db()
        assert (place.hours, place.hours_text) == ("", "1 samedi sur 2 9h-12h")

    def test_midnight_is_written_twenty_four(self, client: Any, place: Place) -> None:
        client.post(f"/annuaire/lieux/{place.slug}/horaires/", {"text": "samedi 20h-24h"})
        place.refresh_from_db()
        assert place.hours == "Sa 20:00-24:00"

    def test_dates_the_wrong_way_round_are_refused_at_their_field(self, client: Any, place: Place) -> None:
        answer = client.post(
            f"/annuaire/lieux/{place.slug}/horaires/exceptions/",
            {"starts_on": "2026-12-24", "ends_on": "2026-12-20", "reason": "Fêtes"},
        )
        assert answer.status_code == 422
        body = answer.content.decode()
        assert "La fin est avant le début" in body
        assert 'value="Fêtes"' in body

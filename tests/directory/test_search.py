"""Finding a place: words, position, openings, filters."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from maille.directory.search.question import Answer, Question, page_of, search
from maille.directory.search.where import Located, NotLocated, locate
from maille.territory.actions import add_hours_exception, save_places
from maille.territory.models import Place
from maille.territory.rules import Position
from maille.territory.vocabulary import Cost, Service, SpecialCare
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
TUESDAY_10H = dt.datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)


def saved(name: str = "Espace numérique", **fields: Any) -> Place:
    place = PlaceFactory.build(name=name, commune=CommuneFactory(), slug="", **fields)
    save_places([place], by=None)
    return place


def ask(at: dt.datetime = TUESDAY_10H, **fields: Any) -> Answer:
    return search(Question(**fields), at=at, network=NetworkFactory(), within=Place.objects.published())


def found(answer: Answer) -> list[str]:
    return [place.name for place in answer.places]


class TestWords:
    @pytest.mark.parametrize(
        "asked",
        [
            "médiathèque",
            "mediatheque",
            "Médiathèques",
            "mediatheq",
            "mediateque",
            "médiathéque tarentaize",
            "TARENTAIZE",
        ],
    )
    def test_finds_a_place_whatever_the_accents_plurals_and_small_typos(self, asked: str) -> None:
        saved("Médiathèque de Tarentaize")
        saved("Centre social Le Colibri")
        assert found(ask(what=asked)) == ["Médiathèque de Tarentaize"]

    def test_finds_a_service_by_the_word_people_use(self) -> None:
        saved("Le Babet", services=(Service.ADMINISTRATIVE_HELP,))
        saved("Arlequin", services=(Service.LEISURE,))
        assert found(ask(what="aide pour la CAF")) == ["Le Babet"]
        assert found(ask(what="tax forms")) == ["Le Babet"]

    def test_every_word_must_fit(self) -> None:
        saved("Médiathèque de Tarentaize")
        assert found(ask(what="médiathèque zanzibar")) == []

    def test_a_word_in_the_name_comes_before_the_same_word_in_the_street(self) -> None:
        saved("Aaa", address="3 rue Colibri")
        saved("Le Colibri")
        assert found(ask(what="colibri")) == ["Le Colibri", "Aaa"]

    def test_forgets_the_words_a_place_no_longer_has(self) -> None:
        place = saved("Ancien nom")
        place.name = "Colibri"
        save_places([place], by=None)
        assert found(ask(what="ancien")) == []
        assert found(ask(what="colibri")) == ["Colibri"]

    def test_ten_thousand_characters_are_a_search_like_another(self) -> None:
        saved("Le Babet")
        assert found(ask(what="babet " * 2000)) == ["Le Babet"]
        assert found(ask(what="\x00%_'\"\\" * 2000)) == ["Le Babet"]


class TestWhere:
    def test_a_postal_code_looks_from_the_middle_of_its_places(self) -> None:
        saved("Sud", postal_code="42100", latitude=45.42, longitude=4.40)
        located = locate("42100", network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.position == Position(45.42, 4.40)
        assert located.label == "42100 Saint-Étienne"

    @pytest.mark.parametrize(
        "text", ["saint etienne", "ST-ETIENNE", "Saint-Étienne", "42000 St Etienne", "saint-etienne cedex"]
    )
    def test_a_commune_is_understood_however_it_is_written(self, text: str) -> None:
        CommuneFactory()
        located = locate(text, network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.label.endswith("Saint-Étienne")

    def test_the_commune_of_this_departement_comes_before_its_namesake(self) -> None:
        CommuneFactory()
        here = CommuneFactory(
            code="42186", name="Rive-de-Gier", search_name="rive gier", population=15_000, postal_codes=["42800"]
        )
        CommuneFactory(
            code="01001", name="Rive-de-Gier", search_name="rive gier", departement="01", population=99_000,
            latitude=46.0, longitude=5.0, postal_codes=["01000"],
        )  # fmt: skip
        located = locate("Rive de Gier", network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.position == Position(here.latitude, here.longitude)

    def test_a_neighbourhood_is_where_the_places_that_bear_its_name_are(self) -> None:
        saved("EPN de Montreynaud", latitude=45.46, longitude=4.40)
        located = locate("Montreynaud", network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.position == Position(45.46, 4.40)

    def test_a_postal_code_is_enough_when_the_name_beside_it_is_unknown(self) -> None:
        commune = CommuneFactory()
        located = locate("42100 Terrenoir", network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.position == Position(commune.latitude, commune.longitude)
        assert located.label == "42100 Saint-Étienne"

    def test_a_neighbourhood_comes_before_the_postal_code_beside_it(self) -> None:
        saved("EPN de Montreynaud", postal_code="42000", latitude=45.46, longitude=4.40)
        located = locate("42000 Montreynaud", network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.label == "42000 Montreynaud"

    def test_a_neighbourhood_of_here_comes_before_its_far_namesake(self) -> None:
        saved("Centre social de Rochetaillée", latitude=45.41, longitude=4.45)
        CommuneFactory(
            code="52431", name="Rochetaillée", search_name="rochetaillee", departement="52", population=150,
            latitude=47.85, longitude=5.08, postal_codes=["52210"],
        )  # fmt: skip
        located = locate("Rochetaillée", network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.position == Position(45.41, 4.45)
        assert located.others == ("52210 Rochetaillée",)
        far = locate("52210 Rochetaillée", network=NetworkFactory())
        assert isinstance(far, Located)
        assert far.position == Position(47.85, 5.08)

    def test_a_commune_that_is_no_more_is_looked_for_in_the_one_of_today(self) -> None:
        commune = CommuneFactory()
        located = locate("St-Victor sur Loire", network=NetworkFactory())
        centre = Position(commune.latitude, commune.longitude)
        assert located == Located(centre, "Saint-Victor-sur-Loire (Saint-Étienne)")
        saved("Maison de Saint-Victor-sur-Loire", latitude=45.45, longitude=4.26)
        located = locate("Saint-Victor-sur-Loire", network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.position == Position(45.45, 4.26)

    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("Lyon 3e", "69003 Lyon"), ("lyon 3", "69003 Lyon"), ("3ème arrondissement de Lyon", "69003 Lyon"),
            ("69003 Lyon 3e arrondissement", "69003 Lyon"), ("Lyon", "Lyon"),
        ],
    )  # fmt: skip
    def test_a_district_is_looked_for_by_its_postal_code(self, text: str, label: str) -> None:
        CommuneFactory(
            code="69123", name="Lyon", search_name="lyon", departement="69", population=519_127,
            latitude=45.758, longitude=4.835, postal_codes=["69001", "69003"],
        )  # fmt: skip
        saved("Atelier", address="1 rue de Lyon")  # a street of here is not the city
        located = locate(text, network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.label == label

    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("42100 Saint Etienne Cedex", "42100 Saint-Étienne"),
            ("St-Etienne cedex 2", "Saint-Étienne"),
            ("42007 Saint-Étienne Cedex 1", "Saint-Étienne"),
        ],
    )
    def test_a_cedex_is_its_commune(self, text: str, label: str) -> None:
        CommuneFactory()
        located = locate(text, network=NetworkFactory())
        assert isinstance(located, Located)
        assert located.label == label

    def test_an_unknown_place_gets_suggestions(self) -> None:
        CommuneFactory()
        located = locate("Sain Etiene", network=NetworkFactory())
        assert isinstance(located, NotLocated)
        assert located.suggestions == ("Saint-Étienne",)

    @pytest.mark.parametrize("text", ["zzz", "99999", "???", "x" * 10_000])
    def test_nonsense_is_not_a_place(self, text: str) -> None:
        CommuneFactory()
        assert locate(text, network=NetworkFactory()) == NotLocated(text, ())


class TestDistance:
    def test_the_nearest_comes_first_and_the_far_ones_not_at_all(self) -> None:
        saved("Loin", latitude=45.9, longitude=4.39)
        saved("À côté", latitude=45.441, longitude=4.39)
        saved("Ici", latitude=45.44, longitude=4.39)
        assert found(ask(position=Position(45.44, 4.39))) == ["Ici", "À côté"]
        assert found(ask(position=Position(45.44, 4.39), radius_km=0)) == ["Ici", "À côté", "Loin"]

    def test_a_place_without_position_stands_at_its_commune(self) -> None:
        saved("Quelque part", latitude=None, longitude=None)
        assert found(ask(where="Saint-Étienne")) == ["Quelque part"]


class TestEverywhere:
    """From somewhere, however far: what nobody will read to the end is not counted to the end."""

    @pytest.mark.parametrize("apart", [0.01, 0.3, 1], ids=["near", "across the edge of near", "far"])
    def test_more_than_the_most_is_said_and_the_nearest_are_all_there(
        self, monkeypatch: pytest.MonkeyPatch, apart: float
    ) -> None:
        monkeypatch.setattr("maille.directory.search.question.MOST_COUNTED", 4)
        near = [saved(f"Lieu {rank}", latitude=45.4 + rank * apart, longitude=4.4).pk for rank in range(6)]
        answer = ask(position=Position(45.4, 4.4), radius_km=0)
        pages = [page_of(answer, number, size=2) for number in ("1", "2", "3", "99")]
        assert [ids for _page, ids in pages] == [near[:2], near[2:4], near[2:4], near[2:4]]
        assert {(page.paginator.count, page.paginator.is_cut) for page, _ids in pages} == {(4, True)}

    def test_fewer_are_counted_whole(self) -> None:
        keys = [saved(f"Lieu {rank}", latitude=45.4 + rank / 100, longitude=4.4).pk for rank in range(3)]
        page, ids = page_of(ask(position=Position(45.4, 4.4), radius_km=0), "1", size=2)
        assert (ids, page.paginator.count, page.paginator.is_cut) == (keys[:2], 3, False)

    def test_within_a_radius_every_place_is_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("maille.directory.search.question.MOST_COUNTED", 2)
        for rank in range(3):
            saved(f"Lieu {rank}", latitude=45.4 + rank / 100, longitude=4.4)
        page, _ids = page_of(ask(position=Position(45.4, 4.4), radius_km=10), "1", size=2)
        assert (page.paginator.count, page.paginator.is_cut) == (3, False)


class TestOpenNow:
    @pytest.mark.parametrize(
        ("hours", "at", "is_open"),
        [
            ("Mo-Fr 09:00-12:00,14:00-17:00", "2026-11-24 10:00", True),
            ("Mo-Fr 09:00-12:00,14:00-17:00", "2026-11-24 12:00", False),
            ("Mo-Fr 09:00-12:00,14:00-17:00", "2026-11-28 10:00", False),
            ("Mo-Su 09:00-18:00; PH off", "2026-12-25 10:00", False),
            ("Mo-Su 09:00-18:00; PH off", "2026-12-26 10:00", True),
            ("Tu 09:00-12:00; SH off", "2026-12-22 10:00", False),
            ("Tu 09:00-12:00; SH off", "2026-11-24 10:00", True),
            ("Tu[1] 09:00-12:00", "2026-11-03 10:00", True),
            ("Tu[1] 09:00-12:00", "2026-11-10 10:00", False),
            ("Tu[-1] 09:00-12:00", "2026-11-24 10:00", True),
            ("Tu 09:00-12:00; Tu[-1] off", "2026-11-17 10:00", True),
            ("Tu 09:00-12:00; Tu[-1] off", "2026-11-24 10:00", False),
            ("Jul-Aug Mo-Fr 09:00-12:00", "2026-11-24 10:00", False),
            ("Jul-Aug Mo-Fr 09:00-12:00", "2026-07-21 10:00", True),
            ("Mo 22:00-02:00", "2026-11-24 01:00", True),
            ("Mo 22:00-02:00", "2026-11-24 02:00", False),
            ("Su 02:00-04:00", "2026-10-25 02:30", True),
            ("", "2026-11-24 10:00", False),
            ("n'importe quoi", "2026-11-24 10:00", False),
        ],
    )
    def test_follows_the_hours_of_the_day(self, hours: str, at: str, is_open: bool) -> None:
        saved("Ici", hours=hours)
        moment = dt.datetime.fromisoformat(at).replace(tzinfo=PARIS)
        assert found(ask(at=moment, is_open_now=True)) == (["Ici"] if is_open else [])

    def test_an_exception_closes_and_opens(self) -> None:
        closed, opened = saved("Fermé ce jour", hours="Tu 09:00-12:00"), saved("Ouvert ce jour", hours="We 09:00-12:00")
        day = TUESDAY_10H.date()
        add_hours_exception(place=closed, starts_on=day, ends_on=day, by=None)
        add_hours_exception(place=opened, starts_on=day, ends_on=day, hours="9h-12h", by=None)
        assert found(ask(is_open_now=True)) == ["Ouvert ce jour"]

    def test_a_night_belongs_to_the_day_it_began(self) -> None:
        past_midnight = dt.datetime(2026, 11, 24, 1, 0, tzinfo=PARIS)
        today, yesterday = saved("Fermé mardi", hours="Mo 22:00-02:00"), saved("Fermé lundi", hours="Mo 22:00-02:00")
        add_hours_exception(place=today, starts_on=dt.date(2026, 11, 24), ends_on=dt.date(2026, 11, 24), by=None)
        add_hours_exception(place=yesterday, starts_on=dt.date(2026, 11, 23), ends_on=dt.date(2026, 11, 23), by=None)
        assert found(ask(at=past_midnight, is_open_now=True)) == ["Fermé mardi"]

    def test_a_place_overseas_is_open_by_its_own_clock(self) -> None:
        reunion = CommuneFactory(code="97411", name="Saint-Denis", search_name="saint denis", departement="974")
        place = PlaceFactory.build(commune=reunion, slug="", name="Réunion", hours="Tu 13:00-14:00")
        save_places([place], by=None)
        assert found(ask(is_open_now=True)) == ["Réunion"]  # ten in Paris is one in the afternoon there


class TestFilters:
    def test_keeps_the_places_with_one_of_the_values_asked(self) -> None:
        saved("Gratuit", costs=(Cost.FREE,), special_care=(SpecialCare.ENGLISH,))
        saved("Sous condition", costs=(Cost.FREE_UNDER_CONDITION,))
        assert found(ask(costs=(Cost.FREE,))) == ["Gratuit"]
        assert found(ask(costs=(Cost.FREE, Cost.FREE_UNDER_CONDITION))) == ["Gratuit", "Sous condition"]
        assert found(ask(special_care=(SpecialCare.ENGLISH,))) == ["Gratuit"]

    def test_can_keep_to_the_members_of_the_network(self) -> None:
        NetworkPlaceFactory(place=saved("Membre"))
        NetworkPlaceFactory(place=saved("Voisin"), kind="neighbour")
        assert found(ask(members_only=True)) == ["Membre"]

    def test_a_withdrawn_place_is_not_found(self) -> None:
        saved("Fermé", is_published=False)
        assert found(ask()) == []


def test_the_number_of_queries_does_not_grow_with_the_places(same_number_of_queries: Any, client: Any) -> None:
    NetworkFactory()

    def grow() -> None:
        for rank in range(18):
            saved(f"Espace {rank}", hours="Tu 09:00-12:00")

    saved("Espace un", hours="Tu 09:00-12:00")
    saved("Espace deux", hours="Tu 09:00-12:00")
    same_number_of_queries(lambda: visit(client, ["/annuaire/?ou=42000&quoi=espace&ouvert=on&vue=carte"]), grow)


def visit(client: Any, addresses: Sequence[str]) -> None:
    for address in addresses:
        assert client.get(address).status_code == 200

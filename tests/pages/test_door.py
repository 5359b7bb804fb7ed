"""The sheet for the door of a place: read back as a PDF, its code decoded from the drawn page, and followed."""

import datetime as dt
import io
import re
from typing import Any

import pikepdf
import pytest
from django.urls import reverse

from maille.pages.sheets import door_sheet_of, print_door_sheet
from maille.workshops.models import Session
from tests.core.pdf import picture_of, read_qr, text_of
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory
from tests.workshops.factories import RoomFactory, SessionFactory, WorkshopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

THURSDAY = dt.datetime(2026, 11, 26, 13, tzinfo=dt.UTC)
LONG = "Comprendre ses factures d’énergie en ligne et faire valoir ses droits sans y passer l’après-midi, pas à pas"


@pytest.fixture
def place() -> Any:
    return NetworkPlaceFactory(network=NetworkFactory(), kind="member", place__name="Médiathèque de Tarentaize").place


def at(place: Any, starts_at: dt.datetime = THURSDAY, title: str = "Photos de famille", **fields: Any) -> Session:
    network = place.networks.get()
    workshop = WorkshopFactory(network=network, content__title=title, content__level="debutant")
    session: Session = SessionFactory(workshop=workshop, place=place, starts_at=starts_at, **fields)
    return session


def printed(client: Any, place: Any, day: str = "", prefix: str = "") -> bytes:
    answer = client.get(prefix + reverse("pages:door_sheet", args=[place.slug]), {"jour": day} if day else {})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return bytes(answer.content)


def words(pdf: bytes) -> str:
    return text_of(pdf).replace("\u00a0", " ")


class TestWhatItSays:
    def test_when_what_where_for_whom_and_how_many_seats_in_words(self, client: Any, place: Any) -> None:
        at(place, free_seats=2, room=RoomFactory(place=place, name="Salle du fond"))
        at(place, THURSDAY + dt.timedelta(days=1), title="Un mot de passe", free_seats=0)
        text = words(printed(client, place))
        for said in (
            "Médiathèque de Tarentaize", "Du lundi 23 novembre au dimanche 29 novembre 2026", "Jeudi 26 novembre",
            "14 h – 16 h", "Photos de famille", "Salle du fond", "Débutant", "Encore 2 places", "Vendredi 27 novembre",
            "Complet", "Places au mardi 24 novembre, 14 h 30",
        ):  # fmt: skip
            assert said in text

    def test_what_is_cancelled_is_said_and_what_nobody_outside_knows_is_not(self, client: Any, place: Any) -> None:
        at(place, title="Le scanner", state="cancelled")
        at(place, title="Un brouillon", state="draft")
        at(place, title="Entre nous", visibility="network")
        at(place, dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), title="Hier")
        text = words(printed(client, place))
        assert "Le scanner" in text
        assert "Annulée" in text
        assert not [title for title in ("Un brouillon", "Entre nous", "Hier") if title in text]

    def test_a_week_is_chosen_by_any_of_its_days_and_begins_on_the_clock_of_the_place(
        self, client: Any, place: Any
    ) -> None:
        at(place, dt.datetime(2026, 11, 29, 22, 30, tzinfo=dt.UTC), title="Dimanche soir")
        at(place, dt.datetime(2026, 11, 29, 23, 30, tzinfo=dt.UTC), title="Lundi à minuit")
        assert "Dimanche soir" in words(printed(client, place))
        text = words(printed(client, place, "2026-12-03"))
        assert "Lundi à minuit" in text
        assert "Dimanche soir" not in text

    @pytest.mark.parametrize("day", ["", "pas un jour", "9999-99-99", "2026-12-24"])
    def test_a_week_of_nothing_and_a_day_that_does_not_exist_are_printed_too(
        self, client: Any, place: Any, day: str
    ) -> None:
        assert "Aucun atelier n’est annoncé ici cette semaine" in words(printed(client, place, day))

    def test_exists_in_english(self, client: Any, place: Any) -> None:
        at(place, free_seats=2)
        text = words(printed(client, place, prefix="/en"))
        assert "2 seats left" in text
        assert not re.search("Niveau|Débutant|Photographiez|Encore", text)


class TestThePaper:
    def test_is_a4_tagged_in_its_language_with_a_table_for_each_day(self, client: Any, place: Any) -> None:
        at(place)
        opened = pikepdf.open(io.BytesIO(printed(client, place)))
        assert [round(float(side)) for side in opened.pages[0].MediaBox] == [0, 0, 595, 842]
        assert (str(opened.Root.Lang), bool(opened.Root.MarkInfo.Marked)) == ("fr", True)
        kinds = [str(one.S) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(kinds)

    def test_sixty_long_titles_are_whole_and_what_is_left_out_is_said(self, client: Any, place: Any) -> None:
        workshop = WorkshopFactory(network=place.networks.get(), content__title=LONG)
        for number in range(61):
            SessionFactory(workshop=workshop, place=place, starts_at=THURSDAY + dt.timedelta(minutes=number), led_by=[])
        text = words(printed(client, place)).replace(" ", "")
        assert text.count(LONG.replace(" ", "")) == 60
        assert "Ilyenad’autres" in text

    def test_its_code_leads_to_the_programme_of_the_place(self, client: Any, place: Any) -> None:
        session = at(place)
        elsewhere = NetworkPlaceFactory(network=place.networks.get(), kind="member").place
        at(elsewhere, title="Ailleurs")
        address = read_qr(picture_of(printed(client, place)))
        answer = client.get(address)
        assert answer.status_code == 200
        assert session.get_absolute_url() in answer.text
        assert "Ailleurs" not in answer.text

    def test_is_read_in_one_question(self, place: Any, django_assert_num_queries: Any) -> None:
        for _ in range(3):
            at(place, led_by=[])
        place = type(place).objects.for_display(place.networks.get(), THURSDAY.date()).get(pk=place.pk)
        with django_assert_num_queries(1):
            sheet = door_sheet_of(place, None, THURSDAY.date(), url="https://maille.example/", at=THURSDAY)
            assert print_door_sheet(sheet, language="fr")

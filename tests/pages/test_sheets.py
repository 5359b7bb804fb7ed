import dataclasses
import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from maille.core.ribbon import Ribbon, stripes
from maille.pages.sheets import PlaceSheet, place_sheet
from tests.core.pdf import read_qr, text_of

WEEK = [
    ("lundi", ""),
    ("mardi", "10 h – 13 h, 14 h – 19 h"),
    ("mercredi", "10 h – 19 h"),
    ("jeudi", "14 h – 19 h"),
    ("vendredi", "10 h – 13 h, 14 h – 19 h"),
    ("samedi", "10 h – 18 h"),
    ("dimanche", ""),
]
SHEET = PlaceSheet(
    language="fr",
    name="Médiathèque de Tarentaize",
    address=["24 rue Jo Gouttebarge", "42000 Saint-Étienne"],
    url="https://maille.example.org/lieux/mediatheque-de-tarentaize/",
    network="Réseau des EPN",
    kind="Bibliothèque",
    ribbon=Ribbon(6, 1, 2),
    services=["Faire ses démarches en ligne", "Apprendre à se servir d’un ordinateur"],
    directions="Tram T3, arrêt Bellevue",
    phone="04 77 43 09 77",
    hours=WEEK,
    notice="Données de démonstration, 2022",
)
BARE = PlaceSheet(language="fr", name="Le Colibri", address=["5 impasse du Bois"])
LONG = (
    "Maison des associations, des habitants et du numérique solidaire de la Métare, de la Terrasse et de Montferré,"
    " bât. B 12"
)
FULL = dataclasses.replace(
    SHEET,
    name=LONG,
    services=["Comprendre l’école en ligne et aider ses enfants avec quelqu’un"] * 14,
    hours=[(day, "8 h 30 – 12 h 30, 13 h 30 – 18 h 30") for day, _ in WEEK],
    directions="Tram T3, arrêt Bellevue, puis cinq minutes à pied par la rue des Docteurs-Charcot. " * 3,
    hours_note="Fermé pendant les vacances de Noël et les deux premières semaines d’août.",
)


def change(**values):
    return dataclasses.replace(SHEET, **values)


class TestPlaceSheet:
    @pytest.mark.parametrize("sheet", [SHEET, BARE, FULL], ids=["usual", "bare", "full"])
    def test_is_one_a5_page_tagged_in_its_language(self, sheet):
        opened = pikepdf.open(io.BytesIO(place_sheet(sheet)))
        assert len(opened.pages) == 1
        assert [round(float(side)) for side in opened.pages[0].MediaBox] == [0, 0, 420, 595]
        assert (str(opened.Root.Lang), bool(opened.Root.MarkInfo.Marked)) == ("fr", True)
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == sheet.name

    def test_says_what_where_when_and_whom_to_call(self):
        words = text_of(place_sheet(SHEET)).replace("\u00a0", " ")
        for said in (
            "Médiathèque de Tarentaize",
            "Apprendre à se servir d’un ordinateur",
            "24 rue Jo Gouttebarge",
            "Tram T3, arrêt Bellevue",
            "04 77 43 09 77",
            "10 h – 13 h, 14 h – 19 h",
            "fermé",
            "Données de démonstration, 2022",
        ):
            assert said in words

    def test_keeps_the_whole_of_a_name_of_120_characters(self):
        assert len(LONG) == 120
        assert LONG.replace(" ", "") in text_of(place_sheet(change(name=LONG))).replace(" ", "")

    def test_tells_to_call_when_the_hours_are_not_known(self):
        assert "Appelez avant de venir" in text_of(place_sheet(change(hours=())))
        assert "horaires ne sont pas connus" in text_of(place_sheet(change(hours=(), phone="")))
        assert "sur rendez-vous" in text_of(place_sheet(change(hours=(), hours_note="sur rendez-vous")))

    def test_says_nothing_of_a_telephone_that_is_not_there(self):
        assert "Appeler" in text_of(place_sheet(SHEET))
        assert "Appeler" not in text_of(place_sheet(change(phone="")))

    def test_carries_a_code_that_leads_to_the_page(self):
        assert read_qr(place_sheet(SHEET, format="png", ppi=200)) == SHEET.url
        assert read_qr(place_sheet(BARE, format="png", ppi=200)) == ""

    def test_wears_the_ribbon_of_the_place_in_its_order(self):
        picture = Image.open(io.BytesIO(place_sheet(SHEET, format="png", ppi=200))).convert("RGB")
        left, width = 11 / 25.4 * 200, 126 / 25.4 * 200
        middle = round(15.5 / 25.4 * 200)
        wide = [stripe for stripe in stripes(SHEET.ribbon) if stripe.width > 2]
        seen = [picture.getpixel((round(left + (x + across / 2) / 60 * width), middle)) for x, across, _ in wide]
        assert ["#{:02x}{:02x}{:02x}".format(*pixel) for pixel in seen] == [colour for _, _, colour in wide]

    @settings(max_examples=25, deadline=None)
    @given(
        st.builds(
            PlaceSheet,
            language=st.sampled_from(["fr", "en", "ar"]),
            name=st.text(min_size=1).filter(str.strip),
            address=st.lists(st.text(), max_size=5),
            url=st.text(max_size=300),
            services=st.lists(st.text(max_size=300), max_size=20),
            directions=st.text(max_size=600),
            phone=st.text(max_size=80),
            hours=st.lists(st.tuples(st.text(), st.text(max_size=200)), max_size=9),
            hours_note=st.text(max_size=600),
            notice=st.text(max_size=300),
        )
    )
    def test_is_printed_whatever_was_typed(self, sheet):
        assert place_sheet(sheet).startswith(b"%PDF")

"""Sticker sheets: each square leads to the door of its unit, its words can be read, at its place on the sheet."""

import io

import cv2
import numpy
import pikepdf
import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from maille.sharing import actions
from maille.sharing.models import Unit
from maille.sharing.rules.labels import SHEETS
from maille.sharing.sheets.labels import stickers
from maille.territory.models import Network
from tests.core.pdf import read_qr, text_of
from tests.sharing.factories import NOW, cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SITE = "https://maille.example"
FORM, PDF = reverse("sharing:labels"), reverse("sharing:labels_pdf")


@pytest.fixture
def network(settings):
    of = cupboard(units=0)
    actions.add_lent_units(model=of.model, base=of.places[0], count=5, prefix="TAB", by=None)
    actions.add_lent_units(model=of.model, base=of.places[1], count=2, prefix="TAB", by=None)
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    return of


@pytest.fixture
def at_colibri(client, network):
    client.force_login(network.manager, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(answer):
    return answer.content.decode().replace("\u00a0", " ")


def squares(picture):
    """What each square of the page says, with the corner of the page where it stands, in millimetres."""
    grey = Image.open(io.BytesIO(picture)).convert("L")
    found = zxingcpp.read_barcodes(grey)
    mm = grey.width / 210
    return sorted((one.position.top_left.y / mm, one.position.top_left.x / mm, one.text) for one in found)


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_square_stands_on_its_sticker_and_leads_to_its_door(client, network, sheet):
    units = list(Unit.objects.order_by("pk"))
    drawn = stickers(network.network, units, sheet=sheet, start=4, site=SITE, language="fr", format="png")
    found = squares(drawn)
    assert [text for _y, _x, text in found] != []
    of, read = SHEETS[sheet], {text: (x, y) for y, x, text in found}
    client.force_login(network.manager, backend="django.contrib.auth.backends.ModelBackend")
    for rank, unit in enumerate(units, start=3):
        x, y = read[f"{SITE}/mutualisation/remises/{unit.code}/"]
        left, top = of.corner(rank)
        assert left <= x <= left + of.width / 2
        assert top <= y <= top + of.height / 2
    assert units[0].label in page(client.get(found[0][2].removeprefix(SITE)))


def test_another_reader_reads_a_small_square(network):
    """The smallest sticker, by a reader that is neither ours nor the one that draws."""
    [unit] = Unit.objects.all()[:1]
    drawn = stickers(network.network, [unit], sheet="65", site=SITE, language="fr", format="png")
    pixels = cv2.imdecode(numpy.frombuffer(drawn, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    of = SHEETS["65"]
    mm = pixels.shape[1] / 210
    x, y = of.corner(0)
    cut = pixels[int(y * mm) : int((y + of.height) * mm), int(x * mm) : int((x + of.width) * mm)]
    near = cv2.resize(cut, None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST)
    assert read_qr(cv2.imencode(".png", near)[1].tobytes()).endswith(f"/{unit.code}/")


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_tagged_pdf_says_code_label_and_network_page_after_page(at_colibri, network, sheet):
    actions.add_lent_units(model=network.model, base=network.places[0], count=60, prefix="Z", by=None)
    answer = at_colibri.get(PDF, {"feuille": sheet, "debut": 1, "u": list(Unit.objects.values_list("code", flat=True))})
    assert answer["Content-Type"] == "application/pdf"
    opened = pikepdf.open(io.BytesIO(answer.content))
    assert len(opened.pages) == -(-67 // int(sheet))
    assert opened.Root.MarkInfo.Marked
    assert "Étiquettes du matériel" in str(opened.docinfo.Title)
    words = text_of(answer.content).replace("\u00a0", " ")
    for unit in Unit.objects.all():
        assert f"{unit.code[:3]} {unit.code[3:]}" in words
    assert "Z 60" in words
    assert network.network.name in words


def test_units_are_chosen_by_place_model_and_day_then_one_by_one(at_colibri, network):
    said = page(at_colibri.get(FORM, {"lieu": network.places[1].slug}))
    assert said.count('name="u"') == 2
    assert page(at_colibri.get(FORM, {"depuis": "2026-11-24"})).count('name="u"') == 7
    assert "Aucune unité à étiqueter" in page(at_colibri.get(FORM, {"depuis": "2026-11-25"}))
    [one] = Unit.objects.all()[:1]
    pdf = at_colibri.get(PDF, {"feuille": "24", "debut": 3, "u": one.code}).content
    assert one.code[3:] in text_of(pdf)
    assert "TAB 2" not in text_of(pdf)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"feuille": "24", "debut": "25"}, "Cette planche a 24 étiquettes"),
        ({"feuille": "24", "debut": "1", "u": ""}, "Cochez au moins une unité"),
        ({"feuille": "7", "debut": "1"}, "feuille"),
        ({"feuille": "24", "debut": "deux"}, "debut"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_the_choice(at_colibri, network, asked, words):
    asked = {"u": Unit.objects.values_list("code", flat=True)[0]} | asked
    answer = at_colibri.get(PDF, {key: value for key, value in asked.items() if value})
    assert answer.status_code == 422
    assert words in page(answer)


def test_what_left_the_network_has_no_label(at_colibri, network):
    unit = Unit.objects.order_by("pk").first()
    actions.retire_unit(unit=unit, reason="Perdue", by=None, at=NOW)
    assert unit.code not in page(at_colibri.get(FORM))

"""Posters on paper, read back by others: boxes and tags by pikepdf, the code by OpenCV from the PDF's own shapes."""

import io
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from maille.communication.rules import posters as rules
from maille.communication.rules.sheets import SIZES, Drawable, Here, Sheet
from maille.communication.sheets.batch import READ_ME, zipped
from maille.communication.sheets.posters import as_text, draw, faults_on
from maille.core.documents.boxes import with_bleed_box
from maille.core.documents.reading import read_codes
from maille.core.ribbon import ribbon_for
from tests.core.pdf import picture_of, read_qr, text_of

SIGNED = "Réseau d’ici, Le Colibri, 1 rue de la Paix, 42000 Saint-Étienne. Ne pas jeter sur la voie publique."
URL = "https://maille.example/affiches/k3f7w/v/2/"
MARK = "Affiche k3f7w, version 2, 26 novembre 2026"
WHERE = "Centre social Le Colibri, 12 rue de la Résistance, 42000 Saint-Étienne"
WORDS = [
    rules.Words("campagne", "Un atelier s’annonce", "ICI\nON AIDE\nDÉJÀ", "13 lieux.", "Un texte.", signature=SIGNED),
    rules.Words("seance", "Atelier gratuit", "Envoyer\nune photo", when="jeudi 3 décembre", where=WHERE,
                price="gratuit", phone="04 77 33 22 22", facts="Venez avec votre téléphone.", signature=SIGNED,
                colour="#0b5d4e"),
    rules.Words("semaine", "Du 30 novembre au 6 décembre", where=WHERE, phone="04 77 33 22 22", signature=SIGNED,
                lines="jeudi 3 décembre, 14 h | Envoyer une photo\nvendredi 4 | Ranger ses fichiers", colour="#1f5aa6"),
    rules.Words("fermeture", "Le Colibri", "Fermé", when="du 24 au 31", facts="Allez à La Passerelle.",
                signature=SIGNED, colour="#a3232c"),
    rules.Words("position", "Prise de position", "Ce que nous\nfaisons", "Nous aidons.", "version 2", signature=SIGNED,
                colour="#542f5f"),
    rules.Words("languettes", "Besoin d’aide ?", "Ordinateur,\ntéléphone", when="le mardi", where=WHERE,
                phone="04 77 33 22 22", signature=SIGNED, colour="#0b5d4e"),
]  # fmt: skip
HERE = Here("La Passerelle", "1 rue de la Paix, 42000 Saint-Étienne", "04 77 00 00 00", ribbon_for("passerelle"))
CAMPAIGN = Drawable(WORDS[0], URL, MARK)
each = pytest.mark.parametrize("words", WORDS, ids=lambda words: words.template)
MM = 72 / 25.4


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [round(float(number) / MM, 1) for number in page.obj[name]]


@each
def test_a_print_shop_gets_its_bleed_and_reads_where_to_cut(words):
    opened = pikepdf.open(io.BytesIO(draw(Drawable(words, URL, MARK), Sheet("a3", "couleur", "imprimeur"))))
    (page,) = opened.pages
    assert box(page, "/TrimBox") == [3, 3, 300, 423]
    assert box(page, "/BleedBox") == box(page, "/MediaBox") == [0, 0, 303, 426]
    assert opened.check_pdf_syntax() == []


@each
def test_an_office_prints_at_full_size_without_bleed(words):
    opened = pikepdf.open(io.BytesIO(draw(Drawable(words, URL, MARK), Sheet("a4"))))
    (page,) = opened.pages
    assert box(page, "/MediaBox") == [0, 0, 210, 297]
    assert "/BleedBox" not in page.obj


@each
def test_a_screen_reader_gets_tags_a_language_a_title_and_the_words_in_order(words):
    made = draw(Drawable(words, URL, MARK, HERE), Sheet())
    opened = pikepdf.open(io.BytesIO(made))
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "fr"
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == words.name
    read = text_of(made).replace("\u00a0", " ")
    told = [row for name in rules.ASKED[words.template] for row in words.rows(name) if name != "phone"]
    told = [part.strip() for row in told for part in row.split("|")] + [HERE.name, HERE.address, MARK]
    for one in told:
        assert one in read, f"{one} is not read, or before what stands above it"
        read = read[read.index(one) + len(one) :]


@pytest.mark.parametrize("sheet", [Sheet("a3", "couleur", "imprimeur"), Sheet("a4", "eco"), Sheet("a5x2")], ids=str)
@each
def test_the_code_is_read_from_the_pdf_itself(words, sheet):
    assert read_qr(picture_of(draw(Drawable(words, URL, MARK), sheet), scale=3)) == URL or sheet.format == "a5x2"


@each
def test_everything_fits_in_every_size_and_the_code_is_read_back(words):
    """The check of the product reads the drawing with another reader, zxing; large print asks for an A4."""
    sheets = [*(Sheet(size, "couleur") for size in SIZES), Sheet("a5", "eco"), Sheet("a4", "gros")]
    for sheet in sheets:
        found = faults_on(Drawable(words, URL, MARK), sheet)
        assert [str(one.phrase) for one in found if one.is_refusal] == [], sheet


def test_two_posters_stand_on_one_a4_and_the_second_is_not_read_twice():
    made = draw(CAMPAIGN, Sheet("a5x2"))
    opened = pikepdf.open(io.BytesIO(made))
    (page,) = opened.pages
    assert box(page, "/MediaBox") == [0, 0, 297, 210]
    assert read_codes(draw(CAMPAIGN, Sheet("a5x2"), "png", ppi=150)) == [URL, URL]
    read, unread = shown_in(page)
    assert read >= 6
    assert unread >= read


def shown_in(page: pikepdf.Page) -> tuple[int, int]:
    """How many strings are shown to a screen reader, and how many are hidden from it."""
    within, read, unread = [], 0, 0
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            within.append(str(operands[0]))
        elif str(operator) == "EMC":
            within.pop()
        elif str(operator) in ("Tj", "TJ"):
            unread += "/Artifact" in within
            read += "/Artifact" not in within
    return read, unread


def test_a_code_that_cannot_be_read_back_is_refused():
    crowded = replace(CAMPAIGN, url="https://maille.example/" + "a" * 1_500)
    assert "code" in {one.field for one in faults_on(crowded, Sheet("a5")) if one.is_refusal}


def test_pictures_have_the_size_asked_for_and_the_drawing_is_a_drawing():
    assert Image.open(io.BytesIO(draw(CAMPAIGN, Sheet("social"), "png"))).size == (1080, 1350)
    assert Image.open(io.BytesIO(draw(CAMPAIGN, Sheet("a5"), "png"))).size == (1748, 2480)
    assert draw(CAMPAIGN, Sheet(), "svg").startswith(b"<svg")


def test_colour_is_a_ground_and_eco_spares_the_ink():
    def darkness(variant: str) -> float:
        grey = Image.open(io.BytesIO(draw(CAMPAIGN, Sheet("a4", variant), "png", ppi=40))).convert("L")
        return 255 - sum(grey.get_flattened_data()) / (grey.width * grey.height)

    assert darkness("eco") < 0.45 * darkness("couleur")


def test_eco_says_the_law_and_colour_does_not():
    assert any("1881" in str(one.phrase) for one in faults_on(CAMPAIGN, Sheet("a3", "eco")))
    assert faults_on(CAMPAIGN, Sheet("a3", "couleur")) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slogan": "anticonstitutionnellement" * 4}, "slogan"),
        ({"facts": "Treize lieux aident chaque jour. " * 24, "slogan": "ICI"}, "facts"),
        ({"title": "Un titre bien trop long pour sa bande " * 2}, "title"),
        ({"signature": "Réseau d’ici, 1 rue de la Paix. " * 7}, "signature"),
    ],
)
def test_the_field_that_does_not_fit_is_named_with_what_to_take_off(changes, field):
    poster = replace(CAMPAIGN, words=replace(WORDS[0], **changes))
    found = {one.field: str(one.phrase) for one in faults_on(poster, Sheet("a5", "gros"))}
    assert field in found
    assert "retirez environ" in found[field]


def test_a_print_shop_makes_no_office_sheet():
    (fault,) = faults_on(CAMPAIGN, Sheet("a5x2", "couleur", "imprimeur"))
    assert fault.field == "profil"


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")',
        '#import "/core/documents/maille.typ": *',
        "$ x^2 $ *gras* _it_ `code` <label> @ref",
        "\\ #{",
        "مرحبا",
    ],
)
def test_typst_code_in_a_slogan_stays_text(text):
    made = draw(replace(CAMPAIGN, words=replace(WORDS[0], slogan=text, facts=text)), Sheet())
    assert text in text_of(made) or not text.isascii()


def test_no_code_without_an_address():
    assert faults_on(replace(CAMPAIGN, url=""), Sheet()) == []
    assert read_codes(draw(replace(CAMPAIGN, url=""), Sheet(), "png", ppi=72)) == []


def test_the_plain_text_says_all_of_it():
    said = as_text(Drawable(WORDS[2], URL, MARK, HERE))
    assert "jeudi 3 décembre, 14 h \u00a0: Envoyer une photo" in said
    for part in (WORDS[2].title, HERE.name, SIGNED, URL, MARK):
        assert part in said
    parody = as_text(replace(CAMPAIGN, words=replace(WORDS[0], is_parody=True)))
    assert "Parodie" in parody


def test_a_parody_says_so_on_the_paper():
    made = draw(replace(CAMPAIGN, words=replace(WORDS[0], is_parody=True)), Sheet())
    assert "Parodie" in text_of(made)


def test_a_zip_holds_one_poster_for_each_place_and_says_which_could_not_be_made():
    long = Here("Centre " + "très " * 400, "1 rue", "")
    hung = [("la-passerelle", CAMPAIGN.hung(HERE)), ("trop-long", CAMPAIGN.hung(long))]
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped(hung, Sheet("a4"), kind="pdf", language="fr")))) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [READ_ME, "la-passerelle.pdf"]
        assert HERE.name in text_of(archive.read("la-passerelle.pdf"))
        told = archive.read(READ_ME).decode()
    assert "la-passerelle\u00a0: faite." in told
    assert "trop-long\u00a0: Sur cette feuille" in told


def test_a_pdf_that_typst_did_not_write_is_refused():
    with pytest.raises(ValueError, match="plain table"):
        with_bleed_box(b"%PDF-1.7 nothing")

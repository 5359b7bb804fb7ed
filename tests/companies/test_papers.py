"""The convention and the certificates read back: order, tags, words, and where the square leads."""

import io
import re
import zipfile

import pikepdf
import pytest
from django.urls import reverse

from maille.companies.models import Certificate
from tests.companies.scenes import NAMES, Scene
from tests.core.pdf import picture_of, read_qr, text_of
from tests.workshops.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


def read(client, name, enquiry, *more):
    answer = client.get(reverse(f"companies:{name}", args=[enquiry.ticket, *more]))
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def words_of(pdf):
    return text_of(pdf).replace("\u00a0", " ").replace("\u200b", "")


def assert_in_order(said, order):
    """Each of these words is there, after the one before."""
    place = 0
    for words in order:
        found = said.find(words, place)
        assert found >= 0, (words, said[place:])
        place = found + len(words)


def tags_of(pdf):
    """The tags of a document in the order in which they are read."""
    opened = pikepdf.open(io.BytesIO(pdf))
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "fr"
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(opened.Root.StructTreeRoot.K)
    return found


class TestConvention:
    def test_says_its_articles_in_order_and_who_signed_when(self, client):
        scene = Scene(company="Rubans Faure & fils, “tisseurs” depuis 1902")
        scene.to_signed()
        pdf = read(client, "convention", scene.enquiry)
        order = [
            "Convention de formation professionnelle", "Un planning partagé", "Association La Maille", "Rubans Faure",
            "1. Objet et nature", "3. Dates, durée et lieu", "mardi 15 décembre 2026", "9 h – 12 h",
            "4. Effectif", "La formation est gratuite", "6. Présence et certificat", "8. Données personnelles",
            "Pour l’organisme", "Pour l’entreprise", "gérante",
        ]  # fmt: skip
        assert_in_order(words_of(pdf), order)
        assert "6 h en tout" in words_of(pdf)
        tags = tags_of(pdf)
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 11
        assert "/Table" in tags
        assert tags.count("/TH") == 3

    def test_before_it_is_signed_it_leaves_room_to_sign(self, client):
        scene = Scene()
        scene.to_agreed()
        said = words_of(read(client, "convention", scene.enquiry))
        assert "Projet, à signer" in said
        assert "gérante" not in said

    def test_there_is_none_before_an_option_is_accepted(self, client):
        scene = Scene()
        scene.to_proposed()
        assert client.get(reverse("companies:convention", args=[scene.enquiry.ticket])).status_code == 404


class TestCertificate:
    @pytest.fixture
    def scene(self):
        scene = Scene()
        scene.to_done()
        return scene

    def test_says_what_the_law_asks_in_order(self, scene, client):
        trainee = scene.trainees()[0]
        pdf = read(client, "certificate", scene.enquiry, trainee.pk)
        order = [
            "Certificat de réalisation", "Je soussigné(e)", "Élise Dupont", "salarié(e) de l’entreprise Rubans Faure",
            "a suivi l’action", "Un planning partagé", "action de formation", "mardi 15 décembre 2026, 9 h – 12 h",
            "Durée prévue", "6 h", "Durée suivie", "6 h", "pendant une durée de 3 ans", "Fait à", "Cachet et signature",
        ]  # fmt: skip
        assert_in_order(words_of(pdf), order)
        tags = tags_of(pdf)
        assert tags.count("/H1") == 1
        assert "/L" in tags
        assert tags.count("/Figure") == 1

    def test_its_square_leads_to_the_page_that_says_it_is_true(self, scene, client):
        trainee = scene.trainees()[0]
        address = read_qr(picture_of(read(client, "certificate", scene.enquiry, trainee.pk)))
        given = Certificate.objects.get(trainee=trainee)
        assert address.endswith(given.get_absolute_url())
        page = client.get("/" + address.split("/", 3)[3]).content.decode()
        assert "Ce certificat est vrai" in page
        assert "É. D." in page

    def test_everybody_s_are_in_one_file_one_a_sheet(self, scene, client):
        pdf = read(client, "certificates", scene.enquiry)
        assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 8
        assert_in_order(words_of(pdf), NAMES)
        assert tags_of(pdf).count("/H1") == 8

    def test_everybody_s_are_in_a_zip_one_file_each_without_who_lost_theirs(self, scene, client):
        namesake, second = scene.trainees()[0].certificate, scene.trainees()[1]
        namesake.content["name"] = second.name  # two people of the same name have two files
        namesake.save()
        lost = scene.trainees()[-1].certificate
        lost.withdrawn_at = lost.issued_at
        lost.save()
        answer = client.get(reverse("companies:certificate_files", args=[scene.enquiry.ticket]))
        assert answer["Content-Type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            names = archive.namelist()
            assert archive.testzip() is None
            said = [words_of(archive.read(name)) for name in names]
        assert len(set(names)) == 7
        assert all(re.fullmatch(r"certificat-[a-z0-9-]+\.pdf", name) for name in names)
        for person, words in zip(scene.trainees()[1:7], said[1:], strict=True):
            assert person.name in words
        assert namesake.spoken_code in said[0]
        assert second.name in said[0]

"""Units from a table, in two steps: read, shown, written once; what is refused comes back with the reason."""

import csv
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maille.core.models import Entry
from maille.sharing import actions
from maille.sharing.models import EquipmentModel, Unit
from maille.territory.models import Network, Organisation
from tests.sharing.factories import cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE, REFUSED_FILE = reverse("sharing:import_units"), reverse("sharing:refused_units")
COLUMNS = ["Modèle", "Sorte", "Lieu", "N° de série", "Étiquette", "Propriétaire", "Au réseau depuis le", "À savoir"]


@pytest.fixture
def network(settings):
    of = cupboard(units=0)
    Organisation.objects.get_or_create(name="Ville de Saint-Étienne")
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    return of


@pytest.fixture
def coordinator(client, network):
    client.force_login(network.coordinator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def table(*rows, columns=COLUMNS, separator=";", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([columns, *rows])
    return SimpleUploadedFile("unites.csv", out.getvalue().encode(encoding))


ROWS = [
    ["Tablette Galet 10", "", "Le Colibri", "SN1", "TAB 7", "Ville de Saint-Étienne", "01/09/2026", "Coque bleue"],
    ["Drone Libellule", "drone", "L’Arlequin", "SN2", "", "", "", ""],
    ["Tablette Galet 10", "", "le colibri", "SN3", "", "", "", ""],
]


def page(answer):
    return answer.content.decode().replace("\u00a0", " ")


def drop(client, file):
    return client.post(PAGE, {"file": file})


def write(client, shown):
    return client.post(PAGE, {"rows": re.search(r'name="rows" value="([^"]+)"', page(shown))[1]})


class TestTwoSteps:
    def test_nothing_is_written_before_it_was_shown_then_all_of_it_once(self, coordinator, network):
        shown = drop(coordinator, table(*ROWS))
        assert "3 nouvelles" in page(shown)
        assert "modèle à ajouter" in page(shown)
        assert not Unit.objects.exists()
        assert write(coordinator, shown).status_code == 302
        assert EquipmentModel.objects.get(name="Drone Libellule").category == "drone"
        found = Unit.objects.get(serial="SN1")
        assert (found.label, found.base, str(found.owner)) == ("TAB 7", network.places[0], "Ville de Saint-Étienne")
        assert found.since.isoformat() == "2026-09-01"
        assert Unit.objects.get(serial="SN3").label == "TAB 1"
        assert Entry.objects.filter(action="sharing.unit_added").count() == 3
        again = page(drop(coordinator, table(*ROWS)))
        assert "3 inchangées" in again
        assert "Rien à écrire" in again
        write(coordinator, shown)
        assert Unit.objects.count() == 3

    def test_what_changed_is_said_and_written(self, coordinator, network):
        write(coordinator, drop(coordinator, table(*ROWS)))
        moved = [["Tablette Galet 10", "", "Montreynaud", "sn1", "", "", "", "Rayée"]]
        shown = drop(coordinator, table(*moved))
        assert "Change : le lieu, ce qu’il faut savoir" in page(shown)
        write(coordinator, shown)
        found = Unit.objects.get(serial="SN1")
        assert (found.base, found.label, found.notes) == (network.places[2], "TAB 7", "Rayée")

    def test_a_workbook_and_an_old_encoding_are_read_alike(self, coordinator):
        book = openpyxl.Workbook()
        for row in [COLUMNS, *ROWS]:
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        assert "3 nouvelles" in page(drop(coordinator, SimpleUploadedFile("unites.xlsx", out.getvalue())))
        assert "3 nouvelles" in page(drop(coordinator, table(*ROWS, separator=",", encoding="cp1252")))

    def test_refused_lines_come_back_with_the_reason_and_run_nothing(self, coordinator):
        bad = [
            ["Tablette Galet 10", "", "Ailleurs", "=1+1", "", "", "", "@SUM(A1)"],
            ["Grue", "grue", "Le Colibri", "G1", "", "", "", ""],
        ]
        shown = drop(coordinator, table(*ROWS, *bad))
        assert "2 refusées" in page(shown)
        rows = re.search(r'name="rows" value="([^"]+)"', page(shown))[1]
        answer = coordinator.post(REFUSED_FILE, {"rows": rows})
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert lines[0] == [*COLUMNS, "à corriger"]
        assert [line[3] for line in lines[1:]] == ["'=1+1", "G1"]
        assert lines[1][7] == "'@SUM(A1)"
        assert "n’est pas du réseau" in lines[1][-1]
        assert "n’existe pas" in lines[2][-1]
        written = write(coordinator, shown)
        assert "Les lignes refusées" in page(written)
        assert Unit.objects.count() == 3
        # Corrected, the downloaded file is read again as it is.
        lines[1][2] = "Le Colibri"
        again = drop(coordinator, table(lines[1], columns=lines[0]))
        write(coordinator, again)
        assert Unit.objects.filter(serial="=1+1", notes="@SUM(A1)").exists()

    def test_a_manager_writes_the_units_of_her_place(self, client, network):
        client.force_login(network.manager, backend="django.contrib.auth.backends.ModelBackend")
        shown = page(drop(client, table(*ROWS)))
        assert "2 nouvelles" in shown
        assert "Vous ne répondez pas" in shown

    def test_what_was_taken_meanwhile_is_refused_when_it_is_written(self, coordinator, network):
        shown = drop(coordinator, table(ROWS[0]))
        actions.add_lent_units(
            model=network.model, base=network.places[1], count=1, prefix="X", serials=["SN1"], by=None
        )
        write(coordinator, shown)
        assert Unit.objects.get(serial="SN1").label == "TAB 7"
        assert Unit.objects.count() == 1


class TestWrongFiles:
    @pytest.mark.parametrize(
        ("file", "words"),
        [
            (SimpleUploadedFile("vide.csv", b""), "Ce fichier est vide"),
            (SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n0000"), "PNG"),
            (SimpleUploadedFile("a.csv", "modèle;lieu;série\n".encode()), "n’a que sa première ligne"),
            (SimpleUploadedFile("a.csv", "nom;prénom\nA;B\n".encode()), "Il manque la colonne"),
            (SimpleUploadedFile("a.csv", b"modele;lieu;serie\n" + b"A;B;C\n" * 2001), "plus de 2000 lignes"),
            (SimpleUploadedFile("a.json", b'[{"modele": "A", "lieu": "B"}]'), "CSV ou XLSX"),
        ],
    )
    def test_is_refused_with_a_sentence(self, coordinator, file, words):
        file.seek(0)
        answer = drop(coordinator, file)
        assert answer.status_code == 422
        assert words in page(answer)

    def test_a_page_that_somebody_changed_writes_nothing(self, coordinator):
        for address in (PAGE, REFUSED_FILE):
            answer = coordinator.post(address, {"rows": "W10:1abc:zzz"})
            assert answer.status_code == 422
            assert "trop ancienne" in page(answer)

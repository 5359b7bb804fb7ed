"""What people drop by mistake or malice: a sentence, or one line refused while the rest of the file goes on."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from maille.core.refusals import Refused
from maille.directory.files.limits import LONGEST_CELL
from maille.directory.models import Import
from maille.territory.models import Place
from tests.directory.importing.sources import AT, STANDARD, as_csv, states, take_standard

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("communes")]

GOOD, OTHER = STANDARD[0], STANDARD[1]


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook one of whose parts inflates a thousand times."""
    out = io.BytesIO(workbook(Lieux=TABLE))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet9.xml", b" " * 60_000_000)
    return out.getvalue()


TABLE = [list(GOOD), list(GOOD.values())]
WHOLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "Ce fichier est vide"),
    "200 MB": (lambda: bytes(200_000_000), "Ce fichier pèse 19[01]\u00a0Mo et Maille en lit 50 au plus"),
    "a zip bomb": (bomb, "Ce classeur devient démesuré"),
    "a column twice": (lambda: b"id,nom,id\r\n1,a,1\r\n", "«\u00a0id\u00a0» y est deux fois"),
    "a broken GeoJSON": (
        lambda: b'{"type": "FeatureCollection", "features": [{"type": "Feature", "prop',
        "JSON lisible",
    ),
    "a GeoJSON without features": (lambda: b'{"type": "FeatureCollection"}', "n’a pas de liste"),
    "several sheets": (lambda: workbook(Un=TABLE, Deux=TABLE), "dites laquelle lire"),
    "no table": (lambda: workbook(Notes=[["bonjour"]]), "Aucune feuille"),
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_file_that_cannot_be_read_is_a_sentence_and_leaves_nothing(
    case: str, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    make, sentence = WHOLE[case]
    with pytest.raises(Refused, match=sentence), django_capture_on_commit_callbacks(execute=True):
        take_standard(make())
    assert not Import.objects.exists()
    assert not Place.objects.exists()
    assert not any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")), "the file is left behind"


def test_the_sheet_that_is_asked_for_is_read_and_another_is_refused() -> None:
    data = workbook(Notes=[["a", "b"], ["c", "d"]], Lieux=TABLE)
    with pytest.raises(Refused, match="standard national"):
        take_standard(data, sheet="Notes")
    with pytest.raises(Refused, match="n’a pas de feuille"):
        take_standard(data, sheet="Absente")
    assert states(take_standard(data, sheet="Lieux"))["new"] == 1


def test_half_a_character_costs_its_own_letter() -> None:
    data = as_csv([GOOD, OTHER | {"adresse": "2 rue Émile Zola"}])
    broken = data.replace("É".encode() + b"mile", b"\xc3mile")
    assert states(take_standard(broken)) == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    cut = json.dumps([GOOD, OTHER | {"commune": "Nulle-Part\ud83d", "code_postal": "", "code_insee": ""}])
    done = take_standard(cut.encode(), source="autre")
    assert states(done)["refused"] == 1
    assert done.lines.get(state="refused").row["commune"] == "Nulle-Part\ufffd"


def test_a_formula_is_a_text() -> None:
    take_standard(as_csv([GOOD | {"nom": '=HYPERLINK("https://example.org")'}]))
    assert Place.objects.get().name == '=HYPERLINK("https://example.org")'


def test_an_identifier_twice_costs_its_second_line() -> None:
    done = take_standard(as_csv([GOOD, OTHER | {"id": GOOD["id"]}, STANDARD[2]]))
    assert states(done) == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert done.lines.get(state="refused").number == 3


def test_an_unknown_value_of_a_list_is_said_and_the_rest_goes_on() -> None:
    done = take_standard(as_csv([GOOD | {"services": f"Voler|{GOOD['services'].split('|')[0]}"}, OTHER]))
    assert states(done)["new"] == 2
    line = done.lines.get(key=GOOD["id"])
    assert line.place.services == (GOOD["services"].split("|")[0],)
    assert any("Voler" in remark for remark in line.remarks_in_words)


def test_a_cell_of_a_million_characters_costs_its_line() -> None:
    done = take_standard(as_csv([GOOD | {"nom": "a" * 10 * LONGEST_CELL}, OTHER]))
    assert states(done) == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac-roman"])
def test_any_encoding_gives_the_same_places(encoding: str) -> None:
    data = as_csv(STANDARD).decode().replace("\r\n", "\r" if encoding == "mac-roman" else "\r\n").encode(encoding)
    assert states(take_standard(data, at=AT))["new"] == len(STANDARD)
    assert Place.objects.filter(commune__name="Saint-Étienne").count() == len(STANDARD)

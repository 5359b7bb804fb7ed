"""`maille import_places`: any file and a name in; places, a summary and a report out."""

import csv
import gzip
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maille.directory.models import Import, SavedMapping
from maille.territory.models import Place
from tests.directory.importing.sources import AT, HINAURA, SOME, STANDARD, as_csv, as_file
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]

NOWHERE = STANDARD[5] | {"commune": "Nulle-Part", "code_postal": "", "code_insee": ""}
MAPPING = """
[source]
name = "carnet"
title = "Le carnet"
licence = "Licence Ouverte 2.0"
licence_url = "https://example.org/licence"
credit = "Nous"
snapshot = "2026-01"

[key]
columns = ["n"]

[fields.name]
columns = ["quoi"]

[fields.commune_name]
columns = ["ville"]

[fields.postal_code]
columns = ["cp"]

[fields.updated_on]
constant = "2026-01-01"
"""


def written(tmp_path: Path, data: bytes, name: str = "lieux.csv") -> str:
    (tmp_path / name).write_bytes(data)
    return str(tmp_path / name)


def ran(capsys: Any, *args: str, **options: Any) -> tuple[str, str]:
    call_command("import_places", *args, **options)
    said = capsys.readouterr()
    return said.out, said.err


def summary(capsys: Any, *args: str, **options: Any) -> dict[str, Any]:
    return json.loads(ran(capsys, *args, json=True, **options)[0])


def test_a_standard_file_under_a_new_name_becomes_places(tmp_path: Path, capsys: Any) -> None:
    file = written(tmp_path, as_csv([*STANDARD[:5], NOWHERE]))
    out, err = ran(capsys, file, source="loire")
    assert "lieux.csv\u00a0: 6 lignes. 5 nouveaux, 0 mis à jour, 0 inchangés, 1 refusés." in out
    assert "Écriture des lieux" in err or "Lecture des lignes" in err
    assert set(Place.objects.values_list("source", flat=True)) == {"loire"}
    assert summary(capsys, file, source="loire") == {
        "file": "lieux.csv", "source": "loire", "dry_run": False,
        "lines": 6, "new": 0, "changed": 0, "unchanged": 5, "refused": 1,
    }  # fmt: skip


def test_the_old_standard_is_read_too(tmp_path: Path, capsys: Any) -> None:
    old = {
        "id": "1", "structure": "", "nom": "Espace", "commune": "Saint-Étienne", "code_postal": "42000",
        "adresse": "1 rue Michelet", "telephone": "", "courriel": "", "site_web": "", "horaires": "",
        "services": "Réaliser des démarches administratives avec un accompagnement", "date_maj": "2023-01-01",
        "publics_accueillis": "", "conditions_acces": "", "labels_nationaux": "",
    }  # fmt: skip
    assert summary(capsys, written(tmp_path, as_csv([old], ";")), source="vieux")["new"] == 1


def test_a_packed_file_is_unpacked(tmp_path: Path, capsys: Any) -> None:
    packed = gzip.compress(json.dumps(STANDARD).encode())
    assert summary(capsys, written(tmp_path, packed, "lieux.json.gz"), source="loire")["new"] == 6
    assert Import.objects.get().file_name == "lieux.json"


def test_a_source_that_comes_with_maille_needs_no_mapping(tmp_path: Path, capsys: Any) -> None:
    assert summary(capsys, written(tmp_path, as_file(SOME), "h.json"), source="hinaura")["new"] == len(SOME)


def test_a_mapping_file_says_how_to_read(tmp_path: Path, capsys: Any) -> None:
    mapping = tmp_path / "carnet.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    file = written(tmp_path, b"n;quoi;ville;cp\n1;Le Relais;Feurs;42110\n")
    assert summary(capsys, file, source="carnet-2026", mapping=mapping)["new"] == 1
    assert Place.objects.get().source == "carnet-2026"


def test_a_saved_mapping_goes_by_its_name(tmp_path: Path, capsys: Any) -> None:
    network = NetworkFactory()
    SavedMapping.objects.create(
        name="carnet", title="Le carnet", network=network, document=tomllib.loads(MAPPING), saved_at=AT
    )
    file = written(tmp_path, b"n;quoi;ville;cp\n1;Le Relais;Feurs;42110\n")
    assert summary(capsys, file, source="carnet", network=network.slug)["new"] == 1
    assert network.network_places.get().place.name == "Le Relais"


def test_a_dry_run_writes_nothing_at_all(tmp_path: Path, capsys: Any) -> None:
    out, _ = ran(capsys, written(tmp_path, as_csv(STANDARD)), source="loire", dry_run=True)
    assert "6 nouveaux" in out
    assert "rien n’est écrit" in out
    assert not Place.objects.exists()
    assert not Import.objects.exists()


def test_the_report_tells_each_line_in_csv_or_json(tmp_path: Path, capsys: Any) -> None:
    file = written(tmp_path, as_csv([STANDARD[0], STANDARD[1] | {"nom": "=1+1"}, NOWHERE]))
    report = tmp_path / "rapport.csv"
    call_command("import_places", file, source="loire", report=report, dry_run=True)
    rows = list(csv.DictReader(report.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["ligne"], row["devenir"]) for row in rows] == [
        ("2", "nouveau lieu"), ("3", "nouveau lieu"), ("4", "refusée"),
    ]  # fmt: skip
    assert rows[1]["nom"] == "'=1+1"
    assert "Nulle-Part" in rows[2]["raison"]
    call_command("import_places", file, source="loire", report=tmp_path / "rapport.json")
    told = json.loads((tmp_path / "rapport.json").read_text(encoding="utf-8"))
    assert [line["state"] for line in told] == ["new", "new", "refused"]
    assert told[0]["key"] == "loire-1"


@pytest.mark.parametrize(
    ("name", "data", "options", "sentence"),
    [
        ("a.csv", b"", {}, "vide"),
        ("a.csv", b"quoi;ville\nLe Relais;Feurs\n", {}, "standard national"),
        ("a.csv", b"quoi;ville\nLe Relais;Feurs\n", {"source": "hinaura"}, "Il manque"),
        ("a.csv", as_csv(STANDARD), {"source": " "}, "--source"),
        ("a.csv", as_csv(STANDARD), {"network": "inconnu"}, "inconnu"),
        ("a.csv", as_csv(STANDARD), {"mapping": Path("absent.toml")}, "absent.toml"),
        ("a.json.gz", b"\x1f\x8bzz", {}, "abîmé"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    tmp_path: Path, name: str, data: bytes, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("import_places", written(tmp_path, data, name), **({"source": "loire"} | options))
    assert not Import.objects.exists()


def test_a_mapping_that_is_wrong_says_where(tmp_path: Path) -> None:
    mapping = tmp_path / "faux.toml"
    file = written(tmp_path, HINAURA, "h.json")
    for text, sentence in [("[source", "TOML"), ("[source]\nname = 1\n", "ajoutez la partie")]:
        mapping.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError, match=sentence):
            call_command("import_places", file, source="loire", mapping=mapping)

"""`maille match_places`."""

import gzip
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROWS = [
    {"id": "b", "nom": "CCAS de Pavie", "commune": "Pavie", "code_insee": "32307", "adresse": "3 rue d'Étigny"},
    {"id": "a", "nom": "Centre communal d'action sociale", "commune": "PAVIE", "code_insee": "32307",
     "adresse": "3 R. D'ETIGNY", "telephone": "05 62 05 12 34"},
    {"id": "c", "nom": "École", "commune": "Auch", "code_insee": "32013"},
]  # fmt: skip


def run(*arguments: str) -> tuple[str, str]:
    out, told = io.StringIO(), io.StringIO()
    call_command("match_places", *arguments, stdout=out, stderr=told)
    return out.getvalue(), told.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "places.json"
    path.write_text(json.dumps(ROWS), encoding="utf-8")
    return path


def test_writes_the_pairs_and_says_what_was_done(file: Path) -> None:
    written = file.with_name("pairs.json")
    out, told = run(str(file), "--out", str(written), "--json")
    (pair,) = json.loads(written.read_text(encoding="utf-8"))
    assert (pair["a"], pair["b"], pair["band"]) == ("a", "b", "same")
    assert "way:same" in pair["evidence"]
    assert "même numéro, même rue" in pair["sentence"]
    assert json.loads(out) == {"places": 3, "same": 1, "review": 0, "ignored": []}
    assert "3 lieux lus" in told


def test_reads_gzip_and_writes_to_the_standard_output(file: Path, tmp_path: Path) -> None:
    packed = tmp_path / "places.json.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert len(json.loads(run(str(packed), "--out", "-", "--ignore", "telephone, courriels,pivot")[0])) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b'{"id": 1}', "liste"),
        (b"[1]", "liste"),
        (b"\x1f\x8b\x00", "JSON"),
        (b"\xff\xfe[", "JSON"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "bad.json").write_bytes(content)
    with pytest.raises(CommandError, match=said):
        run(str(tmp_path / "bad.json"), "--out", "-")


def test_an_absent_file_and_an_unknown_field_say_what_to_do(file: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="vérifiez son nom"):
        run(str(tmp_path / "nowhere.json"), "--out", "-")
    with pytest.raises(CommandError, match="choisissez parmi"):
        run(str(file), "--out", "-", "--ignore", "couleur")
    with pytest.raises(CommandError, match="autre dossier"):
        run(str(file), "--out", str(tmp_path / "nowhere" / "pairs.json"))


def test_ids_that_name_nothing_or_two_places_are_told(tmp_path: Path) -> None:
    path = tmp_path / "places.json"
    path.write_text(json.dumps([{"nom": "A"}, {"id": "x", "nom": "B"}, {"id": "x", "nom": "C"}]), encoding="utf-8")
    told = run(str(path), "--out", "-")[1]
    assert "1 lieux sans id" in told
    assert "par exemple x" in told

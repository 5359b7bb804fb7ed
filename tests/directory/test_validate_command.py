"""`maille validate`: what kind of file it is, what to correct, and an exit code a script can trust."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

EXAMPLE = (Path(__file__).parents[1] / "data" / "standard" / "exemple-valide.csv").read_text(encoding="utf-8")


def write(tmp_path: Path, text: str, name: str = "lieux.csv") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_good_file_is_said_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("validate", write(tmp_path, EXAMPLE))
    out = capsys.readouterr().out
    assert out.startswith("lieux.csv : CSV, utf-8, séparateur « , », standard v1.0.2.")
    assert "Ce fichier est valide." in out
    assert "ne suit pas la règle" in out


def test_a_bad_file_is_told_cell_by_cell_and_answers_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, line = EXAMPLE.splitlines()[:2]
    lines = [line.replace("structure-1", f"s{rank}").replace('"51100"', '"5110"') for rank in range(8)]
    path = write(tmp_path, "\n".join([header, *lines]))
    with pytest.raises(SystemExit) as end:
        call_command("validate", path)
    out = capsys.readouterr().out
    assert end.value.code == 1
    assert "À corriger (8)" in out
    assert out.count("n’est pas un code postal") == 5
    assert "… et 3 de plus" in out
    assert "8 corrections à faire" in out
    with pytest.raises(SystemExit):
        call_command("validate", path, all=True)
    assert capsys.readouterr().out.count("n’est pas un code postal") == 8


def test_json_is_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, EXAMPLE.replace('"51100"', '"5110"'))
    with pytest.raises(SystemExit):
        call_command("validate", path, json=True)
    answer = json.loads(capsys.readouterr().out)
    assert (answer["is_valid"], answer["version"]) == (False, "1.0.2")
    (error,) = [each for each in answer["findings"] if each["severity"] == "error"]
    assert (error["line"], error["column"], error["code"]) == (2, "code_postal", "standard.postal_code")


@pytest.mark.parametrize(("text", "sentence"), [("", "vide"), ("[{", "JSON lisible"), ("id;id\n1;2\n", "deux fois")])
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("validate", write(tmp_path, text))

"""`maille clair`: a text from a file or a pipe, 1 when there is something to say, 2 when it cannot be read."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

NOTICES = Path(__file__).parents[1] / "data" / "clarity" / "notices.txt"


def clair(*args: str, **options) -> tuple[str, int]:
    """What is printed, and what the process would end with."""
    out = io.StringIO()
    try:
        call_command("clair", *args, stdout=out, **options)
    except SystemExit as end:
        return out.getvalue(), int(end.code)
    return out.getvalue(), 0


def test_a_good_notice_has_nothing_and_ends_with_zero(tmp_path):
    path = tmp_path / "annonce.txt"
    path.write_text(NOTICES.read_text(encoding="utf-8").split("---\n")[0], encoding="utf-8")
    said, code = clair(str(path), annonce=True)
    assert (said.startswith("0 remarque, "), code) == (True, 0)


def test_a_remark_says_its_line_and_ends_with_one(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("Bonjour.\nL’été, afin de venir, appelez.", encoding="cp1252")
    said, code = clair(str(path))
    assert f"{path}:2:8: afin de → pour" in said
    assert code == 1


def test_a_key_of_the_json_is_ignored(tmp_path):
    path = tmp_path / "note.md"
    path.write_text("L’usager entre.", encoding="utf-8")
    said, code = clair(str(path), json=True)
    key = json.loads(said)["findings"][0]["key"]
    again, ignored = clair(str(path), json=True, ignorer=[key])
    assert (code, ignored) == (1, 0)
    assert json.loads(again)["ignored"][0]["key"] == key


def test_a_pipe_is_read_by_the_real_process():
    command = [sys.executable, "-m", "maille", "clair"]
    done = subprocess.run(command, input="L’usager entre.".encode(), capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "usager → personne, visiteur" in done.stdout.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("absent.txt", None, "Impossible de lire"), ("a.png", b"\x89\0", "n’est pas un texte")],
)
def test_what_cannot_be_read_ends_with_two(tmp_path, name, content, said):
    if content:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=said) as refused:
        clair(str(tmp_path / name))
    assert refused.value.returncode == 2

"""A file read by a process of its own gives what reading it here gives, and neither process outlives the other."""

import os
import signal
import subprocess
import sys
import time
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path

import pytest

from maille.directory.files import UnreadableFile, read_table
from maille.directory.mapping import Mapping, load_packaged_mapping
from maille.directory.mapping.ahead import File, ReadingStopped, read_ahead
from maille.directory.mapping.lines import read_lines
from maille.directory.mapping.rows import rows_of
from maille.directory.record import Kept, Remark, Taken
from maille.territory.gazetteer import Gazetteer

CUT_SHORT = """
import os, signal, sys
from pathlib import Path
from maille.directory.mapping import load_packaged_mapping
from maille.directory.mapping.ahead import File, read_ahead
lines = read_ahead(File(Path(sys.argv[1]), "long.csv", "", load_packaged_mapping("france-services")))
next(lines)
print(lines.gi_frame.f_locals["reader"].pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def hinaura() -> Mapping:
    return load_packaged_mapping("hinaura")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More lines than a pipe holds."""
    with as_file(files("maille.demo") / "data" / "france-services-loire-2022-12.csv") as path:
        first, *others = path.read_bytes().splitlines(keepends=True)
    file = tmp_path_factory.mktemp("ahead") / "long.csv"
    file.write_bytes(first + b"".join(others) * 400)
    return file


@pytest.mark.parametrize("whole", [False, True], ids=["where it is", "the whole of it"])
def test_the_same_lines_as_here(hinaura: Mapping, gazetteer: Gazetteer, whole: bool) -> None:
    with as_file(files("maille.demo") / "data" / "hinaura-loire-2022-10.json") as path:
        here = list(read_lines(hinaura, rows_of(read_table(path), hinaura), gazetteer))
        ahead = list(read_ahead(File(path.read_bytes() if whole else path, path.name, "", hinaura)))
    assert ahead == here
    said = [remark for outcome, _cells in here if isinstance(outcome, Taken) for remark in outcome.remarks]
    assert {type(outcome) for outcome, _cells in here} == {Taken, Kept}
    assert all(isinstance(remark, Remark) for remark in said)
    assert said


def test_a_file_that_cannot_be_read_says_why_as_here(hinaura: Mapping) -> None:
    with pytest.raises(UnreadableFile) as here:
        rows_of(read_table(b"a,b\n1,2\n", name="a.csv"), hinaura)
    with pytest.raises(UnreadableFile) as ahead:
        list(read_ahead(File(b"a,b\n1,2\n", "a.csv", "", hinaura)))
    assert (ahead.value.phrase, ahead.value.sentence("en")) == (here.value.phrase, here.value.sentence("en"))


def test_the_reader_that_is_killed_is_missed(long: Path) -> None:
    lines = read_ahead(File(long, "long.csv", "", load_packaged_mapping("france-services")))
    next(lines)
    lines.gi_frame.f_locals["reader"].kill()
    with pytest.raises(ReadingStopped):
        list(lines)


def test_the_reader_of_lines_that_nobody_wants_any_more_ends(long: Path) -> None:
    lines = read_ahead(File(long, "long.csv", "", load_packaged_mapping("france-services")))
    assert len(list(islice(lines, 3))) == 3
    reader = lines.gi_frame.f_locals["reader"]
    lines.close()
    assert reader.poll() == -signal.SIGKILL


def test_the_reader_does_not_outlive_its_caller(long: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CUT_SHORT, str(long)], stdout=subprocess.PIPE, check=False)
    assert done.returncode == -signal.SIGKILL
    reader = int(done.stdout)
    deadline = time.monotonic() + 30
    while is_running(reader):
        assert time.monotonic() < deadline, "the reader still runs"
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Whether it does something still: one that ended and was not waited for does nothing."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False

"""How long importing 28,745 real places takes, on both databases: `python bench/importing.py [FILE]`.

FILE is the gathered public records (JSON, gzip; MAILLE_BENCH_PLACES, else ../shared/data/bench/places-28745.json.gz):
they may be measured with and not shipped, so that without the file the bench says so and ends.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.measuring.figures import Figure
from bench.measuring.installation import installed_in, print_both

TARGET_SECONDS = 25
FEWER = 5_000
FLAT = 1.5
MEDNUM = "101.6 s, recorded, not rerun"  # mednum-cli looking for doubles among the same rows; it writes no database
UNDO = """
import django
django.setup()
from django.utils import timezone
from maille.directory.actions import undo_import
from maille.directory.models import Import
print("{}" if undo_import(of_import=Import.objects.latest("pk"), by=None, at=timezone.now()) else "")
"""


@dataclass(frozen=True)
class Spent:
    """What one command took: seconds on the clock, seconds of processor of its process, its memory at most."""

    wall: float
    worked: float
    megabytes: float
    said: dict[str, int]


def main() -> None:
    print_both("`maille import_places`, from the command to done", measured)


def measured(database: str, file: Path, url: str) -> list[Figure]:
    """Fill a new database with some of the places, then with all of them under another name; and back."""
    with tempfile.TemporaryDirectory() as home:
        variables = installed_in(home, url)
        for step in ("migrate", "load_communes"):
            subprocess.run(maille(step), env=variables, check=True, stdout=subprocess.DEVNULL)
        some = ran(importing(fewer(file, Path(home)), "quelques-uns"), variables)
        everything = ran(importing(file, "tous"), variables)
        undone = ran([sys.executable, "-c", UNDO], variables)
        anew = ran(importing(file, "tous"), variables)
        again = ran(importing(file, "tous"), variables)
    return list(figures_of(database, Runs(some, everything, undone, anew, again)))


@dataclass(frozen=True)
class Runs:
    """Some places, all of them, that undone, all of them once more, and the same file another time."""

    some: Spent
    everything: Spent
    undone: Spent
    anew: Spent
    again: Spent


def fewer(file: Path, home: Path) -> Path:
    """Some of the places, spread over the whole file."""
    rows = json.loads(gzip.decompress(file.read_bytes()))
    path = home / "some.json"
    path.write_text(json.dumps(rows[:: len(rows) // FEWER][:FEWER]), encoding="utf-8")
    return path


def maille(*words: str) -> list[str]:
    return [sys.executable, "-m", "maille", *words]


def importing(file: Path, source: str) -> list[str]:
    return maille("import_places", str(file), "--source", source, "--json")


def ran(command: list[str], variables: dict[str, str]) -> Spent:
    """Run a command in a process of its own."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, env=variables, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{command[:4]} ended with {process.returncode}")
        out.seek(0)
        said = json.loads(out.read())
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def figures_of(database: str, runs: Runs) -> list[Figure]:
    some, everything, again = runs.some, min(runs.everything, runs.anew, key=lambda run: run.wall), runs.again
    lines, grown = everything.said["lines"], everything.megabytes / some.megabytes
    both = f"{database}, {some.said['lines']} then {lines} lines: memory at most"
    target = f"≤ {TARGET_SECONDS} s"
    return [
        Figure(f"{database}, {lines} lines", clock(everything), target, everything.wall <= TARGET_SECONDS),
        Figure(f"{database}, {some.said['lines']} lines", clock(some)),
        Figure(both, f"{some.megabytes:.0f} MB, {everything.megabytes:.0f} MB", f"≤ × {FLAT}", grown <= FLAT),
        Figure(f"{database}, what became of them", said(everything)),
        Figure(f"{database}, the same file again", clock(again), "faster", again.wall < everything.wall),
        Figure(f"{database}, what became of them again", said(again), "nothing new", not again.said["new"]),
        Figure(f"{database}, undoing {lines} lines", clock(runs.undone)),
        Figure("mednum-cli, doubles among these rows", MEDNUM),
    ]


def clock(run: Spent) -> str:
    return f"{run.wall:.1f} s, processor {run.worked:.1f} s"


def said(run: Spent) -> str:
    return ", ".join(f"{run.said[state]} {state}" for state in ("new", "changed", "unchanged", "refused"))


if __name__ == "__main__":
    main()

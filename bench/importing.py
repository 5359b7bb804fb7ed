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

from bench.measuring.figures import Figure, print_table
from tests.postgres import cluster

TARGET_SECONDS = 25
FEWER = 5_000
FLAT = 1.5
DEFAULT_FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "bench" / "places-28745.json.gz"


@dataclass(frozen=True)
class Spent:
    """What one command took: seconds on the clock, seconds of processor of its process, its memory at most."""

    wall: float
    worked: float
    megabytes: float
    said: dict[str, int]


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MAILLE_BENCH_PLACES", DEFAULT_FILE)
    file = Path(given)
    if not file.exists():
        print(f"NOT MEASURED: {file} is absent (give its path as an argument, or in MAILLE_BENCH_PLACES)")
        return
    figures = measured("SQLite", file, "")
    with cluster() as url:
        figures += measured("PostgreSQL", file, url)
    print_table("`maille import_places`, from the command to done", figures)


def measured(database: str, file: Path, url: str) -> list[Figure]:
    """Fill a new database with some of the places, then with all of them under another name."""
    with tempfile.TemporaryDirectory() as home:
        variables = {
            **os.environ,
            "MAILLE_HOME": home,
            "MAILLE_LOCAL": "1",
            "DATABASE_URL": url or f"sqlite:///{home}/maille.sqlite3",
        }
        for step in ("migrate", "load_communes"):
            subprocess.run(maille(step), env=variables, check=True, stdout=subprocess.DEVNULL)
        some = ran(fewer(file, Path(home)), "quelques-uns", variables)
        everything = ran(file, "tous", variables)
    return list(figures_of(database, some, everything))


def fewer(file: Path, home: Path) -> Path:
    """Some of the places, spread over the whole file."""
    rows = json.loads(gzip.decompress(file.read_bytes()))
    path = home / "some.json"
    path.write_text(json.dumps(rows[:: len(rows) // FEWER][:FEWER]), encoding="utf-8")
    return path


def maille(*words: str) -> list[str]:
    return [sys.executable, "-m", "maille", *words]


def ran(file: Path, source: str, variables: dict[str, str]) -> Spent:
    """Import a file under a name, in a process of its own."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        started = time.perf_counter()
        command = maille("import_places", str(file), "--source", source, "--json")
        process = subprocess.Popen(command, env=variables, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"import_places ended with {process.returncode}")
        out.seek(0)
        said = json.loads(out.read())
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def figures_of(database: str, some: Spent, everything: Spent) -> list[Figure]:
    lines, wall, grown = everything.said["lines"], everything.wall, everything.megabytes / some.megabytes
    counts = f"{everything.said['new']} new, {everything.said['refused']} refused"
    return [
        Figure(f"{database}, {lines} lines, clock", f"{wall:.1f} s", f"≤ {TARGET_SECONDS} s", wall <= TARGET_SECONDS),
        Figure(f"{database}, processor time of the command", f"{everything.worked:.1f} s"),
        Figure(
            f"{database}, {some.said['lines']} lines, clock (processor)", f"{some.wall:.1f} s ({some.worked:.1f} s)"
        ),
        Figure(
            f"{database}, memory at most, {some.said['lines']} then {lines} lines",
            f"{some.megabytes:.0f} MB, {everything.megabytes:.0f} MB",
            f"≤ × {FLAT}",
            grown <= FLAT,
        ),
        Figure(f"{database}, what became of them", counts),
    ]


if __name__ == "__main__":
    main()

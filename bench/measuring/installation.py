"""The gathered public records, and a new installation on each database to measure them in."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from bench.measuring.figures import Figure, print_table
from tests.postgres import cluster

KEPT = "PATH", "HOME", "LANG", "PYTHONPATH", "MAILLE_BENCH_PLACES"
DEFAULT_FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "bench" / "places-28745.json.gz"


def gathered_file() -> Path | None:
    """The file given as an argument or in MAILLE_BENCH_PLACES, else beside the project; says so when it is absent."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MAILLE_BENCH_PLACES", DEFAULT_FILE)
    file = Path(given)
    if file.exists():
        return file
    print(f"NOT MEASURED: {file} is absent (give its path as an argument, or in MAILLE_BENCH_PLACES)")
    return None


def print_both(title: str, measured: Callable[[str, Path, str], list[Figure]]) -> None:
    """Measure with the gathered file on SQLite, then on PostgreSQL, and print one table."""
    if (file := gathered_file()) is None:
        return
    figures = measured("SQLite", file, "")
    with cluster() as url:
        figures += measured("PostgreSQL", file, url)
    print_table(title, figures)


def installed_in(home: str, url: str) -> dict[str, str]:
    """The environment of an installation that keeps all it has in `home`, or its places in the database at `url`.

    Nothing of this shell that the settings read: the server that is measured has none of it either.
    """
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "DJANGO_SETTINGS_MODULE": "maille.config.settings",
        "MAILLE_HOME": home,
        "MAILLE_LOCAL": "1",
        "DATABASE_URL": url or f"sqlite:///{home}/maille.sqlite3",
    }

"""How long a search takes among 30,000 places, on both databases: `python bench/search.py [FILE]`.

FILE is the gathered public records (JSON, gzip; MAILLE_BENCH_PLACES, else ../shared/data/bench/places-28745.json.gz):
they may be measured with and not shipped, so that without the file the bench says so and ends.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.measuring.figures import Figure, percentile
from bench.measuring.installation import installed_in, print_both

TARGET_MS = 40


def main() -> None:
    print_both("300 searches by words, place and “open now”, among 30,000 places, Tuesday 10:30", measured)


def measured(database: str, file: Path, url: str) -> list[Figure]:
    """Fill a new database, search in it, and say what was found."""
    with tempfile.TemporaryDirectory() as home:
        variables = installed_in(home, url)
        command = [sys.executable, "-m", "bench.measuring.searching", str(file)]
        done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    return list(figures_of(database, json.loads(done.stdout)))


def figures_of(database: str, found: dict[str, Any]) -> Sequence[Figure]:
    most = percentile(found["page_ms"], 95)
    return [
        Figure(f"{database}, the page in the server, p95", f"{most:.1f} ms", f"≤ {TARGET_MS} ms", most <= TARGET_MS),
        Figure(f"{database}, the page in the server, p50", f"{percentile(found['page_ms'], 50):.1f} ms"),
        Figure(f"{database}, processor time in Python, p50 and p95", both(found["page_worked_ms"])),
        Figure(f"{database}, the search alone, p50 and p95", both(found["search_ms"])),
        Figure(f"{database}, of which “everywhere”, p50 and p95", both(found["everywhere_ms"])),
        Figure(f"{database}, queries of the search alone", f"{found['fewest_queries']}–{found['most_queries']}"),
        Figure(f"{database}, searches that found something", f"{found['found']} of {len(found['page_ms'])}"),
        Figure(f"{database}, loading", f"{found['places']} places in {found['load_seconds']:.0f} s"),
    ]


def both(milliseconds: Sequence[float]) -> str:
    return f"{percentile(milliseconds, 50):.1f} ms, {percentile(milliseconds, 95):.1f} ms"


if __name__ == "__main__":
    main()

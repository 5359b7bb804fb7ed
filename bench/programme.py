"""How long the public programme of a big network takes, on both databases: `python bench/programme.py`.

5,000 sessions to come in 60 places; eighteen ways of looking through them, by theme, level, day, distance and seats.
"""

import json
import subprocess
import sys
import tempfile
from typing import Any

from bench.measuring.figures import Figure, percentile, print_table
from bench.measuring.installation import installed_in
from tests.postgres import cluster

TARGET_MS, KILOBYTES = 60, 60


def main() -> None:
    figures = figures_of("SQLite", measured(""))
    with cluster() as url:
        figures += figures_of("PostgreSQL", measured(url))
    print_table("The public programme: 5,000 sessions, 60 places, 18 ways of looking", figures)


def measured(url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        variables = installed_in(home, url)
        command = [sys.executable, "-m", "bench.measuring.programme_pages"]
        done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def figures_of(database: str, found: dict[str, Any]) -> list[Figure]:
    most, anew = percentile(found["page_ms"], 95), percentile(found["anew_ms"], 95)
    heaviest = max(found["bytes"]) / 1000
    fewest, all_of = min(found["queries"]), max(found["queries"])
    return [
        Figure(f"{database}, in the server, p95", f"{most:.1f} ms", f"≤ {TARGET_MS} ms", most <= TARGET_MS),
        Figure(f"{database}, in the server, p50", f"{percentile(found['page_ms'], 50):.1f} ms"),
        Figure(f"{database}, processor time, p95", f"{percentile(found['worked_ms'], 95):.1f} ms"),
        Figure(f"{database}, after something changed, p95", f"{anew:.1f} ms"),
        Figure(f"{database}, queries", f"{fewest}–{all_of}"),
        Figure(f"{database}, the heaviest page, compressed", f"{heaviest:.1f} kB", f"≤ {KILOBYTES} kB", heaviest <= 60),
    ]


if __name__ == "__main__":
    main()

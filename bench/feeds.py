"""How long an agenda of 2,000 events takes, and what it costs to say that nothing changed: `python bench/feeds.py`."""

import json
import statistics
import subprocess
import sys
import tempfile
from typing import Any

from bench.measuring.figures import Figure, percentile, print_table
from bench.measuring.installation import installed_in
from tests.postgres import cluster

WHOLE_MS, KNOWN_MS = 150, 10


def main() -> None:
    figures = figures_of("SQLite", measured(""))
    with cluster() as url:
        figures += figures_of("PostgreSQL", measured(url))
    print_table("An agenda to subscribe to: 2,000 events", figures)


def measured(url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "bench.measuring.feed_pages"]
        done = subprocess.run(command, env=installed_in(home, url), stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def figures_of(database: str, found: dict[str, Any]) -> list[Figure]:
    whole, known = statistics.median(found["whole_ms"]), statistics.median(found["known_ms"])
    return [
        Figure(
            f"{database}, {found['events']} events, first asked after a change",
            f"{whole:.0f} ms",
            f"≤ {WHOLE_MS} ms",
            whole <= WHOLE_MS,
        ),
        Figure(
            f"{database}, the quickest, p95",
            f"{min(found['whole_ms']):.0f}, {percentile(found['whole_ms'], 95):.0f} ms",
        ),
        Figure(f"{database}, then asked by another", f"{statistics.median(found['kept_ms']):.0f} ms"),
        Figure(f"{database}, nothing has changed (304)", f"{known:.1f} ms", f"≤ {KNOWN_MS} ms", known <= KNOWN_MS),
        Figure(f"{database}, the quickest 304, its queries", f"{min(found['known_ms']):.1f} ms, {found['queries']}"),
        Figure(f"{database}, the news (Atom, 50 entries)", f"{statistics.median(found['news_ms']):.0f} ms"),
        Figure(f"{database}, size", f"{found['bytes'] / 1000:.0f} kB"),
    ]


if __name__ == "__main__":
    main()

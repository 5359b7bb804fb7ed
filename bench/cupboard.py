"""What a big network can lend, and the last unit asked for by two hundred at once: `python bench/cupboard.py`.

5,000 units of 60 models in 60 places, 50,000 promises over two years. "What is free on Thursday from nine to twelve for
Montreynaud" is asked of twelve Thursdays, the calendar of sixty days of twelve models, on both databases. Then two
hundred requests for one unit are answered yes at the same instant, through the server itself.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from bench.measuring.browser import Browser
from bench.measuring.figures import Figure, percentile, print_table
from bench.measuring.installation import installed_in
from bench.measuring.servers import maille
from bench.measuring.signup import SignedUp, together
from tests.postgres import cluster

FREE_MS, CALENDAR_MS = 50, 30


def main() -> None:
    figures = figures_of("SQLite", measured(""))
    with cluster() as url:
        figures += figures_of("PostgreSQL", measured(url))
    print_table("What is free: 5,000 units, 50,000 promises over two years, 60 places", figures)
    with tempfile.TemporaryDirectory() as home:
        crowds = at_once("SQLite", Path(home), f"sqlite:///{home}/maille.sqlite3")
    with cluster() as url, tempfile.TemporaryDirectory() as home:
        crowds += at_once("PostgreSQL", Path(home), url)
    print_table("200 requests for the last unit answered yes at the same instant", crowds)


def measured(url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        return _asked("bench.measuring.cupboard_questions", installed_in(home, url))


def _asked(module: str, variables: dict[str, str], *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def figures_of(database: str, found: dict[str, Any]) -> list[Figure]:
    free, calendar = (percentile(found[name]["wall"], 95) for name in ("free", "calendar"))
    return [
        Figure(f"{database}: units, promises", f"{found['units']}, {found['promises']}"),
        Figure(f"{database}: what is free, p95", f"{free:.1f} ms", f"≤ {FREE_MS} ms", free <= FREE_MS),
        Figure(f"{database}: what is free, processor, p95", f"{percentile(found['free']['worked'], 95):.1f} ms"),
        Figure(f"{database}: the first after a change, p95", f"{percentile(found['anew']['wall'], 95):.1f} ms"),
        Figure(f"{database}: its whole page, p95", f"{percentile(found['page']['wall'], 95):.1f} ms"),
        Figure(f"{database}: queries of the page", "–".join(sorted({str(n) for n in found["page"]["queries"]}))),
        Figure(f"{database}: 60 days, p95", f"{calendar:.1f} ms", f"≤ {CALENDAR_MS} ms", calendar <= CALENDAR_MS),
        Figure(f"{database}: 60 days, processor, p95", f"{percentile(found['calendar']['worked'], 95):.1f} ms"),
    ]


def at_once(database: str, home: Path, url: str) -> list[Figure]:
    """Who has the unit when every request is answered yes at the same instant, and what went wrong."""
    variables = installed_in(str(home), url)
    with maille(home, url) as server:
        made = _asked("bench.measuring.cupboard_race", variables)
        lived = crowd(server.address, made)
        told = _asked("bench.measuring.cupboard_race", variables, str(made["model"]))
        locks = (home / "log").read_text(errors="replace").lower().count("deadlock")
    right = told == {"promised": 1, "taken": 1, "confirmed": 1, "waiting": len(made["needs"]) - 1}
    return [
        Figure(f"{database}: who has it", f"{told['promised']}, {told['waiting']} still wait", "exactly 1", right),
        Figure(f"{database}: errors", str(len(lived.failures)), "0", not lived.failures),
        Figure(f"{database}: deadlocks", str(locks), "0", locks == 0),
        Figure(f"{database}: the last was answered after", f"{lived.seconds:.1f} s"),
    ]


def crowd(address: str, made: dict[str, Any]) -> SignedUp:
    """The coordination says yes to each request, from a window of its own, at the same instant."""
    lived, name, value = SignedUp(), *made["cookie"]
    reader = Browser(address)
    reader.cookies[name] = value
    token = reader.get(f"/mutualisation/demandes/{made['needs'][0][0]}/").field("csrfmiddlewaretoken")
    start, waiting = threading.Barrier(len(made["needs"])), iter(made["needs"])
    lock = threading.Lock()

    def yes() -> None:
        with lock:
            need, line = next(waiting)
        browser = Browser(address)
        browser.cookies = dict(reader.cookies)
        start.wait(timeout=60)
        begun = time.perf_counter()
        try:
            fields = {"csrfmiddlewaretoken": token, f"combien-{line}": "1"}
            page = browser.post(f"/mutualisation/demandes/{need}/promettre/", fields)
            if page.status not in (200, 422):
                lived.failures.append(f"{page.status} {page.path}")
        except Exception as error:
            lived.failures.append(repr(error))
        lived.waits.append(time.perf_counter() - begun)
        browser.close()

    together(yes, len(made["needs"]))
    lived.seconds = max(lived.waits)
    return lived


if __name__ == "__main__":
    main()

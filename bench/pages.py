"""How many public pages a small machine serves, beside pretix: `python bench/pages.py`.

Both production servers run on the same private PostgreSQL, and 8 visitors go to one then to the other, in turn, so
that a busy machine slows both. Maille keeps a page for the minute it is made in: it is visited for whole minutes, then
at addresses that never come twice, so that each page is made anew. Then each kind of page is counted in queries, and
weighed in Chromium.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.measuring import client
from bench.measuring.client import Served
from bench.measuring.figures import Figure, print_table, spread
from bench.measuring.installation import installed_in
from bench.measuring.machine import processor_seconds
from bench.measuring.pretix import EVENT, VERSION, pretix
from bench.measuring.servers import CannotServe, Server, maille
from bench.measuring.visits import Visits, visits
from bench.measuring.weight import weigh
from tests.postgres import cluster

ROUNDS = 3
MINUTE = 60
SECONDS = 15
CLIENTS = 8
PAGES_A_SECOND = 350
TIMES_PRETIX = 5
KILOBYTES = 60
REQUESTS = 6
RECORDED = (
    Figure("pretix 2026.8.0, event page", "71 pages/s, p95 138 ms, 27.5 ms CPU, 9 queries", "recorded, not rerun"),
    Figure("pretix 2026.8.0, first visit", "10 requests, 416 kB", "recorded, not rerun"),
    Figure("Indico 3.3.14, event page", "35 pages/s, p95 279 ms, 56 ms CPU, 22 queries", "recorded, not rerun"),
    Figure("Indico 3.3.14, first visit", "43 requests, 2,600 kB", "recorded, not rerun"),
)

Round = tuple[Served, float]  # with the server's processor time, in milliseconds a page


def main() -> None:
    with ExitStack() as stack:
        url = stack.enter_context(cluster())
        homes = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        own = stack.enter_context(maille(homes[0], url))
        counted = count_queries(homes[0], url)
        chosen = visits(counted["slugs"])
        try:
            peer = stack.enter_context(pretix(homes[1], url))
        except CannotServe as reason:
            print(f"pretix {VERSION} cannot be served here, its figure is the recorded one:\n{reason}")
            peer = None
        rounds = interleaved(own, chosen, peer)
        figures = [*speed(rounds), *queries(counted["queries"]), *weights(own, chosen)]
        print_table(f"Public pages: {CLIENTS} visitors, PostgreSQL, {ROUNDS} rounds in turn, {client.name()}", figures)


def count_queries(home: Path, url: str) -> dict[str, Any]:
    variables = installed_in(str(home), url)
    command = [sys.executable, "-m", "bench.measuring.counting"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    counted: dict[str, Any] = json.loads(done.stdout)
    return counted


@dataclass
class Rounds:
    """Rounds of each kind, in the order they were run."""

    ours: list[Round] = field(default_factory=list)
    anew: list[Round] = field(default_factory=list)
    theirs: list[Round] = field(default_factory=list)


def interleaved(own: Server, chosen: Visits, peer: Server | None) -> Rounds:
    for server, paths in ((own, chosen.mixed), *([(peer, [EVENT])] if peer else [])):
        measured(server, paths, seconds=SECONDS)  # warm, and not counted
    rounds = Rounds()
    for _ in range(ROUNDS):
        rounds.ours.append(measured(own, chosen.mixed, seconds=MINUTE))
        if peer:
            rounds.theirs.append(measured(peer, [EVENT], seconds=SECONDS))
        rounds.anew.append(measured(own, chosen.mixed, seconds=SECONDS, anew=True))
    return rounds


def measured(server: Server, paths: Sequence[str], *, seconds: int, anew: bool = False) -> Round:
    before = processor_seconds(server.pid)
    served = client.visit(server.address, paths, clients=CLIENTS, seconds=seconds, anew=anew)
    if served.failures:
        raise SystemExit(f"{served.failures} visits of {server.address} failed: nothing else can be said")
    return served, (processor_seconds(server.pid) - before) * 1000 / served.answers


def speed(rounds: Rounds) -> list[Figure]:
    pages = [served.a_second for served, _cpu in rounds.ours]
    median = statistics.median(pages)
    figures = [
        Figure("pages/s", spread(pages), f"≥ {PAGES_A_SECOND}", median >= PAGES_A_SECOND),
        *waits("Maille", rounds.ours),
        Figure("pages/s, each made anew", spread([served.a_second for served, _cpu in rounds.anew])),
        *waits("Maille, each made anew", rounds.anew),
    ]
    if not rounds.theirs:
        return [*figures, *RECORDED]
    peers = [served.a_second for served, _cpu in rounds.theirs]
    times = ratio(rounds.ours, rounds.theirs)
    return [
        *figures,
        Figure(f"times pretix {VERSION}", f"{times:.1f}", f"≥ {TIMES_PRETIX}", times >= TIMES_PRETIX),
        Figure(f"times pretix {VERSION}, each made anew", f"{ratio(rounds.anew, rounds.theirs):.1f}"),
        Figure("pretix, pages/s", spread(peers)),
        *waits("pretix", rounds.theirs),
        *RECORDED[1:],
    ]


def ratio(ours: Sequence[Round], theirs: Sequence[Round]) -> float:
    """How many times faster, round by round."""
    return statistics.median(own.a_second / peer.a_second for (own, _), (peer, _) in zip(ours, theirs, strict=True))


def waits(whose: str, rounds: Sequence[Round]) -> list[Figure]:
    return [
        Figure(
            f"{whose}, p50 and p95",
            f"{statistics.median(served.p50_ms for served, _cpu in rounds):.0f} ms, "
            f"{statistics.median(served.p95_ms for served, _cpu in rounds):.0f} ms",
        ),
        Figure(f"{whose}, server CPU a page", f"{statistics.median(cpu for _served, cpu in rounds):.1f} ms"),
    ]


def queries(counted: dict[str, list[int]]) -> list[Figure]:
    """The first page of a kind is left out: what a process learns once (languages, content types) is not its cost."""
    return [
        Figure(
            f"{kind}, queries",
            f"{min(numbers[1:])}–{max(numbers[1:])}" if len(set(numbers[1:])) > 1 else f"{numbers[1]}",
        )
        for kind, numbers in counted.items()
    ]


def weights(own: Server, chosen: Visits) -> list[Figure]:
    paths = {"home": "/", "place": chosen.places[0], "search": "/annuaire/?ou=Saint-%C3%89tienne&quoi=ordinateur"}
    return [
        Figure(
            f"{name}, first visit",
            f"{weight.requests} requests, {weight.kilobytes:.1f} kB",
            f"≤ {REQUESTS}, ≤ {KILOBYTES} kB",
            weight.requests <= REQUESTS and weight.kilobytes <= KILOBYTES,
        )
        for name, weight in weigh(own.address, paths).items()
    ]


if __name__ == "__main__":
    main()

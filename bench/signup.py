"""How many people sign up in a second, beside pretix, and 400 of them at once: `python bench/signup.py`.

A sign-up is all that a browser does, from the page of a session to the confirmation. Eight visitors do it at Maille
and at its peer in turn, in the same run and on the same PostgreSQL. Then 400 people confirm at the same instant for
20 seats, on PostgreSQL and on SQLite.

    python bench/signup.py --url http://127.0.0.1:8000/seances/12/   # another server, measured the same way
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.measuring.figures import Figure, print_table
from bench.measuring.installation import installed_in
from bench.measuring.machine import processor_seconds
from bench.measuring.pretix import EVENT, VERSION
from bench.measuring.pretix_signup import pretix_shop, sign_up_at_pretix
from bench.measuring.servers import CannotServe, Server, maille
from bench.measuring.signup import SignedUp, SignUp, all_at_once, sign_up_at_maille, sign_ups
from tests.postgres import cluster

ROUNDS = 3
SECONDS = 12
WARMING = 20
CLIENTS = 8
TIMES_PRETIX, TIMES_INDICO = 20, 5
CPU_MS, P95_MS, QUERIES = 20, 150, 12
PEOPLE, SEATS, ALL_ANSWERED_S = 400, 20, 3
RECORDED = (
    Figure("pretix 2026.8.0", "3.65/s, p50 2.1 s, 511 ms CPU, 11 requests, 283 statements", "recorded, not rerun"),
    Figure("Indico 3.3.14", "11.3/s, p50 0.68 s, 170 ms CPU, 4 requests, 86 statements", "recorded, not rerun"),
    Figure("Indico 3.3.14, 200 at once for 20", "22, 20, 21, 22, 21 registered", "recorded, not rerun"),
)


@dataclass(frozen=True)
class Contestant:
    """A server, where people sign up there and how, and the processes whose time is counted."""

    server: Server
    paths: list[str]
    sign_up: SignUp
    pids: tuple[int, ...]


Round = tuple[SignedUp, float]  # with the server's processor time, in milliseconds a sign-up


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", help="the page of a session of Maille, on a server that already runs")
    url = parser.parse_args().url
    measure_address(url) if url else measure_all()


def measure_address(url: str) -> None:
    place = urlsplit(url)
    address = f"{place.scheme}://{place.netloc}"
    lived = sign_ups(
        address, [place.path], sign_up_at_maille, clients=CLIENTS, seconds=SECONDS, first=os.getpid() * 1000
    )
    figures = [Figure("sign-ups/s", f"{lived.a_second:.1f}"), *waits("", [(lived, 0.0)])]
    print_table(f"Sign-ups at {url}: {CLIENTS} visitors", [*figures, Figure("failures", str(len(lived.failures)))])


def measure_all() -> None:
    with ExitStack() as stack:
        url = stack.enter_context(cluster())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        own, made = stack.enter_context(own_server(folder / "maille", url))
        peer = None
        try:
            (folder / "pretix").mkdir()
            server, worker = stack.enter_context(pretix_shop(folder / "pretix", url))
            peer = Contestant(server, [EVENT], sign_up_at_pretix, (server.pid, worker))
        except CannotServe as reason:
            print(f"pretix {VERSION} cannot be served here, its figure is the recorded one:\n{reason}")
        figures = speed(*interleaved(own, peer))
        few = made["queries"] <= QUERIES
        figures.append(Figure("queries of the confirming POST", str(made["queries"]), f"≤ {QUERIES}", few))
        print_table(f"Sign-ups: {CLIENTS} visitors, PostgreSQL, {ROUNDS} rounds in turn", figures)
        crowds = at_once("PostgreSQL", own, made, folder / "maille", url)
        url = f"sqlite:///{folder}/maille.sqlite3"
        own, made = stack.enter_context(own_server(folder / "sqlite", url))
        crowds += at_once("SQLite", own, made, folder / "sqlite", url)
        print_table(f"{PEOPLE} people for {SEATS} seats at the same instant", crowds)


@contextmanager
def own_server(home: Path, url: str) -> Any:
    """Maille with sessions to sign up for, and what was made."""
    home.mkdir(parents=True, exist_ok=True)
    with maille(home, url, SIGN_UPS_PER_HOUR="0") as server:
        made = ask_maille(home, url)
        yield Contestant(server, made["paths"], sign_up_at_maille, (server.pid,)), made


def ask_maille(home: Path, url: str, *arguments: str) -> dict[str, Any]:
    variables = {**installed_in(str(home), url), "SIGN_UPS_PER_HOUR": "0"}
    command = [sys.executable, "-m", "bench.measuring.signup_sessions", *arguments]
    done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def interleaved(own: Contestant, peer: Contestant | None) -> tuple[list[Round], list[Round]]:
    contestants = [own, *([peer] if peer else [])]
    rounds: list[list[Round]] = [[], []]
    for turn in range(ROUNDS + 1):
        for rank, one in enumerate(contestants):
            lived = measured(one, seconds=SECONDS if turn else WARMING, first=turn * 100_000)
            if turn:  # the first is warm, and not counted
                rounds[rank].append(lived)
    return rounds[0], rounds[1]


def measured(one: Contestant, *, seconds: float, first: int) -> Round:
    before = sum(map(processor_seconds, one.pids))
    lived = sign_ups(one.server.address, one.paths, one.sign_up, clients=CLIENTS, seconds=seconds, first=first)
    if lived.failures:
        raise SystemExit(f"{len(lived.failures)} sign-ups at {one.server.address} failed: {lived.failures[0]}")
    return lived, (sum(map(processor_seconds, one.pids)) - before) * 1000 / len(lived.waits)


def speed(ours: list[Round], theirs: list[Round]) -> list[Figure]:
    cpu = statistics.median(ms for _lived, ms in ours)
    p95 = statistics.median(lived.wait_ms(95) for lived, _ms in ours)
    figures = [
        Figure("sign-ups/s", rates(ours)),
        Figure("p50", f"{statistics.median(lived.wait_ms(50) for lived, _ms in ours):.0f} ms"),
        Figure("p95", f"{p95:.0f} ms", f"≤ {P95_MS} ms", p95 <= P95_MS),
        Figure("server CPU a sign-up", f"{cpu:.1f} ms", f"≤ {CPU_MS} ms", cpu <= CPU_MS),
        Figure("requests a sign-up", f"{statistics.median(ours[0][0].requests):.0f}"),
    ]
    if not theirs:
        return [*figures, *RECORDED]
    times = statistics.median(own.a_second / peer.a_second for (own, _), (peer, _) in zip(ours, theirs, strict=True))
    return [
        *figures,
        Figure(f"times pretix {VERSION}", f"{times:.1f}", f"≥ {TIMES_PRETIX}", times >= TIMES_PRETIX),
        Figure("pretix, sign-ups/s", rates(theirs)),
        *waits("pretix, ", theirs),
        *RECORDED,
    ]


def rates(rounds: Sequence[Round]) -> str:
    values = [lived.a_second for lived, _ms in rounds]
    return f"{statistics.median(values):.1f} ({min(values):.1f}–{max(values):.1f})"


def waits(whose: str, rounds: Sequence[Round]) -> list[Figure]:
    half, most = (statistics.median(lived.wait_ms(percent) for lived, _ms in rounds) for percent in (50, 95))
    figures = [
        Figure(f"{whose}p50 and p95", f"{half:.0f} ms, {most:.0f} ms"),
        Figure(f"{whose}requests a sign-up", f"{statistics.median(rounds[0][0].requests):.0f}"),
    ]
    if any(ms for _lived, ms in rounds):
        figures.append(Figure(f"{whose}server CPU a sign-up", f"{statistics.median(ms for _, ms in rounds):.0f} ms"))
    return figures


def at_once(name: str, own: Contestant, made: dict[str, Any], home: Path, url: str) -> list[Figure]:
    """Who is seated when everybody confirms at the same instant, and how long the last one waited."""
    key = made["hot"]
    lived = all_at_once(own.server.address, f"/seances/{key}/", PEOPLE)
    told = ask_maille(home, url, str(key))
    right = told == {
        "seated": SEATS, "waiting": PEOPLE - SEATS, "in_order": True, "numbers": list(range(1, SEATS + 1)),
    }  # fmt: skip
    said = f"{told['seated']} seated, {told['waiting']} waiting{', in order' if told['in_order'] else ''}"
    return [
        Figure(f"{name}: who has a seat", said, f"{SEATS}, the others in order", right),
        Figure(f"{name}: without an answer, or an error", str(len(lived.failures)), "0", not lived.failures),
        Figure(f"{name}: the last was answered after", f"{lived.seconds:.1f} s", f"≤ {ALL_ANSWERED_S} s",
               lived.seconds <= ALL_ANSWERED_S),
        Figure(f"{name}: half were answered after", f"{lived.wait_ms(50) / 1000:.1f} s"),
    ]  # fmt: skip


if __name__ == "__main__":
    main()

"""Sixty people noted on two devices at once, one of them offline for part of it: `python bench/checkin.py`.

Both devices speak to the real server over HTTP as the page does. The first notes everybody, one after the other. The
second, whose clock is three days ahead, is online for twenty people, then offline: what it notes waits, the answer to
its first sending is lost, and it sends everything again, in another order. It also notes four people absent, before
the first device has them there, and two who walked in.
"""

import datetime as dt
import json
import random
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.measuring.figures import Figure, percentile, print_table
from bench.measuring.installation import installed_in
from bench.measuring.servers import maille
from tests.postgres import cluster

AHEAD = dt.timedelta(days=3)
OVERLAP, ONLINE, ABSENT, WALK_INS = 40, 20, 4, 2
TOKEN = "a" * 32


class Device:
    """A phone at the door: its clock, what waits on it, and one connection."""

    def __init__(self, name: str, address: str, made: dict[str, Any], ahead: dt.timedelta) -> None:
        self.name, self.ahead = name, ahead
        self.path = f"/accueil/seances/{made['session']}/presence/envoi/"
        self.connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.headers = {
            "Content-Type": "application/json",
            "Cookie": f"sessionid={made['cookie']}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        self.waiting: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self.waits: list[float] = []

    def clock(self) -> str:
        return (dt.datetime.now(dt.UTC) + self.ahead).isoformat()

    def note(self, who: str, state: str, name: str = "") -> None:
        self.waiting.append(
            {
                "nonce": secrets.token_hex(16),
                "who": who,
                "state": state,
                "saw": "expected",
                "made_at": self.clock(),
                "name": name,
            }
        )

    def send(self, *, answer_is_lost: bool = False) -> None:
        body = json.dumps({"device": self.name, "sent_at": self.clock(), "ticks": self.waiting})
        begun = time.perf_counter()
        self.connection.request("POST", self.path, body, self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        self.waits.append(time.perf_counter() - begun)
        if answer.status != 200:
            raise SystemExit(f"{self.name}: {answer.status} {text[:300]!r}")
        if answer_is_lost:
            return
        told = json.loads(text)["answers"]
        self.refused += [one["sentence"] for one in told if one["sentence"]]
        done = {one["nonce"] for one in told}
        self.waiting = [one for one in self.waiting if one["nonce"] not in done]


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for database, url in [
            ("SQLite", f"sqlite:///{folder}/maille.sqlite3"),
            ("PostgreSQL", stack.enter_context(cluster())),
        ]:
            print_table(
                f"60 people, two devices, one offline for a while, {database}", measured(folder / database, url)
            )


def measured(home: Path, url: str) -> list[Figure]:
    home.mkdir()
    with maille(home, url) as server:
        made = ask(home, url)
        one, other = Device("one", server.address, made, dt.timedelta()), Device("other", server.address, made, AHEAD)
        busy_morning(one, other, made["people"])
        told = ask(home, url, str(made["session"]))
    expected = len(made["people"]) + WALK_INS
    lost = sum(who not in told["state_of"] for who in made["people"]) + len(one.waiting) + len(other.waiting)
    twice = told["people"] - told["names"] + told["ticks"] - told["nonces"] + max(told["people"] - expected, 0)
    wrong = sum(told["state_of"].get(who) != "present" for who in made["people"])
    waits = [wait * 1000 for wait in one.waits + other.waits]
    return [
        Figure("people noted", str(told["people"]), str(expected), told["people"] == expected),
        Figure("lost", str(lost), "0", lost == 0),
        Figure("twice", str(twice), "0", twice == 0),
        Figure("refused", str(len(one.refused + other.refused)), "0", not one.refused + other.refused),
        Figure("not what was said last", str(wrong), "0", wrong == 0),
        Figure("ticks kept", str(told["ticks"])),
        Figure("one sending, p50 and p95", f"{percentile(waits, 50):.0f} ms, {percentile(waits, 95):.0f} ms"),
    ]


def busy_morning(one: Device, other: Device, people: list[str]) -> None:
    # Four are noted absent on the device that is offline, before the first device has them there: the last one stands.
    for who in people[-ABSENT:]:
        other.note(who, "absent")
    threads = [
        threading.Thread(target=work, args=(device, people)) for device, work in ((one, all_day), (other, in_and_out))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def all_day(device: Device, people: list[str]) -> None:
    for who in people:
        device.note(who, "present")
        device.send()


def in_and_out(device: Device, people: list[str]) -> None:
    mine = people[:OVERLAP]
    kept, device.waiting = device.waiting, []
    for who in mine[:ONLINE]:
        device.note(who, "present")
        device.send()
    device.waiting = kept
    for who in mine[ONLINE:]:  # the network is gone
        device.note(who, "present")
    for rank in range(WALK_INS):
        device.note(f"w{secrets.token_hex(16)}", "present", f"Venue {rank} (fictive)")
    device.send(answer_is_lost=True)
    random.Random(1).shuffle(device.waiting)
    device.send()


def ask(home: Path, url: str, *arguments: str) -> dict[str, Any]:
    variables = installed_in(str(home), url)
    command = [sys.executable, "-m", "bench.measuring.checkin_session", *arguments]
    done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    main()

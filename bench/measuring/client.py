"""Several visitors at once: wrk where it is installed (`apt-get install wrk`), else a small client in Python."""

import asyncio
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from bench.measuring.figures import percentile

HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip", "Accept-Language": "fr"}
# Every visitor takes the next path of one list; `done` says what wrk would otherwise only draw.
WRK_SCRIPT = """
local paths, at, visits, anew = {}, 0, 0, false
function init(args)
  anew = args[2] == "anew"
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
end
function request()
  at = at %% #paths + 1
  local path = paths[at]
  if anew then
    visits = visits + 1
    path = path .. (path:find("?", 1, true) and "&" or "?") .. "visit=" .. visits
  end
  return wrk.format("GET", path, {%s})
end
function done(summary, latency)
  local e = summary.errors
  print(string.format('{"answers": %%d, "seconds": %%f, "p50_ms": %%f, "p95_ms": %%f, "failures": %%d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Served:
    """What visitors got: answers in so many seconds, how long half and most of them waited, how many failed."""

    answers: int
    seconds: float
    p50_ms: float
    p95_ms: float
    failures: int

    @property
    def a_second(self) -> float:
        return self.answers / self.seconds


def name() -> str:
    return "wrk" if shutil.which("wrk") else "a Python client (wrk is missing: it would leave the server more room)"


def visit(address: str, paths: Sequence[str], *, clients: int, seconds: int, anew: bool = False) -> Served:
    """Have so many visitors ask for the paths, one after the other and without a pause, for so long.

    `anew` gives each visit an address of its own, so that no page can be one that was made before.
    """
    if shutil.which("wrk"):
        return _with_wrk(address, paths, clients, seconds, anew)
    return asyncio.run(_with_python(address, paths, clients, seconds, anew))


def _with_wrk(address: str, paths: Sequence[str], clients: int, seconds: int, anew: bool) -> Served:
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "visit.lua")
        listed.write_text("\n".join(paths) + "\n", encoding="ascii")
        headers = ", ".join(f'["{key}"]="{value}"' for key, value in HEADERS.items())
        script.write_text(WRK_SCRIPT % headers, encoding="ascii")
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout=30s", f"-s{script}", address, "--", listed]
        command.append("anew" if anew else "")
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return Served(**json.loads(done.stdout.splitlines()[-1]))


async def _with_python(address: str, paths: Sequence[str], clients: int, seconds: int, anew: bool) -> Served:
    place = urlsplit(address)
    turn, waits, failures = count(), list[float](), list[str]()
    started = time.perf_counter()

    async def visitor() -> None:
        connection = None
        while time.perf_counter() < started + seconds:
            number = next(turn)
            path = paths[number % len(paths)]
            if anew:
                path += f"{'&' if '?' in path else '?'}visit={number}"
            asked_at = time.perf_counter()
            connection = connection or await asyncio.open_connection(place.hostname, place.port)
            status, stays = await _ask(*connection, place.netloc, path)
            waits.append((time.perf_counter() - asked_at) * 1000)
            if status != 200:
                failures.append(path)
            if not stays:
                connection[1].close()
                connection = None
        if connection:
            connection[1].close()

    await asyncio.gather(*(visitor() for _ in range(clients)))
    return Served(
        len(waits), time.perf_counter() - started, percentile(waits, 50), percentile(waits, 95), len(failures)
    )


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, path: str) -> tuple[int, bool]:
    headers = "".join(f"{key}: {value}\r\n" for key, value in HEADERS.items())
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" in head:
        while length := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(length + 2)
        await reader.readline()
    elif "content-length:" in head:
        await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
    else:
        await reader.read()
    return status, "connection: close" not in head and ("chunked" in head or "content-length" in head)

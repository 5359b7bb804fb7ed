"""What a program and all it started take of the machine, read from /proc."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
EVERY_SECONDS = 0.1


def processor_seconds(root: int) -> float:
    """User and system seconds used so far by a process, its living descendants, and those that it has waited for."""
    return sum(sum(map(int, fields[11:15])) / TICKS for fields in _family(root))


def resident_megabytes(root: int) -> float:
    """What a process and its living descendants hold in memory now; what they share is counted for each."""
    return sum(int(fields[21]) * PAGE_MB for fields in _family(root))


@contextmanager
def most_megabytes(root: int) -> Iterator[list[float]]:
    """While it lasts, look ten times a second; the most that was seen is the only value of the list."""
    most, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(EVERY_SECONDS):
            most[0] = max(most[0], resident_megabytes(root))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()


def _family(root: int) -> list[list[str]]:
    """The state of a process and of its living descendants, as proc(5) says it from its third field on."""
    states, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # gone meanwhile
            continue
        pid = int(stat.parent.name)
        parents[pid] = int(fields[1])
        states[pid] = fields
    return [fields for pid, fields in states.items() if _descends(pid, root, parents)]


def _descends(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid and pid != root:
        pid = parents.get(pid, 0)
    return pid == root

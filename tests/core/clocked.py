"""Recurring work for the tests of the clock, found under `tests` instead of `maille`."""

import os
import time
from datetime import datetime
from pathlib import Path

NOTED: list[datetime] = []


def note(at: datetime) -> None:
    NOTED.append(at)


def fail(at: datetime) -> None:
    raise ZeroDivisionError("boom")


def leave_a_file(at: datetime) -> None:
    """Leave a line for each beginning and each end, in the folder that CLOCKED names; take CLOCKED_SECONDS."""
    folder = Path(os.environ["CLOCKED"])
    with (folder / f"{os.getpid()}").open("a") as file:
        file.write(f"begin {time.time()}\n")
        file.flush()
        time.sleep(float(os.environ.get("CLOCKED_SECONDS", "0")))
        file.write(f"end {time.time()}\n")

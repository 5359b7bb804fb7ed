"""Months as an address says them ("2026-12"), and the ones that a programme proposes."""

import re
from collections.abc import Iterable
from typing import NamedTuple

MOST = 6
"""Months proposed at once: nobody looks further for an afternoon with a telephone."""

_WRITTEN = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)


class Month(NamedTuple):
    """A month of a year; written as an address writes it."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def read_month(text: str) -> Month | None:
    """The month that a text means; None when there is no such month ("2026-13", "bientôt")."""
    found = _WRITTEN.match(text.strip())
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return Month(year, month) if 1 <= month <= 12 and year >= 1 else None


def proposed(months: Iterable[Month], *, also: Month | None = None) -> list[Month]:
    """The first months that have something, in order, and the one that is looked at even if it has nothing."""
    found = sorted(set(months))[:MOST]
    return sorted({*found, also}) if also else found

"""Dates as files write them."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[T ].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ].*)?")
_SERIAL = re.compile(r"[3-6]\d{4}(?:\.\d+)?")
_SECONDS = re.compile(r"1\d{9}")
_FIRST_OF_SPREADSHEETS = date(1899, 12, 30)
# No place of the national map was described before the standard's ancestors; an earlier year is a typing error.
FIRST_YEAR = 2000


@lru_cache(maxsize=10_000)  # a file was brought up to date on few days
def read_date(text: str, date_format: str = "") -> date | None:
    """The day a text says, in the given strptime format or in ISO 8601 (a time of day is dropped)."""
    text = text.strip()
    try:
        if date_format:
            day = date(*time.strptime(text, date_format)[:3])
        elif _ISO_DAY.match(text):
            day = date.fromisoformat(text[:10])
        else:
            return None
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


Form = Literal["plain", "day_first", "month_first", "serial", "seconds"]
"""How a day is written: day_first when it could be read month first too, month_first when it can only be."""


@dataclass(frozen=True)
class Day:
    """A day, and how it was written when that leaves something to tell."""

    day: date
    form: Form = "plain"


def read_any_date(text: str) -> Day | None:
    """The day a text says, in whatever way: ISO 8601, "21/4/2022", "2022/06/10 10:04", a spreadsheet's own number…"""
    text = text.strip()
    if day := read_date(text):
        return Day(day)
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return _day_or_month_first(*found.groups())
    if _SECONDS.fullmatch(text):
        return Day(datetime.fromtimestamp(int(text), UTC).date(), "seconds")
    if _SERIAL.fullmatch(text):
        return Day(_FIRST_OF_SPREADSHEETS + timedelta(days=int(float(text))), "serial")
    return None


def _day_or_month_first(one: str, other: str, year: str) -> Day | None:
    year = f"20{year}" if len(year) == 2 else year
    first, second = _day(year, other, one), _day(year, one, other, "month_first")
    if first and second and first.day != second.day:
        return Day(first.day, "day_first")
    return first or second


def _day(year: str, month: str, day: str, form: Form = "plain") -> Day | None:
    found = read_date(f"{year}-{month:0>2}-{day:0>2}")
    return Day(found, form) if found else None


def read_snapshot(text: str) -> date | None:
    """The first day of "2022", "2022-10" or "2022-10-04"."""
    padded = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
    return read_date(padded) if _ISO_DAY.fullmatch(padded) else None

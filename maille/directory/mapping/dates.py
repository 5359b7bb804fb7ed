"""Dates as files write them."""

import re
import time
from datetime import date

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# No place of the national map was described before the standard's ancestors; an earlier year is a typing error.
FIRST_YEAR = 2000


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


def read_snapshot(text: str) -> date | None:
    """The first day of "2022", "2022-10" or "2022-10-04"."""
    padded = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
    return read_date(padded) if _ISO_DAY.fullmatch(padded) else None

"""The clock of the wall: what a day and a time of it are as an instant."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def local_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The aware instant of a local day and time; a time that the change of clocks skips moves an hour later."""
    naive = datetime.combine(day, at)
    return naive.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")).astimezone(zone)

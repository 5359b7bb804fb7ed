"""Leaves read from a calendar (RFC 5545) or from a table: who, from when to when. Pure; sentences are said elsewhere.

A whole day is a day on the clock of the network; an hour is on its own clock, else on that of the network. What
repeats is written out, by the clock on the wall, from `since` to `until`. Nothing wrong stops the rest: it is a
problem of its line.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

MOST = 1000
"""Leaves of one file."""
DAY = timedelta(days=1)
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
COLUMNS = {
    "who": ("courriel", "mail", "e-mail", "email", "adresse", "nom", "personne", "name", "person"),
    "first": ("premier jour", "du", "debut", "date de debut", "start", "first day", "from"),
    "last": ("dernier jour", "au", "fin", "date de fin", "end", "last day", "to"),
    "reason": ("raison", "motif", "reason"),
}
_SHAPES = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")
_HOUR = re.compile(r"[ T](\d{1,2})\s*[:hH]\s*(\d{2})?(?::\d{2})?$")


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody (as the file names them, or nobody) is away over [starts_at, ends_at).

    `key` is what a calendar calls this time of this event, whenever it is moved to; `is_off` when it was cancelled.
    """

    line: int
    who: str
    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    key: str = ""
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, by a code; `value` is what stands there."""

    line: int
    code: str
    value: str = ""


@dataclass
class Read:
    """What a file says, in its order."""

    leaves: list[Leave] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Wrong(ValueError):
    """One line cannot be a leave: `code` and what stands there."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code, self.value = code, value


def is_calendar(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


# A table


def plain(text: object) -> str:
    """Letters without their accents nor capitals, one space between words."""
    bare = unicodedata.normalize("NFKD", str(text or "")).encode("ascii", "ignore").decode()
    return " ".join(bare.casefold().split())


def columns_of(names: Iterable[str]) -> dict[str, str]:
    """Which column says what; of several, the first that is named so."""
    known = {plain(name): name for name in reversed(list(names))}
    found = {what: next((known[word] for word in words if word in known), None) for what, words in COLUMNS.items()}
    return {what: name for what, name in found.items() if name is not None}


def read_rows(rows: Iterable[tuple[int, Mapping[str, object]]], columns: Mapping[str, str], zone: ZoneInfo) -> Read:
    """Each row of a table with its line; `columns` from `columns_of`. The last day is included."""
    read = Read()
    for line, cells in rows:
        said = {what: cells.get(name) for what, name in columns.items()}
        if not any(str(value or "").strip() for value in said.values()):
            continue
        _keep(read, line, lambda line=line, said=said: [_row(line, said, zone)])
    return read


def _row(line: int, said: Mapping[str, object], zone: ZoneInfo) -> Leave:
    starts, _whole = _instant(said.get("first"), "no_start")
    ends, is_day = _instant(said.get("last") or said.get("first"), "no_end")
    ends_at = _local(ends + DAY if is_day else ends, zone)
    return _checked(
        Leave(line, str(said.get("who") or "").strip(), _local(starts, zone), ends_at, str(said.get("reason") or ""))
    )


def _instant(value: object, missing: str) -> tuple[datetime, bool]:
    """A moment on the clock on the wall, and whether it is a whole day."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None), value.time() == time()
    if isinstance(value, date):
        return datetime.combine(value, time()), True
    text = str(value or "").strip()
    if not text:
        raise Wrong(missing)
    hour = _HOUR.search(text)
    day = text[: hour.start()] if hour else text
    for shape in _SHAPES:
        try:
            found = datetime.strptime(day.strip(), shape)  # noqa: DTZ007  (its clock is the network's, given after)
            if hour:
                found = found.replace(hour=int(hour[1]), minute=int(hour[2] or 0))
        except ValueError:
            continue
        return found, hour is None
    raise Wrong("not_a_date", text)


# A calendar


def read_calendar(data: bytes, zone: ZoneInfo, since: date, until: date) -> Read:
    """The events of a calendar between two days, those that repeat written out; a cancelled one says so."""
    text = data.decode("utf-8-sig", errors="replace")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().upper() == "BEGIN:VEVENT"]
    if "END:VCALENDAR" not in text.upper():
        return Read(problems=[Problem(len(text.splitlines()), "cut")])
    try:
        events = list(Calendar.from_ical(text).walk("VEVENT"))
    except (ValueError, IndexError, KeyError) as broken:
        return Read(problems=[Problem(_broken_at(text), "broken", str(broken)[:80])])
    read, window = (
        Read(),
        (_local(datetime.combine(since, time()), zone), _local(datetime.combine(until, time()), zone)),
    )
    moved = _moved(events)
    for rank, event in enumerate(events):
        line = lines[rank] if rank < len(lines) else 0
        _keep(read, line, lambda line=line, event=event: _leaves(line, event, zone, window, moved))
    return read


def _broken_at(text: str) -> int:
    """The first line that is no property: neither a name and a colon, nor the rest of the one before."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and line[0] not in " \t" and not re.match(r"[A-Za-z0-9-]+[;:]", line):
            return number
    return 1


def _moved(events: Sequence[Any]) -> dict[str, set[datetime]]:
    """By the name of what repeats, the occurrences that another event of the file tells instead."""
    moved: dict[str, set[datetime]] = {}
    for event in events:
        if "RECURRENCE-ID" in event and not event.errors:
            moved.setdefault(str(event.get("UID")), set()).add(_wall(event.decoded("RECURRENCE-ID"), None))
    return moved


def _leaves(
    line: int, event: Any, zone: ZoneInfo, window: tuple[datetime, datetime], moved: Mapping[str, set[datetime]]
) -> Iterator[Leave]:
    if event.errors:
        raise Wrong("broken", str(event.errors[0][0] or ""))
    if "DTSTART" not in event:
        raise Wrong("no_start")
    starts = event.decoded("DTSTART")
    clock = getattr(starts, "tzinfo", None) or zone
    first, lasts = _wall(starts, None), _lasts(event, starts, zone)
    reason, is_off = str(event.get("SUMMARY", "")), str(event.get("STATUS", "")).upper() == "CANCELLED"
    for at in _occurrences(event, first, window, clock, moved):
        begins = at.replace(tzinfo=clock)
        # A day is a day by the clock on the wall; an event with hours lasts as long as it says.
        ends = (at + lasts).replace(tzinfo=clock) if not isinstance(starts, datetime) else _after(begins, lasts)
        key = _key(event, at)
        leave = Leave(line, "", begins.astimezone(zone), ends.astimezone(zone), reason, key, is_off)
        if leave.ends_at > window[0] and leave.starts_at < window[1]:
            yield _checked(leave)


def _key(event: Any, at: datetime) -> str:
    """The name of an event, with the time it was first meant for when it repeats; "" when the calendar names none."""
    uid = str(event.get("UID", ""))
    if not uid:
        return ""
    meant = _wall(event.decoded("RECURRENCE-ID"), None) if "RECURRENCE-ID" in event else at
    named = f"{uid}|{meant.isoformat()}" if {"RECURRENCE-ID", "RRULE", "RDATE"} & set(event) else uid
    return sha256(named.encode()).hexdigest()[:32]


def _after(at: datetime, lasts: timedelta) -> datetime:
    return datetime.fromtimestamp(at.timestamp() + lasts.total_seconds(), at.tzinfo)


def _lasts(event: Any, starts: date | datetime, zone: ZoneInfo) -> timedelta:
    if "DURATION" in event:
        lasts = event.decoded("DURATION")
        return lasts if isinstance(lasts, timedelta) else timedelta(0)
    if "DTEND" not in event:
        if isinstance(starts, datetime):
            raise Wrong("no_end")
        return DAY
    ends = event.decoded("DTEND")
    if isinstance(starts, datetime) != isinstance(ends, datetime):
        raise Wrong("mixed")
    if isinstance(starts, datetime):
        stop, start = (one if one.tzinfo else one.replace(tzinfo=zone) for one in (ends, starts))
        return timedelta(seconds=stop.timestamp() - start.timestamp())
    return timedelta(days=(ends - starts).days)


def _occurrences(
    event: Any, first: datetime, window: tuple[datetime, datetime], clock: Any, moved: Mapping[str, set[datetime]]
) -> Iterator[datetime]:
    """When it begins, by its own clock on the wall: once, or each time, but those left out or told elsewhere."""
    if "RECURRENCE-ID" in event:
        yield first
        return
    out = {_wall(one.dt, clock) for one in _dates(event, "EXDATE")} | moved.get(str(event.get("UID")), set())
    added = {_wall(one.dt, clock) for one in _dates(event, "RDATE") if not isinstance(one.dt, tuple)}
    times = [first]
    if "RRULE" in event:
        rule = event["RRULE"]
        if isinstance(rule, list) or str(rule.get("FREQ", [""])[0]).upper() in TOO_OFTEN:
            raise Wrong("too_often")
        last = window[1].astimezone(clock).replace(tzinfo=None)
        # From well before the window: what began before it may last into it.
        early = window[0].astimezone(clock).replace(tzinfo=None) - 400 * DAY
        try:
            times = rrulestr(_rule(rule, clock), dtstart=first).between(early, last, inc=True)
        except (ValueError, TypeError) as broken:
            raise Wrong("broken", "RRULE") from broken
    yield from sorted((set(times) | added) - out)


def _rule(rule: Any, clock: Any) -> str:
    """The rule with its end on the same clock as its beginning."""
    kept = {name: values for name, values in rule.items() if name != "UNTIL"}
    text = ";".join(
        f"{name}={','.join(str(_part(value)) for value in _listed(values))}" for name, values in kept.items()
    )
    for until in _listed(rule.get("UNTIL", [])):
        is_day = not isinstance(until, datetime)
        last = datetime.combine(until, time(23, 59, 59)) if is_day else _wall(until, clock)
        text += f";UNTIL={last:%Y%m%dT%H%M%S}"
    return text


def _part(value: Any) -> Any:
    return value.to_ical().decode() if hasattr(value, "to_ical") and not isinstance(value, int) else value


def _listed(values: Any) -> list[Any]:
    return list(values) if isinstance(values, list | tuple) else [values]


def _dates(event: Any, name: str) -> list[Any]:
    return [one for group in _listed(event.get(name, [])) for one in group.dts]


def _wall(value: date | datetime, clock: Any) -> datetime:
    """What a clock on the wall shows: its own, or another one's."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    if clock is not None and value.tzinfo is not None:
        value = value.astimezone(clock)
    return value.replace(tzinfo=None)


# Both


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.replace(tzinfo=zone)


def _checked(leave: Leave) -> Leave:
    if leave.ends_at <= leave.starts_at:
        raise Wrong("reversed")
    return leave


def _keep(read: Read, line: int, found: Any) -> None:
    """Take what a line gives, or say what is wrong with it; beyond `MOST`, say so once."""
    try:
        for leave in found():
            if len(read.leaves) >= MOST:
                if not any(one.code == "too_many" for one in read.problems):
                    read.problems.append(Problem(line, "too_many"))
                return
            read.leaves.append(leave)
    except Wrong as wrong:
        read.problems.append(Problem(line, wrong.code, wrong.value))
    except (ValueError, OverflowError, TypeError, AttributeError):
        read.problems.append(Problem(line, "broken"))

"""Open now, and until when; closed, and opening when: a schedule met with the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from maille.territory.hours.rule import DAY, DayFacts, Span
from maille.territory.hours.schedule import Schedule

LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True)
class DatedSpans:
    """Dates, both included, when these spans replace the usual ones; none = closed."""

    first: date
    last: date
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenState:
    """Open until `closes_at`, or closed until `opens_at`; None when that is further than we look (60 days) or never."""

    is_open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None


type Facts = Callable[[date], DayFacts]


def state_at(schedule: Schedule, at: datetime, facts_of: Facts, exceptions: Sequence[DatedSpans] = ()) -> OpenState:
    """Say whether a place is open at a moment, given in the place's own time zone (naive: its wall clock).

    Hours are wall-clock: on the two nights the clocks change they are compared as instants, so that an hour that comes
    twice opens nothing twice; an hour that does not exist is taken an hour later. Datetimes come back as `at` came.
    """
    instant = _instant(at)
    for opens, closes in _openings(schedule, at, facts_of, exceptions):
        if _instant(closes) <= instant:
            continue
        if _instant(opens) <= instant:
            is_endless = closes.replace(tzinfo=None) >= datetime.combine(_last_day(at), time()) + timedelta(days=1)
            return OpenState(True, closes_at=None if is_endless else _settled(closes))
        return OpenState(False, opens_at=_settled(opens))
    return OpenState(False)


def week(
    schedule: Schedule, monday: date, facts_of: Facts, exceptions: Sequence[DatedSpans] = ()
) -> tuple[tuple[Span, ...], ...]:
    """Give the spans of seven days in a row, exceptions applied, for the page of a place."""
    days = (monday + timedelta(days=offset) for offset in range(7))
    return tuple(_spans_of(schedule, day, facts_of, exceptions) for day in days)


def _spans_of(schedule: Schedule, day: date, facts_of: Facts, exceptions: Sequence[DatedSpans]) -> tuple[Span, ...]:
    for exception in exceptions:
        if exception.first <= day <= exception.last:
            return exception.spans
    return schedule.spans_on(facts_of(day))


def _last_day(at: datetime) -> date:
    return at.date() + timedelta(days=LOOK_AHEAD_DAYS)


def _openings(
    schedule: Schedule, at: datetime, facts_of: Facts, exceptions: Sequence[DatedSpans]
) -> Iterator[tuple[datetime, datetime]]:
    """Give the openings from the day before on, joined where one goes on into the next, as around midnight."""
    opens: datetime | None = None
    closes: datetime | None = None
    day = at.date() - timedelta(days=1)
    while day <= _last_day(at):
        for span in _spans_of(schedule, day, facts_of, exceptions):
            begins, ends = _moment(day, span.opens, at), _moment(day, span.closes, at)
            if opens is not None and closes is not None and begins > closes:
                yield opens, closes
                opens, closes = begins, ends
            else:
                opens, closes = opens or begins, max(closes or ends, ends)
        day += timedelta(days=1)
    if opens is not None and closes is not None:
        yield opens, closes


def _moment(day: date, minutes: int, at: datetime) -> datetime:
    days, rest = divmod(minutes, DAY)
    return datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=at.tzinfo)


def _instant(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def _settled(moment: datetime) -> datetime:
    """Give a moment a clock can show: an hour skipped in spring becomes the one after it."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).astimezone(moment.tzinfo)

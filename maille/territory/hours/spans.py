"""Clock times into spans, the same way whatever the language they were written in, refusing the likely slips."""

from __future__ import annotations

from itertools import pairwise

from maille.language.phrases import Phrase
from maille.territory.hours.rule import DAY, Span
from maille.territory.hours.sentences import HOURS

# A night out begins in the evening and ends before the day does: any other backward range is a slip of the pen.
NIGHT_OPENS = 17 * 60
NIGHT_CLOSES = 6 * 60


_CLOCKS = tuple(f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in range(100 * 60))


class HoursError(ValueError):
    """Opening hours that cannot be used; the phrase says what to do, and `str` says it in French."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.phrase = phrase


def minutes_of(hour: int, minute: int) -> int:
    """Make minutes since midnight of a clock time, 24:00 included."""
    if minute > 59 or hour * 60 + minute > DAY:
        raise HoursError(HOURS("beyond_the_day", hour=f"{hour:02d}:{minute:02d}"))
    return hour * 60 + minute


def span_of(opens: int, closes: int) -> Span:
    """Make a span of two clock times in minutes, refusing the likely slips; both languages read hours through it."""
    if opens >= DAY or closes > DAY:
        late = max(opens, closes)
        raise HoursError(HOURS("beyond_the_day", hour=clock(late)))
    if closes == 0:
        closes = DAY
    if opens < closes:
        return Span(opens, closes)
    if opens >= NIGHT_OPENS and closes <= NIGHT_CLOSES:
        return Span(opens, closes + DAY)
    backwards = f"{clock(opens)}-{clock(closes)}"
    raise HoursError(HOURS("backwards", range=backwards))


def day_spans(spans: list[Span]) -> tuple[Span, ...]:
    """Put the spans of one day in order, refusing contradictions; a span written twice counts once."""
    ordered = sorted(set(spans))
    for before, after in pairwise(ordered):
        if after.opens < before.closes:
            raise HoursError(HOURS("overlap", first=span_text(before), second=span_text(after)))
    return tuple(ordered)


def clock(minutes: int) -> str:
    """Write minutes since midnight as 08:30."""
    return _CLOCKS[minutes]


def span_text(span: Span) -> str:
    """Write a span as 08:30-12:00."""
    return f"{clock(span.opens)}-{clock(span.closes if span.closes <= DAY else span.closes - DAY)}"

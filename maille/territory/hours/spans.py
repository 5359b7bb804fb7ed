"""Clock times into spans, the same way whatever the language they were written in, refusing the likely slips."""

from __future__ import annotations

from itertools import pairwise

from maille.territory.hours.rule import DAY, Span

# A night out begins in the evening and ends before the day does: any other backward range is a slip of the pen.
NIGHT_OPENS = 17 * 60
NIGHT_CLOSES = 6 * 60


_CLOCKS = tuple(f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in range(100 * 60))


class HoursError(ValueError):
    """Opening hours that cannot be used; the message is a French sentence that says what to do."""


def minutes_of(hour: int, minute: int) -> int:
    """Make minutes since midnight of a clock time, 24:00 included."""
    if minute > 59 or hour * 60 + minute > DAY:
        raise HoursError(f"L’heure {hour:02d}:{minute:02d} n’existe pas : la journée va de 00:00 à 24:00.")
    return hour * 60 + minute


def span_of(opens: int, closes: int) -> Span:
    """Make a span of two clock times in minutes, refusing the likely slips; both languages read hours through it."""
    if opens >= DAY or closes > DAY:
        late = max(opens, closes)
        raise HoursError(f"L’heure {clock(late)} n’existe pas : la journée va de 00:00 à 24:00.")
    if closes == 0:
        closes = DAY
    if opens < closes:
        return Span(opens, closes)
    if opens >= NIGHT_OPENS and closes <= NIGHT_CLOSES:
        return Span(opens, closes + DAY)
    backwards = f"{clock(opens)}-{clock(closes)}"
    raise HoursError(f"La plage {backwards} finit avant de commencer : corrigez l’une des deux heures.")


def day_spans(spans: list[Span]) -> tuple[Span, ...]:
    """Put the spans of one day in order, refusing contradictions; a span written twice counts once."""
    ordered = sorted(set(spans))
    for before, after in pairwise(ordered):
        if after.opens < before.closes:
            raise HoursError(
                f"Les plages {span_text(before)} et {span_text(after)} se chevauchent : gardez une seule des deux."
            )
    return tuple(ordered)


def clock(minutes: int) -> str:
    """Write minutes since midnight as 08:30."""
    return _CLOCKS[minutes]


def span_text(span: Span) -> str:
    """Write a span as 08:30-12:00."""
    return f"{clock(span.opens)}-{clock(span.closes if span.closes <= DAY else span.closes - DAY)}"

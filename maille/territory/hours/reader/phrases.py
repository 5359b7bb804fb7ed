"""From tokens to phrases: groups of days, groups of spans, and the small words between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from maille.territory.hours.osm import weekday_range
from maille.territory.hours.reader.tokens import Token
from maille.territory.hours.reader.words import OSM_WEEKDAYS, Kind
from maille.territory.hours.rule import DAYS_IN_MONTH, OCCURRENCES, Season, Span
from maille.territory.hours.sentences import HOURS
from maille.territory.hours.spans import HoursError, clock, minutes_of, span_of

# Someone who writes "2h-6h" means the afternoon.
TOO_EARLY = 5 * 60


@dataclass(frozen=True, slots=True)
class Days:
    """Days named together: weekdays, weekdays of some rank in the month, holidays, seasons; `parts` of these days."""

    weekdays: frozenset[int] = frozenset()
    nth: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    public: bool = False
    school: bool = False
    term: bool = False
    seasons: tuple[Season, ...] = ()
    parts: frozenset[int] = frozenset()

    @property
    def is_context(self) -> bool:
        """Say whether it only names periods (school holidays, term, months), in which other days are then listed."""
        return (self.school or self.term or bool(self.seasons)) and not (self.weekdays or self.nth or self.public)

    @property
    def is_open_choice(self) -> bool:
        """Say whether opening hours can be given for these days as they stand."""
        return not (self.school or self.term or self.seasons)


@dataclass(frozen=True, slots=True)
class Hours:
    """Spans written one after the other."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Morning, afternoon or evening, said apart from a group of days."""

    part: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A small word that says how phrases relate."""

    kind: Kind


type Phrase = Days | Hours | Part | Mark

_MARKS = frozenset({Kind.CLOSED, Kind.EXCEPT, Kind.INCLUDING, Kind.AND, Kind.COLON, Kind.BREAK})
_ENDS = (Kind.BREAK, Kind.COMMA, None)
_CLOCK = frozenset({Kind.TIME, Kind.NUMBER})
_DAY_STARTS = frozenset({Kind.DAY, Kind.DAYS, Kind.PUBLIC, Kind.SCHOOL, Kind.TERM, Kind.MONTH, Kind.ORDINAL})
_BETWEEN_TIMES = frozenset({Kind.DASH, Kind.TO, Kind.SLASH, Kind.COMMA, Kind.AND, Kind.FROM, Kind.BREAK, Kind.BETWEEN})
_INSIDE_SPAN = frozenset({Kind.DASH, Kind.TO, Kind.SLASH, Kind.COMMA})
_BETWEEN_SPANS = _BETWEEN_TIMES - {Kind.TO}
_DATE_STARTS = frozenset({Kind.MONTH, Kind.NUMBER, Kind.ORDINAL})
_BETWEEN_DAYS = frozenset({Kind.COMMA, Kind.AND, Kind.SLASH, Kind.FROM, Kind.DASH})


def phrases(tokens: list[Token]) -> Iterator[Phrase]:
    """Group tokens into phrases; raises HoursError at the first one that does not make sense."""
    at = 0
    while at < len(tokens):
        kind = tokens[at].kind
        if kind in _CLOCK and not _season_at(tokens, at):
            at, hours = _hours(tokens, at)
            yield hours
        elif kind in _DAY_STARTS or _season_at(tokens, at):
            at, days = _days(tokens, at)
            yield days
        else:
            if kind is Kind.PART:
                yield Part(tokens[at].value)
            elif kind in _MARKS:
                yield Mark(kind)
            elif kind is Kind.DASH and _kind(tokens, at - 1) is Kind.COLON and _kind(tokens, at + 1) in _ENDS:
                yield Mark(Kind.CLOSED)  # "mardi : - ;"
            elif kind in (Kind.DASH, Kind.SLASH):
                yield Mark(Kind.BREAK)
            elif kind is Kind.OF_MONTH:
                raise HoursError(HOURS("which_day_of_month"))
            at += 1


# Hours


@dataclass(slots=True)
class _Run:
    """Times written in a row, and what stands before each of them."""

    times: list[Token] = field(default_factory=list)
    joins: list[set[Kind]] = field(default_factory=list)


def _hours(tokens: list[Token], at: int) -> tuple[int, Hours]:
    run = _Run()
    joins = {Kind.BETWEEN} if at and tokens[at - 1].kind is Kind.BETWEEN else set()
    while True:
        run.times.append(tokens[at])
        run.joins.append(joins)
        following = at = at + 1
        joins = set()
        while following < len(tokens) and tokens[following].kind in _BETWEEN_TIMES:
            joins.add(tokens[following].kind)
            following += 1
        if following >= len(tokens) or tokens[following].kind not in _CLOCK or _season_at(tokens, following):
            break
        if Kind.BREAK in joins and len(run.times) % 2:
            break
        at = following
    if len(run.times) % 2:
        alone = run.times[-1]
        raise HoursError(HOURS("lone_hour", hour=alone.text.strip()))
    return at, Hours(tuple(_span(run, index) for index in range(0, len(run.times), 2)))


def _span(run: _Run, index: int) -> Span:
    first, last = run.times[index], run.times[index + 1]
    inside = run.joins[index + 1]
    allowed = _INSIDE_SPAN | ({Kind.AND, Kind.FROM} if Kind.BETWEEN in run.joins[index] else set())
    if not inside <= allowed or (index and not run.joins[index] <= _BETWEEN_SPANS):
        raise HoursError(HOURS("not_a_range_far", first=first.text.strip(), last=last.text.strip()))
    if first.kind is last.kind is Kind.NUMBER and not inside & {Kind.DASH, Kind.TO}:
        raise HoursError(HOURS("not_a_range", first=first.text, last=last.text))
    span = span_of(_minutes(first), _minutes(last))
    if 0 < span.opens < TOO_EARLY:
        raise HoursError(HOURS("too_early", hour=clock(span.opens)))
    return span


def _minutes(token: Token) -> int:
    if token.kind is Kind.TIME:
        return token.value
    if len(token.text) == 4:
        return minutes_of(*divmod(token.value, 100))
    if len(token.text) > 2:
        raise HoursError(HOURS("no_such_hour", hour=token.text))
    return minutes_of(token.value, 0)


# Days


@dataclass(slots=True)
class _Named:
    """Days being gathered, item by item."""

    weekdays: set[int] = field(default_factory=set)
    nth: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)
    seasons: list[Season] = field(default_factory=list)
    holidays: set[Kind] = field(default_factory=set)
    parts: list[frozenset[int]] = field(default_factory=list)


def _days(tokens: list[Token], at: int) -> tuple[int, Days]:
    named = _Named()
    while True:
        parts: set[int] = set()
        at = _day_item(tokens, at, named, parts)
        while at < len(tokens) and tokens[at].kind is Kind.PART:
            parts.add(tokens[at].value)
            at += 1
        named.parts.append(frozenset(parts))
        following = _next_day(tokens, at)
        if following is None:
            break
        at = following
    # "lundi matin et mardi" leaves one to guess about Tuesday; "lundi et mardi matin" does not.
    if any(named.parts[:-1]) and len(set(named.parts)) > 1:
        raise HoursError(HOURS("part_of_which_days"))
    return at, Days(
        frozenset(named.weekdays),
        tuple(named.nth),
        Kind.PUBLIC in named.holidays,
        Kind.SCHOOL in named.holidays,
        Kind.TERM in named.holidays,
        tuple(named.seasons),
        named.parts[-1],
    )


def _next_day(tokens: list[Token], at: int) -> int | None:
    """Find where the list of days goes on, if it does."""
    following = at
    while following < len(tokens) and tokens[following].kind in _BETWEEN_DAYS:
        following += 1
    if following >= len(tokens):
        return None
    joined = following > at and any(token.kind is not Kind.FROM for token in tokens[at:following])
    kind = tokens[following].kind
    if kind in (Kind.DAY, Kind.DAYS) or (kind is Kind.ORDINAL and not _season_at(tokens, following)):
        return following
    if joined and (kind in _DAY_STARTS or _season_at(tokens, following)) and tokens[at].kind is not Kind.DASH:
        return following
    return None


def _day_item(tokens: list[Token], at: int, named: _Named, parts: set[int]) -> int:
    season = _season_at(tokens, at)
    if season:
        named.seasons.append(season[1])
        return season[0]
    token = tokens[at]
    if token.kind is Kind.ORDINAL:
        return _ranked_days(tokens, at, named, parts)
    if token.kind is Kind.DAY:
        at, weekdays = _day_range(tokens, at)
        named.weekdays |= weekdays
        return at
    if token.kind is Kind.DAYS:
        named.weekdays |= {day for day in range(7) if token.value >> day & 1}
    elif token.kind is Kind.MONTH:
        raise HoursError(HOURS("not_here", word=token.text))
    else:
        named.holidays.add(token.kind)
    return at + 1


def _kind(tokens: list[Token], at: int) -> Kind | None:
    return tokens[at].kind if 0 <= at < len(tokens) else None


def _day_range(tokens: list[Token], at: int) -> tuple[int, frozenset[int]]:
    first, join = tokens[at], _kind(tokens, at + 1)
    if join not in (Kind.DASH, Kind.TO, Kind.SLASH) or _kind(tokens, at + 2) is not Kind.DAY:
        return at + 1, frozenset({first.value})
    last = tokens[at + 2]
    gap = (last.value - first.value) % 7
    goes_on = _kind(tokens, at + 3) is join and _kind(tokens, at + 4) is Kind.DAY
    if join is Kind.DASH and goes_on:
        return _dashed_list(tokens, at)
    looks_like_both = gap == 2 if join is Kind.DASH else gap > 2
    if join is not Kind.TO and not goes_on and looks_like_both and first.text not in OSM_WEEKDAYS:
        said = f"{first.text}{join}{last.text}"
        raise HoursError(HOURS("to_or_and", said=said))
    if join is Kind.SLASH:
        return at + 1, frozenset({first.value})
    return at + 3, weekday_range(first.value, last.value)


def _dashed_list(tokens: list[Token], at: int) -> tuple[int, frozenset[int]]:
    """Read "lundi-mardi-jeudi", which cannot be a range."""
    found = {tokens[at].value}
    at += 1
    while _kind(tokens, at) is Kind.DASH and _kind(tokens, at + 1) is Kind.DAY:
        found.add(tokens[at + 1].value)
        at += 2
    return at, frozenset(found)


def _ranked_days(tokens: list[Token], at: int, named: _Named, parts: set[int]) -> int:
    """Read "1er et 3e samedi du mois", "1er mardi matin du mois"."""
    ranks: set[int] = set()
    weekdays: set[int] = set()
    while _kind(tokens, at) in (Kind.ORDINAL, Kind.AND, Kind.COMMA, Kind.DAY, Kind.PART):
        token = tokens[at]
        if token.kind is Kind.ORDINAL:
            if weekdays:
                break
            ranks.add(token.value)
        elif token.kind is Kind.DAY:
            weekdays.add(token.value)
        elif token.kind is Kind.PART:
            parts.add(token.value)
        at += 1
    if _kind(tokens, at) is not Kind.OF_MONTH or not weekdays or not ranks <= OCCURRENCES:
        raise HoursError(HOURS("rank_in_full"))
    named.nth.append((frozenset(weekdays), frozenset(ranks)))
    return at + 1


# Seasons: "août", "juillet et août" (two items), "de septembre à juin", "du 1er juillet au 31 août", "14 juillet"


def _season_at(tokens: list[Token], at: int) -> tuple[int, Season] | None:
    """Read a season if one begins here: where it ends, and the season."""
    first = _date_at(tokens, at) if tokens[at].kind in _DATE_STARTS else None
    if first is None:
        return None
    at, day, month = first
    if _kind(tokens, at) in (Kind.TO, Kind.DASH):
        last = _date_at(tokens, at + 1)
        if last is not None and last[2]:
            after, last_day, last_month = last
            return after, _season(day, month or last_month, last_day, last_month)
    return (at, _season(day, month, day, month)) if month else None


def _date_at(tokens: list[Token], at: int) -> tuple[int, int, int] | None:
    """Read "14 juillet", "juillet" (day 0) or "14" (month 0, when "au 20 juillet" follows)."""
    kind = _kind(tokens, at)
    if kind is Kind.MONTH:
        return at + 1, 0, tokens[at].value
    if kind is Kind.NUMBER or (kind is Kind.ORDINAL and tokens[at].value == 1):
        month = tokens[at + 1].value if _kind(tokens, at + 1) is Kind.MONTH else 0
        return at + (2 if month else 1), tokens[at].value, month
    return None


def _season(day: int, month: int, last_day: int, last_month: int) -> Season:
    if day > DAYS_IN_MONTH[month - 1] or last_day > DAYS_IN_MONTH[last_month - 1]:
        raise HoursError(HOURS("date_does_not_exist"))
    if bool(day) is not bool(last_day):
        raise HoursError(HOURS("both_ends"))
    return Season(100 * month + (day or 1), 100 * last_month + (last_day or DAYS_IN_MONTH[last_month - 1]))

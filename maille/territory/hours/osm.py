"""Opening hours ⇄ the OpenStreetMap `opening_hours` value, in the part of its grammar that can be kept and shown.

Kept: weekdays, ranges and lists, `Mo[1]`, `PH`, `SH`, months and dates, `off`, `24/7`, several spans, `;` and `,`
between rules. Refused with a sentence: what the product could not evaluate or say (weeks, years, sun, comments, open
ends) and what is surely a slip (spans that overlap or end before they start, a rule without days that erases all).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from maille.territory.hours.canonical import canonical_rules
from maille.territory.hours.rule import DAY, DAYS_IN_MONTH, EVERY_WEEKDAY, Holiday, Rule, Season, Span
from maille.territory.hours.schedule import Schedule
from maille.territory.hours.sentences import HOURS
from maille.territory.hours.spans import NIGHT_OPENS, HoursError, day_spans, minutes_of, span_of, span_text

__all__ = ["MONTHS", "WEEKDAYS", "HoursError", "parse_osm", "to_osm", "weekday_range", "weekday_runs"]

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_TOKEN = re.compile(r"\s*(?:(24/7)|(\d{1,2})\s?:\s?(\d{2})(?!\d)|(\d+)|([^\W\d_]+)|(\S))")

_REFUSED_WORDS = {
    "week": "osm_week",
    "easter": "osm_easter",
    "unknown": "osm_unknown",
} | dict.fromkeys(
    ("sunrise", "sunset", "dawn", "dusk"),
    "osm_sun",
)
_REFUSED_SIGNS = {
    '"': "osm_comment",
    "+": "osm_open_end",
    "|": "osm_fallback",
    "(": "osm_parentheses",
}
_WEEKDAY_WORDS = {name.lower(): index for index, name in enumerate(WEEKDAYS)} | {
    name: index for index, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
_MONTH_WORDS = {name.lower(): index for index, name in enumerate(MONTHS, 1)}
_HOLIDAY_WORDS = {"ph": Holiday.PUBLIC, "sh": Holiday.SCHOOL}
_CLOSED_WORDS = frozenset({"off", "closed"})
_ALWAYS = (Span(0, DAY),)


def parse_osm(text: str) -> Schedule:
    """Read an OSM value; raises HoursError with what to change."""
    cursor = _Cursor(_tokens(text))
    if cursor.done:
        raise HoursError(HOURS("osm_empty"))
    rules: list[Rule] = []
    adds = False
    while not cursor.done:
        rules += _rule(cursor, adds=adds, is_first=not rules)
        separator = cursor.take_any(";", ",")
        adds = separator == ","
        if not separator and not cursor.done:
            raise _not_understood(cursor)
    return Schedule(tuple(rules))


def to_osm(schedule: Schedule) -> str:
    """Write a schedule in its canonical form: the same meaning always gives the same text."""
    text = ""
    for rule in canonical_rules(schedule):
        if text:
            text += ", " if rule.adds and rule.spans else "; "
        text += _written(rule, is_first=not text)
    return text or "off"


# Reading


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    minutes: int | None = None

    @property
    def word(self) -> str:
        return self.text.lower()


@dataclass(slots=True)
class _Cursor:
    tokens: list[_Token]
    at: int = 0

    @property
    def done(self) -> bool:
        return self.at >= len(self.tokens)

    @property
    def here(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _Token("")

    @property
    def after(self) -> _Token:
        return self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else _Token("")

    def take(self) -> _Token:
        token = self.here
        self.at += 1
        return token

    def take_any(self, *signs: str) -> str:
        return self.take().text if self.here.text in signs and not self.done else ""


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text.replace("–", "-").replace("—", "-").strip().rstrip(";")):
        always, hour, minute, number, word, sign = match.groups()
        if sign in _REFUSED_SIGNS:
            raise HoursError(HOURS(_REFUSED_SIGNS[sign]))
        if word and word.lower() in _REFUSED_WORDS:
            raise HoursError(HOURS(_REFUSED_WORDS[word.lower()]))
        if number and re.fullmatch(r"(?:19|20)\d\d", number):
            raise HoursError(HOURS("osm_year"))
        if hour:
            tokens.append(_Token(match.group().strip(), minutes_of(int(hour), int(minute))))
        else:
            tokens.append(_Token(always or number or word or sign))
    return tokens


def _not_understood(cursor: _Cursor) -> HoursError:
    return HoursError(HOURS("not_osm", word=cursor.here.text))


def _rule(cursor: _Cursor, *, adds: bool, is_first: bool) -> list[Rule]:
    if cursor.here.text == "24/7" and is_first:
        cursor.take()
        return [Rule(() if _closed(cursor) else _ALWAYS)]
    seasons = _seasons(cursor)
    cursor.take_any(":")
    days = _days(cursor)
    cursor.take_any(":")
    if not is_first and not seasons and not days:
        if cursor.here.minutes is None and cursor.here.word not in _CLOSED_WORDS:
            raise _not_understood(cursor)
        raise HoursError(HOURS("rule_without_day"))
    template = Rule(_hours(cursor), seasons=seasons, adds=adds)
    return [
        replace(template, weekdays=pick.weekdays, nth=pick.nth, holiday=pick.holiday) for pick in days or (_Pick(),)
    ]


@dataclass(frozen=True, slots=True)
class _Pick:
    weekdays: frozenset[int] = EVERY_WEEKDAY
    nth: frozenset[int] = frozenset()
    holiday: Holiday | None = None


def _seasons(cursor: _Cursor) -> tuple[Season, ...]:
    seasons: list[Season] = []
    while cursor.here.word in _MONTH_WORDS:
        seasons.append(_season(cursor))
        if cursor.here.text == "," and cursor.after.word in _MONTH_WORDS:
            cursor.take()
    return tuple(seasons)


def _season(cursor: _Cursor) -> Season:
    month = _MONTH_WORDS[cursor.take().word]
    day = _day_of(cursor, month)
    last_month, last_day = month, day
    if cursor.here.text == "-":
        if cursor.after.word in _MONTH_WORDS:
            cursor.take()
            last_month = _MONTH_WORDS[cursor.take().word]
            last_day = _day_of(cursor, last_month)
            if (day is None) != (last_day is None):
                raise HoursError(HOURS("osm_both_ends"))
        elif day is not None:
            cursor.take()
            last_day = _day_of(cursor, month)
    return Season(100 * month + (day or 1), 100 * last_month + (last_day or DAYS_IN_MONTH[last_month - 1]))


def _day_of(cursor: _Cursor, month: int) -> int | None:
    if not cursor.here.text.isdecimal():
        return None
    day = int(cursor.take().text)
    if not 1 <= day <= DAYS_IN_MONTH[month - 1]:
        raise HoursError(HOURS("no_such_date", day=day, month=MONTHS[month - 1]))
    return day


def _days(cursor: _Cursor) -> list[_Pick]:
    """Read `Mo-Fr`, `Sa[1]`, `PH,SH` as alternatives, and `SH Mo-Fr` as both at once."""
    picks = _day_list(cursor)
    if picks and all(pick.holiday for pick in picks) and cursor.here.word in _WEEKDAY_WORDS:
        inside = _day_list(cursor)
        if any(pick.holiday for pick in inside):
            raise _not_understood(cursor)
        return [replace(pick, holiday=holiday.holiday) for holiday in picks for pick in inside]
    return picks


def _day_list(cursor: _Cursor) -> list[_Pick]:
    whole: set[int] = set()
    picks: list[_Pick] = []
    while True:
        if cursor.here.word in _HOLIDAY_WORDS:
            picks.append(_Pick(holiday=_HOLIDAY_WORDS[cursor.take().word]))
        elif cursor.here.word in _WEEKDAY_WORDS:
            weekdays = _weekday_range(cursor)
            nth = _nth(cursor)
            if nth:
                picks.append(_Pick(weekdays, nth))
            else:
                whole |= weekdays
        else:
            break
        if cursor.here.text != "," or cursor.after.word not in (_WEEKDAY_WORDS | _HOLIDAY_WORDS):
            break
        cursor.take()
    return ([_Pick(frozenset(whole))] if whole else []) + picks


def _weekday_range(cursor: _Cursor) -> frozenset[int]:
    first = _WEEKDAY_WORDS[cursor.take().word]
    if cursor.here.text != "-" or cursor.after.word not in _WEEKDAY_WORDS:
        return frozenset({first})
    cursor.take()
    return weekday_range(first, _WEEKDAY_WORDS[cursor.take().word])


def weekday_range(first: int, last: int) -> frozenset[int]:
    """Give the weekdays from one to another, going past Sunday when need be."""
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _nth(cursor: _Cursor) -> frozenset[int]:
    if not cursor.take_any("["):
        return frozenset()
    found: set[int] = set()
    while True:
        sign = -1 if cursor.take_any("-") else 1
        first = _occurrence(cursor)
        if sign == 1 and cursor.take_any("-"):
            found |= set(range(first, _occurrence(cursor) + 1))
        else:
            found.add(sign * first)
        if not cursor.take_any(","):
            break
    if not cursor.take_any("]") or not found or not found <= {1, 2, 3, 4, 5, -1}:
        raise HoursError(HOURS("osm_rank"))
    return frozenset(found)


def _occurrence(cursor: _Cursor) -> int:
    text = cursor.take().text
    return int(text) if text.isdecimal() else 0


def _closed(cursor: _Cursor) -> bool:
    if cursor.here.word in _CLOSED_WORDS:
        cursor.take()
        return True
    return False


def _hours(cursor: _Cursor) -> tuple[Span, ...]:
    if _closed(cursor):
        return ()
    if cursor.here.text == "24/7":
        cursor.take()
        return _ALWAYS
    spans: list[Span] = []
    while cursor.here.minutes is not None:
        opens = cursor.take().minutes
        if not cursor.take_any("-") or cursor.here.minutes is None:
            raise HoursError(HOURS("osm_no_end"))
        closes = cursor.take().minutes
        if opens is not None and closes is not None:
            spans.append(span_of(opens, closes))
        if cursor.here.text != "," or cursor.after.minutes is None:
            break
        cursor.take()
    if not spans and cursor.done:
        raise HoursError(HOURS("osm_no_hours"))
    if not spans:
        raise _not_understood(cursor)
    if _closed(cursor):
        raise HoursError(HOURS("osm_partly_closed"))
    return day_spans(spans)


# Writing


def _written(rule: Rule, *, is_first: bool) -> str:
    parts = [_weekdays_text(rule, is_first=is_first), _spans_text(rule.spans)]
    if rule.seasons or rule.holiday:
        parts[:0] = [",".join([_season_text(season) for season in rule.seasons]), rule.holiday or ""]
    text = " ".join([part for part in parts if part])
    return "24/7" if text == "00:00-24:00" else text


def _season_text(season: Season) -> str:
    (first_month, first_day), (last_month, last_day) = divmod(season.first, 100), divmod(season.last, 100)
    if first_day == 1 and last_day == DAYS_IN_MONTH[last_month - 1]:
        return MONTHS[first_month - 1] + (f"-{MONTHS[last_month - 1]}" if first_month != last_month else "")
    first = f"{MONTHS[first_month - 1]} {first_day:02d}"
    return first if season.first == season.last else f"{first}-{MONTHS[last_month - 1]} {last_day:02d}"


def _weekdays_text(rule: Rule, *, is_first: bool) -> str:
    if rule.nth:
        ranks = ",".join(str(nth) for nth in sorted(rule.nth, key=lambda nth: nth % 6))
        return ",".join(f"{WEEKDAYS[weekday]}[{ranks}]" for weekday in sorted(rule.weekdays))
    if rule.weekdays == EVERY_WEEKDAY:
        # Without days, "Mar 09:00-12:00" would pass for mardi.
        is_march = any(_season_text(season) == "Mar" for season in rule.seasons[-1:]) and not rule.holiday
        return "" if (is_first or rule.seasons or rule.holiday) and not is_march else "Mo-Su"
    return ",".join([_run_text(run) for run in weekday_runs(rule.weekdays)])


def weekday_runs(weekdays: frozenset[int]) -> list[tuple[int, int]]:
    """Give the first and last day of each run of consecutive weekdays, from Monday on."""
    firsts = [day for day in sorted(weekdays) if day - 1 not in weekdays]
    lasts = [day for day in sorted(weekdays) if day + 1 not in weekdays]
    return list(zip(firsts, lasts, strict=True))


def _run_text(run: tuple[int, int]) -> str:
    first, last = run
    if first == last:
        return WEEKDAYS[first]
    return f"{WEEKDAYS[first]}{',' if last == first + 1 else '-'}{WEEKDAYS[last]}"


def _spans_text(spans: tuple[Span, ...]) -> str:
    return ",".join([span_text(part) for span in spans for part in _readable(span)]) if spans else "off"


def _readable(span: Span) -> tuple[Span, ...]:
    """Cut a day that goes on into the night, so that its night is not taken for a slip when it is read back."""
    if span.closes <= DAY or span.opens >= NIGHT_OPENS:
        return (span,)
    return Span(span.opens, NIGHT_OPENS), Span(NIGHT_OPENS, span.closes)

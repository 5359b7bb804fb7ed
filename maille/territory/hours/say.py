"""Opening hours in words, in French and in English, from the values only: no clock, no translation catalogue.

In French a no-break space stands inside "14 h 30" and before the dash of a range: a line breaks after it at most, and
the next one does not begin with a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType

from maille.territory.hours.canonical import canonical_rules
from maille.territory.hours.osm import weekday_runs
from maille.territory.hours.rule import DAY, DAYS_IN_MONTH, EVERY_WEEKDAY, Rule, Season, Span
from maille.territory.hours.schedule import Schedule
from maille.territory.hours.state import OpenState

NBSP = "\u00a0"


def _french_clock(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY, 60)
    if not hour and not minute:
        return "minuit"
    return f"{hour}{NBSP}h{NBSP}{minute:02d}" if minute else f"{hour}{NBSP}h"


def _english_clock(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY, 60)
    if not minute and hour in (0, 12):
        return "noon" if hour else "midnight"
    half = "pm" if hour >= 12 else "am"
    return f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''}{NBSP}{half}"


def _french_rank(rank: int) -> str:
    return {1: "1er", -1: "dernier"}.get(rank, f"{rank}e")


def _english_rank(rank: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd", -1: "last"}.get(rank, f"{rank}th")


@dataclass(frozen=True, slots=True)
class _Language:
    """The words of one language, and the three things that are built rather than looked up."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    words: Mapping[str, str]
    clock: Callable[[int], str]
    rank: Callable[[int], str]
    date: Callable[[_Language, int, int], str]


def _french_date(language: _Language, day: int, month: int) -> str:
    return f"{'1er' if day == 1 else day}{NBSP}{language.months[month - 1]}"


def _english_date(language: _Language, day: int, month: int) -> str:
    return f"{day}{NBSP}{language.months[month - 1]}"


_FRENCH = _Language(
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
     "décembre"),
    MappingProxyType({
        "unknown": "Horaires inconnus",
        "always": "Ouvert jour et nuit",
        "closes": "Ouvert maintenant, ferme {when}",
        "closed": "Fermé, sans ouverture prévue",
        "opens": "Fermé, ouvre {when}",
        "today": "à {hour}",
        "tomorrow": "demain à {hour}",
        "weekday": "{weekday} à {hour}",
        "far": "le {weekday} {date} à {hour}",
        "and": " et ",
        "to": "du {first} au {last}",
        "every day": "tous les jours",
        "off": "fermé",
        "around the clock": f"24{NBSP}h sur 24",
        "of month": "{ranks} {weekday} du mois",
        "PH": "jours fériés",
        "SH": "vacances scolaires",
        "within": f"{{period}}{NBSP}: {{days}}",
        "months": "de {first} à {last}",
        "dates": "du {first} au {last}",
        "day": "le {first}",
    }),
    _french_clock,
    _french_rank,
    _french_date,
)  # fmt: skip
_ENGLISH = _Language(
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"),
    MappingProxyType({
        "unknown": "Opening hours unknown",
        "always": "Open day and night",
        "closes": "Open now, closes {when}",
        "closed": "Closed, no opening planned",
        "opens": "Closed, opens {when}",
        "today": "at {hour}",
        "tomorrow": "tomorrow at {hour}",
        "weekday": "on {weekday} at {hour}",
        "far": "on {weekday} {date} at {hour}",
        "and": " and ",
        "to": "{first} to {last}",
        "every day": "every day",
        "off": "closed",
        "around the clock": "24 hours a day",
        "of month": "{ranks} {weekday} of the month",
        "PH": "public holidays",
        "SH": "school holidays",
        "within": "{period}: {days}",
        "months": "{first} to {last}",
        "dates": "{first} to {last}",
        "day": "{first}",
    }),
    _english_clock,
    _english_rank,
    _english_date,
)  # fmt: skip
_LANGUAGES = {"fr": _FRENCH, "en": _ENGLISH}


def say_state(state: OpenState | None, now: datetime, language: str = "fr") -> str:
    """Say whether a place is open, and what comes next, seen from `now`; no state means that the hours are unknown."""
    tongue = _LANGUAGES[language]
    if state is None:
        return tongue.words["unknown"]
    if state.is_open:
        if state.closes_at is None:
            return tongue.words["always"]
        return tongue.words["closes"].format(when=_when(tongue, state.closes_at, now, is_end=True))
    if state.opens_at is None:
        return tongue.words["closed"]
    return tongue.words["opens"].format(when=_when(tongue, state.opens_at, now))


def say_spans(spans: Sequence[Span], language: str = "fr") -> str:
    """Say the hours of one day: "9 h – 12 h et 14 h – 17 h", or closed."""
    tongue = _LANGUAGES[language]
    if not spans:
        return tongue.words["off"]
    if tuple(spans) == (Span(0, DAY),):
        return tongue.words["around the clock"]
    ranges = [f"{tongue.clock(span.opens)}{NBSP}– {tongue.clock(span.closes)}" for span in spans]
    return _listed(ranges, tongue)


def say_date(day: date, language: str = "fr") -> str:
    """Say a day with its weekday: "jeudi 3 décembre"."""
    tongue = _LANGUAGES[language]
    return f"{tongue.weekdays[day.weekday()]} {tongue.date(tongue, day.day, day.month)}"


def say_hour(moment: time, language: str = "fr") -> str:
    """Say an hour of the clock: "14 h 30", "2:30 pm"."""
    return _LANGUAGES[language].clock(moment.hour * 60 + moment.minute)


def say_schedule(schedule: Schedule, language: str = "fr") -> list[tuple[str, str]]:
    """Say a schedule as lines (days, hours), the usual week first, then what periods and holidays change."""
    tongue = _LANGUAGES[language]
    rules = canonical_rules(schedule)
    lines = [(_days(rule, tongue), say_spans(rule.spans, language)) for rule in rules]
    usual = [rule for rule in rules if not (rule.seasons or rule.holiday)]
    unsaid = EVERY_WEEKDAY - frozenset(weekday for rule in usual for weekday in rule.weekdays)
    if usual and unsaid and any(rule.spans for rule in usual):
        lines.insert(len(usual), (_weekdays(unsaid, tongue), tongue.words["off"]))
    return lines


def _when(tongue: _Language, moment: datetime, now: datetime, *, is_end: bool = False) -> str:
    hour = tongue.clock(moment.hour * 60 + moment.minute)
    days = (moment.date() - now.date()).days
    # A night that ends at 2 h, or at midnight, still belongs to the evening it began.
    if days == 0 or (is_end and days == 1 and moment.hour < 6):
        return tongue.words["today"].format(hour=hour)
    if days == 1:
        return tongue.words["tomorrow"].format(hour=hour)
    weekday = tongue.weekdays[moment.weekday()]
    if days < 7:
        return tongue.words["weekday"].format(weekday=weekday, hour=hour)
    day = tongue.date(tongue, moment.day, moment.month)
    return tongue.words["far"].format(weekday=weekday, date=day, hour=hour)


def _listed(parts: Sequence[str], tongue: _Language) -> str:
    return ", ".join(parts[:-1]) + tongue.words["and"] + parts[-1] if len(parts) > 1 else parts[0]


def _days(rule: Rule, tongue: _Language) -> str:
    seasons = _listed([_season(season, tongue) for season in rule.seasons], tongue) if rule.seasons else ""
    period = ", ".join(part for part in (seasons, tongue.words[rule.holiday] if rule.holiday else "") if part)
    if not period:
        return _weekdays(rule.weekdays, tongue, rule.nth)
    if rule.weekdays == EVERY_WEEKDAY and not rule.nth:
        return period
    return tongue.words["within"].format(period=period, days=_weekdays(rule.weekdays, tongue, rule.nth))


def _weekdays(weekdays: frozenset[int], tongue: _Language, nth: frozenset[int] = frozenset()) -> str:
    if nth:
        ranks = _listed([tongue.rank(rank) for rank in sorted(nth, key=lambda rank: rank % 7)], tongue)
        names = _listed([tongue.weekdays[day] for day in sorted(weekdays)], tongue)
        return tongue.words["of month"].format(ranks=ranks, weekday=names)
    if weekdays == EVERY_WEEKDAY:
        return tongue.words["every day"]
    runs = weekday_runs(weekdays)
    if len(runs) == 1 and runs[0][1] - runs[0][0] > 1:
        first, last = (tongue.weekdays[day] for day in runs[0])
        return tongue.words["to"].format(first=first, last=last)
    return _listed([tongue.weekdays[day] for day in sorted(weekdays)], tongue)


def _season(season: Season, tongue: _Language) -> str:
    (first_month, first_day), (last_month, last_day) = divmod(season.first, 100), divmod(season.last, 100)
    if first_day == 1 and last_day == DAYS_IN_MONTH[last_month - 1]:
        first, last = tongue.months[first_month - 1], tongue.months[last_month - 1]
        return first if first == last else tongue.words["months"].format(first=first, last=last)
    first, last = tongue.date(tongue, first_day, first_month), tongue.date(tongue, last_day, last_month)
    return tongue.words["day" if first == last else "dates"].format(first=first, last=last)

"""Opening hours written in French, as real files hold them, read into the OSM value; nothing is ever guessed.

Hours "sur rendez-vous" are not opening hours: who comes then finds a closed door. A text that has some is refused
whole, because an OSM value without them would hide that they exist; so is every text with a word not understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from maille.language.phrases import Phrase as Sentence
from maille.territory.hours.osm import parse_osm, to_osm
from maille.territory.hours.reader.clauses import draft
from maille.territory.hours.reader.meaning import schedule_of
from maille.territory.hours.reader.phrases import Hours, Mark, Phrase, phrases
from maille.territory.hours.reader.tokens import lossy_reason, normalise, tokens
from maille.territory.hours.reader.words import WEEKDAY_NAMES, Kind
from maille.territory.hours.rule import Rule, Span
from maille.territory.hours.say import say_schedule
from maille.territory.hours.schedule import Schedule
from maille.territory.hours.sentences import HOURS
from maille.territory.hours.spans import HoursError, day_spans

# Looked for in every text, hence written so that a search only stops at these letters.
_OSM_WORD = re.compile(r"(?:Mo|Tu|We|Th|Fr|Su|PH|SH)(?<!\w..)\b(?!\.)|off(?<!\w...)\b")
_OSM_TIMES = re.compile(r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*")
_OSM_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
_OSM_START = re.compile(rf"\s*(?:Sa\b|24/7|{_OSM_MONTH}|{_OSM_TIMES.pattern}[;,] (?:Sa\b|{_OSM_MONTH}))")
# March in OSM, mardi in French: "Sa 9:00-12:00, Mar 14:00-18:00" is Tuesday, "Mar Sa 9:00-12:00" could be either.
_TUESDAY = re.compile(r"\bMar\b\W*\d\d?\s?[:h]")
_TUESDAY_OR_MARCH = re.compile(r"\bMar\s+Sa\b")
_FRENCH_SIGN = re.compile(r"\d ?[hH]|[^\W\d_]{4}")  # "Mo-Fr 9h-12h", "Sa matin"
_SEPARATIONS = frozenset({Kind.BREAK, Kind.AND, Kind.COLON})
_NOTHING = re.compile(r"[\s\-./x]*|neant|non|ferme[es]*", re.IGNORECASE)
_LIST_SEPARATORS = (";", "|", "\n")
_WEEK_LENGTHS = (6, 7)
_HAS_DAY = re.compile(r"[a-z]{2}di\b|[ds]im|\b(?:lun|mar|mer|jeu|ven|sam|lu|ma|me|je|ve|sa|di|mo|tu|we|th|fr|su)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: an OSM value, or the reason why it has to stay a text.

    `names_days` is False for hours without a day ("9h-12h"): OSM takes them for every day, the caller may know better.
    """

    osm: str | None
    reason: Sentence | None = None
    names_days: bool = True


def read_french(text: str) -> Reading:
    """Read hours for a week from one text: sentences, a list of six or seven days, or an OSM value already."""
    if not text.strip():
        return Reading(None, HOURS("empty"))
    try:
        return _read(text)
    except HoursError as error:
        return Reading(None, error.phrase)


def read_week(days: Sequence[str]) -> Reading:
    """Read one text per day, Monday first, six or seven of them (fewer: the days after are closed)."""
    if not 1 <= len(days) <= len(WEEKDAY_NAMES):
        raise ValueError("a week has one to seven days")
    return _read_days([normalise(text) for text in days])


def write_french(schedule: Schedule) -> str:
    """Write hours for a person to edit: in French when that reads back as the same hours, as an OSM value otherwise."""
    osm = to_osm(schedule)
    said = " ; ".join(f"{days} {hours}" for days, hours in say_schedule(schedule))
    return said if read_french(said).osm == osm else osm


def _read_days(cells: Sequence[str]) -> Reading:
    plain: list[tuple[tuple[Span, ...], set[int]]] = []
    others: list[Rule] = []
    for day, cell in enumerate(cells):
        if _NOTHING.fullmatch(cell):
            continue
        try:
            spans = _plain_spans(cell)
            if not spans:
                others += _cell_rules(cell, day)
                continue
        except HoursError as error:
            on_day = HOURS("on_day", day=HOURS(f"day_{day}_first"), problem=error.phrase)
            return Reading(None, on_day)
        for known, days in plain:
            if known == spans:
                days.add(day)
                break
        else:
            plain.append((spans, {day}))
    rules = [*(Rule(spans, frozenset(days)) for spans, days in plain), *others]
    if any(rule.spans for rule in rules):
        return Reading(to_osm(Schedule(tuple(rules))))
    return Reading("off") if any("ferme" in cell for cell in cells) else Reading(None, HOURS("empty"))


@lru_cache(maxsize=4096)  # files repeat the same few
def _plain_spans(cell: str) -> tuple[Span, ...]:
    """Read a day's text that only holds hours, as nearly all do; nothing when it says more."""
    said = _phrases(cell)
    if all(isinstance(phrase, Hours) or (isinstance(phrase, Mark) and phrase.kind in _SEPARATIONS) for phrase in said):
        return day_spans([span for phrase in said if isinstance(phrase, Hours) for span in phrase.spans])
    return ()


def _cell_rules(cell: str, day: int) -> list[Rule]:
    """Give the rules of one day's text, which may name that day but no other, and nothing wider."""
    found = draft(_phrases(cell))
    if found.closed or (found.denied and not found.clauses) or any(section.context for section in found.sections):
        raise HoursError(HOURS("other_matter"))
    for clause in found.clauses:
        days = clause.days
        if days and (days.public or not days.weekdays | {d for weekdays, _ in days.nth for d in weekdays} <= {day}):
            raise HoursError(HOURS("other_day"))
    return [] if found.says_closed else list(schedule_of(found, frozenset({day})).rules)


def _read(text: str) -> Reading:
    if _TUESDAY_OR_MARCH.search(text):
        raise HoursError(HOURS("tuesday_or_march"))
    if _OSM_TIMES.fullmatch(text):
        return Reading(to_osm(parse_osm(text)), names_days=False)
    if (_OSM_WORD.search(text) or _OSM_START.match(text)) and not _TUESDAY.search(text):
        try:
            return Reading(to_osm(parse_osm(text)))
        except HoursError:
            if not _FRENCH_SIGN.search(text):
                raise
    plain = normalise(text)
    days = _listed_days(plain)
    if days:
        return _read_days(days)
    found = draft(_phrases(plain))
    names_days = not found.clauses or all(clause.days for clause in found.clauses)
    if not names_days and plain.count(";") > 1:
        raise HoursError(HOURS("six_or_seven"))
    return Reading(to_osm(schedule_of(found)), names_days=names_days)


def _phrases(plain: str) -> list[Phrase]:
    """Read a normalised text's phrases; a refusal says the usual reason when there is one."""
    try:
        return list(phrases(tokens(plain)))
    except HoursError:
        reason = lossy_reason(plain)
        if reason:
            raise HoursError(reason) from None
        raise


def _listed_days(text: str) -> list[str] | None:
    """Split "9h-12h; -; …" when it has one entry per day and names none."""
    for separator in _LIST_SEPARATORS:
        entries = [entry.strip() for entry in text.split(separator)]
        if len(entries) == max(_WEEK_LENGTHS) + 1 and not entries[-1]:
            entries.pop()
        if len(entries) in _WEEK_LENGTHS and not _HAS_DAY.search(text):
            return entries
    return None

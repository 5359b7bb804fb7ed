"""When the place is open: OpenStreetMap's notation when nothing is lost, the source's own words otherwise."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from maille.language.phrases import Phrase

from .cells import Line
from .rules import HoursRule
from .sentences import MAPPING
from .text import one_line, shorten, slug, strip_html, tidy

DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
_CLOSED = {"ferme", "fermee", "fermeture", "closed"}
MAX_TEXT = 1000
MAX_HOURS = 500


class Reading(Protocol):
    """What a reader of French hours answers: the OSM notation, or the reason there is none."""

    @property
    def osm(self) -> str | None:
        """The hours in OSM notation, None when they cannot be said without loss."""

    @property
    def reason(self) -> Phrase | None:
        """Why there is no notation."""

    @property
    def names_days(self) -> bool:
        """Whether the text says which days; "9h-12h" alone does not."""


ReadFrench = Callable[[str], Reading]
ReadWeek = Callable[[Sequence[str]], Reading]


def read_hours(line: Line, read_french: ReadFrench, read_week: ReadWeek) -> tuple[str, str]:
    """The hours in OSM notation, and the French text when that notation would lose some of it."""
    rule = line.mapping.hours
    if rule is None:
        return "", ""
    notes = tidy(line.text(rule.notes)) if rule.notes else ""
    if rule.week:
        return _week(line, rule, notes, read_week)
    text = tidy(strip_html(line.text(rule.column)))
    if not text:
        return _as_text(line, notes, MAPPING("hours_only_words")) if notes else ("", "")
    if notes:
        return _as_text(line, f"{text}\n{notes}", MAPPING("hours_notes"))
    if rule.notation == "osm":
        return _already_osm(line, text)
    reading = read_french(one_line(text))
    return _told(line, reading, text)


def _week(line: Line, rule: HoursRule, notes: str, read_week: ReadWeek) -> tuple[str, str]:
    days = [one_line(strip_html(line.text(column))) for column in rule.week]
    days = _whole_days(days) if len(days) > len(DAYS) else days
    days += [""] * (len(DAYS) - len(days))
    if not any(days):
        return _as_text(line, notes, MAPPING("hours_only_words")) if notes else ("", "")
    said = [f"{day}\u00a0: {text}" for day, text in zip(DAYS, days, strict=True) if text]
    if notes:
        return _as_text(line, "\n".join([*said, notes]), MAPPING("hours_notes"))
    return _told(line, read_week(days), "\n".join(said))


def _whole_days(halves: Sequence[str]) -> list[str]:
    """Mornings and afternoons put together; a half that only says "fermé" leaves the word to the other."""
    days = []
    for pair in zip(halves[::2], halves[1::2], strict=True):
        said = [half for half in pair if half]
        opened = [half for half in said if slug(half) not in _CLOSED]
        days.append(" et ".join(opened) if opened else said[0] if len(said) == len(pair) else "")
    return days


def _told(line: Line, reading: Reading, text: str) -> tuple[str, str]:
    if reading.osm is None:
        return _as_text(line, text, reading.reason or MAPPING("hours_lossy"))
    if not reading.names_days:
        return _as_text(line, text, MAPPING("hours_no_days"))
    if len(reading.osm) > MAX_HOURS:
        return _as_text(line, text, MAPPING("hours_too_long"))
    return reading.osm, ""


def _already_osm(line: Line, text: str) -> tuple[str, str]:
    if text[0] == text[-1] == '"' and text.count('"') == 2:
        # A comment alone is how the standard carries hours that the notation cannot say.
        return "", shorten(text.strip('"'), MAX_TEXT)
    if len(text) <= MAX_HOURS and _is_osm(text):
        return text, ""
    return _as_text(line, text, MAPPING("hours_not_osm"))


@lru_cache(maxsize=10_000)  # the places of one organisation keep the same hours
def _is_osm(text: str) -> bool:
    # Imported here: the evaluator is a compiled library, and most mappings never need it.
    from opening_hours import validate

    return bool(validate(text))


def _as_text(line: Line, text: str, why: Phrase) -> tuple[str, str]:
    kept = shorten(text, MAX_TEXT)
    line.remark("hours", text, kept, MAPPING("hours_in_words", why=why))
    return "", kept

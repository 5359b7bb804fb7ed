"""When the place is open: OpenStreetMap's notation when nothing is lost, the source's own words otherwise."""

from collections.abc import Callable, Sequence
from typing import Protocol

from .cells import Line
from .rules import HoursRule
from .text import one_line, shorten, strip_html, tidy

DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
MAX_TEXT = 1000
MAX_HOURS = 500


class Reading(Protocol):
    """What a reader of French hours answers: the OSM notation, or the French reason there is none."""

    @property
    def osm(self) -> str | None:
        """The hours in OSM notation, None when they cannot be said without loss."""

    @property
    def reason(self) -> str | None:
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
        return _as_text(line, notes, "Ces horaires ne sont dits qu’en toutes lettres") if notes else ("", "")
    if notes:
        return _as_text(line, f"{text}\n{notes}", _BECAUSE_OF_NOTES)
    if rule.notation == "osm":
        return _already_osm(line, text)
    reading = read_french(one_line(text))
    return _told(line, reading, text)


_BECAUSE_OF_NOTES = "Une remarque les accompagne, que la notation ne peut pas porter"


def _week(line: Line, rule: HoursRule, notes: str, read_week: ReadWeek) -> tuple[str, str]:
    days = [one_line(strip_html(line.text(column))) for column in rule.week]
    days += [""] * (len(DAYS) - len(days))
    if not any(days):
        return _as_text(line, notes, "Ces horaires ne sont dits qu’en toutes lettres") if notes else ("", "")
    said = [f"{day}\u00a0: {text}" for day, text in zip(DAYS, days, strict=True) if text]
    if notes:
        return _as_text(line, "\n".join([*said, notes]), _BECAUSE_OF_NOTES)
    return _told(line, read_week(days), "\n".join(said))


def _told(line: Line, reading: Reading, text: str) -> tuple[str, str]:
    if reading.osm is None:
        return _as_text(line, text, reading.reason or "Ils ne se disent pas sans perte dans la notation commune")
    if not reading.names_days:
        return _as_text(line, text, "Ils ne disent pas quels jours")
    if len(reading.osm) > MAX_HOURS:
        return _as_text(line, text, "Ils sont trop longs pour la notation commune")
    return reading.osm, ""


def _already_osm(line: Line, text: str) -> tuple[str, str]:
    # Imported here: the evaluator is a compiled library, and most mappings never need it.
    from opening_hours import validate

    if len(text) <= MAX_HOURS and validate(text):
        return text, ""
    return _as_text(line, text, "Ils ne suivent pas la notation d’OpenStreetMap")


def _as_text(line: Line, text: str, reason: str) -> tuple[str, str]:
    kept = shorten(text, MAX_TEXT)
    line.remark("hours", text, kept, f"Horaires gardés en toutes lettres. {reason.rstrip('.')}.")
    return "", kept

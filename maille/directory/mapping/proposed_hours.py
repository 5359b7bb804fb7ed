"""The columns that say when a place is open: one for each day, or one in French or in OpenStreetMap's notation."""

from collections.abc import Sequence
from dataclasses import replace

from .clues import Column
from .headers import half_of, is_for_remarks, likeness, weekday_of
from .hours import DAYS
from .proposal import Choice
from .reasons import PROPOSALS, content_reason, header_reason

ENOUGH = 0.45
MOSTLY = 0.5


def propose_hours(sheet: Sequence[Column], chosen: tuple[str, ...] | None) -> Choice | None:
    choice = _chosen_hours(sheet, chosen) if chosen is not None else _proposed(sheet)
    notes = _notes(sheet, choice.columns) if choice else ""
    if choice is None or not notes:
        return choice
    return replace(choice, notes=notes, reasons=(*choice.reasons, PROPOSALS("notes", column=notes)))


def _notes(sheet: Sequence[Column], columns: tuple[str, ...]) -> str:
    """The column whose remarks are mostly about the hours: "fermé le dernier samedi du mois"."""
    remarks = [one for one in sheet if one.name not in columns and is_for_remarks(one.name)]
    return next((one.name for one in remarks if one.share("about_hours") >= MOSTLY), "")


def _proposed(sheet: Sequence[Column]) -> Choice | None:
    week = _week(sheet)
    if week:
        told = PROPOSALS("week_halves" if len(week) > len(DAYS) else "week")
        return Choice("hours", week, 0.9, (told,), "week")
    scored = [(_hours_score(column), column) for column in sheet if weekday_of(column.name) is None]
    score, column = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if column is None or score < ENOUGH:
        return None
    named, form = likeness(column.name, "hours"), _notation(column)
    reasons = (*header_reason(column.name, named), *content_reason(column, form, column.share(form)))
    return Choice("hours", (column.name,), round(score, 2), reasons, form)


def _chosen_hours(sheet: Sequence[Column], chosen: tuple[str, ...]) -> Choice | None:
    columns = [one for one in sheet if one.name in chosen]
    if not columns:
        return None
    if len(columns) == 1:
        return Choice("hours", chosen[:1], 1.0, (PROPOSALS("chosen"),), _notation(columns[0]))
    return Choice("hours", chosen, 1.0, (PROPOSALS("chosen"),), "week")


def _notation(column: Column) -> str:
    return "osm" if column.share("osm") > max(0.3, column.share("french") - 0.2) else "french"


def _hours_score(column: Column) -> float:
    named = likeness(column.name, "hours")
    if column.is_empty:
        return 0.6 * named if named >= 0.7 else 0.0
    if not named and column.length < 6:
        return 0.0
    share = max(column.share("osm"), column.share("french"))
    if not named:
        return 0.6 * share if share >= 0.7 else 0.0
    return 0.5 * named + 0.5 * share if share >= 0.1 else 0.0


def _week(sheet: Sequence[Column]) -> tuple[str, ...]:
    """The columns of a week, Monday first, five to seven days with one or two for each; none otherwise."""
    by_day: dict[int, list[str]] = {}
    for column in sheet:
        if (day := weekday_of(column.name)) is not None:
            by_day.setdefault(day, []).append(column.name)
    days = sorted(by_day)
    if days != list(range(len(days))) or len(days) < 5:
        return ()
    if all(len(names) == 1 for names in by_day.values()):
        return tuple(by_day[day][0] for day in days)
    halves = [sorted(by_day[day], key=lambda name: half_of(name) or 0) for day in days]
    # Two columns a day may also be its opening and its closing: only mornings and afternoons are put together.
    if any([half_of(name) for name in names] != [0, 1] for names in halves):
        return ()
    return tuple(name for names in halves for name in names)

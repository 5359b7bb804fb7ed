"""From phrases to clauses: which hours go with which days, in which part of the year, and what is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from maille.territory.hours.reader.phrases import Days, Hours, Mark, Part, Phrase
from maille.territory.hours.reader.words import Kind
from maille.territory.hours.rule import Span
from maille.territory.hours.sentences import HOURS, names_of
from maille.territory.hours.spans import HoursError


@dataclass(slots=True)
class Clause:
    """Some hours for some days; no days when the text gives none."""

    days: Days | None
    spans: list[Span] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)
    is_joined: bool = False  # by "et" to what comes before: it adds, it does not correct


@dataclass(slots=True)
class Section:
    """Clauses that hold in one period: the whole year, school holidays, term, or some months."""

    context: Days | None = None
    clauses: list[Clause] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A text understood: its sections, the days it closes, and the parts of days it says are closed."""

    sections: list[Section] = field(default_factory=lambda: [Section()])
    closed: list[Days] = field(default_factory=list)
    denied: list[tuple[Days | None, int]] = field(default_factory=list)
    says_closed: bool = False

    @property
    def section(self) -> Section:
        return self.sections[-1]

    @property
    def clauses(self) -> list[Clause]:
        return [clause for section in self.sections for clause in section.clauses]


def draft(phrases: Iterable[Phrase]) -> Draft:
    """Tie hours to days, in the order the text itself follows; raises HoursError when that leaves one to guess."""
    said = list(phrases)
    reader = _Reader(said, days_first=_days_come_first(said))
    for at, phrase in enumerate(said):
        match phrase:
            case Hours():
                _take_hours(reader, phrase)
            case Part():
                _take_part(reader, phrase.part)
            case Days():
                _take_days(reader, phrase, at)
            case Mark():
                _take_mark(reader, phrase.kind)
    _end_clause(reader)
    if reader.pending is Kind.CLOSED and not reader.draft.closed:
        reader.draft.says_closed = True
    elif reader.pending:
        raise HoursError(HOURS("closed_what"))
    reader.draft.sections = [section for section in reader.draft.sections if section.clauses]
    return reader.draft


@dataclass(slots=True)
class _Reader:
    """Where the reading stands."""

    phrases: list[Phrase]
    days_first: bool
    draft: Draft = field(default_factory=Draft)
    current: Clause | None = None
    pending: Kind | None = None  # "fermé" or "sauf", waiting for its days
    to_close: Days | None = None  # "vacances scolaires : fermé", between its two halves
    joined: bool = False
    after_break: bool = True
    closed_last: bool = False  # the last days named were closed or excepted: hours cannot follow


def _days_come_first(said: list[Phrase]) -> bool:
    """Tell "lundi 9h-12h" from "9h-12h le lundi", which hold for the whole text."""
    skips = False
    for phrase in said:
        if isinstance(phrase, Mark) and phrase.kind in (Kind.CLOSED, Kind.EXCEPT, Kind.INCLUDING):
            skips = True
        elif isinstance(phrase, Hours):
            return False
        elif isinstance(phrase, Days):
            if phrase.is_open_choice and not skips:
                return True
            skips = False
    return True


def _take_mark(reader: _Reader, kind: Kind) -> None:
    if kind in (Kind.EXCEPT, Kind.INCLUDING):
        reader.pending = kind
    elif kind is Kind.CLOSED and reader.to_close:
        _close(reader, reader.to_close)
        reader.to_close = None
    elif kind is Kind.CLOSED:
        waiting = reader.current
        if reader.days_first and waiting and waiting.days and not waiting.spans:
            _close(reader, replace(waiting.days, parts=frozenset(waiting.parts)))
            reader.current = None
        else:
            reader.pending = kind
    elif kind is Kind.AND and reader.pending:
        raise HoursError(HOURS("except_and"))
    elif kind is Kind.AND:
        reader.joined = True
    elif kind is Kind.BREAK:
        reader.after_break = True


def _take_hours(reader: _Reader, hours: Hours) -> None:
    if reader.pending or (reader.closed_last and not (reader.current and not reader.current.spans)):
        raise HoursError(HOURS("hours_after_closed"))
    if reader.current is None:
        if reader.days_first and reader.draft.clauses:
            raise HoursError(HOURS("hours_without_day"))
        _begin(reader, None)
    if reader.current:
        reader.current.spans += hours.spans
    _spoken(reader)


def _take_part(reader: _Reader, part: int) -> None:
    if reader.pending is Kind.CLOSED:
        reader.draft.denied.append((None, part))
        reader.pending = None
    elif reader.pending or reader.closed_last:
        raise HoursError(HOURS("part_excepted"))
    else:
        if reader.current is None:
            _begin(reader, None)
        if reader.current:
            reader.current.parts.add(part)


def _take_days(reader: _Reader, days: Days, at: int) -> None:
    if reader.pending is Kind.INCLUDING:
        if not (days.public or days.school) or days.weekdays or days.nth or days.seasons:
            raise HoursError(HOURS("including_what"))
        reader.pending = None
    elif reader.pending is Kind.EXCEPT and days.is_context and days.school and _opens_section(reader, at):
        reader.pending = None
        _begin_section(reader, Days(term=True))
    elif reader.pending:
        _close_named(reader, days, at)
    elif days.is_context:
        _take_context(reader, days, at)
    else:
        _take_open_days(reader, days)
    _spoken(reader)


def _take_open_days(reader: _Reader, days: Days) -> None:
    if not days.is_open_choice:
        raise HoursError(HOURS("days_and_periods"))
    waiting = reader.current
    if not reader.days_first and waiting and waiting.spans and waiting.days is None:
        waiting.days = days
        waiting.parts |= days.parts
        _end_clause(reader)
        return
    parts = waiting.parts if waiting and waiting.days is None and not waiting.spans else set()
    if parts:
        reader.current = None
    _end_clause(reader)
    if not reader.days_first:
        raise HoursError(HOURS("no_hours_for", days=names_of(days.weekdays) or HOURS("these_days")))
    _begin(reader, days)
    if reader.current:
        reader.current.parts = parts | days.parts
    reader.closed_last = False


def _take_context(reader: _Reader, days: Days, at: int) -> None:
    """Place a period: before clauses it opens a section, after the only clause it limits it."""
    waiting = reader.current
    if _is_said_closed(reader, at):
        reader.to_close = days
    elif _opens_section(reader, at):
        _begin_section(reader, days)
    elif len(reader.draft.clauses) + (waiting is not None) == 1 and reader.draft.section.context is None:
        reader.draft.section.context = days
    else:
        raise HoursError(HOURS("period_of_what"))


def _is_said_closed(reader: _Reader, at: int) -> bool:
    """Recognise "août : fermé", where nothing else is said of the period."""
    following = [phrase for phrase in reader.phrases[at + 1 : at + 4] if phrase != Mark(Kind.COLON)][:2]
    return following[:1] == [Mark(Kind.CLOSED)] and following[1:] in ([], [Mark(Kind.BREAK)])


def _opens_section(reader: _Reader, at: int) -> bool:
    """Say whether clauses follow a period placed where a line begins."""
    waiting = reader.current
    if waiting and waiting.days and not waiting.spans:
        return False
    for phrase in reader.phrases[at + 1 :]:
        if isinstance(phrase, Mark) and phrase.kind is Kind.COLON:
            return True
        if isinstance(phrase, Mark) and phrase.kind is Kind.CLOSED:
            return False
        if not isinstance(phrase, Mark):
            return reader.after_break
        if phrase.kind is Kind.BREAK and not reader.after_break:
            return False
    return False


def _begin_section(reader: _Reader, context: Days) -> None:
    _end_clause(reader)
    reader.draft.sections.append(Section(context))


def _begin(reader: _Reader, days: Days | None) -> None:
    reader.current = Clause(days, is_joined=reader.joined)


def _end_clause(reader: _Reader) -> None:
    clause, reader.current = reader.current, None
    if clause is None:
        return
    if not clause.spans:
        named = names_of(clause.days.weekdays) if clause.days else ()
        raise HoursError(HOURS("no_hours_for", days=named or HOURS("part_of_text")))
    if clause.days is None and reader.draft.clauses:
        raise HoursError(HOURS("hours_without_day"))
    reader.draft.section.clauses.append(clause)


def _close_named(reader: _Reader, days: Days, at: int) -> None:
    excepted, reader.pending = reader.pending, None
    waits = reader.current is not None and not reader.current.spans
    if excepted is Kind.EXCEPT and not waits and days.weekdays and _hours_follow(reader, at):
        raise HoursError(HOURS("except_hours"))
    if excepted is Kind.EXCEPT and (days.school or days.seasons) and len(reader.draft.clauses) + waits > 0:
        raise HoursError(HOURS("except_what"))
    _close(reader, days)


def _hours_follow(reader: _Reader, at: int) -> bool:
    following = next((phrase for phrase in reader.phrases[at + 1 :] if not isinstance(phrase, Mark)), None)
    return isinstance(following, Hours)


def _close(reader: _Reader, days: Days) -> None:
    if days.term:
        raise HoursError(HOURS("closed_in_term"))
    if days.parts:
        reader.draft.denied += [(days, part) for part in days.parts]
    else:
        reader.draft.closed.append(days)
    reader.closed_last = True


def _spoken(reader: _Reader) -> None:
    reader.joined = False
    reader.after_break = False

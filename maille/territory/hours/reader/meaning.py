"""From clauses to a schedule: contradictions refused, sections and closures put in the order rules are read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from maille.territory.hours.reader.clauses import Clause, Draft, Section
from maille.territory.hours.reader.phrases import Days
from maille.territory.hours.reader.words import PART_BOUNDS
from maille.territory.hours.rule import DAY, EVERY_WEEKDAY, Holiday, Rule, Season, Span
from maille.territory.hours.schedule import Schedule
from maille.territory.hours.sentences import HOURS, names_of
from maille.territory.hours.spans import HoursError, day_spans


@dataclass(slots=True)
class _Week:
    """The hours of one section: per weekday, per ranked weekday, and on public holidays."""

    days: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    named_in: dict[int, frozenset[int]] = field(default_factory=dict)
    ranked: list[Rule] = field(default_factory=list)
    public: tuple[Span, ...] | None = None

    def rules(self) -> list[Rule]:
        rules = [Rule(spans, frozenset({day})) for day, spans in self.days.items()]
        rules += self.ranked
        if self.public is not None:
            rules.append(Rule(self.public, holiday=Holiday.PUBLIC))
        return rules


def schedule_of(draft: Draft, default_days: frozenset[int] = EVERY_WEEKDAY) -> Schedule:
    """Turn a draft into a schedule; hours without days are those of `default_days`."""
    weeks = [(section, _week(section, default_days)) for section in draft.sections]
    if not weeks:
        if draft.says_closed or any(days.weekdays == EVERY_WEEKDAY for days in draft.closed):
            return Schedule((Rule(),))
        raise HoursError(HOURS("no_hours"))
    for days in draft.closed:
        _close_weekdays(weeks, days)
    for denied, part in draft.denied:
        _check_denied(weeks, denied, part)
    return Schedule(tuple(_sections_rules(weeks) + _closing_rules(draft.closed)))


def _week(section: Section, default_days: frozenset[int]) -> _Week:
    week = _Week()
    for clause in section.clauses:
        spans = day_spans(clause.spans)
        _check_parts(clause, spans)
        days = clause.days or Days(weekdays=default_days)
        for day in sorted(days.weekdays):
            _add(week, day, spans, days.weekdays, clause)
        for weekdays, ranks in days.nth:
            if any(rule.weekdays & weekdays and rule.nth & ranks for rule in week.ranked):
                raise HoursError(HOURS("two_for_rank", days=names_of(weekdays)))
            week.ranked.append(Rule(spans, weekdays, ranks))
        if days.public:
            if week.public not in (None, spans):
                raise HoursError(HOURS("two_for_public"))
            week.public = spans
    doubled = {day for rule in week.ranked for day in rule.weekdays & set(week.days)}
    if doubled:
        raise HoursError(HOURS("rank_adds", days=names_of(frozenset(doubled))))
    return week


def _add(week: _Week, day: int, spans: tuple[Span, ...], named: frozenset[int], clause: Clause) -> None:
    before = week.days.get(day)
    if before is None or before == spans:
        week.days[day] = spans
    elif clause.is_joined or week.named_in[day] == named:
        week.days[day] = day_spans([*before, *spans])
    else:
        raise HoursError(HOURS("two_for_day", days=names_of(frozenset({day}))))
    week.named_in[day] = named


def _check_parts(clause: Clause, spans: tuple[Span, ...]) -> None:
    """Refuse "matin 14h-18h", and "matin 9h-12h 14h-18h" where the afternoon is not expected."""
    if not clause.parts:
        return
    fits = {part: [span for span in spans if _fits(span, part)] for part in clause.parts}
    if not all(fits.values()) or any(all(span not in found for found in fits.values()) for span in spans):
        raise HoursError(HOURS("parts_differ"))


def _fits(span: Span, part: int) -> bool:
    earliest, latest = PART_BOUNDS[part]
    return span.opens >= earliest and span.closes <= latest


def _close_weekdays(weeks: list[tuple[Section, _Week]], closed: Days) -> None:
    for section, week in weeks:
        for clause in section.clauses:
            if clause.days and clause.days.weekdays and clause.days.weekdays <= closed.weekdays:
                raise HoursError(HOURS("open_and_closed", days=names_of(clause.days.weekdays, first=True)))
        for day in closed.weekdays:
            week.days.pop(day, None)


def _check_denied(weeks: list[tuple[Section, _Week]], denied: Days | None, part: int) -> None:
    """Accept "fermé le matin" when the hours already say so, refuse when they do not."""
    first, last = {0: (0, 12 * 60), 1: (13 * 60, 18 * 60), 2: (18 * 60, DAY)}[part]
    for _, week in weeks:
        for day, spans in week.days.items():
            concerned = denied is None or day in denied.weekdays
            if concerned and any(span.opens < last and span.closes > first for span in spans):
                raise HoursError(HOURS("closed_part_open", days=names_of(frozenset({day}), first=True)))


def _sections_rules(weeks: list[tuple[Section, _Week]]) -> list[Rule]:
    """Lay the whole year first, then the periods, which replace it entirely on their days."""
    always = [week for section, week in weeks if section.context is None]
    term = [week for section, week in weeks if section.context and section.context.term]
    periods = [(section.context, week) for section, week in weeks if section.context and not section.context.term]
    if len(always) + len(term) > 1 or len({bool(context.school) for context, _ in periods}) > 1:
        raise HoursError(HOURS("periods_overlap"))
    base = always or term
    rules = base[0].rules() if base else []
    if term:
        rules.append(Rule(holiday=Holiday.SCHOOL))
    seen: list[Season] = []
    for context, week in periods:
        # A day the period does not name may be closed, or unchanged: nobody can tell.
        if always and not set(always[0].days) <= set(week.days):
            raise HoursError(HOURS("period_incomplete"))
        _check_seasons(context, seen)
        holiday = Holiday.SCHOOL if context.school else None
        if base and not (term and context.school):
            rules.append(Rule(seasons=context.seasons, holiday=holiday))
        rules += [_within(rule, context.seasons, holiday) for rule in week.rules()]
    return rules


def _check_seasons(context: Days, seen: list[Season]) -> None:
    if context.school and context.seasons:
        raise HoursError(HOURS("holidays_and_months"))
    for season in context.seasons:
        if any(season.holds(other.first) or other.holds(season.first) for other in seen):
            raise HoursError(HOURS("seasons_overlap"))
        seen.append(season)


def _within(rule: Rule, seasons: tuple[Season, ...], holiday: Holiday | None) -> Rule:
    if rule.holiday and holiday:
        raise HoursError(HOURS("public_in_holidays"))
    return replace(rule, seasons=seasons, holiday=rule.holiday or holiday)


def _closing_rules(closed: list[Days]) -> list[Rule]:
    rules: list[Rule] = []
    for days in closed:
        rules += [Rule(weekdays=weekdays, nth=ranks) for weekdays, ranks in days.nth]
        rules += [Rule(seasons=(season,)) for season in days.seasons]
        rules += [Rule(holiday=Holiday.SCHOOL)] if days.school else []
    rules += [Rule(holiday=Holiday.PUBLIC)] if any(days.public for days in closed) else []
    return rules

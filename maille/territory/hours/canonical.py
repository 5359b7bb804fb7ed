"""The shortest set of rules with the same meaning as a schedule: what is written to files and said to people.

Ordinary weeks come first, then what the seasons change, then school holidays, then public holidays, each layer saying
only what differs from what the layers before it already give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from maille.territory.hours.rule import LAST, YEAR_DAYS, DayFacts, Holiday, Rule, Season, Span, merge_spans
from maille.territory.hours.schedule import STANDINGS, Schedule, season_segments

type Spans = tuple[Span, ...]
type Profile = tuple[Spans, ...]  # the spans of one weekday, for each of its standings in the month

_POSITION = {day: position for position, day in enumerate(YEAR_DAYS)}
_FOURTH_OF_FOUR = STANDINGS.index((4, True))
_FIFTH = STANDINGS.index((5, True))


def canonical_rules(schedule: Schedule) -> tuple[Rule, ...]:
    """Give the shortest rules that mean the same; the schedule's own when no layering of ours can say it."""
    if all(not (rule.nth or rule.seasons or rule.holiday) for rule in schedule.rules):
        return _plain_week(schedule) or (Rule(),)
    view = _View.of(schedule)
    rules = tuple(_layered(view)) or (Rule(),)
    if view.agrees_with(Schedule(rules)):
        return rules
    return tuple(replace(rule, weekdays=weekdays) for rule in schedule.rules for weekdays in _written_apart(rule))


def _written_apart(rule: Rule) -> list[frozenset[int]]:
    """Separate the weekdays of a rule as they are read back: one by one when they have a rank in the month."""
    return [frozenset({weekday}) for weekday in sorted(rule.weekdays)] if rule.nth else [rule.weekdays]


def _plain_week(schedule: Schedule) -> tuple[Rule, ...]:
    days: list[Spans] = [()] * 7
    for rule in schedule.rules:
        for weekday in rule.weekdays:
            days[weekday] = merge_spans(days[weekday] + rule.spans) if rule.adds and rule.spans else rule.spans
    return tuple(Rule(spans, weekdays) for spans, weekdays in _by_value(enumerate(days)) if spans)


def _by_value[V](days: Iterable[tuple[int, V]]) -> list[tuple[V, frozenset[int]]]:
    """Put together the weekdays that have the same value, in order of their first day."""
    groups: list[tuple[V, set[int]]] = []
    for weekday, value in days:
        for known, weekdays in groups:
            if known == value:
                weekdays.add(weekday)
                break
        else:
            groups.append((value, {weekday}))
    return [(value, frozenset(weekdays)) for value, weekdays in groups]


@dataclass(frozen=True, slots=True)
class _View:
    """A schedule seen as one profile for each weekday, season and kind of holiday."""

    schedule: Schedule
    standings: tuple[tuple[int, bool], ...]
    segments: tuple[tuple[int, int], ...]
    holidays: tuple[Holiday, ...]

    @classmethod
    def of(cls, schedule: Schedule) -> _View:
        used = {rule.holiday for rule in schedule.rules}
        return cls(
            schedule,
            STANDINGS if any(rule.nth for rule in schedule.rules) else STANDINGS[:1],
            season_segments([season for rule in schedule.rules for season in rule.seasons]),
            tuple(holiday for holiday in (Holiday.SCHOOL, Holiday.PUBLIC) if holiday in used),
        )

    def contexts(self) -> Iterator[tuple[Holiday | None, tuple[tuple[bool, bool], ...]]]:
        """Give each layer with the (public, school) kinds of days it must be right on."""
        yield None, ((False, False),)
        for holiday in self.holidays:
            if holiday is Holiday.SCHOOL:
                yield holiday, ((False, True),)
            else:
                yield holiday, ((True, False), (True, True)) if Holiday.SCHOOL in self.holidays else ((True, False),)

    def profile(self, schedule: Schedule, weekday: int, month_day: int, public: bool, school: bool) -> Profile:
        return tuple(
            schedule.spans_on(DayFacts(weekday, nth, is_last, month_day, public, school))
            for nth, is_last in self.standings
        )

    def week(self, schedule: Schedule, month_day: int, public: bool, school: bool) -> tuple[Profile, ...]:
        return tuple(self.profile(schedule, weekday, month_day, public, school) for weekday in range(7))

    def year(self, schedule: Schedule, month_day: int) -> tuple[tuple[Profile, ...], ...]:
        """Give the week of every kind of day, at one moment of the year."""
        return tuple(self.week(schedule, month_day, *flags) for _, kinds in self.contexts() for flags in kinds)

    def seasons(self) -> list[tuple[int, tuple[Season, ...]]]:
        """Give one day of each season and the season itself, the longest first and without limits."""
        groups: dict[tuple[tuple[Profile, ...], ...], list[int]] = {}
        for index, (first, _) in enumerate(self.segments):
            groups.setdefault(self.year(self.schedule, first), []).append(index)
        longest, *others = sorted(groups.values(), key=self._length, reverse=True)
        limited = sorted((self.segments[group[0]][0], self._joined(group)) for group in others)
        return [(self.segments[longest[0]][0], ()), *limited]

    def _length(self, group: list[int]) -> int:
        return sum(_POSITION[self.segments[index][1]] - _POSITION[self.segments[index][0]] + 1 for index in group)

    def _joined(self, group: list[int]) -> tuple[Season, ...]:
        runs = [[index for _, index in run] for _, run in groupby(enumerate(group), key=lambda pair: pair[1] - pair[0])]
        if len(runs) > 1 and runs[0][0] == 0 and runs[-1][-1] == len(self.segments) - 1:
            runs = [[*runs.pop(), *runs.pop(0)], *runs]  # the run that ends the year goes on in January
        return tuple(Season(self.segments[run[0]][0], self.segments[run[-1]][1]) for run in runs)

    def agrees_with(self, other: Schedule) -> bool:
        return all(self.year(self.schedule, first) == self.year(other, first) for first, _ in self.segments)


def _layered(view: _View) -> list[Rule]:
    rules: list[Rule] = []
    seasons = view.seasons()
    for holiday, kinds in view.contexts():
        for month_day, season in seasons:
            written = Schedule(tuple(rules))
            wanted = view.week(view.schedule, month_day, *kinds[-1])
            differs = frozenset(
                weekday
                for weekday in range(7)
                for flags in kinds
                if view.profile(written, weekday, month_day, *flags)
                != view.profile(view.schedule, weekday, month_day, *flags)
            )
            if differs and len(set(wanted)) == 1:
                differs = frozenset(range(7))
            said = [
                (_occurrences(profile), weekdays)
                for profile, weekdays in _by_value((weekday, wanted[weekday]) for weekday in sorted(differs))
            ]
            # What holds for every occurrence comes first: weekdays then share a rule even when their exceptions differ.
            bases = _by_value((weekday, entries[0][1]) for entries, weekdays in said for weekday in sorted(weekdays))
            is_first = holiday is None and not season
            for spans, weekdays in sorted(bases, key=lambda base: min(base[1])):
                if spans or not is_first:
                    rules.append(Rule(spans, weekdays, frozenset(), season, holiday))
            for entries, weekdays in said:
                rules += [Rule(spans, weekdays, nth, season, holiday) for nth, spans in entries[1:]]
    return rules


def _occurrences(profile: Profile) -> list[tuple[frozenset[int], Spans]]:
    """Say a profile as (occurrences, spans), each entry overriding the ones before; the first is for them all."""
    if len(set(profile)) == 1:
        return [(frozenset(), profile[0])]
    bases = sorted(dict.fromkeys(profile), key=lambda spans: (-profile.count(spans), spans))
    attempts = [_overrides(profile, base, ranks) for base in bases for ranks in (range(4), range(6))]
    return min(map(_shortened, attempts), key=_weight)


def _weight(entries: list[tuple[frozenset[int], Spans]]) -> tuple[int, int]:
    """Weigh what has to be written: few rules, then few occurrences; a closed base goes without saying."""
    return len(entries), sum(len(nth) for nth, _ in entries) + bool(entries[0][1])


def _shortened(entries: list[tuple[frozenset[int], Spans]]) -> list[tuple[frozenset[int], Spans]]:
    """Join overrides that follow each other and say the same, as in `Sa[1,-1]`."""
    short = entries[:1]
    for nth, spans in entries[1:]:
        if short[-1][0] and short[-1][1] == spans:
            short[-1] = (short[-1][0] | nth, spans)
        else:
            short.append((nth, spans))
    return short


def _overrides(profile: Profile, base: Spans, ranks: range) -> list[tuple[frozenset[int], Spans]]:
    """Override a base by rank, then by "the last", then by rank five: the order in which each can still correct."""
    said = [base] * len(profile)
    entries: list[tuple[frozenset[int], Spans]] = [(frozenset(), base)]

    def say(standings: list[int], nth: frozenset[int], spans: Spans) -> None:
        entries.append((nth, spans))
        for standing in standings:
            said[standing] = spans

    differing = [index for index in ranks if index != _FOURTH_OF_FOUR and profile[index] != base]
    for spans, indexes in _by_value((index, profile[index]) for index in differing):
        touched = [*indexes, _FOURTH_OF_FOUR] if 3 in indexes else [*indexes]
        say(touched, frozenset(STANDINGS[index][0] for index in indexes), spans)
    if said[_FOURTH_OF_FOUR] != profile[_FOURTH_OF_FOUR]:
        say([_FOURTH_OF_FOUR, _FIFTH], frozenset({LAST}), profile[_FOURTH_OF_FOUR])
    if said[_FIFTH] != profile[_FIFTH]:
        say([_FIFTH], frozenset({5}), profile[_FIFTH])
    return entries

"""What a schedule says of a day, and that its cells say the same."""

import pytest
from hypothesis import given

from maille.territory.hours.osm import parse_osm
from maille.territory.hours.rule import DayFacts, Rule, Season, Span, merge_spans
from maille.territory.hours.schedule import cells, nth_codes
from tests.territory.hours.strategies import days, schedules, thorough

MONDAY = DayFacts(weekday=0, nth=2, is_last=False, month_day=1109)


def hours_on(text, **facts):
    """The spans of an OSM value on an ordinary Monday, changed as said, in hours."""
    day = DayFacts(**({"weekday": 0, "nth": 2, "is_last": False, "month_day": 1109} | facts))
    return [(span.opens / 60, span.closes / 60) for span in parse_osm(text).spans_on(day)]


class TestSpansOn:
    @pytest.mark.parametrize(
        ("text", "facts", "expected"),
        [
            ("Mo-Fr 09:00-12:00", {}, [(9, 12)]),
            ("Mo-Fr 09:00-12:00", {"weekday": 5}, []),
            ("Mo-Fr 09:00-12:00; Mo 14:00-17:00", {}, [(14, 17)]),
            ("Mo-Fr 09:00-12:00, Mo 14:00-17:00", {}, [(9, 12), (14, 17)]),
            ("Mo-Fr 09:00-12:00, Mo 11:00-17:00", {}, [(9, 17)]),
            ("Mo-Fr 09:00-12:00; Mo off", {}, []),
            ("Mo-Fr 09:00-12:00, Mo off", {}, []),
            ("Mo off; Mo-Fr 09:00-12:00", {}, [(9, 12)]),
            ("Mo 09:00-12:00; PH off", {"is_public_holiday": True}, []),
            ("Mo 09:00-12:00; PH off", {}, [(9, 12)]),
            ("Tu,PH 09:00-12:00", {"is_public_holiday": True}, [(9, 12)]),
            ("PH Tu 09:00-12:00", {"is_public_holiday": True}, []),
            ("Mo 09:00-12:00; SH Mo 10:00-11:00", {"is_school_holiday": True}, [(10, 11)]),
            ("Mo[2] 09:00-12:00", {}, [(9, 12)]),
            ("Mo[1,3] 09:00-12:00", {}, []),
            ("Mo[-1] 09:00-12:00", {"nth": 4, "is_last": True}, [(9, 12)]),
            ("Mo[-1] 09:00-12:00", {"nth": 4, "is_last": False}, []),
            ("Sep-Jun Mo 09:00-12:00", {"month_day": 1109}, [(9, 12)]),
            ("Sep-Jun Mo 09:00-12:00", {"month_day": 815}, []),
            ("Dec 20-Jan 05 Mo 09:00-12:00", {"month_day": 105}, [(9, 12)]),
            ("Dec 20-Jan 05 Mo 09:00-12:00", {"month_day": 106}, []),
            ("Sa-Mo 09:00-12:00", {}, [(9, 12)]),
            ("Sa-Mo 09:00-12:00", {"weekday": 1}, []),
            ("Mo 22:00-02:00", {}, [(22, 26)]),
            ("24/7", {}, [(0, 24)]),
        ],
    )
    def test_reads_rules_in_order(self, text, facts, expected):
        assert hours_on(text, **facts) == expected

    def test_knows_when_public_holidays_are_not_mentioned(self):
        assert not parse_osm("Mo-Fr 09:00-12:00").mentions_public_holidays
        assert parse_osm("Mo-Fr 09:00-12:00; PH off").mentions_public_holidays


class TestParts:
    @pytest.mark.parametrize(("opens", "closes"), [(-1, 5), (60, 60), (120, 60), (1440, 1500), (0, 2881)])
    def test_refuses_a_span_that_is_none(self, opens, closes):
        with pytest.raises(ValueError, match="not a span"):
            Span(opens, closes)

    @pytest.mark.parametrize("day", [0, 230, 431, 1301])
    def test_refuses_a_day_that_no_year_has(self, day):
        with pytest.raises(ValueError, match="not days"):
            Season(day, 1231)

    def test_refuses_a_rule_for_no_day(self):
        with pytest.raises(ValueError, match="weekday"):
            Rule(weekdays=frozenset())
        with pytest.raises(ValueError, match="weekday"):
            Rule(weekdays=frozenset({7}))
        with pytest.raises(ValueError, match="occurrences"):
            Rule(nth=frozenset({6}))

    def test_joins_spans_that_touch(self):
        spans = (Span(840, 900), Span(540, 600), Span(600, 660))
        assert merge_spans(spans) == (Span(540, 660), Span(840, 900))


class TestCells:
    @thorough
    @given(schedules, days())
    def test_say_what_the_schedule_says(self, schedule, day):
        found = sorted(Span(cell.opens, cell.closes) for cell in cells(schedule) if cell.matches(day))
        assert tuple(found) == schedule.spans_on(day)

    @thorough
    @given(schedules, days())
    def test_never_share_a_minute(self, schedule, day):
        matching = [Span(cell.opens, cell.closes) for cell in cells(schedule) if cell.matches(day)]
        assert len(merge_spans(matching)) == len(matching)

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ("off", 0),
            ("Mo-Fr 09:00-12:00", 10),  # five days, holiday or not
            ("Mo-Fr 09:00-12:00,14:00-17:00", 20),
            ("Mo-Fr 09:00-12:00; PH off", 5),
            ("Sa[1] 09:00-12:00", 2),
            ("Sa[-1] 09:00-12:00", 2),
            ("Sa[4] 09:00-12:00", 2),
            ("Sa 09:00-12:00; Sa[-1] off", 2),
            ("Sa 09:00-12:00; Sa[1] off", 8),
            ("Mo 09:00-12:00; SH off", 2),
            ("Jul-Aug Mo 09:00-12:00", 2),
            ("Sep-Jun Mo 09:00-12:00", 4),
        ],
    )
    def test_are_as_few_as_can_be(self, text, rows):
        assert len(cells(parse_osm(text))) == rows

    @pytest.mark.parametrize(
        ("nth", "is_last", "codes"),
        [(1, False, {1, 0}), (4, False, {4, 0, 45}), (4, True, {4, -1, 44}), (5, True, {5, -1})],
    )
    def test_name_the_standing_of_a_day(self, nth, is_last, codes):
        assert set(nth_codes(DayFacts(0, nth, is_last, 101))) == codes

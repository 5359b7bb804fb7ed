"""What kind of day it is, by département."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from maille.territory.hours.calendar import Calendar, calendar_of, clock_of, day_facts


class TestCalendarOf:
    @pytest.mark.parametrize(
        ("departement", "calendar"),
        [("42", "A"), ("69", "A"), ("59", "B"), ("13", "B"), ("75", "C"), ("67", "alsace-moselle"), ("2A", "corse"),
         ("2b", "corse"), ("971", "guadeloupe"), ("974", "reunion"), ("988", "nouvelle-caledonie")],
    )  # fmt: skip
    def test_knows_each_departement(self, departement, calendar):
        assert calendar_of(departement) == calendar

    def test_knows_them_all_once(self):
        mainland = [f"{number:02d}" for number in range(1, 96) if number != 20]
        codes = [*mainland, "2A", "2B", "971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988"]
        assert all(calendar_of(code) in Calendar for code in codes)
        assert sum(calendar_of(code) == "A" for code in codes) == 32
        assert sum(calendar_of(code) == "C" for code in codes) == 21

    def test_refuses_a_code_that_is_none(self):
        with pytest.raises(KeyError):
            calendar_of("99")

    def test_each_calendar_has_a_clock(self):
        assert clock_of("A") == "Europe/Paris"
        assert clock_of("reunion") == "Indian/Reunion"
        assert all(ZoneInfo(clock_of(calendar)) for calendar in Calendar)

    def test_refuses_an_unknown_calendar(self):
        with pytest.raises(ValueError, match="'D'"):
            clock_of("D")


class TestDayFacts:
    def test_places_the_day_in_its_month(self):
        facts = day_facts(date(2026, 11, 30), "A")
        assert (facts.weekday, facts.nth, facts.is_last, facts.month_day) == (0, 5, True, 1130)
        assert day_facts(date(2026, 11, 23), "A").nth == 4
        assert not day_facts(date(2026, 11, 23), "A").is_last
        assert day_facts(date(2027, 2, 28), "A").is_last

    @pytest.mark.parametrize(
        ("day", "calendar", "expected"),
        [
            (date(2026, 7, 14), "A", True),
            (date(2026, 4, 6), "C", True),  # Easter Monday
            (date(2026, 4, 3), "A", False),
            (date(2026, 4, 3), "alsace-moselle", True),  # Good Friday
            (date(2026, 12, 26), "alsace-moselle", True),
            (date(2026, 12, 26), "B", False),
            (date(2026, 12, 20), "reunion", True),
            (date(2026, 12, 20), "A", False),
            (date(2090, 5, 1), "A", True),
        ],
    )
    def test_knows_public_holidays(self, day, calendar, expected):
        assert day_facts(day, calendar).is_public_holiday is expected

    @pytest.mark.parametrize(
        ("day", "calendar", "expected"),
        [
            (date(2026, 2, 10), "A", True),
            (date(2026, 2, 10), "B", False),
            (date(2026, 2, 17), "B", True),
            (date(2026, 2, 26), "alsace-moselle", True),
            (date(2026, 2, 26), "A", False),
            (date(2026, 2, 24), "C", True),
            (date(2026, 12, 28), "A", True),
            (date(2026, 11, 23), "A", False),
            (date(2026, 12, 28), "corse", False),  # its calendar is not known
            (date(2090, 12, 28), "A", False),  # nor are years not yet published
            (date(1980, 12, 28), "A", False),
        ],
    )
    def test_knows_the_school_holidays_of_the_three_zones(self, day, calendar, expected):
        assert day_facts(day, calendar).is_school_holiday is expected

"""Where a request stands, who is awaited, by when."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.companies.rules import life
from maille.companies.rules.life import Side, State
from maille.companies.rules.papers import Followed, MissingSignature, blocks, hours_planned, in_order

MONDAY = dt.date(2026, 11, 30)
NO_DAY_OFF = set().__contains__
CHRISTMAS = {dt.date(2026, 12, 25)}.__contains__
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1))


class TestAwaited:
    def test_each_open_step_waits_for_one_side(self):
        sides = {state: life.awaited(state) for state in life.PATH}
        assert [side.value for side in sides.values()] == ["us", "them", "them", "them", "us", "us", "nobody"]

    def test_nobody_is_awaited_once_it_is_over(self):
        assert {life.awaited(state) for state in life.ENDED} == {Side.NOBODY}


class TestWorkingDays:
    def test_skip_the_week_end(self):
        assert life.working_days_after(dt.date(2026, 11, 27), 1, NO_DAY_OFF) == MONDAY

    def test_skip_a_public_holiday(self):
        assert life.working_days_after(dt.date(2026, 12, 24), 1, CHRISTMAS) == dt.date(2026, 12, 28)

    @given(DAYS, st.integers(1, 30))
    def test_are_days_on_which_people_work_and_as_many_as_asked(self, day, count):
        last = life.working_days_after(day, count, CHRISTMAS)
        between = [day + dt.timedelta(days=rank) for rank in range(1, (last - day).days + 1)]
        assert sum(one.weekday() < 5 and not CHRISTMAS(one) for one in between) == count
        assert last.weekday() < 5


class TestDue:
    def due(self, state, since=MONDAY, first=None, last=None):
        return life.due_on(state, since=since, first=first, last=last, is_off=NO_DAY_OFF)

    def test_an_answer_is_due_in_five_working_days(self):
        assert self.due(State.ASKED) == dt.date(2026, 12, 7)

    def test_a_choice_is_due_before_the_first_session(self):
        assert self.due(State.PROPOSED, first=dt.date(2026, 12, 4)) == dt.date(2026, 12, 3)

    def test_the_list_is_due_a_week_before_the_first_session(self):
        assert self.due(State.SIGNED, first=dt.date(2027, 1, 15)) == dt.date(2027, 1, 8)

    def test_the_certificates_are_due_ten_working_days_after_the_last(self):
        assert self.due(State.RUNNING, first=MONDAY, last=dt.date(2026, 12, 4)) == dt.date(2026, 12, 18)

    @pytest.mark.parametrize("state", life.ENDED)
    def test_nothing_is_due_of_what_is_over(self, state):
        assert self.due(state) is None

    @given(st.sampled_from(life.OPEN), DAYS, DAYS | st.none())
    def test_is_never_in_the_past(self, state, since, first):
        assert self.due(state, since, first, first) >= min(since, first or since)
        if state != State.RUNNING:
            assert self.due(state, since, first, first) >= since


class TestLink:
    def test_opens_for_a_year_after_the_end(self):
        assert not life.is_link_over(None, MONDAY)
        assert not life.is_link_over(MONDAY - life.LINK_AFTER, MONDAY)
        assert life.is_link_over(MONDAY - life.LINK_AFTER - dt.timedelta(days=1), MONDAY)


class TestPapers:
    MISSING = MissingSignature(MONDAY, "morning", "Tom Vial")

    def test_a_certificate_waits_for_the_last_session_then_for_signatures(self):
        followed = Followed(360, 360)
        assert blocks(followed, [self.MISSING], is_over=False) == "not_over"
        assert blocks(followed, [self.MISSING], is_over=True) == "not_signed"
        assert blocks(followed, [], is_over=True) == ""

    def test_who_never_came_gets_none(self):
        assert blocks(Followed(360, 0), [], is_over=True) == "not_there"

    def test_missing_signatures_are_said_day_by_day_trainer_first(self):
        later = MissingSignature(MONDAY + dt.timedelta(days=1), "morning")
        afternoon = MissingSignature(MONDAY, "afternoon", "Ana Sousa")
        trainer = MissingSignature(MONDAY, "morning")
        assert in_order([later, afternoon, self.MISSING, trainer]) == [trainer, self.MISSING, afternoon, later]

    def test_hours_are_minutes(self):
        assert hours_planned([dt.timedelta(hours=3), dt.timedelta(hours=3, minutes=30)]) == 390

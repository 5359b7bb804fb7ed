"""Signatures by half-day, a sheet typed twice, and what they make of the hours."""

import datetime as dt

import pytest

from maille.activity import actions
from maille.activity.load import (
    followed_by,
    half_days_of,
    hours_followed,
    people_present,
    signatures_missing,
    time_followed,
)
from maille.activity.models import Attendance, Signature
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.workshops import actions as workshops
from tests.activity.factories import ARRIVED, held
from tests.workshops.factories import NOW, SessionFactory

pytestmark = pytest.mark.django_db

MORNING, AFTERNOON = "2026-12-02-morning", "2026-12-02-afternoon"
NINE, FIVE = (dt.datetime(2026, 12, 2, hour, tzinfo=dt.UTC) for hour in (8, 16))
EVENING = FIVE + dt.timedelta(hours=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(EVENING)


@pytest.fixture
def scene():
    return held("Anna", "Béa", starts_at=NINE, ends_at=FIVE)


def type_back(scene, ticked, shown=None, walk_ins=(), at=EVENING):
    return actions.type_signatures(
        session=scene.session, ticked=ticked, shown=shown or {}, walk_ins=walk_ins, by=scene.desk, at=at
    )


class TestTypeSignatures:
    def test_whoever_signed_was_there(self, scene):
        typed = type_back(scene, {scene.who(0): [MORNING, AFTERNOON], scene.who(1): [MORNING], "trainer": [MORNING]})
        assert (typed.added, typed.removed, typed.walked_in) == (4, 0, 0)
        assert Attendance.objects.present().count() == 2

    def test_the_same_sheet_twice_changes_nothing_and_says_so(self, scene):
        sheet = {scene.who(0): [MORNING], "trainer": [MORNING]}
        walk_ins = [("Denise Roux", [MORNING, AFTERNOON])]
        assert not type_back(scene, sheet, walk_ins=walk_ins).is_same
        before = Entry.objects.count()
        assert type_back(scene, sheet, walk_ins=[("denise  roux", [MORNING, AFTERNOON])]).is_same
        assert Signature.objects.count() == 4
        assert Attendance.objects.count() == 2
        assert Entry.objects.count() == before

    def test_two_people_who_type_it_lose_nothing_of_each_other(self, scene):
        """Both opened the page while it was empty; each types a half of it."""
        type_back(scene, {scene.who(0): [MORNING]})
        type_back(scene, {scene.who(1): [MORNING]})
        assert Signature.objects.count() == 2

    def test_what_was_shown_and_is_unticked_is_taken_back(self, scene):
        type_back(scene, {scene.who(0): [MORNING, AFTERNOON]})
        typed = type_back(scene, {scene.who(0): [MORNING]}, shown={scene.who(0): [MORNING, AFTERNOON]})
        assert (typed.added, typed.removed) == (0, 1)
        assert Entry.objects.filter(action="activity.signature_taken_back").count() == 1

    def test_what_was_signed_on_a_screen_stays(self, scene):
        actions.sign(session=scene.session, half_day=MORNING, registration=scene.people[0], by=None, at=EVENING)
        assert type_back(scene, {}, shown={scene.who(0): [MORNING]}).removed == 0

    def test_a_name_that_is_on_the_list_is_that_person(self, scene):
        typed = type_back(scene, {}, walk_ins=[("ANNA", [MORNING])])
        assert typed.walked_in == 0
        assert Signature.objects.get().attendance.registration == scene.people[0]

    def test_an_empty_line_is_nobody(self, scene):
        assert type_back(scene, {}, walk_ins=[("", []), ("  ", [])]).is_same

    def test_refuses_a_signature_without_a_name(self, scene):
        with pytest.raises(Refused, match="Écrivez le nom"):
            type_back(scene, {scene.who(0): [MORNING]}, walk_ins=[("", [MORNING])])
        assert not Signature.objects.exists()

    def test_refuses_the_half_day_of_another_date(self, scene):
        with pytest.raises(Refused, match="déplacée"):
            type_back(scene, {scene.who(0): ["2026-12-09-morning"]})

    def test_refuses_before_the_session(self, scene):
        with pytest.raises(Refused, match="n’a pas commencé"):
            type_back(scene, {}, at=NINE - HOUR)

    def test_who_was_noted_absent_and_signed_was_there(self, scene):
        actions.note_presence(session=scene.session, who=scene.who(0), state="absent", by=scene.desk, at=NINE)
        type_back(scene, {scene.who(0): [MORNING]})
        assert Attendance.objects.get().state == "present"


class TestSign:
    def test_twice_is_one_signature(self, scene):
        signatures = [
            actions.sign(session=scene.session, half_day=MORNING, registration=scene.people[0], by=None, at=EVENING)
            for _again in range(2)
        ]
        assert signatures[0] == signatures[1]

    def test_without_a_registration_it_is_the_trainer_s(self, scene):
        made = actions.sign(session=scene.session, half_day=MORNING, by=scene.desk, at=EVENING)
        assert made.attendance is None

    def test_refuses_a_cancelled_session(self, scene):
        workshops.cancel_session(session=scene.session, reason="Panne", by=None, at=NOW)
        scene.session.refresh_from_db()
        with pytest.raises(Refused, match="annulée"):
            actions.sign(session=scene.session, half_day=MORNING, by=None, at=EVENING)


class TestSignaturesMissing:
    def test_says_which_half_days_of_whom_and_of_the_trainer(self, scene):
        type_back(scene, {scene.who(0): [MORNING], "trainer": [AFTERNOON]})
        missing = [(one.registration, one.half_day.code) for one in signatures_missing(scene.session)]
        assert missing == [(scene.people[0], AFTERNOON), (None, MORNING)]

    def test_asks_nothing_of_who_was_not_there(self, scene):
        actions.note_presence(session=scene.session, who=scene.who(0), state="excused", by=scene.desk, at=NINE)
        assert {one.registration for one in signatures_missing(scene.session)} == {None}


class TestHoursFollowed:
    def test_are_those_signed(self, scene):
        type_back(scene, {scene.who(0): [AFTERNOON]})
        assert hours_followed(scene.people[0]) == 4 * HOUR
        assert hours_followed(scene.people[1]) == 0 * HOUR

    def test_are_all_of_it_for_who_was_there_without_a_sheet(self, scene):
        actions.note_presence(session=scene.session, who=scene.who(0), state="present", by=scene.desk, at=NINE)
        assert hours_followed(scene.people[0]) == 8 * HOUR

    def test_add_up_over_a_cycle_in_as_many_queries(self, scene, django_assert_num_queries):
        actions.note_presence(session=scene.session, who=scene.who(0), state="present", by=scene.desk, at=NINE)
        other = SessionFactory(place=scene.session.place, network=scene.session.network)
        Attendance.objects.create(
            session=other, key="r1", registration=scene.people[0], state="present", decided_at=ARRIVED
        )
        with django_assert_num_queries(2):
            assert time_followed(scene.people)[scene.people[0].pk] == 10 * HOUR

    def test_leave_out_a_session_that_was_cancelled_after_all(self, scene):
        actions.note_presence(session=scene.session, who=scene.who(0), state="present", by=scene.desk, at=NINE)
        workshops.cancel_session(session=scene.session, reason="Panne", by=None, at=NOW)
        assert hours_followed(scene.people[0]) == 0 * HOUR


class TestFollowedBy:
    def test_counts_a_session_once_for_who_is_on_it_twice(self, scene):
        resident = scene.people[0].resident
        type_back(scene, {scene.who(0): [MORNING]})
        Attendance.objects.create(
            session=scene.session, key=f"w{'a' * 32}", resident=resident, state="present", decided_at=NINE
        )
        assert followed_by(resident) == [(scene.session, 8 * HOUR)]


def test_people_present_are_counted_for_a_list_in_one_query(scene, django_assert_num_queries):
    actions.note_presence(session=scene.session, who=scene.who(0), state="present", by=scene.desk, at=NINE)
    with django_assert_num_queries(1):
        assert people_present([scene.session]) == {scene.session.pk: 1}


def test_the_half_days_are_those_of_the_place(scene):
    assert [part.code for part in half_days_of(scene.session)] == [MORNING, AFTERNOON]

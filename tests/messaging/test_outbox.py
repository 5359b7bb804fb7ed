"""What capabilities ask of the outbox: planned once, changed while it has not left, never after, moved, cancelled."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from maille.core.models import Entry
from maille.messaging.actions import cancel, claim_next, hand_over, move_anchor, plan
from maille.messaging.models import Message
from tests.messaging.factories import NOW, plan_message
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkPlaceFactory

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
START = NOW + 8 * DAY
State = Message.State
STEPS = ["plan", "cancel", "move", "claim", "hand over"]


def reload(message):
    return Message.objects.get(pk=message.pk)


def remind(session, **fields):
    """Plan the reminder of a session, the day before."""
    tied = {"send_at": START - DAY, "anchor_at": START, "offset": -1440}
    return plan_message(key=f"session:{session.pk}:reminder", about=session, **tied, **fields)


class TestPlan:
    def test_a_fresh_message_costs_one_query(self, django_assert_num_queries):
        link = NetworkPlaceFactory()
        with django_assert_num_queries(1):
            plan_message(
                fresh=True, network=link.network, place=link.place, about=link, channel="sms", to="+33612345678"
            )

    def test_the_same_key_and_content_writes_nothing(self, django_assert_num_queries):
        first = plan_message(key="a:1:seated")
        lines = Entry.objects.count()
        again = plan_message(key="a:1:seated", at=NOW + HOUR)
        assert again.pk == first.pk
        assert reload(first).planned_at == NOW
        assert Entry.objects.count() == lines

    def test_another_content_changes_it_and_is_journalled_without_what_is_said(self):
        first = plan_message(key="a:1:seated")
        plan_message(key="a:1:seated", to="autre@example.org", body="Autre chose", by=(user := UserFactory()))
        message = Message.objects.get()
        assert (message.pk, message.recipient, message.body) == (first.pk, "autre@example.org", "Autre chose")
        line = Entry.objects.latest("pk")
        assert (line.action, line.by) == ("messaging.changed", user)
        assert "autre@" not in str(line.after)

    @pytest.mark.parametrize("state", [State.SENDING, State.HANDING_OVER, State.SENT])
    def test_what_has_left_stays_as_it_is(self, state):
        first = plan_message(key="a:1:seated")
        Message.objects.update(state=state, claimed_at=NOW)
        plan_message(key="a:1:seated", body="Autre chose")
        assert (reload(first).body, reload(first).state) == (first.body, state)

    def test_a_cancelled_message_is_wanted_again(self):
        first = plan_message(key="a:1:seated")
        assert cancel(key="a:1:seated", at=NOW, by=None) == 1
        plan_message(key="a:1:seated")
        assert reload(first).state == State.WAITING
        assert reload(first).done_at is None

    def test_a_corrected_address_gives_a_bounced_message_another_chance(self):
        first = plan_message(key="a:1:seated")
        Message.objects.update(state=State.BOUNCED, attempts=1, error="550")
        plan_message(key="a:1:seated")
        assert reload(first).state == State.BOUNCED
        plan_message(key="a:1:seated", to="nadia.benali@example.org")
        assert (reload(first).state, reload(first).attempts, reload(first).error) == (State.WAITING, 0, "")

    def test_an_sms_at_night_leaves_in_the_morning(self):
        place = NetworkPlaceFactory().place
        night = dt.datetime(2026, 11, 24, 21, 0, tzinfo=dt.UTC)
        message = plan_message(channel="sms", to="+33612345678", send_at=night, place=place)
        assert (message.send_at, message.try_at) == (night, dt.datetime(2026, 11, 25, 7, 0, tzinfo=dt.UTC))
        assert plan_message(send_at=night).try_at == night  # an e-mail wakes nobody

    def test_an_sms_too_late_for_its_purpose_becomes_a_call_at_once(self):
        night = dt.datetime(2026, 11, 24, 21, 0, tzinfo=dt.UTC)
        wanted = {
            "key": "a:1:offer",
            "channel": "sms",
            "to": "+33612345678",
            "send_at": night,
            "anchor_at": night + 3 * HOUR,
        }
        message = plan_message(**wanted)
        assert (message.channel, message.recipient, message.try_at) == ("call", "+33612345678", night)
        plan_message(**wanted, at=NOW + HOUR)
        assert not Entry.objects.filter(action="messaging.changed").exists()

    def test_an_email_too_late_becomes_a_call_to_the_telephone_it_holds(self):
        message = plan_message(phone="+33477332222", anchor_at=NOW)
        assert (message.channel, message.recipient) == ("call", "+33477332222")

    def test_long_words_are_cut_and_a_subject_has_one_line(self):
        message = plan_message(name="N" * 400, subject="Votre\r\nBcc: x " + "s" * 400)
        assert len(reload(message).name) == 160
        assert len(message.subject) == 200
        assert "\n" not in message.subject
        assert "\r" not in message.subject


class TestCancel:
    def test_by_what_it_is_about_and_its_kind(self):
        about = UserFactory()
        kinds = ("seated", "reminder", "reminder~2")
        seated, reminder, again = (plan_message(key=f"u:1:{kind}", about=about) for kind in kinds)
        other = plan_message(key="u:2:reminder", about=UserFactory())
        assert cancel(about=about, kind="reminder", at=NOW, by=None) == 2
        assert [reload(one).state for one in (seated, reminder, again, other)] == [
            State.WAITING, State.CANCELLED, State.CANCELLED, State.WAITING,
        ]  # fmt: skip
        assert cancel(about=about, at=NOW, by=None) == 1
        assert cancel(about=about, at=NOW, by=None) == 0
        assert Entry.objects.filter(action="messaging.cancelled").count() == 3

    def test_leaves_what_has_left(self):
        message = plan_message(key="a:1:seated")
        Message.objects.update(state=State.SENT)
        assert cancel(key="a:1:seated", at=NOW, by=None) == 0
        assert reload(message).state == State.SENT


class TestMoveAnchor:
    def test_reminders_follow_their_session(self):
        session = UserFactory()
        reminder, seated = remind(session), plan_message(about=session)
        later = START + 3 * DAY
        assert move_anchor(about=session, anchor_at=later, at=NOW, by=None) == 1
        assert (reload(reminder).send_at, reload(reminder).try_at) == (later - DAY, later - DAY)
        assert reload(seated).send_at == NOW
        assert move_anchor(about=session, anchor_at=later, at=NOW, by=None) == 0

    def test_planning_again_after_a_move_back_is_heard(self):
        session = UserFactory()
        reminder = remind(session)
        move_anchor(about=session, anchor_at=START + DAY, at=NOW, by=None)
        remind(session)
        assert reload(reminder).send_at == START - DAY

    def test_a_session_brought_near_reminds_at_once_and_a_past_one_is_left_to_a_call(self):
        session = UserFactory()
        reminder = remind(session, phone="+33477332222")
        move_anchor(about=session, anchor_at=NOW + HOUR, at=NOW, by=None)
        assert (reload(reminder).try_at, reload(reminder).channel) == (NOW, "email")
        move_anchor(about=session, anchor_at=NOW - HOUR, at=NOW, by=None)
        assert reload(reminder).channel == "call"


class TestAnySequence(TestCase):
    """Whatever is asked in whatever order, a key has one message, and one that has left never changes."""

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 3)), max_size=12))
    def test_one_message_a_key_and_nothing_changes_after_it_left(self, steps):
        session = UserFactory()
        for number, (what, key, value) in enumerate(steps):
            at = NOW + number * HOUR
            left = {one.pk: (one.body, one.recipient) for one in Message.objects.all() if one.has_left}
            if what == "plan":
                plan(key=f"s:{key}:reminder", channel="email", to=f"{value}@example.org", name="", body=str(value),
                     send_at=at, at=at, about=session, anchor_at=START, offset=-60)  # fmt: skip
            elif what == "cancel":
                cancel(key=f"s:{key}:reminder", at=at, by=None)
            elif what == "move":
                move_anchor(about=session, anchor_at=START + value * DAY, at=at, by=None)
            elif (message := claim_next(at=at)) and what == "hand over":
                assert hand_over(message=message)
            for one in Message.objects.filter(pk__in=left):
                assert (one.body, one.recipient) == left[one.pk]
            assert Message.objects.count() == Message.objects.values("key").distinct().count()

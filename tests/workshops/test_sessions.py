"""What becomes of a session: published, cancelled, moved, held otherwise; and whom it concerns."""

import datetime as dt

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.workshops import actions
from maille.workshops.models import Registration, Seat, Session
from maille.workshops.rules.times import Scope
from tests.people.factories import RoleFactory, UserFactory
from tests.workshops.factories import NOW, RoomFactory, applicant
from tests.workshops.scenes import PARIS, scene, slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
State = Session.State


def sign_up(target, *names, **fields):
    return [
        actions.register(target=target, applicant=applicant(name, **fields), source="public", by=None, at=NOW)
        for name in names
    ]


def states(*registrations):
    return [Registration.objects.get(pk=one.pk).state for one in registrations]


@pytest.fixture
def here():
    return scene()


class TestPublish:
    def test_opens_one_or_those_that_follow(self, here):
        first, second, third = here.create(slot(12, 2), slot(12, 9), slot(12, 16))
        assert [one.pk for one in actions.publish(session=third, by=here.mediator, at=NOW).sessions] == [third.pk]
        done = actions.publish(session=second, scope=Scope.FOLLOWING, by=here.mediator, at=NOW)
        assert [one.pk for one in done.sessions] == [second.pk]
        assert Session.objects.get(pk=first.pk).state == State.DRAFT

    def test_opens_a_cycle_whole(self, here):
        first, _second = here.create(slot(12, 2), slot(12, 9), cycle_title="Premiers pas")
        actions.publish(session=first, by=here.mediator, at=NOW)
        assert Session.objects.published().count() == 2

    def test_refuses_a_past_one_and_a_cancelled_one(self, here):
        (past,) = here.create(slot(11, 3))
        with pytest.raises(Refused, match="passée"):
            actions.publish(session=past, by=here.mediator, at=NOW)
        (coming,) = here.create(slot(12, 2))
        actions.cancel_session(session=coming, reason="Grève", by=here.mediator, at=NOW)
        with pytest.raises(Refused, match="annulée"):
            actions.publish(session=coming, by=here.mediator, at=NOW)

    def test_refuses_somebody_else(self, here):
        with pytest.raises(Refused, match="équipe du lieu"):
            actions.publish(session=here.create(slot(12, 2))[0], by=UserFactory(), at=NOW)

    def test_goes_back_until_somebody_is_registered(self, here):
        (session,) = here.create(slot(12, 2), publish=True)
        actions.unpublish(session=session, by=here.mediator, at=NOW)
        actions.publish(session=session, by=here.mediator, at=NOW)
        sign_up(session, "Anna")
        with pytest.raises(Refused, match="1 personne est inscrite"):
            actions.unpublish(session=session, by=here.mediator, at=NOW)


class TestCancelSession:
    def test_releases_the_seats_and_ends_the_waiting_list(self, here):
        (session,) = here.create(slot(12, 2), publish=True, chosen_seats=1)
        seated, waiting = sign_up(session, "Anna", "Béa")
        done = actions.cancel_session(session=session, reason=" Grève des bus ", by=here.mediator, at=NOW)
        assert [one.pk for one in done.concerned] == [seated.pk, waiting.pk]
        assert states(seated, waiting) == ["cancelled", "cancelled"]
        assert not Seat.objects.filter(released_at__isnull=True).exists()
        session.refresh_from_db()
        assert (session.state, session.cancel_reason, session.sequence) == (State.CANCELLED, "Grève des bus", 1)
        assert Entry.objects.filter(action="workshops.registration_ended").count() == 2

    def test_again_changes_nothing(self, here):
        (session,) = here.create(slot(12, 2), publish=True)
        for _time in range(2):
            done = actions.cancel_session(session=session, reason="Grève", by=here.mediator, at=NOW)
        assert not done.sessions
        assert Entry.objects.filter(action="workshops.session_cancelled").count() == 1

    def test_asks_why(self, here):
        with pytest.raises(Refused, match="Dites pourquoi") as refusal:
            actions.cancel_session(session=here.create(slot(12, 2))[0], reason=" ", by=here.mediator, at=NOW)
        assert refusal.value.field == "reason"

    def test_refuses_a_past_one(self, here):
        with pytest.raises(Refused, match="passée"):
            actions.cancel_session(session=here.create(slot(11, 3))[0], reason="Grève", by=here.mediator, at=NOW)

    def test_leaves_the_rest_of_a_cycle(self, here):
        first, second = here.create(slot(12, 2), slot(12, 9), cycle_title="Premiers pas", publish=True, chosen_seats=1)
        seated, waiting = sign_up(first.cycle, "Anna", "Béa")
        done = actions.cancel_session(session=first, reason="Grève", by=here.mediator, at=NOW)
        assert len(done.concerned) == 2
        assert states(seated, waiting) == ["seated", "waiting"]
        assert set(Seat.objects.filter(released_at__isnull=True).values_list("session", flat=True)) == {second.pk}
        actions.cancel_session(session=second, reason="Grève", by=here.mediator, at=NOW)
        assert states(seated, waiting) == ["cancelled", "cancelled"]

    def test_who_came_to_a_part_of_a_cycle_stays_registered(self, here):
        first, second = here.create(slot(12, 2), slot(12, 9), cycle_title="Premiers pas", publish=True, chosen_seats=1)
        seated, waiting = sign_up(first.cycle, "Anna", "Béa")
        later = first.ends_at + dt.timedelta(days=1)
        actions.cancel_session(session=second, reason="Grève", by=None, at=later)
        assert states(seated, waiting) == ["seated", "cancelled"]

    def test_gives_the_seats_of_a_full_date_that_is_cancelled(self, here):
        """In a cycle, the date that was the fullest is the one that held up those who wait."""
        first, second = here.create(slot(12, 2), slot(12, 9), cycle_title="Premiers pas", publish=True, chosen_seats=2)
        actions.change_session(session=first, arrangement=here.arrangement(chosen_seats=1), by=here.mediator, at=NOW)
        seated, waiting = sign_up(first.cycle, "Anna", "Béa")
        assert states(seated, waiting) == ["seated", "waiting"]
        actions.cancel_session(session=first, reason="Grève", by=here.mediator, at=NOW)
        assert states(seated, waiting) == ["seated", "offered"]
        assert Seat.objects.filter(session=second, released_at__isnull=True).count() == 2


class TestMoveSession:
    def test_moves_one_and_says_whom_to_tell(self, here):
        (session,) = here.create(slot(12, 2), publish=True, closes_before=dt.timedelta(hours=24))
        (anna,) = sign_up(session, "Anna")
        done = actions.move_session(session=session, slot=slot(12, 3, hour=10), by=here.mediator, at=NOW)
        session.refresh_from_db()
        assert (session.starts_at, session.sequence) == (slot(12, 3, hour=10).starts_at, 1)
        assert session.starts_at - session.closes_at == dt.timedelta(hours=24)
        assert [one.pk for one in done.concerned] == [anna.pk]
        assert states(anna) == ["seated"]

    def test_moves_those_that_follow_as_many_days_on_across_the_change_of_clocks(self, here):
        series = here.create(*(slot(3, day, year=2027) for day in (10, 17, 24, 31)))
        actions.move_session(
            session=series[1], slot=slot(3, 18, 9, 90, 2027), scope=Scope.FOLLOWING, by=here.mediator, at=NOW
        )
        local = [one.starts_at.astimezone(PARIS) for one in Session.objects.order_by("starts_at")]
        assert [(one.month, one.day, one.hour) for one in local] == [(3, 10, 14), (3, 18, 9), (3, 25, 9), (4, 1, 9)]
        assert [one.sequence for one in Session.objects.order_by("starts_at")] == [0, 1, 1, 1]
        assert {one.ends_at - one.starts_at for one in Session.objects.order_by("starts_at")[1:]} == {
            dt.timedelta(minutes=90)
        }

    def test_a_series_may_move_into_its_own_dates(self, here):
        first, *_others = here.create(slot(12, 2), slot(12, 9), slot(12, 16))
        actions.move_session(session=first, slot=slot(12, 9), scope=Scope.FOLLOWING, by=here.mediator, at=NOW)
        assert [one.starts_at.day for one in Session.objects.order_by("starts_at")] == [9, 16, 23]

    def test_refuses_what_is_taken_and_leaves_all_as_it_was(self, here):
        first, second = here.create(slot(12, 2), slot(12, 9))
        here.create(slot(12, 10))
        with pytest.raises(Refused, match="est prise par"):
            actions.move_session(session=first, slot=slot(12, 3), scope=Scope.FOLLOWING, by=here.mediator, at=NOW)
        assert [Session.objects.get(pk=one.pk).sequence for one in (first, second)] == [0, 0]

    def test_refuses_the_past(self, here):
        (session,) = here.create(slot(12, 2), publish=True)
        with pytest.raises(Refused, match="à venir"):
            actions.move_session(session=session, slot=slot(11, 3), by=here.mediator, at=NOW)

    def test_an_offer_does_not_outlive_the_new_beginning(self, here):
        (session,) = here.create(slot(12, 2), publish=True, chosen_seats=1)
        anna, bea = sign_up(session, "Anna", "Béa")
        actions.cancel_registration(registration=anna, by=None, at=NOW)
        assert states(bea) == ["offered"]
        actions.move_session(session=session, slot=slot(11, 25, hour=9), by=here.mediator, at=NOW)
        assert Registration.objects.get(pk=bea.pk).offered_until == slot(11, 25, hour=9).starts_at


class TestChangeSession:
    def test_a_cut_lists_whom_to_call_and_drops_nobody(self, here):
        (session,) = here.create(slot(12, 2), publish=True)
        people = sign_up(session, "Anna", "Béa", "Chloé")
        small = RoomFactory(place=here.place, seats=2)
        done = actions.change_session(
            session=session, arrangement=here.arrangement(room=small), by=here.mediator, at=NOW
        )
        assert [seat.registration.resident.name for seat in done.extras] == ["Chloé"]
        assert states(*people) == ["seated"] * 3
        session.refresh_from_db()
        assert (session.seats, session.free_seats, session.seats_limit) == (2, 0, "room")

    def test_a_larger_room_serves_those_who_wait(self, here):
        (session,) = here.create(slot(12, 2), publish=True, chosen_seats=1)
        _anna, bea = sign_up(session, "Anna", "Béa")
        done = actions.change_session(session=session, arrangement=here.arrangement(), by=here.mediator, at=NOW)
        assert (done.extras, states(bea)) == ([], ["offered"])

    def test_says_what_changed_and_nothing_when_nothing_did(self, here):
        (session,) = here.create(slot(12, 2))
        actions.change_session(session=session, arrangement=here.arrangement(), by=here.mediator, at=NOW)
        assert not Entry.objects.filter(action="workshops.session_changed").exists()
        other = RoleFactory(network=here.workshop.network).user
        actions.change_session(
            session=session, arrangement=here.arrangement(mediators=[other]), by=here.mediator, at=NOW
        )
        entry = Entry.objects.get(action="workshops.session_changed")
        assert (entry.before, entry.after) == ({"mediators": [str(here.mediator)]}, {"mediators": [str(other)]})

    def test_changes_those_that_follow(self, here):
        _first, second, third = here.create(slot(12, 2), slot(12, 9), slot(12, 16))
        actions.change_session(
            session=second,
            arrangement=here.arrangement(cost="2 €"),
            scope=Scope.FOLLOWING,
            by=here.mediator,
            at=NOW,
        )
        assert set(Session.objects.filter(cost="2 €")) == {second, third}

    def test_refuses_what_is_taken(self, here):
        here.create(slot(12, 2))
        other = RoomFactory(place=here.place)
        (session,) = here.create(slot(12, 2), room=other, mediators=[])
        with pytest.raises(Refused, match="est prise par"):
            actions.change_session(
                session=session, arrangement=here.arrangement(mediators=[]), by=here.mediator, at=NOW
            )

    def test_keeps_the_rule_of_the_carer_once_somebody_is_accompanied(self, here):
        (session,) = here.create(slot(12, 2), publish=True)
        sign_up(session, "Anna", has_carer=True)
        with pytest.raises(Refused, match="accompagnées"):
            actions.change_session(
                session=session, arrangement=here.arrangement(carer_takes_seat=True), by=here.mediator, at=NOW
            )

    def test_refuses_to_leave_a_published_session_without_a_seat(self, here):
        (session,) = here.create(slot(12, 2), publish=True)
        with pytest.raises(Refused, match="qui anime"):
            actions.change_session(
                session=session, arrangement=here.arrangement(mediators=[]), by=here.mediator, at=NOW
            )
        assert Session.objects.get().seats == 8

"""The seats of a session and of its cycle, where the two meet; and what is over, what is repeated, whose it is."""

import datetime as dt

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.workshops import actions
from maille.workshops.models import Cycle, Registration, Session
from tests.people.factories import UserFactory
from tests.workshops.factories import NOW, START, SessionFactory, UnitFactory, applicant
from tests.workshops.soundness import faults, held_in

pytestmark = pytest.mark.django_db
State = Registration.State
AFTER = START + dt.timedelta(hours=3)


def sign_up(target, name, **fields):
    return actions.register(target=target, applicant=applicant(name, **fields), source="public", by=None, at=NOW)


def state_of(registration):
    return Registration.objects.get(pk=registration.pk).state


@pytest.fixture
def staff():
    return UserFactory(is_superuser=True)


@pytest.fixture
def cycle():
    """A cycle of two sessions of one seat."""
    first = SessionFactory(seats=1)
    made = Cycle.objects.create(title="Mes premiers pas", place=first.place, network=first.network)
    second = SessionFactory(
        workshop=first.version.workshop, place=first.place, seats=1, starts_at=START + dt.timedelta(days=7)
    )
    Session.objects.filter(pk__in=[first.pk, second.pk]).update(cycle=made)
    made.first, made.second = (Session.objects.get(pk=one.pk) for one in (first, second))
    return made


class TestWhatIsReadUnderTheLock:
    def test_a_room_changed_since_the_page_was_shown_is_the_new_one(self):
        session = SessionFactory(seats=12)
        shown = Session.objects.select_related("version", "room", "place", "network").get(pk=session.pk)
        room = UnitFactory(room__place=session.place, room__seats=3).room
        Session.objects.filter(pk=session.pk).update(room=room, chosen_seats=None)
        floor = actions.settle(target=shown, by=None, at=NOW)
        assert (floor.sessions[0].room, floor.sessions[0].seats) == (room, 3)


class TestACycleAndItsSessions:
    def test_a_seat_given_back_in_a_session_serves_who_waits_for_the_cycle(self, cycle):
        alone = sign_up(cycle.first, "Anna")
        whole = sign_up(cycle, "Béa")
        assert whole.state == State.WAITING
        actions.cancel_registration(registration=alone, by=None, at=NOW)
        assert state_of(whole) == State.OFFERED
        assert faults([cycle.first, cycle.second]) == []

    def test_seats_given_back_in_a_cycle_serve_who_waits_for_one_session(self, cycle):
        whole = sign_up(cycle, "Anna")
        alone = sign_up(cycle.second, "Béa")
        actions.cancel_registration(registration=whole, by=None, at=NOW)
        assert state_of(alone) == State.OFFERED
        assert faults([cycle.first, cycle.second]) == []

    def test_the_first_who_waits_is_served_whatever_they_wait_for(self, cycle):
        seated = sign_up(cycle, "Anna")
        alone, whole = sign_up(cycle.second, "Béa"), sign_up(cycle, "Chloé")
        actions.cancel_registration(registration=seated, by=None, at=NOW)
        assert (state_of(alone), state_of(whole)) == (State.OFFERED, State.WAITING)

    def test_the_same_person_does_not_take_a_part_of_what_they_have_whole(self, cycle):
        sign_up(cycle, "Anna")
        with pytest.raises(Refused, match="déjà inscrite"):
            sign_up(cycle.second, "Anna")

    def test_a_carer_counts_in_the_sessions_that_say_so(self, cycle):
        Session.objects.filter(pk=cycle.first.pk).update(seats=2, free_seats=2, carer_takes_seat=True)
        assert sign_up(cycle, "Anna", has_carer=True).state == State.SEATED
        assert (len(held_in(cycle.first)), len(held_in(cycle.second))) == (2, 1)

    def test_what_has_passed_of_a_cycle_keeps_its_seats(self, cycle):
        whole = sign_up(cycle, "Anna")
        actions.cancel_registration(registration=whole, by=None, at=AFTER)
        assert (len(held_in(cycle.first)), len(held_in(cycle.second))) == (1, 0)


class TestWhatIsOver:
    def test_stays_as_it_was(self, staff):
        session = SessionFactory(seats=1)
        seated, waiting = sign_up(session, "Anna"), sign_up(session, "Béa")
        for act in (
            lambda: actions.cancel_registration(registration=seated, by=None, at=AFTER),
            lambda: actions.change_size(registration=seated, size=2, by=None, at=AFTER),
            lambda: actions.accept_offer(registration=waiting, by=None, at=AFTER),
            lambda: actions.seat_waiting(registration=waiting, by=staff, at=AFTER, extra=True),
        ):
            with pytest.raises(Refused, match="passée ou annulée"):
                act()
        assert (state_of(seated), state_of(waiting)) == (State.SEATED, State.WAITING)


class TestWhoseItIs:
    def test_who_was_registered_at_the_desk_leaves_and_comes_back_alone(self, staff):
        session = SessionFactory()
        made = actions.register(target=session, applicant=applicant("Anna", phone=""), source="desk", by=staff, at=NOW)
        assert actions.cancel_registration(registration=made, by=None, at=NOW).state == State.CANCELLED
        assert actions.come_back(registration=made, by=None, at=NOW).state == State.SEATED

    def test_an_account_without_a_role_there_changes_nothing(self):
        session, other = SessionFactory(seats=1), UserFactory()
        first, second = sign_up(session, "Anna"), sign_up(session, "Béa")
        actions.cancel_registration(registration=first, by=None, at=NOW)
        for act in (
            lambda: actions.accept_offer(registration=second, by=other, at=NOW),
            lambda: actions.change_size(registration=second, size=2, by=other, at=NOW),
            lambda: actions.cancel_registration(registration=second, by=other, at=NOW),
        ):
            with pytest.raises(Refused, match="équipe"):
                act()


class TestChangeSize:
    def test_fewer_people_give_back_the_chairs_added_first(self, staff):
        session = SessionFactory(seats=2)
        sign_up(session, "Anna")
        family = actions.register(
            target=session, applicant=applicant("Béa", size=3), source="desk", by=staff, at=NOW, extra=True
        )
        actions.change_size(registration=family, size=2, by=None, at=NOW)
        assert [(seat.number, seat.is_extra) for seat in held_in(session)] == [(1, False), (2, False), (3, True)]
        assert faults([session]) == []

    def test_the_same_size_changes_nothing(self):
        family = sign_up(SessionFactory(), "Anna", size=2)
        lines = Entry.objects.count()
        actions.change_size(registration=family, size=2, by=None, at=NOW)
        assert Entry.objects.count() == lines


class TestSeatWaiting:
    def test_refuses_who_has_registered_again_since(self, staff):
        session = SessionFactory()
        first = sign_up(session, "Anna")
        actions.cancel_registration(registration=first, by=None, at=NOW)
        sign_up(session, "Anna")
        with pytest.raises(Refused, match="déjà inscrite"):
            actions.seat_waiting(registration=first, by=staff, at=NOW)


class TestWhatIsSaid:
    def test_who_is_offered_a_cycle_is_told_of_all_of_it(self, cycle):
        """The seat was given back by somebody who came to the second session alone."""
        alone = sign_up(cycle.second, "Anna")
        whole = sign_up(cycle, "Béa", phone="", email="bea@example.org")
        actions.cancel_registration(registration=alone, by=None, at=NOW)
        told = Message.objects.about(whole).get(key__endswith=":offered").body
        assert "2\u00a0décembre" in told
        assert "9\u00a0décembre" in told

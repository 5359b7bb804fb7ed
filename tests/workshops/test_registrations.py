"""Who gets a seat, who waits, and what a freed seat does."""

import datetime as dt

import pytest

from maille.core import codes
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people import rules as roles
from maille.people.models import Resident
from maille.workshops import actions
from maille.workshops.models import Cycle, Registration, Seat, Session
from maille.workshops.rules.signup import MOST_TOGETHER
from tests.people.factories import RoleFactory, UserFactory
from tests.workshops.factories import NOW, START, SessionFactory, UnitFactory, WorkshopFactory, applicant

pytestmark = pytest.mark.django_db
State = Registration.State


def sign_up(session, name, **fields):
    return actions.register(target=session, applicant=applicant(name, **fields), source="public", by=None, at=NOW)


def numbers(session):
    held = Seat.objects.filter(session=session, released_at__isnull=True).order_by("number")
    return [(seat.number, seat.is_extra) for seat in held]


@pytest.fixture
def desk():
    def someone_of(place, network, kind=roles.DESK):
        return RoleFactory(kind=kind, network=network, place=place).user

    return someone_of


class TestRegister:
    def test_seats_people_in_order(self):
        session = SessionFactory(seats=2)
        states = [sign_up(session, name).state for name in ("Anna", "Béa", "Chloé")]
        assert states == [State.SEATED, State.SEATED, State.WAITING]
        assert numbers(session) == [(1, False), (2, False)]

    def test_says_how_many_seats_are_left(self):
        session = SessionFactory(seats=5)
        sign_up(session, "Anna", size=3)
        session.refresh_from_db()
        assert session.free_seats == 2

    def test_a_group_sits_together_or_waits(self):
        session = SessionFactory(seats=2)
        assert sign_up(session, "Famille Petit", size=3).state == State.WAITING
        assert sign_up(session, "Anna").state == State.SEATED

    def test_a_carer_takes_a_seat_only_where_the_session_says_so(self):
        free = SessionFactory(seats=1)
        assert sign_up(free, "Anna", has_carer=True).state == State.SEATED
        counted = SessionFactory(seats=1, carer_takes_seat=True)
        assert sign_up(counted, "Anna", has_carer=True).state == State.WAITING

    def test_knows_a_resident_again(self):
        one, other = SessionFactory(), SessionFactory()
        other.network = one.network
        other.save()
        sign_up(one, "Zoé Martin", phone="+33477200000")
        sign_up(other, "Zoe  MARTIN", phone="+33477200000")
        assert Resident.objects.filter(network=one.network).count() == 1

    def test_refuses_the_same_person_twice(self):
        session = SessionFactory()
        sign_up(session, "Anna")
        with pytest.raises(Refused, match="déjà inscrite"):
            sign_up(session, "ANNA ")

    def test_two_people_may_share_a_telephone(self):
        session = SessionFactory()
        assert sign_up(session, "Anna", phone="+33477200000").state == State.SEATED
        assert sign_up(session, "Bruno", phone="+33477200000").state == State.SEATED

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"name": "🙂🙂"}, "name"),
            ({"phone": "", "email": ""}, "phone"),
            ({"size": 500}, "size"),
            ({"size": 0}, "size"),
            ({"needs": "x" * 10_000}, "needs"),
        ],
    )
    def test_refuses_with_a_sentence_on_its_field(self, fields, field):
        with pytest.raises(Refused) as refused:
            actions.register(target=SessionFactory(), applicant=applicant(**fields), source="public", by=None, at=NOW)
        assert refused.value.field == field
        assert not Registration.objects.exists()

    def test_an_emoji_in_a_name_is_left_out(self):
        assert str(sign_up(SessionFactory(), "Anna 🙂")) == "Anna"

    def test_refuses_a_past_session(self):
        session = SessionFactory(starts_at=NOW - dt.timedelta(days=1))
        with pytest.raises(Refused, match="passée"):
            sign_up(session, "Anna")

    def test_refuses_when_the_list_is_closed_but_not_to_the_desk(self, desk):
        session = SessionFactory(closes_at=NOW - dt.timedelta(hours=1))
        with pytest.raises(Refused, match="fermées"):
            sign_up(session, "Anna")
        by = desk(session.place, session.network)
        found = actions.register(target=session, applicant=applicant("Anna", phone=""), source="desk", by=by, at=NOW)
        assert found.state == State.SEATED

    def test_only_the_team_adds_a_chair(self, desk):
        session = SessionFactory(seats=1)
        sign_up(session, "Anna")
        by = desk(session.place, session.network)
        extra = actions.register(target=session, applicant=applicant("Béa"), source="desk", by=by, at=NOW, extra=True)
        assert extra.state == State.SEATED
        assert numbers(session) == [(1, False), (2, True)]
        assert Entry.objects.about(extra).get(action="workshops.registered").after["extra"] is True
        with pytest.raises(Refused, match="équipe"):
            actions.register(target=session, applicant=applicant("Chloé"), source="public", by=None, at=NOW, extra=True)

    def test_a_neighbour_never_registers_a_resident(self, desk):
        session = SessionFactory()
        by = desk(session.place, session.network, kind=roles.NEIGHBOUR)
        with pytest.raises(Refused):
            actions.register(target=session, applicant=applicant(), source="desk", by=by, at=NOW)

    def test_a_group_too_large_is_told_to_call(self):
        with pytest.raises(Refused, match="appelez"):
            sign_up(SessionFactory(seats=20), "Anna", size=MOST_TOGETHER + 1)


def test_a_code_that_somebody_has_is_drawn_again(monkeypatch):
    letters = iter("KX47PM" + "KX47PM" + "KX47PM" + "KX47PN")
    monkeypatch.setattr(codes.secrets, "choice", lambda _alphabet: next(letters))
    session = SessionFactory(seats=3)
    drawn = [sign_up(session, name).code for name in ("Anna", "Bill")]
    assert drawn == ["KX47PM", "KX47PN"]


class TestAFreedSeat:
    def test_is_offered_to_the_first_whose_group_fits(self):
        session = SessionFactory(seats=1)
        first = sign_up(session, "Anna")
        couple, single = sign_up(session, "Béa", size=2), sign_up(session, "Chloé")
        actions.cancel_registration(registration=first, by=None, at=NOW)
        couple.refresh_from_db()
        single.refresh_from_db()
        assert (couple.state, single.state) == (State.WAITING, State.OFFERED)
        assert single.offered_until == NOW + dt.timedelta(hours=24)

    def test_is_kept_during_the_offer(self):
        session = SessionFactory(seats=1)
        first, second = sign_up(session, "Anna"), sign_up(session, "Béa")
        actions.cancel_registration(registration=first, by=None, at=NOW)
        assert sign_up(session, "Chloé").state == State.WAITING
        assert actions.accept_offer(registration=second, by=None, at=NOW).state == State.SEATED

    def test_passes_on_when_nobody_answers(self):
        session = SessionFactory(seats=1)
        first, second, third = (sign_up(session, name) for name in ("Anna", "Béa", "Chloé"))
        actions.cancel_registration(registration=first, by=None, at=NOW)
        later = NOW + dt.timedelta(hours=25)
        assert actions.lapse_offer(registration=second, by=None, at=later).state == State.LAPSED
        third.refresh_from_db()
        assert third.state == State.OFFERED
        with pytest.raises(Refused, match="n’est plus gardée"):
            actions.accept_offer(registration=second, by=None, at=later)

    def test_is_not_offered_when_the_session_is_too_near(self):
        session = SessionFactory(seats=1)
        first, second = sign_up(session, "Anna"), sign_up(session, "Béa")
        actions.cancel_registration(registration=first, by=None, at=START - dt.timedelta(hours=2))
        second.refresh_from_db()
        assert second.state == State.WAITING

    def test_leaving_twice_changes_nothing(self):
        registration = sign_up(SessionFactory(), "Anna")
        actions.cancel_registration(registration=registration, by=None, at=NOW)
        lines = Entry.objects.count()
        actions.cancel_registration(registration=registration, by=None, at=NOW)
        assert Entry.objects.count() == lines

    def test_coming_back_is_behind_those_who_wait(self):
        session = SessionFactory(seats=1)
        first, second = sign_up(session, "Anna"), sign_up(session, "Béa")
        actions.cancel_registration(registration=first, by=None, at=NOW)
        assert actions.come_back(registration=first, by=None, at=NOW).state == State.WAITING
        second.refresh_from_db()
        assert second.state == State.OFFERED


class TestACut:
    def test_drops_nobody_and_lists_whom_to_call(self):
        session = SessionFactory(seats=3)
        for name in ("Anna", "Béa", "Chloé"):
            sign_up(session, name)
        Session.objects.filter(pk=session.pk).update(chosen_seats=1)
        floor = actions.settle(target=session, by=None, at=NOW)
        assert [str(seat.registration) for seat in floor.extras] == ["Béa", "Chloé"]
        assert numbers(session) == [(1, False), (2, True), (3, True)]

    def test_brings_the_highest_numbers_down_to_those_that_are_free(self):
        session = SessionFactory(seats=3)
        first, *_ = [sign_up(session, name) for name in ("Anna", "Béa", "Chloé")]
        actions.cancel_registration(registration=first, by=None, at=NOW)
        Session.objects.filter(pk=session.pk).update(chosen_seats=2)
        floor = actions.settle(target=session, by=None, at=NOW)
        assert floor.extras == []
        assert numbers(session) == [(1, False), (2, False)]

    def test_a_broken_computer_lowers_the_seats_and_a_mended_one_runs_the_list(self):
        workshop = WorkshopFactory(content__needs_computers=True, content__ratio=8)
        session = SessionFactory(workshop=workshop, seats=0, chosen_seats=None)
        units = UnitFactory.create_batch(2, room__place=session.place)
        room = units[0].room
        units[1].room = room
        units[1].save()
        Session.objects.filter(pk=session.pk).update(room=room)
        actions.settle(target=session, by=None, at=NOW)
        anna, bea = sign_up(session, "Anna"), sign_up(session, "Béa")
        waiting = sign_up(session, "Chloé")
        units[0].condition = "broken"
        units[0].save()
        floor = actions.settle(target=session, by=None, at=NOW)
        assert [str(seat.registration) for seat in floor.extras] == ["Béa"]
        actions.cancel_registration(registration=anna, by=None, at=NOW)
        assert numbers(session) == [(1, False)], "the one above the capacity comes before those who wait"
        units[0].condition = "working"
        units[0].save()
        actions.settle(target=session, by=None, at=NOW)
        waiting.refresh_from_db()
        assert waiting.state == State.OFFERED
        assert bea.state == State.SEATED


class TestACycle:
    def test_one_registration_takes_a_seat_in_each_session(self):
        first = SessionFactory(seats=2)
        cycle = Cycle.objects.create(title="Mes premiers pas", place=first.place, network=first.network)
        second = SessionFactory(
            workshop=first.version.workshop, place=first.place, seats=1, starts_at=START + dt.timedelta(days=7)
        )
        Session.objects.filter(pk__in=[first.pk, second.pk]).update(cycle=cycle)
        assert sign_up(cycle, "Anna").state == State.SEATED
        assert sign_up(cycle, "Béa").state == State.WAITING, "the smallest session decides"
        assert (numbers(first), numbers(second)) == ([(1, False)], [(1, False)])


class TestChangeSize:
    def test_refuses_what_does_not_fit_and_keeps_what_was(self):
        session = SessionFactory(seats=2)
        registration = sign_up(session, "Anna")
        with pytest.raises(Refused, match="2 places"):
            actions.change_size(registration=registration, size=3, by=None, at=NOW)
        assert numbers(session) == [(1, False)]
        assert actions.change_size(registration=registration, size=2, by=None, at=NOW).size == 2
        assert numbers(session) == [(1, False), (2, False)]


class TestVisibleTo:
    def test_nobody_sees_a_resident_without_a_reason(self, desk):
        session = SessionFactory()
        registration = sign_up(session, "Anna")
        network, place = session.network, session.place

        def sees(user):
            return Registration.objects.visible_to(user).filter(pk=registration.pk).exists()

        assert sees(desk(place, network))
        assert sees(RoleFactory(kind=roles.COORDINATOR, network=network).user)
        assert not sees(RoleFactory(kind=roles.MEDIATOR, network=network).user)
        assert not sees(desk(place, network, kind=roles.NEIGHBOUR))
        assert not sees(RoleFactory(kind=roles.PARTNER, network=network).user)
        assert not sees(UserFactory())

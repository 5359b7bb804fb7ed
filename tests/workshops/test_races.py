"""Many people at the same instant for few seats, on both databases; and the same races with their guards taken away.

A race proves something when it goes wrong without what it guards: each guard is removed once, and must be missed.
"""

import datetime as dt
import sys
from functools import partial

import pytest
from django.db import DEFAULT_DB_ALIAS, IntegrityError, OperationalError, connection, connections, transaction

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people.models import Resident
from maille.workshops import actions
from maille.workshops.actions import moving, registrations
from maille.workshops.models import Cycle, Registration, Seat, Session
from tests.people.factories import UserFactory
from tests.racing import alone_no_more, at_once, errors, meeting, without_locks
from tests.workshops.factories import NOW, START, SessionFactory, applicant
from tests.workshops.soundness import faults, held_in

__all__ = ["without_locks"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
State = Registration.State
NUMBER = next(one for one in Seat._meta.constraints if one.name == "seat_once_in_session")

MAIL, PHONE = "anna@example.org", "+33612345678"
BOTH = {"phone": PHONE, "email": MAIL}
AS_OF_THE_BEGINNING = {
    "postgresql": ("options", "-c default_transaction_isolation=repeatable\\ read", "concurrent update"),
    "sqlite": ("transaction_mode", "DEFERRED", "locked"),
}


def sign_up(target, name, *, register=actions.register, **fields):
    somebody = applicant(name, phone="", email=f"{name.replace(' ', '.').lower()}@example.org", **fields)
    return register(target=target, applicant=somebody, source="public", by=None, at=NOW)


def crowd(target, people, **options):
    """So many people sign up at once; gives what each was answered."""
    return at_once([lambda name=f"Habitante {rank}": sign_up(target, name, **options) for rank in range(people)])


def crowd_that_saw(target, people, *, surely=False, **options):
    """The same, when all have seen the free seats before anybody takes one, unless a guard keeps them apart."""
    with meeting(registrations, "fits", among=people, surely=surely):
        return crowd(target, people, **options)


def look(target):
    return list(Seat.objects.filter(session=target))


@transaction.atomic
def looking_first(*, target, **fields):
    """Somebody who reads before writing, in the same transaction."""
    look(target)
    return actions.register(target=target, **fields)


def states(answers):
    return sorted(str(answer.state) for answer in answers if isinstance(answer, Registration))


@pytest.fixture
def unnumbered():
    """Take away the number that only one may hold."""
    with connection.schema_editor() as editor:
        editor.remove_constraint(Seat, NUMBER)
    yield
    Seat.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Seat, NUMBER)


class TestManyForFew:
    def test_forty_for_twelve(self):
        session = SessionFactory(seats=12)
        answers = crowd_that_saw(session, 40)
        assert states(answers) == ["seated"] * 12 + ["waiting"] * 28
        assert faults([session]) == []
        assert Entry.objects.filter(action="workshops.signed_up").count() == 40

    def test_the_first_are_seated_and_the_others_wait_behind(self):
        session = SessionFactory(seats=5)
        crowd(session, 20)
        ranks = Registration.objects.order_by("pk").values_list("state", flat=True)
        assert list(ranks) == [State.SEATED] * 5 + [State.WAITING] * 15

    @pytest.mark.parametrize("tries", [10, pytest.param(200, marks=pytest.mark.long)])
    def test_two_for_the_last_seat(self, tries):
        for _ in range(tries):
            session = SessionFactory(seats=1)
            assert states(crowd(session, 2)) == ["seated", "waiting"]
            assert faults([session]) == []

    def test_groups_sit_together_or_wait(self):
        session = SessionFactory(seats=10)
        calls = [
            lambda rank=rank: sign_up(session, f"Famille {rank}", size=1 + rank % 3, has_carer=rank % 2 == 0)
            for rank in range(30)
        ]
        assert errors(at_once(calls)) == []
        assert faults([session]) == []
        assert len(held_in(session)) == 10

    def test_the_same_person_clicking_twice_is_registered_once(self):
        session = SessionFactory(seats=5)
        answers = at_once([lambda: sign_up(session, "Anna")] * 6)
        assert len(states(answers)) == 1
        assert all(isinstance(error, Refused) for error in errors(answers))

    @pytest.mark.parametrize("said", [{"phone": "", "email": MAIL}, {"phone": PHONE, "email": ""}, BOTH])
    def test_the_same_person_who_says_more_the_second_time_is_registered_once(self, said):
        """Two records are written at once, before either registration: one of them goes, under the lock."""
        session = SessionFactory(seats=5)
        people = [applicant("Anna", **one) for one in (said, BOTH)]
        register = partial(actions.register, target=session, source="public", by=None, at=NOW)
        with meeting(registrations, "meet_resident", among=2):
            answers = at_once([partial(register, applicant=one) for one in people])
        assert states(answers) == ["seated"]
        assert [type(error) for error in errors(answers)] == [Refused]
        assert Resident.objects.count() == 1
        assert faults([session]) == []

    @pytest.mark.long
    def test_many_rounds_of_forty_for_twelve_and_of_four_hundred_for_twenty(self):
        for people, seats in [(40, 12)] * 25 + [(400, 20)] * 3:
            session = SessionFactory(seats=seats)
            answers = crowd(session, people)
            assert states(answers) == ["seated"] * seats + ["waiting"] * (people - seats)
            assert faults([session]) == []


class TestWithoutTheirGuards:
    @pytest.mark.usefixtures("without_locks", "unnumbered")
    def test_without_lock_nor_number_the_same_race_overbooks(self):
        session = SessionFactory(seats=12)
        answers = crowd_that_saw(session, 40, surely=True, register=alone_no_more(actions.register))
        assert states(answers).count("seated") > 12
        assert faults([session]) != []

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_the_number_refuses_the_one_too_many(self):
        session = SessionFactory(seats=12)
        refusals = errors(crowd_that_saw(session, 40, surely=True, register=alone_no_more(actions.register)))
        assert any(isinstance(error, IntegrityError) for error in refusals)
        assert len(held_in(session)) <= 12

    @pytest.mark.usefixtures("unnumbered")
    def test_without_the_number_the_lock_alone_seats_as_many_as_there_are(self):
        session = SessionFactory(seats=12)
        assert states(crowd_that_saw(session, 40)) == ["seated"] * 12 + ["waiting"] * 28

    def test_reading_as_of_the_beginning_turns_people_away(self, monkeypatch):
        """REPEATABLE READ on PostgreSQL, DEFERRED on SQLite: who did not act first gets no answer."""
        name, mode, words = AS_OF_THE_BEGINNING[connection.vendor]
        monkeypatch.setitem(connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"], name, mode)
        session = SessionFactory(seats=12)
        with meeting(sys.modules[__name__], "look", among=40, surely=True):
            refusals = errors(crowd(session, 40, register=looking_first))
        assert any(isinstance(error, OperationalError) and words in str(error) for error in refusals)
        assert len(held_in(session)) <= 12


class TestCrossingMoves:
    """People of two sessions who change places at the same instant, while others sign up."""

    @pytest.fixture
    def crossing(self):
        one, other = SessionFactory(seats=4), None
        other = SessionFactory(workshop=one.version.workshop, place=one.place, seats=4)
        come = [
            [sign_up(session, f"Habitante {rank} {key}") for rank in range(3)]
            for key, session in enumerate((one, other))
        ]
        return one, other, come

    def calls(self, crossing, move):
        one, other, come = crossing
        boss = UserFactory(is_superuser=True)
        pairs = [(made, other) for made in come[0]] + [(made, one) for made in come[1]]
        return [lambda made=made, to=to: move(registration=made, to=to, by=boss, at=NOW) for made, to in pairs]

    def test_nobody_is_lost_nor_seated_twice(self, crossing):
        with meeting(moving, "fits", among=6):
            answers = at_once(self.calls(crossing, actions.move_registration))
        assert [error for error in errors(answers) if not isinstance(error, Refused)] == []
        assert any(isinstance(answer, Registration) for answer in answers)
        assert faults(crossing[:2]) == []
        assert Registration.objects.seated().count() == 6

    @pytest.mark.usefixtures("without_locks", "unnumbered")
    def test_without_lock_nor_number_the_same_race_overbooks(self, crossing):
        with meeting(moving, "fits", among=6, surely=True):
            at_once(self.calls(crossing, alone_no_more(actions.move_registration)))
        assert faults(crossing[:2]) != []


class TestEverythingAtOnce:
    def test_leaving_coming_answering_and_a_cut(self):
        session = SessionFactory(seats=12)
        seated = [sign_up(session, f"Assise {rank}") for rank in range(12)]
        waiting = [sign_up(session, f"En attente {rank}", size=1 + rank % 2) for rank in range(10)]
        for one in seated[:3]:
            actions.cancel_registration(registration=one, by=None, at=NOW)
        Session.objects.filter(pk=session.pk).update(chosen_seats=10)
        calls = [lambda: actions.settle(target=session, by=None, at=NOW)]
        calls += [lambda one=one: actions.cancel_registration(registration=one, by=None, at=NOW) for one in seated]
        calls += [lambda one=one: actions.accept_offer(registration=one, by=None, at=NOW) for one in waiting]
        calls += [lambda one=one: actions.change_size(registration=one, size=1, by=None, at=NOW) for one in waiting]
        calls += [lambda rank=rank: sign_up(session, f"Venue {rank}") for rank in range(10)]
        calls += [lambda one=one: actions.come_back(registration=one, by=None, at=NOW) for one in seated[:3]]
        assert [error for error in errors(at_once(calls)) if not isinstance(error, Refused)] == []
        assert faults([session]) == []
        session.refresh_from_db()
        assert session.seats == 8, "one mediator for eight people"

    def test_a_cut_among_sign_ups_drops_nobody(self):
        session = SessionFactory(seats=12)
        Session.objects.filter(pk=session.pk).update(chosen_seats=6)
        calls = [lambda rank=rank: sign_up(session, f"Venue {rank}") for rank in range(30)]
        calls.insert(8, lambda: actions.settle(target=session, by=None, at=NOW))
        answers = at_once(calls)
        assert errors(answers) == []
        assert faults([session]) == []
        assert len(held_in(session)) == states(answers).count("seated") >= 6


class TestACycle:
    def test_and_its_sessions_share_their_seats(self):
        first, second, cycle = a_cycle(seats=(6, 5))
        calls = [
            lambda rank=rank: sign_up((cycle, first, second)[rank % 3], f"Venue {rank}", size=1 + rank % 2)
            for rank in range(36)
        ]
        answers = at_once(calls)
        assert errors(answers) == []
        assert faults([first, second]) == []
        leaving = [lambda one=one: actions.cancel_registration(registration=one, by=None, at=NOW) for one in answers]
        assert errors(at_once(leaving[::2])) == []
        assert faults([first, second]) == []


def a_cycle(seats):
    first = SessionFactory(seats=seats[0])
    cycle = Cycle.objects.create(title="Mes premiers pas", place=first.place, network=first.network)
    second = SessionFactory(
        workshop=first.version.workshop, place=first.place, seats=seats[1], starts_at=START + dt.timedelta(days=7)
    )
    for one in (first, second):
        one.cycle = cycle
        one.save(update_fields=["cycle"])
    return first, second, cycle


class TestAnOffer:
    def test_at_its_very_end_is_accepted_or_passes_on_never_both(self):
        for rank in range(6):
            session = SessionFactory(seats=1)
            first, second, third = (sign_up(session, f"{name} {rank}") for name in ("Anna", "Béa", "Chloé"))
            actions.cancel_registration(registration=first, by=None, at=NOW)
            end = NOW + dt.timedelta(hours=24)
            just_before = end - dt.timedelta(microseconds=1)
            answers = at_once(
                [
                    lambda one=second, at=just_before: actions.accept_offer(registration=one, by=None, at=at),
                    lambda one=second, at=end: actions.lapse_offer(registration=one, by=None, at=at),
                ]
            )
            after = {one.pk: one.state for one in Registration.objects.filter(session=session)}
            accepted = (State.SEATED, State.WAITING, False)
            passed_on = (State.LAPSED, State.OFFERED, True)
            assert (after[second.pk], after[third.pk], bool(errors(answers))) in (accepted, passed_on)
            assert faults([session]) == []

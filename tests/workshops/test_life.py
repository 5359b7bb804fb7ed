"""Whatever happens to a session and to a cycle, in whatever order, the seats stay right."""

import datetime as dt
from contextlib import contextmanager, suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.workshops import actions
from maille.workshops.models import Cycle, Registration, Seat, Session
from tests.people.factories import UserFactory
from tests.workshops.factories import NOW, START, SessionFactory, UnitFactory, WorkshopFactory, applicant
from tests.workshops.soundness import faults

NAMES = st.sampled_from(["Anna", "Béa", "Chloé", "Dalia", "Emma", "Fanny", "Gina", "Hawa", "Inès"])
ANY = st.integers(0, 30)


def make_sessions():
    """A session of four computers, and a cycle of a session of three seats and one of two where a carer counts."""
    alone = SessionFactory(workshop=WorkshopFactory(content__needs_computers=True), seats=0, chosen_seats=None)
    room = UnitFactory(room__place=alone.place).room
    UnitFactory.create_batch(3, room=room)
    alone.room = room
    alone.save(update_fields=["room"])
    actions.settle(target=alone, by=None, at=NOW)
    first = SessionFactory(workshop__network=alone.network, place=alone.place, seats=3)
    cycle = Cycle.objects.create(title="Premiers pas", place=first.place, network=first.network)
    second = SessionFactory(
        workshop=first.version.workshop,
        place=first.place,
        seats=2,
        starts_at=START + dt.timedelta(days=7),
        carer_takes_seat=True,
    )
    Session.objects.filter(pk__in=[first.pk, second.pk]).update(cycle=cycle)
    return cycle, [Session.objects.get(pk=one.pk) for one in (alone, first, second)]


class Life(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.at = NOW
        self.cycle, self.sessions = make_sessions()
        self.targets = [self.sessions[0], self.cycle, self.sessions[1], self.sessions[2]]
        self.units = list(self.sessions[0].room.units.all())
        self.staff = UserFactory(is_superuser=True)
        self.by = None

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def do(self, action, **arguments):
        """Act, then act again: what is journalled is what changed, and the second time changes nothing."""
        before = self.seen()
        lines = Entry.objects.count()
        try:
            action(by=self.by, at=self.at, **arguments)
        except Refused:
            assert self.seen() == before, "a refusal changed something"
            assert Entry.objects.count() == lines
            return
        after = self.seen()
        if before["registrations"] != after["registrations"] or before["seats"] != after["seats"]:
            assert Entry.objects.count() > lines, "a change without a line"
        self.check_lines(before["registrations"], after["registrations"], lines)
        if action is not actions.register:
            self.check_again(action, arguments)

    def check_lines(self, before, after, lines):
        """Each registration whose state or size is no longer what it was has a line of its own."""
        said = set(Entry.objects.order_by("pk")[lines:].values_list("object_type", "object_id"))
        for key, state in after.items():
            if before.get(key) != state:
                assert ("workshops.registration", str(key)) in said

    def check_again(self, action, arguments):
        before, lines = self.seen(), Entry.objects.count()
        with suppress(Refused):
            action(by=self.by, at=self.at, **arguments)
        assert self.seen() == before, "the second time changed something"
        assert Entry.objects.count() == lines

    def seen(self):
        return {
            "registrations": {
                key: state
                for key, *state in Registration.objects.values_list("pk", "state", "size", "offered_until", "queued_at")
            },
            "seats": list(Seat.objects.order_by("pk").values_list("pk", "number", "is_extra", "released_at")),
            "sessions": list(Session.objects.order_by("pk").values_list("pk", "seats", "free_seats")),
        }

    def one(self, rank):
        found = list(Registration.objects.order_by("pk"))
        return found[rank % len(found)]

    somebody = precondition(lambda self: Registration.objects.exists())

    @rule(where=st.integers(0, 3), name=NAMES, size=st.integers(1, 3), has_carer=st.booleans())
    def sign_up(self, where, name, size, has_carer):
        somebody = applicant(name, size=size, has_carer=has_carer)
        self.do(actions.register, target=self.targets[where], applicant=somebody, source="public")

    @rule(where=st.integers(0, 3), name=NAMES)
    def add_a_chair(self, where, name):
        with self.as_staff():
            self.do(
                actions.register,
                target=self.targets[where],
                applicant=applicant(name),
                source="desk",
                extra=True,
            )

    @somebody
    @rule(rank=ANY)
    def leave(self, rank):
        self.do(actions.cancel_registration, registration=self.one(rank))

    @somebody
    @rule(rank=ANY)
    def come_back(self, rank):
        self.do(actions.come_back, registration=self.one(rank))

    @somebody
    @rule(rank=ANY)
    def accept(self, rank):
        self.do(actions.accept_offer, registration=self.one(rank))

    @somebody
    @rule(rank=ANY, extra=st.booleans())
    def be_given_a_seat(self, rank, extra):
        with self.as_staff():
            self.do(actions.seat_waiting, registration=self.one(rank), extra=extra)

    @somebody
    @rule(rank=ANY, size=st.integers(1, 4))
    def change_size(self, rank, size):
        self.do(actions.change_size, registration=self.one(rank), size=size)

    @rule(hours=st.integers(1, 30))
    def let_time_pass(self, hours):
        """Hours go by, never so many that seats are no longer offered; offers end."""
        self.at = min(self.at + dt.timedelta(hours=hours), START - dt.timedelta(hours=4))
        for one in Registration.objects.filter(state="offered", offered_until__lte=self.at).order_by("pk"):
            self.do(actions.lapse_offer, registration=one)

    @rule(rank=st.integers(0, 3), condition=st.sampled_from(["working", "broken"]))
    def break_or_mend(self, rank, condition):
        self.units[rank].condition = condition
        self.units[rank].save()
        self.do(actions.settle, target=self.sessions[0])

    @rule(rank=st.integers(1, 2), seats=st.integers(1, 5))
    def cut_or_raise(self, rank, seats):
        session = self.sessions[rank]
        Session.objects.filter(pk=session.pk).update(chosen_seats=seats)
        self.do(actions.settle, target=session)

    @rule(rank=st.integers(0, 2), chance=st.integers(0, 4))
    def cancel_a_session(self, rank, chance):
        """One time in five: too many sessions cancelled would leave nothing to live."""
        if chance == 0:
            self.do(actions.cancel_session, session=self.sessions[rank], reason="Le médiateur est malade.")

    @contextmanager
    def as_staff(self):
        self.by = self.staff
        yield
        self.by = None

    @invariant()
    def seats_are_right(self):
        assert faults(self.sessions) == []


def live(examples):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_seats_stay_right():
    live(8)


@pytest.mark.long
@pytest.mark.django_db
def test_seats_stay_right_for_long():
    live(400)

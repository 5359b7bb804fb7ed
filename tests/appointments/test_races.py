"""Many people at the same instant for one slot, on both databases; and the same race with its guards taken away."""

import pytest
from django.db import IntegrityError, OperationalError

from maille.appointments import actions
from maille.appointments.actions import booking
from maille.appointments.models import Appointment
from maille.core.refusals import Refused
from maille.sharing.models import Occupation
from maille.sharing.rules import Window
from tests.appointments.factories import NOW, applicant, scene, slots
from tests.racing import alone_no_more, at_once, errors, meeting, without_locks
from tests.sharing.guarded import unguarded

__all__ = ["unguarded", "without_locks"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]


def take(reason, choice, rank, *, action=actions.book):
    return action(
        booking=actions.Booking(reason, "place", choice),
        applicant=applicant(f"Habitante {'ABCDEFGHIJKLMNOPQRST'[rank]}", phone=f"+336000000{rank:02}"),
        source="public",
        by=None,
        at=NOW,
    )


def crowd(people, *, surely=False, **options):
    """So many people want the same slot at once, and all saw that it is free; gives what each was answered."""
    reason, _opening = scene()
    choice = slots(reason)[0]
    with meeting(booking, "refuse_slot", among=people, surely=surely):
        return at_once([lambda rank=rank: take(reason, choice, rank, **options) for rank in range(people)])


def overlaps():
    """How many pairs of appointments that stand have their mediator twice."""
    held = [
        (one.mediator_id, Window(one.starts_at, one.ends_at)) for one in Appointment.objects.booked().order_by("pk")
    ]
    return sum(
        who == other and when.overlaps(also)
        for rank, (who, when) in enumerate(held)
        for other, also in held[rank + 1 :]
    )


class TestOneSlot:
    def test_twelve_people_at_once_and_one_has_it(self):
        answers = crowd(12)
        assert sum(isinstance(answer, Appointment) for answer in answers) == 1
        assert all(isinstance(error, Refused) and "vient d’être pris" in str(error) for error in errors(answers))
        assert (Appointment.objects.count(), Occupation.objects.count(), overlaps()) == (1, 1, 0)

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_the_database_still_refuses(self):
        answers = crowd(6, action=alone_no_more(actions.book), surely=True)
        assert all(isinstance(error, (Refused, IntegrityError, OperationalError)) for error in errors(answers))
        assert Occupation.objects.filter(because="appointment").count() == 1

    @pytest.mark.usefixtures("unguarded")
    def test_without_the_rule_of_the_database_the_lock_alone_refuses(self):
        answers = crowd(6)
        assert sum(isinstance(answer, Appointment) for answer in answers) == 1
        assert overlaps() == 0

    @pytest.mark.usefixtures("without_locks", "unguarded")
    def test_without_either_the_same_race_books_twice(self):
        crowd(6, action=alone_no_more(actions.book), surely=True)
        assert overlaps() > 0

"""A mediator is ill: her appointment goes to a colleague at the same hour, and the person is told."""

import datetime as dt

import pytest

from maille.appointments.actions import hand_over_appointment
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.sharing.models import Occupation
from tests.appointments.factories import NOW, applicant, book, mediator_of, scene

pytestmark = pytest.mark.django_db


def give(appointment, new, **said):
    given = {"key": appointment.pk, "old": appointment.mediator, "new": new, "by": None, "at": NOW}
    hand_over_appointment(**given | said)


@pytest.fixture
def made():
    reason, opening = scene()
    booked = book(reason, who=applicant(email="marie@maille.example"))
    return booked, mediator_of(opening.network, opening.place)


def test_at_the_same_hour_with_somebody_else_who_is_taken_then(made):
    booked, colleague = made
    before = (booked.starts_at, booked.place_id)
    give(booked, colleague)
    booked.refresh_from_db()
    assert (booked.mediator, booked.starts_at, booked.place_id) == (colleague, *before)
    taken = Occupation.objects.get(because="appointment", object_id=booked.pk)
    assert taken.person == colleague
    told = Message.objects.get(key__endswith=":moved")
    assert str(colleague) in told.body
    assert "n’a plus lieu" not in told.body


def test_not_to_somebody_who_does_not_receive_there_nor_twice(made):
    booked, colleague = made
    _other, elsewhere = scene(network__slug="ailleurs")
    with pytest.raises(Refused, match="ne reçoit pas dans ce réseau"):
        give(booked, elsewhere.mediator)
    give(booked, colleague)
    with pytest.raises(Refused, match="vient d’être changé"):
        give(booked, booked.mediator, old=elsewhere.mediator)


def test_what_is_over_stays(made):
    booked, colleague = made
    with pytest.raises(Refused, match="est passé"):
        give(booked, colleague, at=booked.ends_at + dt.timedelta(hours=1))

"""Nobody is in two places at once: the database refuses it, whoever writes; sessions and absences take people."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from maille.core.refusals import Refused
from maille.sharing.actions import declare_absence, occupy, release
from maille.sharing.models import Occupation
from maille.sharing.rules import Window
from maille.workshops import actions
from maille.workshops.rules.times import Slot
from tests.people.factories import UserFactory
from tests.workshops.factories import NOW, START, RoomFactory, SessionFactory, UnitFactory

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def take(starts=0, ends=1, **what):
    return Occupation.objects.create(
        because="appointment", object_id=1, starts_at=START + starts * HOUR, ends_at=START + ends * HOUR, **what
    )


def refused(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()
    return True


@pytest.fixture(params=["person", "room", "unit"])
def what(request):
    made = {"person": UserFactory, "room": RoomFactory, "unit": UnitFactory}[request.param]
    return lambda: {request.param: made()}


class TestTheDatabase:
    def test_refuses_two_that_share_an_instant(self, what):
        one = what()
        take(0, 2, **one)
        assert refused(lambda: take(1, 3, **one))
        assert refused(lambda: take(0, 2, **one))

    def test_takes_two_that_touch_and_two_of_others(self, what):
        one, other = what(), what()
        take(0, 1, **one)
        take(1, 2, **one)
        take(0, 2, **other)
        assert Occupation.objects.count() == 3

    def test_refuses_a_move_onto_another(self, what):
        one = what()
        take(0, 1, **one)
        later = take(2, 3, **one)
        later.starts_at = START
        assert refused(later.save)

    def test_is_of_exactly_one_thing(self):
        assert refused(take)
        assert refused(lambda: take(person=UserFactory(), room=RoomFactory()))


class TestOccupy:
    def test_says_so_in_a_sentence(self):
        person = UserFactory()
        take(0, 2, person=person)
        with pytest.raises(Refused, match="autre heure"):
            occupy("offer", {7: [(person.pk, Window(START, START + HOUR))]})

    def test_what_an_absence_covers_goes_back_to_it(self):
        person = UserFactory()
        occupy("appointment", {7: [(person.pk, Window(START + HOUR, START + 2 * HOUR))]})
        declare_absence(person=person, starts_at=START, ends_at=START + 3 * HOUR, by=None, at=NOW)
        held = Occupation.objects.filter(because="absence").order_by("starts_at")
        assert [(one.starts_at, one.ends_at) for one in held] == [
            (START, START + HOUR),
            (START + 2 * HOUR, START + 3 * HOUR),
        ]
        release("appointment", [7])
        assert [(one.starts_at, one.ends_at) for one in held.all()] == [(START, START + 3 * HOUR)]


def draft(person, hours=0, **fields):
    starts_at = START + hours * HOUR
    return SessionFactory(state="draft", starts_at=starts_at, led_by=[person], **fields)


def publish(session):
    return actions.publish(session=session, by=None, at=NOW)


def taken(person):
    rows = Occupation.objects.filter(person=person).order_by("starts_at")
    return [(one.because, one.object_id, one.starts_at) for one in rows]


class TestSessions:
    def test_take_who_leads_them_while_they_are_published(self):
        person = UserFactory()
        session = draft(person)
        assert taken(person) == []
        publish(session)
        assert taken(person) == [("session", session.pk, START)]
        actions.move_session(session=session, slot=Slot(START + HOUR, START + 2 * HOUR), by=None, at=NOW)
        assert taken(person) == [("session", session.pk, START + HOUR)]
        actions.cancel_session(session=session, reason="Panne", by=None, at=NOW)
        assert taken(person) == []

    def test_taken_back_into_preparation_take_nobody(self):
        person = UserFactory()
        session = draft(person)
        publish(session)
        actions.unpublish(session=session, by=None, at=NOW)
        assert taken(person) == []

    def test_two_at_once_are_refused_with_the_name_of_the_other(self):
        person = UserFactory(name="Chloé Exemple")
        publish(draft(person))
        with pytest.raises(Refused, match="Chloé Exemple anime déjà «\u00a0Découvrir son smartphone\u00a0»") as refusal:
            publish(draft(person, hours=1))
        assert refusal.value.field == "mediators"

    def test_an_appointment_and_an_absence_keep_a_mediator(self):
        person = UserFactory()
        take(0, 1, person=person)
        with pytest.raises(Refused, match="a déjà un rendez-vous"):
            publish(draft(person))
        declare_absence(person=person, starts_at=START + 4 * HOUR, ends_at=START + 9 * HOUR, by=None, at=NOW)
        with pytest.raises(Refused, match="n’est pas là"):
            publish(draft(person, hours=5))

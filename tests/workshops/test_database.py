"""What the database refuses by itself, whatever the code above it does."""

import pytest
from django.db import IntegrityError, transaction

from maille.workshops.models import Registration, Seat, Session
from tests.workshops.factories import NOW, ResidentFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(seats=2)


@pytest.fixture
def registration(session):
    return Registration.objects.create(
        session=session,
        resident=ResidentFactory(network=session.network),
        person_key="anna|1",
        state="seated",
        source="public",
        created_at=NOW,
        queued_at=NOW,
    )


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def sit(registration, number, **fields):
    return Seat.objects.create(session=registration.session, registration=registration, number=number, **fields)


class TestSeats:
    def test_the_same_number_twice_is_refused(self, registration):
        sit(registration, 1)
        refused(lambda: sit(registration, 1))

    def test_a_number_above_the_seats_is_refused(self, registration):
        refused(lambda: sit(registration, 3))

    def test_a_number_moved_above_the_seats_is_refused(self, registration):
        seat = sit(registration, 1)
        refused(lambda: Seat.objects.filter(pk=seat.pk).update(number=3))

    def test_a_released_seat_taken_again_above_is_refused(self, registration):
        seat = sit(registration, 3, released_at=NOW)
        refused(lambda: Seat.objects.filter(pk=seat.pk).update(released_at=None))

    def test_an_extra_seat_is_a_decision(self, registration):
        assert sit(registration, 3, is_extra=True).pk

    def test_a_released_number_is_free(self, registration):
        sit(registration, 1, released_at=NOW)
        assert sit(registration, 1).pk

    def test_fewer_seats_than_are_held_are_refused(self, registration, session):
        sit(registration, 2)
        refused(lambda: Session.objects.filter(pk=session.pk).update(seats=1, free_seats=0))

    def test_more_seats_are_welcome(self, session):
        assert Session.objects.filter(pk=session.pk).update(seats=9) == 1


class TestRegistrations:
    def test_the_same_person_twice_is_refused(self, registration):
        registration.pk, registration.public_id, registration.code = None, None, "AAAAAA"
        registration.public_id = Registration._meta.get_field("public_id").get_default()
        refused(lambda: registration.save(force_insert=True))

    def test_an_offer_has_an_end(self, registration):
        refused(lambda: Registration.objects.filter(pk=registration.pk).update(state="offered"))

    def test_of_a_session_or_of_a_cycle(self, registration):
        refused(lambda: Registration.objects.filter(pk=registration.pk).update(session=None))

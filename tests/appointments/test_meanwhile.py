"""One changes an appointment while another changes what it stands on; each stops where it would hurt."""

import datetime as dt

import pytest

from maille.appointments import actions
from maille.appointments.actions import earlier, freeing
from maille.appointments.load import Choice
from maille.appointments.models import Appointment, EarlierOffer
from maille.people.models import Resident
from maille.workshops.actions import cancel_session
from maille.workshops.actions.occupying import occupy_mediators
from tests.appointments.factories import NOW, WEDNESDAY, OpeningFactory, applicant, book, scene, slots
from tests.racing import meanwhile, wrong
from tests.workshops.factories import SessionFactory

__all__ = ["meanwhile"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url", "clock")]
HOUR = dt.timedelta(hours=1)


def at_hour(opening, rank=0):
    start = WEDNESDAY + rank * HOUR
    return Choice(opening.place, opening.mediator, start, start + HOUR)


def test_two_mediators_free_an_hour_for_the_same_person(meanwhile):
    """Two appointments with two mediators are cancelled at once; one person wants to come earlier."""
    reason, opening = scene()
    second = OpeningFactory(network=reason.network, place=opening.place)
    early = [at_hour(opening), at_hour(second)]
    one, other = (
        book(reason, choice, who=applicant(name, phone=phone))
        for choice, name, phone in zip(early, ("Anne Un", "Bob Deux"), ("+33612345601", "+33612345602"), strict=True)
    )
    assert {one.mediator, other.mediator} == {opening.mediator, second.mediator}
    late = at_hour(opening, 2)
    waits = book(reason, late, who=applicant("Chloé Trois", phone="+33612345603"))
    actions.want_earlier(appointment=waits, by=None, at=NOW)
    answers = meanwhile(
        earlier,
        "_slot_for",
        lambda: actions.cancel_appointment(appointment=one, by=None, at=NOW),
        lambda: actions.cancel_appointment(appointment=other, by=None, at=NOW),
    )
    assert wrong(answers) == []
    assert EarlierOffer.objects.filter(state="open").count() == 1


def test_what_a_session_of_two_freed_is_offered_while_who_waits_changes_their_mind(meanwhile, clock):
    """A session led by two is cancelled; the clock offers its hours to somebody whose mediator is the second."""
    reason, opening = scene()
    second = OpeningFactory(network=reason.network, place=opening.place)
    first, last = sorted((opening.mediator, second.mediator), key=lambda one: one.pk)
    session = SessionFactory(
        network=reason.network,
        place=opening.place,
        starts_at=WEDNESDAY,
        ends_at=WEDNESDAY + HOUR,
        led_by=[first, last],
    )
    occupy_mediators([session])
    waits = book(reason, at_hour(next(one for one in (opening, second) if one.mediator == last), 1))
    actions.want_earlier(appointment=waits, by=None, at=NOW)
    clock.move_to(NOW + HOUR)
    cancel_session(session=session, reason="La salle est prise.", by=None, at=NOW + HOUR)
    answers = meanwhile(
        freeing,
        "offer_any",
        lambda: actions.offer_what_was_freed(by=None, at=NOW + 2 * HOUR),
        lambda: actions.drop_earlier(appointment=waits, by=None, at=NOW + 2 * HOUR),
    )
    assert wrong(answers) == []


def test_one_new_person_books_twice_at_once(meanwhile):
    from maille.appointments.actions import booking

    reason, opening = scene()
    second = OpeningFactory(network=reason.network, place=opening.place)
    early = [at_hour(opening), at_hour(second)]
    answers = meanwhile(booking, "_person", lambda: book(reason, early[0]), lambda: book(reason, early[1]))
    assert wrong(answers) == []
    assert (Resident.objects.count(), Appointment.objects.count()) == (1, 1)


def test_one_known_person_books_twice_at_once(meanwhile):
    from maille.appointments.actions import booking

    reason, opening = scene()
    second = OpeningFactory(network=reason.network, place=opening.place)
    first = book(reason, slots(reason)[-1])
    actions.cancel_appointment(appointment=first, by=None, at=NOW)
    early = [at_hour(opening), at_hour(second)]
    answers = meanwhile(booking, "_person", lambda: book(reason, early[0]), lambda: book(reason, early[1]))
    assert wrong(answers) == []
    assert (Resident.objects.count(), Appointment.objects.booked().count()) == (1, 1)


def test_booked_while_erased(meanwhile):
    from maille.people import actions as people
    from maille.people.actions import residents

    reason, opening = scene()
    first = book(reason, slots(reason)[-1])
    actions.cancel_appointment(appointment=first, by=None, at=NOW)
    person = first.resident
    answers = meanwhile(
        residents,
        "_records_of",
        lambda: people.erase_resident(resident=person, by=None, at=NOW),
        lambda: book(reason, resident=person, by=opening.mediator, source="desk"),
    )
    assert wrong(answers) == []
    person.refresh_from_db()
    assert not (person.erased_at and Appointment.objects.booked().filter(resident=person).exists()), answers

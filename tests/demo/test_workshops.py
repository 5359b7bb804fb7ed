"""The month of the demonstration, through everybody's actions: nothing is real, everything can be seen."""

import datetime as dt
from collections import Counter

import pytest
from django.core.management import call_command

from maille.activity.models import Attendance, Attestation, Sheet
from maille.core.models import Entry
from maille.demo.load import membership
from maille.demo.past import load_past
from maille.demo.workshops import has_programme, load_workshops
from maille.messaging.models import Message
from maille.people.demo import load_demo_people
from maille.people.models import Resident
from maille.sharing.models import Unit
from maille.workshops.actions import add_from_library
from maille.workshops.load import library
from maille.workshops.models import Registration, Seat, Session
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory
from tests.workshops.soundness import faults

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("clock")]

NOW = dt.datetime(2026, 11, 24, 13, 30, tzinfo=dt.UTC)


@pytest.fixture
def network():
    CommuneFactory()
    network = NetworkFactory(slug="saint-etienne")
    add_from_library(network=network, keys=[one["key"] for one in library()], by=None, at=NOW)
    return network


@pytest.fixture
def places(network):
    told = membership()
    found = {
        one["name"]: NetworkPlaceFactory(
            network=network, place__name=one["name"], place__source=told["source"], place__source_key=one["key"]
        ).place
        for one in told["members"]
    }
    load_demo_people(network, today=NOW.date(), password=None)
    return found


def counted():
    return [model.objects.count() for model in (Session, Registration, Seat, Unit, Resident, Entry)]


def test_a_month_of_sessions_with_everything_that_happens(network, places):
    load_workshops(network, places, at=NOW)
    sessions = Session.objects.filter(network=network)
    assert {session.place_id for session in sessions} == {place.pk for place in places.values()}
    assert 60 <= sessions.count() <= 100
    states = Counter(sessions.values_list("state", flat=True))
    assert states["cancelled"] in (1, 2)
    assert states["draft"] == 0
    full = sessions.published().filter(free_seats=0)
    assert full.filter(registrations__state="waiting").exists()
    assert sessions.filter(cycle__isnull=False).values("cycle").distinct().count() == 2
    assert Registration.objects.filter(state="offered").exists()
    assert Unit.objects.filter(condition="broken").count() == 1
    assert sessions.filter(seats_limit="computers").exists()
    assert faults(sessions) == []
    # Nobody is real, nobody is written to but at invented addresses.
    assert all(one.name.endswith("(fictif)") for one in Resident.objects.all())
    assert all(one.phone.startswith("+3346571") for one in Resident.objects.exclude(phone=""))
    assert all(one.email.endswith(".example") for one in Resident.objects.exclude(email=""))
    # Again, nothing changes; a week later, a week more.
    before = counted()
    assert load_workshops(network, places, at=NOW) == []
    assert counted() == before
    more = load_workshops(network, places, at=NOW + dt.timedelta(days=7))
    assert more
    assert min(session.starts_at for session in more) > NOW + dt.timedelta(days=30)


def test_opened_again_when_the_month_is_over_there_is_another(network, places, clock):
    call_command("load_demo", "--if-empty")
    first = Session.objects.count()
    assert first
    call_command("load_demo", "--if-empty")
    assert Session.objects.count() == first
    later = NOW + dt.timedelta(days=60)
    clock.move_to(later)
    assert not has_programme(network, later)
    call_command("load_demo", "--if-empty")
    assert Session.objects.filter(starts_at__gt=later).count() > first / 2


def test_the_fortnight_that_is_over_was_held_and_somebody_asked_for_a_paper(network, places):
    load_workshops(network, places, at=NOW)
    waiting = set(Message.objects.due(NOW)) | set(Message.objects.to_call(NOW))
    load_past(network, places, at=NOW)
    held = Session.objects.filter(network=network, starts_at__lt=NOW)
    assert held.count() >= 20
    assert min(one.starts_at for one in held) > NOW - dt.timedelta(days=15)
    assert Sheet.objects.filter(session__in=held, closed_at__isnull=False).count() == held.count()
    answers = Counter(Attendance.objects.values_list("state", flat=True))
    assert answers["present"] > sum(answers.values()) / 2
    assert {"absent", "excused", "late_cancel"} <= set(answers)
    assert "expected" not in answers
    assert Attestation.objects.get().name.endswith("(fictif)")
    assert faults(held) == []
    # Nobody is written to about what is over, and nothing of it waits to be said.
    assert set(Message.objects.due(NOW)) | set(Message.objects.to_call(NOW)) == waiting
    before = counted()
    load_past(network, places, at=NOW + dt.timedelta(days=7))
    assert counted() == before

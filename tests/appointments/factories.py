"""Reasons, openings and appointments for the tests: a mediator of a place who receives on Wednesday afternoons."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from maille.appointments import actions
from maille.appointments.load import choices
from maille.appointments.models import Opening, Reason
from maille.people.models import Role
from maille.workshops.rules.signup import Applicant
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory

NOW = dt.datetime(2026, 11, 24, 13, 30, tzinfo=dt.UTC)
WEDNESDAY = dt.datetime(2026, 12, 2, 13, 0, tzinfo=dt.UTC)  # 14:00 in Paris
SINCE = dt.date(2020, 1, 1)


class ReasonFactory(DjangoModelFactory):
    class Meta:
        model = Reason

    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence(lambda n: f"Démarche en ligne {n}")
    minutes = 60
    modes = ("place", "phone", "home")
    notice_hours = 12
    horizon_days = 42
    travel_minutes = 30


class OpeningFactory(DjangoModelFactory):
    """Wednesday from 14:00 to 18:00, four hours, with a mediator of the place."""

    class Meta:
        model = Opening

    network = factory.SubFactory(NetworkFactory)
    weekday = 2
    start = dt.time(14)
    end = dt.time(18)
    starts_on = dt.date(2026, 12, 1)

    @factory.lazy_attribute
    def place(self):
        return NetworkPlaceFactory(network=self.network, kind="member").place

    @factory.lazy_attribute
    def mediator(self):
        return mediator_of(self.network, self.place)


def mediator_of(network, place, kind="mediator"):
    user = UserFactory()
    Role.objects.create(user=user, kind=kind, network=network, place=place, starts_on=SINCE)
    return user


def scene(**reason):
    """A reason and an opening for it, in one network."""
    made = ReasonFactory(**reason)
    return made, OpeningFactory(network=made.network)


def slots(reason, mode="place", at=NOW, **options):
    return choices(reason, mode, at=at, **options)


def applicant(name="Marie Dupont", **fields):
    return Applicant(**{"name": name, "phone": "+33612345678", **fields})


def book(reason, choice=None, mode="place", *, who=None, source="public", by=None, at=NOW, address="", **options):
    choice = choice or slots(reason, mode, at=at)[0]
    return actions.book(
        booking=actions.Booking(reason, mode, choice, address),
        applicant=who or applicant(),
        source=source,
        by=by,
        at=at,
        **options,
    )

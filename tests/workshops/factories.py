"""Workshops, sessions and registrations for the tests: a Tuesday afternoon in a member place, eight days ahead."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from maille.language.words import fold
from maille.people.models import Resident
from maille.sharing.models import Unit
from maille.territory.models import Room
from maille.workshops.models import Session, SessionMediator, Workshop, WorkshopVersion
from maille.workshops.rules.signup import Applicant
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory, PlaceFactory

START = dt.datetime(2026, 12, 2, 13, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 24, 13, 30, tzinfo=dt.UTC)


class WorkshopFactory(DjangoModelFactory):
    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    network = factory.SubFactory(NetworkFactory)

    @factory.post_generation
    def content(self, create, extracted, **fields):
        version = WorkshopVersion.objects.create(
            workshop=self,
            number=1,
            created_at=NOW,
            **{
                "title": "Découvrir son smartphone",
                "aim": "Téléphoner, envoyer un message, prendre une photo.",
                "level": "debutant",
                "themes": ("prendre_en_main_du_materiel",),
                **fields,
            },
        )
        self.current = version
        self.save()


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    place = factory.SubFactory(PlaceFactory)
    name = factory.Sequence(lambda n: f"Salle {n}")
    seats = 12


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    kind = Unit.Kind.COMPUTER
    label = factory.Sequence(lambda n: f"PC{n:02}")
    base = factory.SelfAttribute("room.place")
    room = factory.SubFactory(RoomFactory)


class SessionFactory(DjangoModelFactory):
    """A published session; `seats=n` sets by hand how many it takes, with mediators enough."""

    class Meta:
        model = Session
        skip_postgeneration_save = True
        exclude = ["workshop"]

    workshop = factory.SubFactory(WorkshopFactory)
    version = factory.LazyAttribute(lambda session: session.workshop.current)
    network = factory.LazyAttribute(lambda session: session.version.workshop.network)
    starts_at = START
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + dt.timedelta(hours=2))
    state = Session.State.PUBLISHED
    seats = 3
    chosen_seats = factory.SelfAttribute("seats")
    free_seats = factory.SelfAttribute("seats")
    seats_limit = "chosen"

    @factory.lazy_attribute
    def place(self):
        return NetworkPlaceFactory(network=self.network, kind="member").place

    @factory.post_generation
    def led_by(self, create, extracted, **kwargs):
        for mediator in extracted if extracted is not None else [UserFactory()]:
            SessionMediator.objects.create(session=self, mediator=mediator)


class ResidentFactory(DjangoModelFactory):
    class Meta:
        model = Resident

    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence(lambda n: f"Habitante {n}")
    search_name = factory.LazyAttribute(lambda resident: resident.name.lower())
    created_at = NOW
    seen_at = NOW


def applicant(name="Marie Dupont", **fields):
    """Somebody who left a telephone number of her own."""
    digits = sum(ord(letter) for letter in fold(name).strip()) % 10_000
    return Applicant(**{"name": name, "phone": f"+3347720{digits:04}", **fields})

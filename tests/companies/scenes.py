"""A company on its way: a request brought to any step, by everybody's actions, at a stopped clock."""

import datetime as dt

from maille.activity.load import half_days_of
from maille.companies import actions
from maille.companies.actions import Asked, Offer
from maille.companies.models import Enquiry
from maille.companies.rules.people import Line
from maille.people.models import Role
from maille.territory.models import Organisation
from maille.workshops.rules.times import Slot
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory
from tests.workshops.factories import NOW, RoomFactory, WorkshopFactory

FIRST = dt.datetime(2026, 12, 15, 8, 0, tzinfo=dt.UTC)
SECOND = FIRST + dt.timedelta(days=2)
AFTER = SECOND + dt.timedelta(days=1)
NAMES = (
    "Élise Dupont", "Karim Haddad", "Ana Sousa", "Jean-Marc Petit", "Leïla Ben Amar", "Paul Roche", "Inès Garnier",
    "Tom Vial",
)  # fmt: skip
FIVE_LINES = {
    "company": "Rubans Faure",
    "topic": "Remplir un planning partagé",
    "people": 8,
    "when": "En décembre, le matin",
    "where": "either",
    "contact_name": "Odile Faure",
    "email": "odile@rubans.example",
}
SIGNER = {"name": "Odile Faure", "role": "gérante", "address": "3 rue des Teinturiers, 42000 Saint-Étienne"}


class Scene:
    """A network with a room of twelve, a mediator and a coordinator; `enquiry` stands where `to` has brought it."""

    def __init__(self, **asked):
        self.network = NetworkFactory(phone="+33477000009", email="reseau@maille.example")
        self.place = NetworkPlaceFactory(network=self.network, kind="member").place
        self.place.organisation = Organisation.objects.create(name="Association La Maille")
        self.place.save()
        self.room = RoomFactory(place=self.place, seats=12)
        self.workshop = WorkshopFactory(network=self.network, content__title="Un planning partagé", content__ratio=12)
        self.mediator = self._person("mediator", place=self.place)
        self.coordinator = self._person("coordinator")
        self.enquiry = actions.ask(network=self.network, asked=Asked(**{**FIVE_LINES, **asked}), by=None, at=NOW)

    def _person(self, kind, **where):
        user = UserFactory()
        Role.objects.create(user=user, kind=kind, network=self.network, starts_on=dt.date(2020, 1, 1), **where)
        return user

    def offer(self, *starts, hours=3, **fields):
        slots = [Slot(one, one + dt.timedelta(hours=hours)) for one in starts or (FIRST, SECOND)]
        usual = {"workshop": self.workshop, "place": self.place, "mediator": self.mediator, "capacity": 8}
        return Offer(**{**usual, "slots": slots, "room": self.room, **fields})

    def add_option(self, *starts, **fields):
        offer = self.offer(*starts, **fields)
        return actions.add_option(enquiry=self.enquiry, offer=offer, by=self.coordinator, at=NOW)

    def to_proposed(self, *starts, **fields):
        self.option = self.add_option(*starts, **fields)
        actions.send_proposal(enquiry=self.enquiry, by=self.coordinator, at=NOW)
        return self.fresh()

    def to_agreed(self, *starts, **fields):
        self.to_proposed(*starts, **fields)
        actions.accept_option(enquiry=self.enquiry, option=self.option, by=None, at=NOW)
        return self.fresh()

    def to_signed(self, *starts, **fields):
        self.to_agreed(*starts, **fields)
        actions.sign_convention(enquiry=self.enquiry, siret="", by=None, at=NOW, **SIGNER)
        return self.fresh()

    def to_running(self, names=NAMES, **fields):
        self.to_signed(**fields)
        lines = [Line(number, name) for number, name in enumerate(names, start=1)]
        actions.add_people(enquiry=self.enquiry, lines=lines, by=None, at=NOW)
        actions.confirm_list(enquiry=self.enquiry, by=None, at=NOW)
        actions.open_sessions(enquiry=self.enquiry, by=self.coordinator, at=NOW)
        return self.fresh()

    def sessions(self):
        dates = self.enquiry.options.get(accepted_at__isnull=False).dates.select_related("session")
        return [one.session for one in dates]

    def trainees(self):
        return list(self.enquiry.trainees.on_list().select_related("registration"))

    def sign_everything(self, *, but=()):
        """Sign each session once it began, trainees then trainer; `but` are (name, or "", and rank of the session)."""
        for rank, session in enumerate(self.sessions()):
            at = session.starts_at + dt.timedelta(minutes=30)
            for trainee in [*self.trainees(), None]:
                if (trainee.name if trainee else "", rank) not in but:
                    self.sign(session, trainee, at)

    def sign(self, session, trainee, at):
        for half in half_days_of(session):
            actions.sign_half_day(
                enquiry=self.enquiry, session=session, half_day=half.code, trainee=trainee, by=self.mediator, at=at
            )

    def to_done(self, **fields):
        self.to_running(**fields)
        self.sign_everything()
        actions.issue_certificates(enquiry=self.enquiry, by=self.coordinator, at=AFTER)
        return self.fresh()

    def fresh(self) -> Enquiry:
        self.enquiry = Enquiry.objects.select_related("network", "handler").get(pk=self.enquiry.pk)
        return self.enquiry

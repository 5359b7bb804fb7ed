"""People and their roles for the tests; places and networks come from tests/territory."""

import datetime as dt

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from maille.people import rules
from maille.people.models import Desk, Invitation, Role, User
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory

PASSWORD = "un mot de passe bien long"


class UserFactory(DjangoModelFactory):
    """An account without a password, its address proven."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Camille Essai {n}")
    email = factory.Sequence(lambda n: f"camille.{n}@essai.example")
    password = "!"

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class RoleFactory(DjangoModelFactory):
    """A role in force since long ago; by default, mediation in a member place of the network."""

    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = rules.MEDIATOR
    network = factory.SubFactory(NetworkFactory)
    starts_on = dt.date(2024, 1, 1)

    @factory.lazy_attribute
    def place(self):
        if self.kind not in rules.PLACE_KINDS:
            return None
        kind = "neighbour" if self.kind == rules.NEIGHBOUR else "member"
        return NetworkPlaceFactory(network=self.network, kind=kind).place

    @factory.lazy_attribute
    def territory(self):
        return "42" if self.kind == rules.PARTNER else ""


class InvitationFactory(DjangoModelFactory):
    """An invitation that has left."""

    class Meta:
        model = Invitation
        exclude = ("secret",)

    secret = factory.Sequence(lambda n: f"secret-{n}")
    email = factory.Sequence(lambda n: f"invitee.{n}@essai.example")
    name = "Dominique Invitation"
    kind = rules.MEDIATOR
    network = factory.SubFactory(NetworkFactory)
    token_hash = factory.LazyAttribute(lambda o: rules.hash_of_secret(o.secret))
    created_at = factory.LazyFunction(timezone.now)
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda o: o.created_at + rules.INVITATION_LIFE)

    @factory.lazy_attribute
    def place(self):
        if self.kind not in rules.PLACE_KINDS:
            return None
        return NetworkPlaceFactory(network=self.network).place


class DeskFactory(DjangoModelFactory):
    class Meta:
        model = Desk
        exclude = ("secret",)

    secret = factory.Sequence(lambda n: f"desk-{n}")
    place = factory.LazyFunction(lambda: NetworkPlaceFactory().place)
    name = "Accueil"
    token_hash = factory.LazyAttribute(lambda o: rules.hash_of_secret(o.secret))
    opened_at = factory.LazyFunction(timezone.now)


def user_with(kind, **role):
    """Someone who holds one role; gives the account."""
    return RoleFactory(kind=kind, **role).user

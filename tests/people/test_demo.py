"""The invented people of the demonstration."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from maille.people.demo import load_demo_people
from maille.people.models import Role, User
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = dt.date(2026, 11, 24)
PASSWORD = "maille-demo"


@pytest.fixture
def network():
    CommuneFactory()
    network = NetworkFactory()
    NetworkPlaceFactory.create_batch(13, network=network)
    NetworkPlaceFactory.create_batch(3, network=network, kind="neighbour")
    NetworkPlaceFactory(network=network, kind="neighbour", place__name="Alolise")
    return network


def load(network, password=PASSWORD):
    return load_demo_people(network, today=TODAY, password=password)


def test_each_place_has_some_people_and_one_manager_and_the_network_forty_mediators(network):
    load(network)
    assert Role.objects.filter(kind="mediator").count() == 40
    for link in network.network_places.filter(kind="member"):
        kinds = sorted(Role.objects.filter(place=link.place).values_list("kind", flat=True))
        assert 3 <= len(kinds) <= 6
        assert kinds.count("place_manager") == 1


def test_every_role_can_be_tried(network):
    accounts = load(network)
    assert len(accounts) == 6
    roles = {User.objects.get(email=email).roles.get().kind for _words, email, _password in accounts}
    assert roles == set(Role.Kind.values)
    for words, email, password in accounts:
        assert User.objects.get(email=email).check_password(password)
        assert EmailAddress.objects.get(email=email).verified
        assert words
    assert User.objects.get(roles__kind="neighbour").roles.get().place.name == "Alolise"
    assert User.objects.get(roles__kind="partner").roles.get().territory == "42"


def test_nobody_is_real(network):
    load(network)
    for user in User.objects.all():
        assert user.name.endswith("(fictif)")
        assert user.email.endswith(".example")
        assert user.phone.startswith("+3346571")
    assert len(set(User.objects.values_list("name", flat=True))) == User.objects.count()


def test_loading_again_changes_nothing(network):
    first = load(network)
    users, roles = User.objects.count(), Role.objects.count()
    assert load_demo_people(network, today=TODAY + dt.timedelta(40), password=PASSWORD) == first
    assert (User.objects.count(), Role.objects.count()) == (users, roles)


def test_without_a_password_accounts_open_by_code_only(network):
    accounts = load(network, password=None)
    assert {password for *_others, password in accounts} == {""}
    assert not User.objects.first().has_usable_password()

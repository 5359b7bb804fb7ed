"""A network, a member place and who coordinates them."""

import pytest


@pytest.fixture
def network():
    from tests.territory.factories import NetworkFactory  # models cannot be imported before Django is ready

    return NetworkFactory()


@pytest.fixture
def place(network):
    from tests.territory.factories import NetworkPlaceFactory

    return NetworkPlaceFactory(network=network).place


@pytest.fixture
def coordinator(network):
    from maille.people import rules
    from tests.people.factories import user_with

    return user_with(rules.COORDINATOR, network=network)

"""The people lent of the demonstration: they are there, and loading them again changes nothing."""

import datetime as dt

import pytest

from maille.demo.lending import load_lending
from maille.people.rules import MEDIATOR
from maille.sharing.models import LedgerEntry, Lending, Need
from tests.people.factories import RoleFactory
from tests.sharing.factories import NOW
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory

pytestmark = pytest.mark.django_db


def test_some_were_lent_one_is_to_come_and_one_is_asked():
    network = NetworkFactory()
    places = [NetworkPlaceFactory(network=network).place for _ in range(10)]
    for place in places:
        for _ in range(3):
            RoleFactory(network=network, kind=MEDIATOR, place=place, starts_on=NOW.date())
    for _ in range(2):
        load_lending(network, places, at=NOW)
    states = sorted(Lending.objects.values_list("state", flat=True))
    assert states == ["agreed", "done", "done", "done", "done", "offered"]
    assert LedgerEntry.objects.count() == 4
    assert Need.objects.filter(state="asked").count() == 2
    assert Need.objects.filter(starts_at__gt=NOW + dt.timedelta(days=1)).count() == 3

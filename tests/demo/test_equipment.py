"""The invented cupboard of the demonstration: what the file says is there, once."""

import datetime as dt

import pytest
from django.utils import timezone

from maille.demo.equipment import NOTES, load_equipment, told_equipment
from maille.sharing.models import Need, Promise, Unit
from tests.territory.factories import NetworkFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def test_the_cupboard_is_there_once_and_says_that_it_is_invented():
    told = told_equipment()
    names = {place for line in told["models"] for place in line["where"]} - {"Centre de ressources"}
    places = {name: PlaceFactory(name=name, hours="") for name in names}
    network = NetworkFactory(resource_centre=PlaceFactory(hours=""))
    at = timezone.now() - dt.timedelta(minutes=1)
    for _ in range(2):
        load_equipment(network, places, at=at)
    assert Unit.objects.filter(notes=NOTES).count() == Unit.objects.count() == 190
    assert sum(bool(line.get("contents")) for line in told["models"]) == 3
    assert Need.objects.waiting().count() == 2
    assert Promise.objects.standing().count() == 16

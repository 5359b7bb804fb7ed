"""What the map stands on, where the communes are drawn and elsewhere."""

import pytest
from django.test import Client

from maille.core import search
from maille.directory.views.map import ground_of, outlined
from maille.territory.models import Commune
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory

pytestmark = pytest.mark.django_db


def test_the_loire_has_its_outlines():
    ground = ground_of(NetworkFactory(main_commune=CommuneFactory()))
    assert "communes-42" in ground["outlines"]
    assert ground["centre"].endswith(",11")


def test_another_departement_has_a_plain_ground_of_its_own():
    lyon = Commune(code="69123", name="Lyon", search_name="lyon", departement="69", latitude=45.758, longitude=4.835)
    lyon.save()
    network = NetworkFactory(main_commune=lyon)
    assert ground_of(network)["outlines"] == ""
    assert ground_of(network)["centre"] == "45.7580,4.8350,11"
    search.refresh([NetworkPlaceFactory(network=network).place])
    page = Client().get("/en/annuaire/?vue=carte").content.decode()
    assert 'data-outlines=""' in page
    assert "the points are in their place" in page


@pytest.mark.parametrize("network", [None, NetworkFactory.build(main_commune=None)])
def test_a_network_without_a_commune_opens_on_the_country(network):
    assert ground_of(network)["outlines"] == ""
    assert ground_of(network)["centre"].endswith(",5")


def test_each_outline_file_is_named_after_its_departement():
    assert outlined() == {"42"}

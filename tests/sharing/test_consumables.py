"""What is used up: each place says what it has left, what to buy again comes first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.sharing.actions import add_consumable, drop_consumable, note_stock
from maille.sharing.models import Stock
from tests.sharing.factories import NOW, cupboard
from tests.territory.factories import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    of = cupboard()
    of.spools = add_consumable(network=of.network, name="Filament PLA", measure="bobine", low=3, by=of.coordinator)
    return of


def note(of, left, by=None, place=1):
    return note_stock(consumable=of.spools, place=of.places[place], left=left, by=by, at=NOW)


def refused(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.sentence


def test_said_again_nothing_more_is_written(network):
    for left in (4, 4, 1):
        note(network, left, network.mediator)
    assert Stock.objects.get().left == 1
    entries = Entry.objects.filter(action="sharing.stock_noted").order_by("pk")
    assert [one.after["left"] for one in entries] == [4, 1]
    assert entries[1].before["left"] == 4


def test_each_for_its_own_place_within_reason(network):
    assert "dit ce qu’il lui reste" in refused(lambda: note(network, 2, network.mediator, place=2))
    assert "Comptez de 0" in refused(lambda: note(network, 10_001))
    outside = PlaceFactory()
    sentence = refused(lambda: note_stock(consumable=network.spools, place=outside, left=1, by=None, at=NOW))
    assert "lieu du réseau" in sentence


def test_only_the_coordination_says_what_is_followed_and_once(network):
    again = {"network": network.network, "name": "Filament PLA", "measure": "bobine"}
    assert "Seule la coordination" in refused(lambda: add_consumable(**again, by=network.manager))
    assert "existe déjà" in refused(lambda: add_consumable(**again, by=network.coordinator))
    assert "Dites son nom" in refused(lambda: add_consumable(**again | {"measure": " "}, by=network.coordinator))
    for _ in range(2):
        drop_consumable(consumable=network.spools, by=network.coordinator, at=NOW)
    assert Entry.objects.filter(action="sharing.consumable_dropped").count() == 1
    add_consumable(**again, by=network.coordinator)


class TestScreen:
    def test_what_to_buy_again_comes_first_with_where_there_is_some(self, client, network):
        plenty = add_consumable(network=network.network, name="Agrafes", measure="boîte", low=1, by=None)
        note_stock(consumable=plenty, place=network.places[0], left=9, by=None, at=NOW)
        note(network, 2)
        client.force_login(network.mediator)
        text = client.get(reverse("sharing:consumables")).text
        assert text.index("Filament PLA") < text.index("Agrafes")
        assert "L’Arlequin\u00a0: 2" in text
        assert text.count("à racheter") == 1
        assert "Suivre un consommable" not in text

    def test_notes_and_keeps_what_was_typed(self, client, network):
        client.force_login(network.mediator)
        said = {"consumable": network.spools.pk, "place": network.places[1].pk, "left": "7"}
        assert client.post(reverse("sharing:note_stock"), said).status_code == 302
        wrong = client.post(reverse("sharing:note_stock"), said | {"left": "-3"})
        assert wrong.status_code == 422
        assert 'value="-3"' in wrong.text

    def test_the_coordination_adds_and_drops(self, client, network):
        client.force_login(network.coordinator)
        said = {"name": "Piles AA", "measure": "boîte de dix", "low": "4"}
        assert client.post(reverse("sharing:add_consumable"), said).status_code == 302
        again = client.post(reverse("sharing:add_consumable"), said)
        assert again.status_code == 422
        assert "existe déjà" in again.text
        client.post(reverse("sharing:drop_consumable", args=[network.spools.pk]))
        assert "Filament PLA" not in client.get(reverse("sharing:consumables")).text

    def test_asks_the_database_as_often_for_many(self, client, network):
        client.force_login(network.mediator)

        def asked():
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("sharing:consumables"))
            return len(queries)

        note(network, 1)
        asked()
        few = asked()
        for rank in range(8):
            one = add_consumable(network=network.network, name=f"Papier {rank}", measure="ramette", by=None)
            note_stock(consumable=one, place=network.places[rank % 3], left=rank + 1, by=None, at=NOW)
        assert asked() == few

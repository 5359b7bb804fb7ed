"""What a network lends, as its coordination writes it."""

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.sharing.actions import add_lent_units, add_model
from maille.sharing.models import EquipmentModel, Unit
from tests.sharing.factories import cupboard

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return cupboard(units=0)


def sentence(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.sentence


class TestAddModel:
    def test_with_contents_it_is_a_case(self, network):
        model = add_model(
            network=network.network, name="Mallette son", category="sound_image", contents={"micros": 4},
            by=network.coordinator,
        )  # fmt: skip
        assert model.is_kit
        assert [str(one) for one in model.contents.all()] == ["4 × micros"]
        assert Entry.objects.filter(action="sharing.model_added").count() == 1

    @pytest.mark.parametrize(
        ("name", "category", "words"),
        [
            (" ", "tablet", "Donnez un nom"),
            ("Tablette Galet 10", "tablet", "existe déjà"),
            ("Autre", "grue", "Choisissez la sorte"),
        ],
    )
    def test_refuses_what_cannot_be_read(self, network, name, category, words):
        assert words in sentence(lambda: add_model(network=network.network, name=name, category=category, by=None))
        assert EquipmentModel.objects.count() == 1

    def test_is_the_coordination_s(self, network):
        said = {"network": network.network, "name": "Autre", "category": "tablet"}
        assert "Seule la coordination" in sentence(lambda: add_model(by=network.manager, **said))


class TestAddLentUnits:
    def test_labels_follow_those_of_the_place(self, network):
        for count in (2, 1):
            add_lent_units(model=network.model, base=network.places[0], count=count, prefix="TAB", by=network.manager)
        assert [unit.label for unit in Unit.objects.order_by("pk")] == ["TAB 1", "TAB 2", "TAB 3"]
        assert len(set(Unit.objects.values_list("code", flat=True))) == 3

    def test_refuses_another_place_and_too_many(self, network):
        said = {"model": network.model, "base": network.places[2], "prefix": "TAB"}
        assert "Seules la responsable" in sentence(lambda: add_lent_units(count=1, by=network.mediator, **said))
        assert "de 1 à 100" in sentence(lambda: add_lent_units(count=101, by=None, **said))
        assert not Unit.objects.exists()

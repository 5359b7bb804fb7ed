"""The screens of the inventory: whoever is of the network reads, who answers writes, nothing typed is lost."""

import pytest
from django.urls import reverse

from maille.sharing import actions
from maille.sharing.models import EquipmentModel, Unit
from maille.territory.models import Network
from tests.sharing.factories import NOW, EquipmentModelFactory, LentUnitFactory, asked, cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
INVENTORY = reverse("sharing:inventory")


@pytest.fixture
def network(settings):
    of = cupboard(units=2)
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    return of


@pytest.fixture
def signed(client):
    def sign(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign


def page(answer):
    return answer.content.decode().replace("\u00a0", " ")


FIELDS = {"name": "Mallette son", "category": "sound_image", "size": "m", "value": "300", "preparation": "0"}
FIELDS |= {"notice_hours": "0", "longest_days": "0", "is_transportable": "on"}


class TestTheList:
    def test_counts_units_by_state(self, signed, network):
        actions.report_condition(unit=network.units[0], condition="broken", reason="Écran", by=None, at=NOW)
        shown = page(signed(network.mediator).get(INVENTORY))
        assert "1 en état de marche" in shown
        assert "1 en panne" in shown
        assert "Ajouter un modèle" not in shown

    def test_finds_by_words_sort_place_label_code_and_serial(self, signed, network):
        EquipmentModelFactory(network=network.network, name="Drone Mini", category="drone")
        unit = LentUnitFactory(model=network.model, base=network.places[2], serial="SN-77")
        client = signed(network.mediator)
        assert "1 modèle<" in page(client.get(INVENTORY, {"mots": "drone"}))
        assert "Tablette Galet" not in page(client.get(INVENTORY, {"sorte": "drone"}))
        assert "Drone Mini" not in page(client.get(INVENTORY, {"lieu": network.places[2].slug}))
        for words in (unit.label, unit.code.lower(), "sn-77"):
            assert "1 unité trouvée" in page(client.get(INVENTORY, {"mots": words}))
        assert "Rien de tel" in page(client.get(INVENTORY, {"mots": "grue"}))

    def test_an_empty_cupboard_says_what_to_do(self, signed, network):
        Unit.objects.all().delete()
        EquipmentModel.objects.all().delete()
        assert "Ajoutez un premier modèle" in page(signed(network.coordinator).get(INVENTORY))

    def test_asks_as_much_for_few_as_for_many(self, signed, network, same_number_of_queries):
        client = signed(network.coordinator)
        model = reverse("sharing:model", args=[network.model.pk])

        def grow():
            for _ in range(6):
                LentUnitFactory(model=network.model, base=network.places[1])
                EquipmentModelFactory(network=network.network)

        same_number_of_queries(lambda: client.get(INVENTORY), lambda: client.get(model), grow)


class TestAModel:
    def test_is_written_with_what_is_in_its_cases(self, signed, network):
        client = signed(network.coordinator)
        typed = FIELDS | {"objet-0": "micros", "nombre-0": "4", "objet-1": "câble", "nombre-1": ""}
        answer = client.post(reverse("sharing:add_model"), typed)
        made = EquipmentModel.objects.get(name="Mallette son")
        assert answer["Location"] == reverse("sharing:model", args=[made.pk])
        assert [str(one) for one in made.contents.order_by("pk")] == ["4 × micros", "1 × câble"]
        shown = page(client.get(reverse("sharing:edit_model", args=[made.pk])))
        assert 'value="micros"' in shown
        client.post(reverse("sharing:edit_model", args=[made.pk]), typed | {"objet-0": "", "nombre-0": ""})
        assert [str(one) for one in made.contents.all()] == ["1 × câble"]

    def test_more_lines_are_shown_and_nothing_is_written(self, signed, network):
        typed = FIELDS | {"objet-0": "micros", "nombre-0": "4", "plus": "1"}
        answer = signed(network.coordinator).post(reverse("sharing:add_model"), typed)
        assert answer.status_code == 200
        assert 'name="objet-5"' in page(answer)
        assert 'value="micros"' in page(answer)
        assert not EquipmentModel.objects.filter(name="Mallette son").exists()

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"name": "Tablette Galet 10"}, "existe déjà"),
            ({"objet-0": "", "nombre-0": "3"}, "Dites quel objet"),
            ({"objet-0": "micro", "objet-1": "Micro"}, "écrit deux fois"),
            ({"preparation": "99999"}, "2880"),
            ({"manual_url": "pas une adresse"}, "manual_url"),
        ],
    )
    def test_a_refusal_keeps_everything_typed(self, signed, network, more, words):
        answer = signed(network.coordinator).post(reverse("sharing:add_model"), FIELDS | {"maker": "Sonor"} | more)
        assert answer.status_code == 422
        assert words in page(answer)
        assert 'value="Sonor"' in page(answer)
        assert EquipmentModel.objects.count() == 1

    def test_units_are_added_several_at_once(self, signed, network):
        client = signed(network.manager)
        address = reverse("sharing:add_units", args=[network.model.pk])
        typed = {"base": network.places[0].slug, "count": "4", "prefix": "TAB", "serials": "A1\n\nA2\n"}
        assert client.post(address, typed)["Location"] == reverse("sharing:model", args=[network.model.pk])
        made = Unit.objects.filter(label__startswith="TAB").order_by("pk")
        assert [one.serial for one in made] == ["A1", "A2", "", ""]
        answer = client.post(address, typed | {"serials": "a2"})
        assert answer.status_code == 422
        assert "est celui de" in page(answer)
        assert client.post(address, typed | {"base": network.places[1].slug, "serials": ""}).status_code == 422

    def test_no_more_lent_it_is_gone_from_what_can_be_borrowed(self, signed, network):
        client = signed(network.coordinator)
        address = reverse("sharing:archive_model", args=[network.model.pk])
        client.post(address)
        assert "n’est plus prêté" in page(client.get(INVENTORY, {"retires": "on"}))
        assert "Tablette Galet" not in page(client.get(INVENTORY))
        client.post(address)
        assert "Tablette Galet" in page(client.get(INVENTORY))


class TestAUnit:
    def test_tells_its_story_its_promises_and_the_days_to_come(self, signed, network):
        [bound] = actions.promise(need=asked(network), by=None, at=NOW)
        unit = bound.unit
        actions.tell(unit=unit, told="given", place=unit.base, by=None, at=NOW, note="Avec sa housse")
        shown = page(signed(network.mediator).get(reverse("sharing:unit", args=[unit.code])))
        for words in ("Départ : Le Colibri, arrivée : L’Arlequin", "Avec sa housse", "Atelier photo", "60 jours"):
            assert words in shown
        assert shown.count("calendar__day") == 60

    def test_what_it_is_promised_for_is_not_read_by_other_places(self, signed, network):
        actions.promise(need=asked(network, place=network.places[2]), by=None, at=NOW)
        unit = Unit.objects.get(promises__isnull=False)
        shown = page(signed(network.mediator).get(reverse("sharing:unit", args=[unit.code])))
        assert "Atelier photo" not in shown
        assert "Montreynaud" in shown

    def test_broken_it_says_which_promises_are_touched(self, signed, network):
        actions.promise(need=asked(network), by=None, at=NOW)
        unit = Unit.objects.get(promises__isnull=False)
        client = signed(network.manager)
        state = reverse("sharing:unit_state", args=[unit.code])
        refused = client.post(state, {"etat": "broken", "reason": ""})
        assert refused.status_code == 422
        assert "Dites ce qui ne va pas" in page(refused)
        told = page(client.post(state, {"etat": "broken", "reason": "Ne charge plus"}, follow=True))
        assert "Promesses touchées : 1" in told
        assert "ces promesses sont touchées" in told
        assert "Ne charge plus" in told
        client.post(state, {"etat": "working", "reason": ""})
        unit.refresh_from_db()
        assert unit.condition == "working"

    def test_what_is_promised_does_not_leave_and_the_words_stay(self, signed, network):
        actions.promise(need=asked(network, 2), by=None, at=NOW)
        state = reverse("sharing:unit_state", args=[network.units[0].code])
        answer = signed(network.manager).post(state, {"etat": "retired", "reason": "Perdue au festival"})
        assert answer.status_code == 422
        assert "est promise" in page(answer)
        assert "Perdue au festival" in page(answer)

    def test_is_written_again(self, signed, network):
        address = reverse("sharing:edit_unit", args=[network.units[0].code])
        typed = {"label": "TAB 9", "base": network.places[0].slug, "serial": "Z", "notes": "", "owner": "", "since": ""}
        assert signed(network.manager).post(address, typed).status_code == 302
        assert Unit.objects.get(pk=network.units[0].pk).label == "TAB 9"

"""The papers of sharing, read back: the words in order, the tags, the squares followed to their pages."""

import datetime as dt

import pytest
from django.urls import reverse

from maille.core.codes import said
from maille.core.documents.reading import read_codes
from maille.people.rules import MEDIATOR
from maille.sharing.actions import promise, tell
from maille.sharing.models import KitContent, Leg, Need, Unit
from maille.sharing.rules import Window
from maille.territory.models import Network, Organisation
from tests.core.pdf import picture_of, text_of
from tests.core.tags import alternatives_of, tags_of
from tests.people.factories import RoleFactory
from tests.sharing.factories import MORNING, NOW, asked, cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.one_database]
HAND_OVERS = reverse("sharing:hand_overs")
HOUR = dt.timedelta(hours=1)
THAT_DAY = {"jour": MORNING.starts_at.date().isoformat()}


@pytest.fixture
def network(settings):
    of = cupboard(units=2)
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    KitContent.objects.create(model=of.model, label="chargeur", count=3)
    KitContent.objects.create(model=of.model, label="casque audio", count=1)
    promise(need=asked(of, count=2), by=None, at=NOW)
    return of


@pytest.fixture
def at(client):
    def enter(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def words(pdf: bytes) -> str:
    return text_of(pdf).replace("\u00a0", " ").replace("\u200b", "")


def in_order(said_there: str, expected: list[str]) -> None:
    begins = 0
    for word in expected:
        found = said_there.find(word, begins)
        assert found != -1, (word, said_there[begins:])
        begins = found


class TestHandOvers:
    def test_say_what_leaves_with_its_code_its_contents_and_two_signatures(self, at, network):
        answer = at(network.manager).get(HAND_OVERS, THAT_DAY)
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        leg = Leg.objects.filter(origin=network.places[0]).order_by("leaves_at", "pk").first()
        in_order(
            words(answer.content),
            ["Remises du jour, Le Colibri", "jeudi 26 novembre", "À remettre", "Remis par", "Reçu par",
             "Tablette Galet 10", leg.unit.label, said(leg.unit.code), "1 × casque audio", "3 × chargeur",
             "départ : Le Colibri", "arrivée : L’Arlequin", "Atelier photo"],
        )  # fmt: skip

    def test_say_what_arrives_where_it_arrives(self, at, network):
        pdf = at(network.mediator).get(HAND_OVERS, THAT_DAY).content
        read = words(pdf)
        in_order(read, ["Remises du jour, L’Arlequin", "À recevoir"])
        assert network.units[0].label in read[read.find("À recevoir") :]

    def test_of_all_the_places_each_has_its_page(self, at, network):
        pdf = at(network.coordinator).get(HAND_OVERS, THAT_DAY).content
        # Montreynaud has nothing that day, and no page.
        assert tags_of(pdf).count("/H1") == 2
        in_order(words(pdf), ["Remises du jour, Le Colibri", "Remises du jour, L’Arlequin"])
        one = at(network.coordinator).get(HAND_OVERS, THAT_DAY | {"lieu": network.places[0].slug}).content
        assert tags_of(one).count("/H1") == 1

    def test_what_should_be_back_is_on_both_sheets_with_whom_to_call(self, at, network, clock):
        unit = network.units[0]
        network.places[1].phone = "+33477000000"
        network.places[1].save()
        tell(unit=unit, told="given", place=unit.base, by=None, at=NOW)
        clock.move_to(MORNING.ends_at + dt.timedelta(hours=1))
        pdf = at(network.manager).get(HAND_OVERS).content
        in_order(words(pdf), ["En retard", unit.label, "L’Arlequin", "04 77 00 00 00", "jeudi 26 novembre, 12 h"])

    def test_each_square_opens_the_page_of_its_unit_at_that_door(self, at, network):
        pdf = at(network.manager).get(HAND_OVERS, THAT_DAY).content
        read = set(read_codes(picture_of(pdf)))
        door = f"?lieu={network.places[0].slug}"
        assert read == {f"http://testserver{reverse('sharing:door', args=[unit.code])}{door}" for unit in network.units}
        for address in read:
            followed = at(network.manager).get(address.removeprefix("http://testserver"))
            assert followed.status_code == 200

    def test_are_tagged(self, at, network):
        pdf = at(network.manager).get(HAND_OVERS, THAT_DAY).content
        tags = tags_of(pdf)
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 2  # what leaves, and what comes home
        assert tags.count("/TH") == 5 * 2
        assert tags.count("/TR") == 2 * (1 + 2)
        assert set(alternatives_of(pdf)) == {f"Code QR de «\u00a0{unit.label}\u00a0»" for unit in network.units}

    def test_of_a_quiet_day_say_so(self, at, network):
        pdf = at(network.coordinator).get(HAND_OVERS, {"jour": "2026-11-20"}).content
        assert "Rien à remettre ni à recevoir ce jour-là." in words(pdf)

    def test_sixty_units_run_over_pages_and_ask_no_more(self, at, network, same_number_of_queries):
        def grow():
            for _ in range(30):
                leg = Leg.objects.order_by("due_at").first()
                leg.pk = None
                leg.save()

        same_number_of_queries(lambda: at(network.manager).get(HAND_OVERS, THAT_DAY), grow)


class TestAgreement:
    @pytest.fixture
    def need(self, network):
        lender, borrower = network.places[:2]
        lender.organisation = Organisation.objects.create(name="Amicale du Colibri", siret="12345678900011")
        lender.save()
        borrower.organisation = Organisation.objects.create(name="Centre social Arlequin")
        borrower.save()
        type(network.model).objects.update(value=1250, maker="Modèle fictif")
        Unit.objects.filter(pk=network.units[0].pk).update(serial="SN-0042", notes="coin ébréché")
        return Need.objects.get()

    def printed(self, at, network, need):
        return at(network.mediator).get(reverse("sharing:agreement", args=[need.pk])).content

    def test_names_the_parties_the_objects_and_what_they_are_worth(self, at, network, need):
        in_order(
            words(self.printed(at, network, need)),
            ["Convention de prêt", f"Demande n° {need.pk}", "Le Colibri", "qui prête", "Amicale du Colibri",
             "SIRET 12345678900011", "L’Arlequin", "qui emprunte", "Centre social Arlequin",
             "jeudi 26 novembre, 9 h", "Atelier photo", "N° de série", network.units[0].label,
             said(network.units[0].code), "3 × chargeur", "SN-0042", "en état de marche", "coin ébréché",
             "1 250 €", "Valeur en tout", "2 500 €", "Qui en répond", "L’assurance", "2 500 €",
             "Assureur et numéro de contrat", "Pour qui prête", "Pour qui emprunte"],
        )  # fmt: skip

    def test_is_tagged(self, at, network, need):
        tags = tags_of(self.printed(at, network, need))
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 4
        assert tags.count("/TH") == 4
        assert tags.count("/TR") == 1 + 2 + 1

    def test_has_one_for_each_place_that_lends(self, at, network, need):
        unit = network.units[1]
        unit.base = network.places[2]
        unit.save()
        pdf = self.printed(at, network, need)
        assert tags_of(pdf).count("/H1") == 2
        in_order(words(pdf), ["Le Colibri, qui prête", "1 250 €", "Montreynaud, qui prête"])

    def test_of_nothing_promised_says_when_it_prints(self, at, network):
        need = asked(network, window=Window(MORNING.starts_at + 48 * HOUR, MORNING.ends_at + 48 * HOUR))
        answer = at(network.mediator).get(reverse("sharing:agreement", args=[need.pk]), follow=True)
        assert "la convention s’imprime une fois le prêt promis" in answer.content.decode()

    def test_is_for_those_who_see_the_request(self, at, network, need):
        stranger = RoleFactory(network=network.network, kind=MEDIATOR, place=network.places[2]).user
        assert at(stranger).get(reverse("sharing:agreement", args=[need.pk])).status_code == 404

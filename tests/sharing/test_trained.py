"""What asks for a skill: the place that borrows it has somebody, or reads who could come, before and at the door."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from maille.people.models import Habilitation
from maille.people.rules import MEDIATOR
from maille.sharing.models import EquipmentModel, Need
from maille.sharing.trained import lacks_of
from maille.territory.models import Network
from tests.people.factories import RoleFactory
from tests.sharing.factories import MORNING, LentUnitFactory, asked
from tests.sharing.lent import knows, team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = MORNING.starts_at.date()


@pytest.fixture
def network(settings):
    """Lou, of Le Colibri, alone has the skill that the tablets ask for."""
    of = team()
    LentUnitFactory(model=of.model, base=of.places[0])
    EquipmentModel.objects.update(skill=of.skill)
    of.model.refresh_from_db()
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    return of


@pytest.fixture
def at_arlequin(client, network):
    client.force_login(network.mediator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(answer):
    return answer.content.decode().replace("\u00a0", " ")


class TestLacks:
    def of(self, network, place, *days):
        return lacks_of(network.network, network.places[place], [network.model], days or [DAY])

    def test_a_place_where_somebody_knows_lacks_nothing(self, network):
        assert self.of(network, 0) == {}

    def test_another_is_told_who_could_come(self, network):
        [lack] = self.of(network, 1).values()
        assert lack.skill == network.skill
        assert lack.elsewhere == [(network.lent, "Le Colibri")]

    def test_it_has_to_hold_on_each_of_the_days(self, network):
        Habilitation.objects.update(ends_on=DAY)
        assert [one.elsewhere for one in self.of(network, 0).values()] == [[]]
        assert self.of(network, 0, DAY - dt.timedelta(days=1)) == {}
        Habilitation.objects.update(ends_on=DAY + dt.timedelta(days=1))
        assert self.of(network, 0) == {}
        assert self.of(network, 0, DAY, DAY + dt.timedelta(days=1))

    def test_two_people_one_after_the_other_are_enough(self, network):
        Habilitation.objects.update(ends_on=DAY)
        knows(network.stays, network.skill)
        Habilitation.objects.filter(user=network.stays).update(since=DAY)
        assert self.of(network, 0, DAY - dt.timedelta(days=1), DAY) == {}

    def test_whoever_left_the_network_counts_no_more(self, network):
        network.lent.roles.update(ends_on=DAY)
        assert [one.elsewhere for one in self.of(network, 0).values()] == [[]]

    def test_without_a_skill_nothing_is_asked_of_anybody(self, network):
        EquipmentModel.objects.update(skill=None)
        network.model.refresh_from_db()
        assert self.of(network, 1) == {}

    def test_asks_the_database_as_much_for_many(self, network, same_number_of_queries):
        def grow():
            for _ in range(4):
                role = RoleFactory(network=network.network, kind=MEDIATOR, place=network.places[2])
                knows(role.user, network.skill)

        same_number_of_queries(lambda: self.of(network, 1), grow)


class TestScreens:
    def asking(self, network):
        said = {"lieu": network.places[1].slug, "jour": DAY.isoformat(), "de": "09:00", "a": "12:00"}
        return said | {f"combien-{network.model.pk}": "1", "purpose": "Atelier"}

    def test_the_page_of_borrowing_says_it_and_the_request_is_taken_with_a_warning(self, at_arlequin, network):
        words = "Personne de « L’Arlequin » n’a l’habilitation « IA pour débuter » à cette date."
        shown = page(at_arlequin.get(f"{reverse('sharing:borrow')}?{urlencode(self.asking(network))}"))
        assert words in shown
        assert "Peuvent venir ou former : Lou Exemple (Le Colibri)." in shown
        answer = at_arlequin.post(reverse("sharing:borrow"), self.asking(network), follow=True)
        assert Need.objects.filter(lines__model=network.model).count() == 1
        assert page(answer).count(words) == 2  # once said as the request is sent, once for whoever answers

    def test_a_place_that_knows_reads_nothing(self, at_arlequin, network):
        knows(network.mediator, network.skill)
        shown = page(at_arlequin.get(f"{reverse('sharing:borrow')}?{urlencode(self.asking(network))}"))
        assert "n’a l’habilitation" not in shown

    def test_the_one_who_answers_reads_it(self, client, network):
        need = asked(network)
        client.force_login(network.coordinator, backend="django.contrib.auth.backends.ModelBackend")
        assert "n’a l’habilitation" in page(client.get(reverse("sharing:need", args=[need.pk])))

    def test_the_one_who_receives_reads_it_at_the_door(self, at_arlequin, network):
        door = reverse("sharing:door", args=[network.model.units.get().code])
        assert "ne l’utilisez pas encore" in page(at_arlequin.get(door))
        colleague = RoleFactory(network=network.network, kind=MEDIATOR, place=network.places[1]).user
        knows(colleague, network.skill)
        assert "laissez-la à quelqu’un qui a l’habilitation" in page(at_arlequin.get(door))
        knows(network.mediator, network.skill)
        assert "habilitation" not in page(at_arlequin.get(door))

"""Looking for records of one place, answering, and going to the next."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from maille.core.models import Job
from maille.core.refusals import Refused
from maille.directory.actions import answer_pair, find_pairs
from maille.directory.models import Merge, PlacePair
from maille.territory.actions import save_places
from maille.territory.models import Network, Place
from tests.people.factories import RoleFactory
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def record(name: str, **fields: Any) -> Place:
    place = PlaceFactory.build(
        **{"commune": CommuneFactory(), "slug": "", "name": name, "address": "10 rue Félix Pyat"} | fields
    )
    save_places([place], by=None)
    NetworkPlaceFactory(place=place, kind="neighbour")
    return place


@pytest.fixture
def twins() -> tuple[Place, Place]:
    return record("EPN Le Babet", phone="+33477332222"), record("Le Babet", phone="+33477332222", summary="Ouvert")


@pytest.fixture
def network(twins: tuple[Place, Place]) -> Network:
    return twins[0].networks.get()


@pytest.fixture
def coordinator(network: Network) -> Any:
    return RoleFactory(kind="coordinator", network=network).user


def look(network: Network) -> dict[str, int]:
    return find_pairs(network=network, by=None, at=timezone.now())


class TestFindPairs:
    def test_twins_are_found_once(self, network, twins):
        record("Médiathèque de Tarentaize", address="20 rue Jo Gouttebarge", phone="+33477430970", latitude=45.41)
        assert look(network) == {"new": 1, "asked_again": 0, "waiting": 1}
        assert look(network) == {"new": 0, "asked_again": 0, "waiting": 1}
        pair = PlacePair.objects.get()
        assert {pair.first, pair.second} == set(twins)

    def test_a_pair_told_apart_is_not_asked_again_until_a_record_changes(self, network, twins):
        look(network)
        pair = PlacePair.objects.get()
        answer_pair(pair=pair, answer="different", by=None, at=timezone.now())
        assert look(network)["waiting"] == 0
        Place.objects.filter(pk=twins[0].pk).update(verified_on=timezone.localdate(), hours="Mo 09:00-12:00")
        assert look(network)["asked_again"] == 0, "hours and checks tell nothing of which place it is"
        Place.objects.filter(pk=twins[0].pk).update(name="EPN du Babet")
        assert look(network) == {"new": 0, "asked_again": 1, "waiting": 1}

    def test_a_pair_that_no_longer_looks_alike_is_forgotten(self, network, twins):
        look(network)
        Place.objects.filter(pk=twins[0].pk).update(
            name="Piscine", address="1 avenue du Lac", phone="", latitude=45.0, longitude=4.0
        )
        assert look(network)["waiting"] == 0
        assert not PlacePair.objects.exists()

    def test_only_the_coordination_looks(self, network):
        elsewhere = RoleFactory(kind="coordinator", network=NetworkFactory(slug="ailleurs"))
        with pytest.raises(Refused):
            find_pairs(network=network, by=elsewhere.user, at=timezone.now())

    def test_a_job_looks(self, client, network, coordinator):
        client.force_login(coordinator)
        answer = client.post("/annuaire/doublons/chercher/")
        job = Job.objects.get()
        assert answer["Location"] == job.get_absolute_url()
        assert job.task == "directory.tasks.find_doubles"


class TestReview:
    @pytest.fixture(autouse=True)
    def found(self, client, network, coordinator):
        look(network)
        client.force_login(coordinator)

    def test_the_list_says_why_and_filters(self, client, same_number_of_queries):
        page = client.get("/annuaire/doublons/")
        assert "même téléphone" in page.content.decode().lower()
        assert len(client.get("/annuaire/doublons/?avis=same&q=babet").context["rows"]) == 1
        assert client.get("/annuaire/doublons/?q=zanzibar").context["rows"] == []
        assert "same telephone" in client.get("/en/annuaire/doublons/").content.decode().lower()

    def test_one_place_with_the_values_chosen_then_the_list(self, client, twins):
        pair = PlacePair.objects.get()
        page = client.get(f"/annuaire/doublons/{pair.pk}/")
        assert page.context["kept"] == twins[1], "the fuller record is proposed"
        answer = client.post(
            f"/annuaire/doublons/{pair.pk}/",
            {"reponse": "same", "garder": twins[0].pk, "choix-name": "absorbed", "choix-summary": "kept"},
            follow=True,
        )
        assert answer.redirect_chain[-1][0] == "/annuaire/doublons/"
        assert "Plus rien à trancher" in answer.content.decode()
        twins[0].refresh_from_db()
        twins[1].refresh_from_db()
        assert (twins[0].name, twins[0].summary, twins[1].merged_into) == ("Le Babet", "", twins[0])
        assert PlacePair.objects.get().answer == "same"

    def test_it_is_parted_from_the_list_of_those_joined_and_asked_again(self, client, twins):
        pair = PlacePair.objects.get()
        client.post(f"/annuaire/doublons/{pair.pk}/", {"reponse": "same", "garder": twins[0].pk})
        merge = Merge.objects.get()
        assert "EPN Le Babet" in client.get("/annuaire/doublons/reunis/").content.decode()
        answer = client.post(f"/annuaire/doublons/reunis/{merge.pk}/separer/", follow=True)
        assert "de nouveau deux lieux" in answer.content.decode().replace("\xa0", " ")
        assert PlacePair.objects.waiting().count() == 1

    def test_two_organisations(self, client, twins):
        pair = PlacePair.objects.get()
        client.post(f"/annuaire/doublons/{pair.pk}/", {"reponse": "hosted", "garder": twins[0].pk})
        assert [one.name for one in twins[0].hosted.all()] == ["Le Babet"]

    def test_two_places_then_the_next_pair_the_filters_kept(self, client, network):
        record("Le Grand Café", address="3 rue Neuve", phone="+33477000009", latitude=45.41)
        record("Grand Café", address="3 rue Neuve", phone="+33477000009", latitude=45.41)
        look(network)
        first, second = PlacePair.objects.waiting().in_order()
        answer = client.post(f"/annuaire/doublons/{first.pk}/?q=a", {"reponse": "different"})
        assert answer["Location"] == f"/annuaire/doublons/{second.pk}/?q=a"

    def test_somebody_who_was_quicker_is_said(self, client):
        pair = PlacePair.objects.get()
        answer_pair(pair=pair, answer="different", by=None, at=timezone.now())
        answer = client.post(f"/annuaire/doublons/{pair.pk}/", {"reponse": "same"}, follow=True)
        assert "déjà répondu" in answer.content.decode()
        assert not Merge.objects.exists()

    def test_an_unknown_answer_changes_nothing(self, client):
        pair = PlacePair.objects.get()
        answer = client.post(f"/annuaire/doublons/{pair.pk}/", {"reponse": "peut-être"}, follow=True)
        assert "Choisissez une des trois réponses" in answer.content.decode()


class TestSideBySide:
    def test_two_positions_that_are_written_alike_are_nothing_to_choose(self, client, network, coordinator, twins):
        Place.objects.filter(pk=twins[1].pk).update(latitude=twins[0].latitude + 0.000001)
        look(network)
        client.force_login(coordinator)
        rows = client.get(reverse("directory:pair", args=[PlacePair.objects.get().pk])).context
        assert "choix-position" not in {row["name"] for row in rows["rows"]}
        assert "choix-position" in {row["name"] for row in rows["alike"]}

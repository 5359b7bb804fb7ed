"""A place written by hand: who may, what is kept of it, and two people who write at once."""

import datetime as dt
from typing import Any

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.directory.actions import Overtaken, edit_place, host_organisation, verify_place
from maille.directory.load import said, says_who
from maille.territory.actions import save_organisation, save_places
from maille.territory.models import Organisation, Place
from tests.people.factories import RoleFactory
from tests.territory.factories import CommuneFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def place() -> Place:
    place = PlaceFactory.build(
        commune=CommuneFactory(), slug="", name="Le Babet", phone="+33477332222", source="hinaura", source_key="1",
        services=("Aide aux démarches administratives",), description="Une\nancienne usine.",
    )  # fmt: skip
    save_places([place], by=None)
    NetworkPlaceFactory(place=place)
    return place


@pytest.fixture
def manager(place: Place) -> Any:
    return RoleFactory(kind="place_manager", network=place.networks.get(), place=place).user


def form_of(client: Any, place: Place) -> dict[str, Any]:
    """What a browser would send back of the form as it is shown."""
    form = client.get(f"/annuaire/lieux/{place.slug}/modifier/").context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) not in (None, "", [])} | {
        "description": (form["description"].value() or "").replace("\n", "\r\n")
    }


class TestEditPlace:
    def test_only_what_changed_is_written_and_signed_by_the_place(self, client, place, manager):
        client.force_login(manager)
        answer = client.post(
            f"/annuaire/lieux/{place.slug}/modifier/", form_of(client, place) | {"phone": "04 77 11 22 33"}, follow=True
        )
        assert "La fiche est à jour" in answer.content.decode()
        place.refresh_from_db()
        assert place.phone == "+33477112233"
        assert place.description == "Une\nancienne usine."
        assert place.origins == {"phone": ["", "2026-11-24"]}
        assert place.updated_on == TODAY
        line = Entry.objects.about(place).newest_first()[0]
        assert line.by == manager
        assert line.after["phone"] == "+33477112233"

    def test_a_form_sent_back_as_it_is_changes_nothing(self, client, place, manager):
        client.force_login(manager)
        before = said(place)
        client.post(f"/annuaire/lieux/{place.slug}/modifier/", form_of(client, place))
        place.refresh_from_db()
        assert said(place) == before
        assert place.origins == {}
        assert not Entry.objects.about(place).filter(by=manager).exists()

    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("name", "", "Écrivez le nom du lieu"),
            ("phone", "12", "Écrivez un seul numéro"),
            ("emails", "camille arobase", "n’est pas une adresse complète"),
            ("website", "pas un site", "Cette adresse ne va pas"),
            ("pivot", "123", "ni un SIRET ni un numéro"),
            ("postal_code", "4200", "cinq chiffres"),
            ("commune_id", "Lyon", "est celui de Saint-Étienne"),
            ("latitude", "nord", "nombre de degrés"),
            ("latitude", "48.85", "vérifiez les deux nombres"),
            ("longitude", "", "ou aucune des deux"),
        ],
    )
    def test_what_will_not_do_is_said_at_its_field_and_stays_typed(
        self, client, place, manager, field, typed, sentence
    ):
        client.force_login(manager)
        answer = client.post(f"/annuaire/lieux/{place.slug}/modifier/", form_of(client, place) | {field: typed})
        body = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in body
        assert "error-summary" in body
        assert answer.context["form"][field].value() == typed

    def test_old_values_that_would_not_do_today_are_left_in_peace(self, client, place, manager):
        Place.objects.filter(pk=place.pk).update(phone="3960", website="exemple", typologies=("PE",))
        client.force_login(manager)
        client.post(f"/annuaire/lieux/{place.slug}/modifier/", form_of(client, place) | {"name": "Le Babet 2"})
        place.refresh_from_db()
        assert (place.name, place.phone, place.website, place.typologies) == ("Le Babet 2", "3960", "exemple", ("PE",))

    def test_two_people_at_once_lose_nothing(self, client, place, manager):
        """One writes the name and the telephone; the other, who opened the form before, the address and the latter."""
        client.force_login(manager)
        mine = form_of(client, place) | {"phone": "04 77 11 22 33", "address": "2 rue Neuve"}
        theirs = said(place) | {"phone": "+33477999999", "name": "Le Grand Babet"}
        edit_place(place=place, typed=theirs, shown=said(place), by=None, on=TODAY)

        answer = client.post(f"/annuaire/lieux/{place.slug}/modifier/", mine)
        body = answer.content.decode()
        assert answer.status_code == 409
        assert "Rien n’est perdu" in body
        assert "+33477999999" in body
        assert "04 77 11 22 33" in body
        form = answer.context["form"]
        assert form["name"].value() == "Le Grand Babet"
        assert form["address"].value() == "2 rue Neuve"
        place.refresh_from_db()
        assert (place.phone, place.address) == ("+33477999999", "1 rue de la Paix")

        again = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}
        assert client.post(f"/annuaire/lieux/{place.slug}/modifier/", again).status_code == 302
        place.refresh_from_db()
        assert (place.name, place.phone, place.address) == ("Le Grand Babet", "+33477112233", "2 rue Neuve")

    def test_the_action_refuses_what_somebody_else_wrote_meanwhile(self, place, manager):
        shown = said(place)
        edit_place(place=place, typed=shown | {"name": "Un"}, shown=shown, by=manager, on=TODAY)
        with pytest.raises(Overtaken):
            edit_place(place=place, typed=shown | {"name": "Deux"}, shown=shown, by=manager, on=TODAY)

    def test_nobody_else_writes_it(self, place):
        stranger = RoleFactory(kind="place_manager").user
        with pytest.raises(Refused):
            edit_place(place=place, typed=said(place) | {"name": "Pris"}, shown=said(place), by=stranger, on=TODAY)

    def test_the_page_says_who_gave_each_answer(self, client, place, manager):
        client.force_login(manager)
        assert "D’après Hinaura, octobre 2022" in client.get(f"/annuaire/lieux/{place.slug}/modifier/").content.decode()
        edit_place(place=place, typed=said(place) | {"name": "Le B."}, shown=said(place), by=manager, on=TODAY)
        place.refresh_from_db()
        assert says_who(place, "name") == "le lieu lui-même, le 24 novembre 2026"


class TestFreshness:
    def test_all_is_right(self, client, place, manager):
        client.force_login(manager)
        answer = client.post(f"/annuaire/lieux/{place.slug}/tout-est-juste/", follow=True)
        place.refresh_from_db()
        assert place.verified_on == TODAY
        assert "Vérifié aujourd’hui" in answer.content.decode()
        assert Entry.objects.about(place).filter(action="directory.place_verified", by=manager).exists()

    def test_only_people_of_the_place_say_it(self, place):
        with pytest.raises(Refused):
            verify_place(place=place, by=RoleFactory(kind="mediator").user, on=TODAY)
        verify_place(
            place=place, by=RoleFactory(kind="mediator", network=place.networks.get(), place=place).user, on=TODAY
        )

    def test_the_longest_unchecked_come_first_and_filters_hold(self, client, place, same_number_of_queries):
        network = place.networks.get()
        fresh = NetworkPlaceFactory(network=network, place__name="Neuf", place__verified_on=dt.date(2026, 11, 1)).place
        NetworkPlaceFactory(network=network, place__name="Demi", place__verified_on=dt.date(2026, 5, 24))
        client.force_login(RoleFactory(kind="coordinator", network=network).user)

        def names(query: str) -> list[str]:
            return [one.name for one in client.get(f"/annuaire/a-verifier/?{query}").context["page"].object_list]

        assert names("") == ["Le Babet", "Demi", "Neuf"]
        assert names("age=6") == ["Le Babet", "Demi"]
        assert names("age=12") == ["Le Babet"]
        assert names("age=jamais") == ["Le Babet"]
        assert names("q=neuf") == [fresh.name]
        assert "Vérifié il y a 6 mois" in client.get("/annuaire/a-verifier/").content.decode().replace("\xa0", " ")
        table = client.get("/annuaire/a-verifier.csv?age=12").content.decode("utf-8-sig").splitlines()
        assert len(table) == 2
        assert table[1].startswith("Le Babet;Saint-Étienne;")
        same_number_of_queries(
            lambda: client.get("/annuaire/a-verifier/"),
            lambda: [NetworkPlaceFactory(network=network) for _ in range(12)],
        )


class TestOrganisations:
    def test_one_is_added_and_found_in_a_place(self, client, place):
        network = place.networks.get()
        client.force_login(RoleFactory(kind="coordinator", network=network).user)
        client.post("/annuaire/structures/nouvelle/", {"name": "CCAS", "phone": "04 77 00 00 01", "siret": ""})
        ccas = Organisation.objects.get()
        assert ccas.phone == "+33477000001"
        client.post(f"/annuaire/structures/{ccas.pk}/presente/", {"place": place.pk})
        page = client.get(place.get_absolute_url()).content.decode()
        assert "On y trouve aussi" in page
        assert 'href="tel:+33477000001"' in page
        client.post(f"/annuaire/structures/{ccas.pk}/presente/{place.slug}/retirer/")
        assert "On y trouve aussi" not in client.get(place.get_absolute_url()).content.decode()

    def test_a_siret_is_had_once_and_twice_is_refused(self, place):
        save_organisation(organisation=Organisation(name="Une", siret="21420218200015"), by=None)
        with pytest.raises(Refused, match="porte déjà ce SIRET"):
            save_organisation(organisation=Organisation(name="Autre", siret="21420218200015"), by=None)

    def test_it_is_not_found_twice_in_one_place(self, place):
        ccas = save_organisation(organisation=Organisation(name="CCAS"), by=None)
        host_organisation(organisation=ccas, place=place, by=None)
        with pytest.raises(Refused, match="déjà dans ce lieu"):
            host_organisation(organisation=ccas, place=place, by=None)

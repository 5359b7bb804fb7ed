"""Writing places, hours and networks."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.territory.actions import (
    add_hours_exception,
    add_room,
    change_kind,
    change_network,
    create_network,
    join_network,
    leave_network,
    load_communes,
    remove_hours_exception,
    remove_room,
    save_places,
    set_hours,
    swap_ribbons,
)
from maille.territory.models import Commune, Epci, NetworkPlace, OpeningSlot, Place, PostalCode
from tests.people.factories import RoleFactory, UserFactory
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def new_place(**fields: Any) -> Place:
    return PlaceFactory.build(commune=CommuneFactory(), slug="", **fields)


class TestSavePlaces:
    def test_gives_each_place_an_address_of_its_own(self) -> None:
        places = [new_place(name="Médiathèque") for _ in range(3)]
        save_places(places, by=None)
        assert [p.slug for p in places] == [f"mediatheque-saint-etienne{end}" for end in ("", "-2", "-3")]
        other = new_place(name="Médiathèque")
        save_places([other], by=None)
        assert other.slug == "mediatheque-saint-etienne-4"

    def test_a_name_of_emoji_alone_still_gets_an_address(self) -> None:
        place = new_place(name="🧵🧵🧵")
        place.commune.name = "東京"
        place.commune.save()
        save_places([place], by=None)
        assert place.slug == "lieu"

    def test_stands_at_its_commune_when_its_position_is_unknown(self) -> None:
        place = new_place(latitude=None, longitude=None)
        save_places([place], by=None)
        assert (place.search_latitude, place.search_longitude) == (place.commune.latitude, place.commune.longitude)
        assert not place.has_exact_position

    def test_rewrites_the_slots_when_the_hours_change(self) -> None:
        place = new_place(hours="Mo-Fr 09:00-12:00")
        save_places([place], by=None)
        assert OpeningSlot.objects.filter(weekly_hours__places=place).count() == 10  # five days, holiday or not
        place.hours = "Sa 10:00-12:00; PH off"
        save_places([place], by=None)
        slots = OpeningSlot.objects.filter(weekly_hours__places=place)
        assert list(slots.values_list("weekday", "on_public_holiday", "opens", "closes")) == [(5, False, 600, 720)]

    def test_writes_what_changed_in_the_journal(self) -> None:
        place = new_place(phone="+33477000000")
        save_places([place], by=None)
        place.phone = "+33477000001"
        save_places([place], by=None)
        entry = Entry.objects.get(action="territory.place_changed")
        assert (entry.before, entry.after) == ({"phone": "+33477000000"}, {"phone": "+33477000001"})

    def test_only_its_manager_and_the_coordination_may(self) -> None:
        place = NetworkPlaceFactory().place
        network = place.networks.get()
        for kind, where in (("mediator", place), ("desk", place), ("neighbour", place)):
            with pytest.raises(Refused):
                save_places([place], by=RoleFactory(kind=kind, network=network, place=where).user)
        with pytest.raises(Refused):
            save_places([place], by=RoleFactory(kind="place_manager", network=network, place=PlaceFactory()).user)
        save_places([place], by=RoleFactory(kind="place_manager", network=network, place=place).user)
        save_places([place], by=RoleFactory(kind="coordinator", network=network, place=None).user)

    def test_the_database_refuses_half_a_position(self) -> None:
        place = PlaceFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.filter(pk=place.pk).update(latitude=None)
        place.latitude = None
        with pytest.raises(ValidationError, match="latitude"):
            place.full_clean()


class TestHours:
    def test_reads_french(self) -> None:
        place = set_hours(place=PlaceFactory(), text="du lundi au vendredi 9h-12h", by=None)
        assert (place.hours, place.hours_text) == ("Mo-Fr 09:00-12:00", "")

    def test_keeps_as_a_sentence_what_would_lose_its_meaning(self) -> None:
        place = PlaceFactory(hours="Mo 09:00-12:00")
        with pytest.raises(Refused):
            set_hours(place=place, text="1 samedi sur 2 de 9h à 12h", by=None)
        set_hours(place=place, text="1 samedi sur 2 de 9h à 12h", keep=True, by=None)
        assert (place.hours, place.hours_text) == ("", "1 samedi sur 2 de 9h à 12h")
        assert not OpeningSlot.objects.filter(weekly_hours__places=place).exists()

    def test_a_sentence_kept_is_never_read(self) -> None:
        place = set_hours(place=PlaceFactory(), text="lundi 9h-12h", keep=True, by=None)
        assert (place.hours, place.hours_text) == ("", "lundi 9h-12h")

    @pytest.mark.parametrize("text", ["9h-12h", " ; ".join(f"{n} janvier 9h-1{n % 7 + 1}h" for n in range(1, 31))])
    def test_refuses_hours_without_a_day_or_without_end(self, text: str) -> None:
        with pytest.raises(Refused) as refusal:
            set_hours(place=PlaceFactory(), text=text, by=None)
        assert refusal.value.field == "text"

    def test_the_hours_of_an_exception_are_those_of_each_of_its_days(self) -> None:
        day = dt.date(2026, 12, 20)
        with pytest.raises(Refused, match="que les heures"):
            add_hours_exception(place=PlaceFactory(), starts_on=day, ends_on=day, hours="lundi 9h-12h", by=None)

    def test_refuses_an_exception_that_ends_before_it_starts(self) -> None:
        with pytest.raises(Refused, match="avant le début") as refusal:
            add_hours_exception(
                place=PlaceFactory(), starts_on=dt.date(2026, 12, 24), ends_on=dt.date(2026, 12, 23), by=None
            )
        assert refusal.value.field == "ends_on"

    def test_refuses_two_exceptions_on_one_day(self) -> None:
        place = PlaceFactory()
        add_hours_exception(place=place, starts_on=dt.date(2026, 12, 20), ends_on=dt.date(2026, 12, 31), by=None)
        with pytest.raises(Refused, match="déjà"):
            add_hours_exception(place=place, starts_on=dt.date(2026, 12, 31), ends_on=dt.date(2027, 1, 2), by=None)

    @pytest.mark.parametrize("hours", ["17h-9h", "9h-12h 11h-14h", "25h-26h", "le matin"])
    def test_refuses_hours_that_cannot_be(self, hours: str) -> None:
        day = dt.date(2026, 12, 24)
        with pytest.raises(Refused) as refusal:
            add_hours_exception(place=PlaceFactory(), starts_on=day, ends_on=day, hours=hours, by=None)
        assert refusal.value.field == "hours"

    def test_an_exception_can_be_taken_back_and_both_are_in_the_journal(self) -> None:
        day = dt.date(2026, 12, 24)
        exception = add_hours_exception(place=PlaceFactory(), starts_on=day, ends_on=day, reason="Noël", by=None)
        remove_hours_exception(exception=exception, by=None)
        added, removed = Entry.objects.order_by("pk")
        reason = "territory.hoursexception.reason"
        assert added.after[reason] == removed.before[reason] == "Noël"


class TestNetworks:
    def test_each_place_that_joins_gets_a_ribbon_nobody_else_has(self) -> None:
        network, places = NetworkFactory(), PlaceFactory.create_batch(150)
        links = join_network(network=network, places=places, kind=NetworkPlace.Kind.MEMBER, by=None)
        assert len({link.ribbon for link in links}) == 150
        assert sum(link.edge == 0 for link in links) == 144

    def test_when_all_ribbons_are_worn_a_neighbour_has_none_and_a_member_is_refused(
        self,
    ) -> None:
        network, places = NetworkFactory(), PlaceFactory.create_batch(2)
        join_network(network=network, places=PlaceFactory.create_batch(576), kind="neighbour", by=None)
        (link,) = join_network(network=network, places=places[:1], kind="neighbour", by=None)
        assert link.ribbon is None
        for refused in (
            lambda: join_network(network=network, places=places[1:], kind="member", by=None),
            lambda: change_kind(link=link, kind="member", by=None),
        ):
            with pytest.raises(Refused, match="retirez-en un"):
                refused()
        leave_network(link=network.network_places.filter(rhythm__isnull=False).first(), by=None)
        assert change_kind(link=link, kind="member", by=None).ribbon is not None

    def test_joining_again_changes_nothing(self) -> None:
        link = NetworkPlaceFactory()
        assert join_network(network=link.network, places=[link.place], kind="neighbour", by=None) == []

    def test_two_places_swap_their_ribbons(self) -> None:
        one, other = NetworkPlaceFactory(), NetworkPlaceFactory()
        before = one.ribbon, other.ribbon
        swap_ribbons(one=one, other=other, by=None)
        one.refresh_from_db()
        other.refresh_from_db()
        assert (other.ribbon, one.ribbon) == before

    def test_places_of_two_networks_cannot_swap(self) -> None:
        one, other = NetworkPlaceFactory(), NetworkPlaceFactory(network=NetworkFactory(slug="lyon"))
        with pytest.raises(Refused, match="même réseau"):
            swap_ribbons(one=one, other=other, by=None)

    def test_the_database_refuses_one_ribbon_twice(self) -> None:
        link = NetworkPlaceFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            NetworkPlaceFactory(rhythm=link.rhythm, hues=link.hues, edge=link.edge)

    def test_the_coordinator_of_another_network_may_nothing(self) -> None:
        link = NetworkPlaceFactory()
        stranger = RoleFactory(kind="coordinator", network=NetworkFactory(slug="lyon"), place=None).user
        for refused in (
            lambda: leave_network(link=link, by=stranger),
            lambda: change_kind(link=link, kind="neighbour", by=stranger),
            lambda: join_network(network=link.network, places=[PlaceFactory()], kind="member", by=stranger),
            lambda: change_network(network=link.network, by=stranger),
            lambda: create_network(slug="x", name="X", by=stranger),
        ):
            with pytest.raises(Refused):
                refused()

    def test_who_acts_on_a_place_just_taken_out_is_told(self) -> None:
        link, other = NetworkPlaceFactory(), NetworkPlaceFactory()
        NetworkPlace.objects.filter(pk=link.pk).delete()
        for late in (
            lambda: leave_network(link=link, by=None),
            lambda: change_kind(link=link, kind="neighbour", by=None),
            lambda: swap_ribbons(one=other, other=link, by=None),
        ):
            with pytest.raises(Refused, match="vient de sortir"):
                late()

    def test_a_place_that_leaves_frees_its_ribbon(self) -> None:
        link = NetworkPlaceFactory()
        leave_network(link=link, by=None)
        (back,) = join_network(network=link.network, places=[link.place], kind="member", by=None)
        assert back.ribbon is not None


class TestRooms:
    def test_a_room_seats_someone_and_has_a_name_of_its_own(self) -> None:
        place = PlaceFactory()
        add_room(place=place, name="Salle bleue", seats=8, by=None)
        with pytest.raises(Refused, match="autre nom"):
            add_room(place=place, name="Salle bleue", seats=4, by=None)
        with pytest.raises(Refused):
            add_room(place=place, name="Placard", seats=0, by=None)

    def test_a_room_can_be_removed(self) -> None:
        room = add_room(place=PlaceFactory(), name="Salle bleue", seats=8, by=None)
        with pytest.raises(Refused):
            remove_room(room=room, by=UserFactory(), at=timezone.now())
        remove_room(room=room, by=None, at=timezone.now())
        assert Entry.objects.filter(action="territory.room_removed").exists()


def test_communes_are_loaded_with_their_codes_and_their_epci_and_twice_is_once() -> None:
    assert load_communes(departement="42") == load_communes(departement="42") == Commune.objects.count()
    here = Commune.objects.get(code="42218")
    assert here.search_name == "saint etienne"
    assert set(here.postal_codes.values_list("code", flat=True)) == {"42000", "42100", "42230"}
    assert "Saint-Etienne Métropole" in here.epci.name.replace("É", "E")
    assert PostalCode.objects.filter(code="42000").count() == 1
    assert Epci.objects.filter(name=here.epci.name).count() == 1

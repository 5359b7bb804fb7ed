"""The vans and their rounds: planned, loaded in an order that can be, refused with a sentence; who carries what."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from maille.core.documents.reading import read_codes
from maille.core.refusals import Refused
from maille.people.rules import MEDIATOR
from maille.sharing.actions import (
    cancel_round,
    carry,
    declare_absence,
    load_round,
    promise,
    save_journeys,
    save_round,
    save_van,
    tell,
)
from maille.sharing.models import Journey, Leg, Lending, Mobility, NeedLine, Occupation, Round, WorkingHours
from maille.sharing.rounds import aboard, could_ride, itinerary, rides_for
from maille.sharing.rules import Window
from maille.territory.models import Network, Place
from tests.core.pdf import picture_of, text_of
from tests.core.tags import tags_of
from tests.people.factories import RoleFactory, UserFactory
from tests.sharing.factories import MORNING, NOW, asked, cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOUR = dt.timedelta(hours=1)
# The afternoon before the loan.
AFTERNOON = Window(MORNING.starts_at - 19 * HOUR, MORNING.starts_at - 15 * HOUR)


@pytest.fixture
def of(settings):
    made = cupboard(units=2)
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    Place.objects.update(latitude=45.44, longitude=4.39)
    Place.objects.filter(pk=made.places[1].pk).update(longitude=4.42)
    promise(need=asked(made, count=2), by=None, at=NOW)
    return made


@pytest.fixture
def driver(of):
    return RoleFactory(network=of.network, kind=MEDIATOR, place=of.places[2], user=UserFactory(name="Sam Volant")).user


@pytest.fixture
def tour(of, driver):
    van = save_van(network=of.network, name="La camionnette", holds=2, base=of.places[2], by=None, at=NOW)
    return save_round(van=van, driver=driver, window=AFTERNOON, by=of.coordinator, at=NOW)


@pytest.fixture
def at(client):
    def enter(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def page(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def out(of) -> list[Leg]:
    """What goes to the Arlequin."""
    return list(Leg.objects.filter(destination=of.places[1]).order_by("pk"))


def loaded(tour, of) -> Round:
    return load_round(tour=tour, legs=[leg.pk for leg in out(of)], by=of.coordinator)


class TestWhoDrives:
    def test_is_taken_for_that_time(self, tour, driver):
        held = Occupation.objects.get(person=driver)
        assert (held.because, held.object_id) == ("round", tour.pk)
        assert (held.starts_at, held.ends_at) == (tour.starts_at, tour.ends_at)

    def test_taken_already_it_is_refused_with_what_takes_her(self, of, tour, driver):
        declare_absence(
            person=driver, starts_at=AFTERNOON.starts_at + 24 * HOUR, ends_at=AFTERNOON.ends_at + 24 * HOUR,
            by=driver, at=NOW,
        )  # fmt: skip
        later = Window(AFTERNOON.starts_at + 25 * HOUR, AFTERNOON.ends_at + 25 * HOUR)
        with pytest.raises(Refused, match=r"Sam Volant n’est pas libre.*une absence"):
            save_round(van=tour.van, driver=driver, window=later, tour=tour, by=None, at=NOW)
        assert Occupation.objects.filter(because="round").get().starts_at == AFTERNOON.starts_at

    def test_of_another_network_is_refused(self, of, tour):
        with pytest.raises(Refused, match="Choisissez quelqu’un du réseau"):
            save_round(van=tour.van, driver=UserFactory(), window=AFTERNOON, tour=tour, by=None, at=NOW)

    def test_another_driver_frees_the_first_and_carries_what_rides(self, of, tour, driver):
        loaded(tour, of)
        save_round(van=tour.van, driver=of.mediator, window=AFTERNOON, tour=tour, by=None, at=NOW)
        assert not Occupation.objects.filter(person=driver).exists()
        assert {leg.carrier for leg in out(of)} == {of.mediator}

    def test_a_van_is_in_one_round_at_once(self, of, tour):
        with pytest.raises(Refused, match="roule déjà mercredi 25\u00a0novembre, de 14\u00a0h à 18\u00a0h"):
            save_round(van=tour.van, driver=None, window=AFTERNOON, by=None, at=NOW)

    def test_only_the_coordination_plans(self, of, tour):
        with pytest.raises(Refused, match="Seule la coordination"):
            save_round(van=tour.van, driver=None, window=AFTERNOON, by=of.manager, at=NOW)

    @pytest.mark.parametrize(("hours", "said"), [(-1, "finit avant de commencer"), (-48, "finit avant")])
    def test_reversed_hours_are_refused(self, of, tour, hours, said):
        with pytest.raises(Refused, match=said):
            save_round(
                van=tour.van, driver=None, window=Window(AFTERNOON.starts_at, AFTERNOON.starts_at + hours * HOUR),
                by=None, at=NOW,
            )  # fmt: skip

    def test_a_day_that_is_over_is_refused(self, tour):
        with pytest.raises(Refused, match="Ce moment est passé"):
            save_round(van=tour.van, driver=None, window=AFTERNOON, by=None, at=NOW + 100 * HOUR)

    def test_cancelled_she_is_free_and_what_rode_waits(self, of, tour, driver):
        loaded(tour, of)
        cancel_round(tour=tour, by=of.coordinator)
        assert not Occupation.objects.filter(person=driver).exists()
        assert {(leg.carried_by, leg.round, leg.carrier) for leg in out(of)} == {("person", None, None)}

    def test_with_something_aboard_it_is_not_cancelled(self, of, tour):
        loaded(tour, of)
        tell(unit=of.units[0], told="given", place=of.places[0], by=None, at=NOW)
        with pytest.raises(Refused, match="a déjà pris quelque chose"):
            cancel_round(tour=tour, by=None)


class TestWhatRides:
    def test_goes_from_the_base_to_each_door_and_back(self, of, tour):
        plan = itinerary(tour, aboard(loaded(tour, of)))
        assert [stop.place for stop in plan.stops] == of.places[:2]
        assert [len(stop.takes) for stop in plan.stops] == [2, 0]
        assert [len(stop.gives) for stop in plan.stops] == [0, 2]
        assert plan.stops[0].starts_at == tour.starts_at  # Montreynaud and the Colibri share a position here
        assert plan.stops[1].starts_at > plan.stops[0].ends_at
        assert plan.ends_at > plan.stops[1].ends_at
        assert not plan.left
        assert not plan.late

    def test_what_goes_home_later_does_not_ride_before(self, of, tour):
        assert {one.leg.destination for one in could_ride(tour)} == {of.places[1]}

    def test_a_place_that_is_closed_is_said(self, of, tour):
        Place.objects.filter(pk=of.places[1].pk).update(hours="Th 08:00-18:00")
        with pytest.raises(Refused, match="L’Arlequin\u00a0» est fermé pendant cette tournée"):
            loaded(tour, of)
        assert not Leg.objects.filter(round=tour).exists()

    def test_what_is_too_large_for_the_van_is_refused(self, of, tour):
        type(of.model).objects.update(size="xl")
        save_van(network=of.network, van=tour.van, name="La petite", holds=1, by=None, at=NOW)
        with pytest.raises(Refused, match="est trop grand pour «\u00a0La petite"):
            loaded(tour, of)

    def test_a_van_that_serves_no_more_goes_on_no_round(self, of, tour, driver):
        said = {"network": of.network, "name": "La camionnette", "holds": 2, "van": tour.van, "by": None}
        with pytest.raises(Refused, match="Il roule encore mercredi 25\u00a0novembre"):
            save_van(**said, is_retired=True, at=NOW)
        van = save_van(**said, is_retired=True, at=tour.ends_at)
        later = Window(tour.starts_at + 48 * HOUR, tour.ends_at + 48 * HOUR)
        with pytest.raises(Refused, match="ne sert plus"):
            save_round(van=van, driver=driver, window=later, by=None, at=NOW)
        van = save_van(**said, at=tour.ends_at)
        assert save_round(van=van, driver=driver, window=later, by=None, at=NOW).van == van

    def test_more_than_the_van_holds_goes_in_two_turns(self, of, tour):
        """Two objects that each fill the van: it goes twice when there is time."""
        type(of.model).objects.update(size="xl")
        plan = itinerary(tour, aboard(loaded(tour, of)))
        assert [stop.place.name for stop in plan.stops] == ["Le Colibri", "L’Arlequin"] * 2
        tour = save_round(
            van=tour.van, driver=None, tour=tour, by=None, at=NOW,
            window=Window(MORNING.starts_at - HOUR, MORNING.starts_at),
        )  # fmt: skip
        assert len(itinerary(tour, aboard(tour)).late) == 1

    def test_what_no_longer_waits_is_refused(self, of, tour):
        with pytest.raises(Refused, match="n’attend plus"):
            load_round(tour=tour, legs=[99999], by=None)

    def test_what_another_round_takes_does_not_wait(self, of, tour, clock):
        loaded(tour, of)
        later = Window(AFTERNOON.ends_at + HOUR, AFTERNOON.ends_at + 3 * HOUR)
        other = save_round(van=tour.van, driver=None, window=later, by=None, at=NOW)
        assert could_ride(other) == []
        with pytest.raises(Refused, match="n’attend plus"):
            loaded(other, of)
        # That round is over and took nothing: what it should have carried waits again.
        clock.move_to(AFTERNOON.ends_at)
        assert {one.leg for one in could_ride(other)} == set(out(of))

    def test_what_is_unticked_waits_again(self, of, tour):
        loaded(tour, of)
        load_round(tour=tour, legs=[out(of)[0].pk], by=None)
        assert [leg.round_id for leg in out(of)] == [tour.pk, None]
        assert [leg.carried_by for leg in out(of)] == ["van", "person"]

    def test_the_driver_tells_at_the_doors(self, of, tour, driver):
        loaded(tour, of)
        told = tell(unit=of.units[0], told="given", place=of.places[0], by=driver, at=NOW)
        assert told.by == driver

    def test_a_written_way_is_counted(self, of, tour):
        loaded(tour, of)
        before = itinerary(tour, aboard(tour)).stops[1].starts_at
        save_journeys(network=of.network, origin=of.places[0], mode="van", minutes={of.places[1]: 3}, by=of.coordinator)
        assert itinerary(tour, aboard(tour)).stops[1].starts_at < before


class TestWhoCarries:
    def test_somebody_of_the_network(self, of):
        leg = carry(leg=out(of)[0], how="person", person=of.mediator, by=of.mediator)
        assert (leg.carried_by, leg.carrier) == ("person", of.mediator)

    def test_the_place_that_receives(self, of):
        leg = carry(leg=out(of)[0], how="fetch", by=of.mediator)
        assert (leg.carried_by, leg.carrier) == ("fetch", None)

    def test_a_round(self, of, tour, driver):
        leg = carry(leg=out(of)[0], how="van", tour=tour, by=of.mediator)
        assert (leg.carried_by, leg.carrier, leg.round) == ("van", driver, tour)

    def test_a_round_that_passes_too_late_is_refused(self, of, tour):
        late = Window(MORNING.ends_at, MORNING.ends_at + 3 * HOUR)
        tour = save_round(van=tour.van, driver=None, window=late, by=None, at=NOW)
        with pytest.raises(Refused, match="passe trop tôt ou trop tard"):
            carry(leg=out(of)[0], how="van", tour=tour, by=None)

    @pytest.mark.parametrize(
        ("size", "how", "said"),
        [
            ("xl", "person", "ne tient que dans une camionnette"),
            ("xl", "fetch", "ne tient que dans une camionnette"),
            ("l", "person", "se porte en voiture"),
        ],
    )
    def test_what_is_too_large_for_who_carries_is_refused(self, of, size, how, said):
        type(of.model).objects.update(size=size)
        Mobility.objects.create(user=of.mediator, modes=["cycle"])
        with pytest.raises(Refused, match=said):
            carry(leg=out(of)[0], how=how, person=of.mediator, by=None)

    @pytest.mark.parametrize("how", ["person", "ride"])
    def test_nobody_is_refused(self, of, how):
        with pytest.raises(Refused, match="Choisissez quelqu’un du réseau"):
            carry(leg=out(of)[0], how=how, by=None)

    def test_of_a_third_place_one_says_nothing(self, of, driver):
        with pytest.raises(Refused, match="Les deux lieux et la coordination"):
            carry(leg=out(of)[0], how="fetch", by=driver)

    def test_what_has_left_is_carried_already(self, of):
        tell(unit=of.units[0], told="given", place=of.places[0], by=None, at=NOW)
        gone = Leg.objects.get(left_at__isnull=False)
        with pytest.raises(Refused, match="déjà parti"):
            carry(leg=gone, how="fetch", by=None)


class TestWhoGoesAnyway:
    def test_somebody_lent_that_way_is_proposed(self, of, driver):
        leg = out(of)[0]
        need = leg.promise.line.need
        line = NeedLine.objects.create(need=need, skill=None, model=of.model)
        Lending.objects.create(
            line=line, user=driver, home=of.places[0], starts_at=leg.due_at - HOUR, ends_at=MORNING.ends_at + HOUR,
            state="agreed", offered_at=NOW,
        )  # fmt: skip
        assert [one.person for one in rides_for(leg)] == [driver]
        assert [one.person for one in rides_for(Leg.objects.get(unit=leg.unit, destination=of.places[0]))] == [driver]

    def test_somebody_who_works_in_both_that_day_is_proposed(self, of, driver):
        leg = out(of)[0]
        day = leg.leaves_at.astimezone(NOW.tzinfo).weekday()
        Leg.objects.update(due_at=MORNING.starts_at + 12 * HOUR)
        leg.refresh_from_db()
        for place, starts in ((of.places[0], dt.time(9)), (of.places[1], dt.time(14))):
            WorkingHours.objects.create(
                user=driver, place=place, weekday=day, starts=starts, ends=dt.time(starts.hour + 3)
            )
        assert [one.person for one in rides_for(leg)] == [driver]
        WorkingHours.objects.filter(place=of.places[0]).update(starts=dt.time(15), ends=dt.time(18))
        assert rides_for(leg) == []


class TestScreens:
    def test_from_a_van_to_a_round_that_is_loaded(self, at, of, driver):
        coordinator = at(of.coordinator)
        assert "Le réseau n’a pas de véhicule noté" in page(coordinator.get(reverse("sharing:rounds")))
        answer = coordinator.post(
            reverse("sharing:add_van"), {"name": "Bleue", "holds": 4, "base": of.places[0].slug}, follow=True
        )
        assert "Bleue" in page(answer)
        said = {"van": of.network.vans.get().pk, "day": "2026-11-25", "start": "14:00", "end": "18:00"}
        answer = coordinator.post(reverse("sharing:add_round"), said | {"driver": driver.pk}, follow=True)
        assert "Cochez ci-dessous ce qui voyage" in page(answer)
        tour = Round.objects.get()
        legs = re.findall(r'name="legs"[^>]*value="(\d+)"', answer.content.decode())
        assert {int(key) for key in legs} == {leg.pk for leg in out(of)}
        answer = coordinator.post(reverse("sharing:fill_round", args=[tour.pk]), {"legs": legs}, follow=True)
        shown = page(answer)
        assert shown.index("14 h · Le Colibri") < shown.index("L’Arlequin</h3>")
        assert "Sam Volant" in page(at(of.mediator).get(reverse("sharing:doors"), {"jour": "2026-11-26"}))

    def test_a_refusal_keeps_what_was_ticked(self, at, of, tour):
        Place.objects.filter(pk=of.places[1].pk).update(hours="Th 08:00-18:00")
        leg = out(of)[0]
        answer = at(of.coordinator).post(reverse("sharing:fill_round", args=[tour.pk]), {"legs": [leg.pk]})
        assert answer.status_code == 422
        assert "est fermé pendant cette tournée" in page(answer)
        assert re.search(rf'value="{leg.pk}" checked', page(answer))

    def test_a_van_that_serves_no_more_is_said_and_not_offered(self, at, of, tour):
        address = reverse("sharing:edit_van", args=[tour.van_id])
        said = {"name": "La camionnette", "holds": "2", "base": of.places[2].slug, "is_retired": "on"}
        refused = at(of.coordinator).post(address, said)
        assert refused.status_code == 422
        assert "Il roule encore mercredi 25 novembre" in page(refused)
        tour.delete()
        assert at(of.coordinator).post(address, said).status_code == 302
        assert "ne sert plus" in page(at(of.coordinator).get(reverse("sharing:rounds")))
        assert "La camionnette" not in page(at(of.coordinator).get(reverse("sharing:add_round")))

    def test_a_taken_driver_is_said_and_the_hours_stay(self, at, of, tour, driver):
        said = {"van": tour.van_id, "day": "2026-11-25", "start": "15:00", "end": "16:00", "driver": driver.pk}
        other = save_van(network=of.network, name="Rouge", holds=2, by=None, at=NOW)
        answer = at(of.coordinator).post(reverse("sharing:add_round"), said | {"van": other.pk})
        assert answer.status_code == 422
        assert "Sam Volant n’est pas libre : une tournée, mercredi 25 novembre, de 14 h à 18 h" in page(answer)
        assert 'value="15:00"' in page(answer)

    def test_who_carries_is_chosen_among_who_goes_anyway(self, at, of):
        answer = at(of.mediator).get(reverse("sharing:carrier", args=[out(of)[0].pk]))
        assert "Personne du réseau ne fait ce chemin" in page(answer)
        sent = {"how": "fetch"}
        answer = at(of.mediator).post(reverse("sharing:carrier", args=[out(of)[0].pk]), sent)
        assert answer.status_code == 302

    def test_the_ways_are_written_pair_by_pair_and_given_back(self, at, of):
        address = reverse("sharing:journeys") + f"?lieu={of.places[0].slug}&comment=van"
        shown = page(at(of.coordinator).get(address))
        assert "estimé" in shown
        name = f"minutes-{of.places[1].pk}"
        answer = at(of.coordinator).post(address, {name: "5", "both_ways": "on"}, follow=True)
        assert "2 trajets changés." in page(answer)
        assert "noté" in page(answer)
        assert set(Journey.objects.values_list("minutes", flat=True)) == {5}
        # Longer than by Montreynaud, which stands beside: that way is the one that counts, and it is said.
        answer = at(of.coordinator).post(address, {name: "90", "both_ways": "on"}, follow=True)
        assert "par un autre lieu" in page(answer)
        answer = at(of.coordinator).post(address, {name: "900"})
        assert answer.status_code == 422
        assert 'value="900"' in page(answer)
        at(of.coordinator).post(address, {name: "", "both_ways": "on"})
        assert not Journey.objects.exists()

    def test_the_list_asks_as_much_for_two_as_for_many(self, at, of, tour, same_number_of_queries):
        def grow():
            for rank in range(1, 7):
                later = Window(AFTERNOON.starts_at + 24 * rank * HOUR, AFTERNOON.ends_at + 24 * rank * HOUR)
                save_round(van=tour.van, driver=None, window=later, by=None, at=NOW)

        same_number_of_queries(lambda: at(of.coordinator).get(reverse("sharing:rounds")), grow)


@pytest.mark.one_database
class TestSheet:
    def test_says_each_door_in_order_with_whom_to_call(self, at, of, tour):
        Place.objects.filter(pk=of.places[1].pk).update(
            hours="Mo-Fr 09:00-18:00", phone="+33477000001", address="3 rue du Tissage", postal_code="42000"
        )
        loaded(tour, of)
        pdf = at(of.mediator).get(reverse("sharing:round_sheet", args=[tour.pk])).content
        read = text_of(pdf).replace("\u00a0", " ").replace("\u200b", "")
        places = [
            read.find(word)
            for word in (
                "LA CAMIONNETTE", "Feuille de route", "Mercredi 25 novembre".lower(), "Sam Volant",
                "1. 14 h, Le Colibri", "Prendre", out(of)[0].unit.label, "2. 14 h", "3 rue du Tissage",
                "04 77 00 00 01", "9 h – 18 h", "Donner", "Fin vers",
            )
        ]  # fmt: skip
        assert -1 not in places, (read, places)
        assert places == sorted(places)

    def test_its_squares_open_each_unit_at_each_door(self, at, of, tour):
        loaded(tour, of)
        pdf = at(of.mediator).get(reverse("sharing:round_sheet", args=[tour.pk])).content
        read = set(read_codes(picture_of(pdf)))
        assert read == {
            f"http://testserver{reverse('sharing:door', args=[unit.code])}?lieu={place.slug}"
            for unit in of.units
            for place in of.places[:2]
        }

    def test_is_tagged(self, at, of, tour):
        loaded(tour, of)
        tags = tags_of(at(of.mediator).get(reverse("sharing:round_sheet", args=[tour.pk])).content)
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 2
        assert tags.count("/TR") == 2 * (1 + 2)
        assert tags.count("/Figure") == 4

"""Rooms kept for a place: never twice, the whole with its parts, sessions and bookings alike."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.sharing.actions import book_room, cancel_booking
from maille.sharing.models import Occupation, RoomBooking
from maille.sharing.rules import Window
from maille.territory.actions import add_room, remove_room
from maille.territory.models import Room
from maille.workshops import actions as workshops
from tests.racing import at_once, errors
from tests.sharing.factories import MORNING, NOW, PARIS, cupboard
from tests.workshops.scenes import NOW as THEN
from tests.workshops.scenes import scene, slot


@pytest.fixture
def network(db):
    """The hall of the first place and its two halves."""
    of = cupboard(units=1)
    of.hall = add_room(place=of.places[0], name="Grande salle", seats=60, by=None)
    of.halves = [
        add_room(place=of.places[0], name=f"Côté {side}", seats=30, part_of=of.hall, by=None)
        for side in ("cour", "rue")
    ]
    return of


def book(of, room, window=MORNING, by=None, place=1):
    return book_room(
        network=of.network, room=room, place=of.places[place], window=window, purpose="Réunion", by=by, at=NOW
    )


def taken(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.sentence


class TestBooking:
    def test_a_part_keeps_the_whole_and_not_the_other_part(self, network):
        book(network, network.halves[0])
        assert "est prise" in taken(lambda: book(network, network.hall))
        assert "est prise" in taken(lambda: book(network, network.halves[0]))
        book(network, network.halves[1])

    def test_the_whole_keeps_its_parts(self, network):
        book(network, network.hall)
        for half in network.halves:
            assert "est prise" in taken(lambda half=half: book(network, half))

    def test_what_was_booked_before_a_wall_was_set_still_holds(self, network):
        kitchen = add_room(place=network.places[0], name="Cuisine", seats=8, by=None)
        book(network, kitchen)
        corner = add_room(place=network.places[0], name="Coin", seats=3, part_of=kitchen, by=None)
        assert "est prise" in taken(lambda: book(network, corner))
        assert "est prise" in taken(lambda: book(network, kitchen))

    def test_one_after_the_other_is_no_clash(self, network):
        book(network, network.hall)
        book(network, network.hall, Window(MORNING.ends_at, MORNING.ends_at + dt.timedelta(hours=1)))
        assert Occupation.objects.filter(because="booking").count() == 4

    def test_given_back_it_is_free_again_and_once(self, network):
        kept = book(network, network.hall, by=network.mediator)
        for _ in range(2):
            cancel_booking(booking=kept, by=network.mediator, at=NOW)
        assert not Occupation.objects.filter(because="booking").exists()
        assert Entry.objects.filter(action="sharing.booking_cancelled").count() == 1
        book(network, network.hall)

    def test_while_it_is_kept_it_is_not_taken_away_nor_is_what_holds_it(self, network):
        """Nothing that was promised vanishes with a wall: cancelled first, or over."""
        kept = book(network, network.halves[0])
        for room in (network.halves[0], network.hall):
            with pytest.raises(Refused, match="est encore prise 1 fois, jeudi 26 novembre"):
                remove_room(room=room, by=None, at=NOW)
        remove_room(room=network.halves[1], by=None, at=NOW)
        cancel_booking(booking=kept, by=None, at=NOW)
        book(network, network.halves[0])
        remove_room(room=network.halves[0], by=None, at=MORNING.ends_at)

    def test_each_for_its_own_place_and_only_what_can_be(self, network):
        assert "demande pour ce lieu" in taken(lambda: book(network, network.hall, by=network.mediator, place=2))
        assert "passé" in taken(lambda: book(network, network.hall, Window(NOW - dt.timedelta(hours=2), NOW)))
        kept = book(network, network.hall, by=network.coordinator, place=2)
        assert "annulent" in taken(lambda: cancel_booking(booking=kept, by=network.mediator, at=NOW))
        cancel_booking(booking=kept, by=network.manager, at=NOW)


@pytest.mark.usefixtures("clock")
class TestSessions:
    """The other half of the day: a session takes its room, and finds it taken."""

    @pytest.fixture
    def here(self, db):
        return scene()

    def booked(self, here, room, window):
        return book_room(
            network=here.workshop.network, room=room, place=here.place, window=window, purpose="Fête", by=None, at=THEN
        )

    def test_a_published_session_takes_its_room(self, here):
        (session,) = here.create(slot(12, 2), publish=True)
        window = Window(session.starts_at, session.ends_at)
        assert "est prise" in taken(lambda: self.booked(here, here.room, window))
        workshops.cancel_session(session=session, reason="Grève", by=here.mediator, at=THEN)
        self.booked(here, here.room, window)

    def test_a_room_that_is_kept_is_not_for_a_session(self, here):
        when = slot(12, 2)
        self.booked(here, here.room, Window(when.starts_at, when.ends_at))
        assert "est réservée" in taken(lambda: here.create(when, publish=True))

    def test_half_a_hall_is_not_for_two_sessions_either(self, here):
        half = add_room(place=here.place, name="Moitié", seats=6, part_of=here.room, by=None)
        here.create(slot(12, 2), publish=True)
        assert "est prise par" in taken(lambda: here.create(slot(12, 2), room=half, mediators=[]))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_url")
def test_of_many_at_once_one_has_it():
    of = cupboard(units=1)
    hall = add_room(place=of.places[0], name="Grande salle", seats=60, by=None)
    half = add_room(place=of.places[0], name="Moitié", seats=30, part_of=hall, by=None)
    answers = at_once([lambda room=room: book(of, room) for room in (hall, half) * 6])
    assert sum(isinstance(one, RoomBooking) for one in answers) == 1
    assert {type(one) for one in errors(answers)} == {Refused}


class TestScreen:
    def asking(self, network, **more):
        day = timezone.localdate() + dt.timedelta(days=7)
        said = {"jour": day.isoformat(), "de": "09:00", "a": "12:00", "place": network.places[1].pk}
        return said | {"room": network.hall.pk, "purpose": "Réunion"} | more

    def test_books_and_gives_back(self, client, network):
        client.force_login(network.mediator)
        address = reverse("sharing:rooms")
        assert "Le Colibri\u00a0: Grande salle, 60 places assises" in client.get(address).text
        assert client.post(address, self.asking(network)).status_code == 302
        text = client.get(address, self.asking(network)).text
        assert "Aucune salle libre" in text
        assert "Rendre la salle" in text
        kept = RoomBooking.objects.get()
        assert kept.starts_at.astimezone(PARIS).hour == 9
        client.post(reverse("sharing:cancel_booking", args=[kept.pk]))
        assert not RoomBooking.objects.standing().exists()

    def test_who_takes_away_a_room_that_is_kept_is_told(self, client, network):
        book(network, network.hall, window=Window(*(at + dt.timedelta(days=3650) for at in (NOW, MORNING.ends_at))))
        client.force_login(network.coordinator)
        address = reverse("directory:delete_room", args=[network.places[0].slug, network.hall.pk])
        assert "est encore prise 1 fois" in client.post(address, follow=True).text
        assert Room.objects.filter(pk=network.hall.pk).exists()

    def test_what_was_typed_is_kept_with_the_sentence(self, client, network):
        client.force_login(network.mediator)
        answer = client.post(reverse("sharing:rooms"), self.asking(network, purpose=""))
        assert answer.status_code == 422
        assert "Dites pour quoi faire" in answer.text
        wrong = client.get(reverse("sharing:rooms"), {"jour": "2026-13-45", "de": "12:00", "a": "09:00"})
        assert "La fin vient avant le début" in wrong.text

    def test_only_those_with_seats_enough(self, client, network):
        client.force_login(network.mediator)
        text = client.get(reverse("sharing:rooms"), self.asking(network, assises=40)).text
        assert "Grande salle" in text
        assert "Côté cour" not in text

    def test_asks_the_database_as_often_for_many(self, client, network):
        client.force_login(network.mediator)

        def keep(hour):
            window = Window(*(timezone.now() + dt.timedelta(days=2, hours=hour + one) for one in (0, 1)))
            book_room(
                network=network.network, room=network.hall, place=network.places[hour % 3], window=window,
                purpose="Réunion", by=None, at=timezone.now(),
            )  # fmt: skip

        def asked():
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("sharing:rooms"))
            return len(queries)

        keep(0)
        asked()
        few = asked()
        for rank in range(1, 12):
            add_room(place=network.places[2], name=f"Salle {rank}", seats=4 + rank, by=None)
            keep(rank)
        assert asked() == few

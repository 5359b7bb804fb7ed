"""The screens: three to an appointment, what was typed stays, a forged link is nothing, an address has few readers."""

import html
import re

import pytest
from django.urls import reverse

from maille.appointments.models import Appointment
from maille.people.models import Role
from maille.workshops import saying
from tests.appointments.factories import NOW, SINCE, applicant, book, mediator_of, scene, slots
from tests.people.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def send(client, reason, chosen, **typed):
    said = {"name": "Jean Petit", "contact": "06 99 88 77 66", "mode": "place", "slot": chosen.token, **typed}
    return client.post(reverse("appointments:book", args=[reason.pk]), said)


class TestPublic:
    def test_from_a_reason_to_ones_own_page(self, client):
        reason, _opening = scene()
        assert reason.name in client.get(reverse("appointments:reasons")).text
        assert slots(reason)[0].token in client.get(reverse("appointments:slots", args=[reason.pk])).text
        answer = client.get(send(client, reason, slots(reason)[0]).url)
        assert Appointment.objects.get().spoken_code in answer.text
        assert answer["Cache-Control"] == "private, no-store"

    def test_a_slot_taken_meanwhile_keeps_what_was_typed_and_proposes_the_next(self, client):
        reason, _opening = scene()
        taken, following = slots(reason)[:2]
        book(reason, taken)
        answer = send(client, reason, taken)
        assert answer.status_code == 422
        for text in ("vient d’être pris", "Jean Petit", "06 99 88 77 66", following.token):
            assert text in answer.text
        assert send(client, reason, following).status_code == 302

    def test_other_slots_are_listed_day_by_day(self, client):
        reason, _opening = scene()
        made, free = book(reason), slots(reason)
        days = list(dict.fromkeys(saying.day_there(one.place, one.starts_at) for one in free))
        page = client.get(reverse("appointments:move_mine", args=[made.ticket])).text
        shown = [html.unescape(one) for one in re.findall(r'class="choices__name"[^>]*>([^<]+)<', page)]
        assert shown == days[: len(shown)]
        assert len(shown) > 1
        assert page.count('name="slot"') > len(shown)

    def test_a_forged_link_is_nothing(self, client):
        made = book(scene()[0])
        forged = f"{made.code}-{'x' * len(made.secret)}"
        assert client.get(reverse("appointments:mine", args=[forged])).status_code == 404


class TestAddress:
    def test_is_for_the_mediator_and_the_team_of_the_place(self, client):
        reason, opening = scene()
        made = book(reason, mode="home", address="3 rue des Forges", who=applicant())
        coordinator = UserFactory()
        Role.objects.create(user=coordinator, kind="coordinator", network=reason.network, starts_on=SINCE)
        readers = {
            opening.mediator: True,
            mediator_of(reason.network, opening.place, "desk"): True,
            coordinator: False,
        }
        for person, reads in readers.items():
            client.force_login(person)
            page = client.get(reverse("appointments:detail", args=[made.pk])).text
            assert ("3 rue des Forges" in page) is reads
            assert "Marie Dupont" in page
        assert made.starts_at > NOW


class TestWhatNoPageSends:
    """NUL characters, which PostgreSQL refuses, and numbers that no column holds."""

    @pytest.mark.parametrize("odd", ["\x00", "1\x00", "9" * 40, "٣"])
    def test_is_said_or_not_found(self, client, odd):
        reason, opening = scene()
        slot = slots(reason)[0]
        made = book(reason, slots(reason)[1])
        client.force_login(opening.mediator)
        desk = reverse("appointments:desk_book", args=[opening.place.slug])
        for name in ("habitant", "motif", "mode", "name"):
            assert client.get(desk, {name: odd}).status_code in (200, 404)
            whole = {"motif": reason.pk, "mode": "place", "name": "Jean", "slot": slot.token}
            assert client.post(desk, {**whole, name: odd}).status_code in (302, 404, 422)
        for page in ("openings", "absences"):
            assert client.get(reverse(f"appointments:{page}"), {"pour": odd}).status_code == 404
            assert client.post(reverse(f"appointments:{page}"), {"pour": odd}).status_code == 404
        assert client.get(reverse("appointments:list"), {"semaine": odd}).status_code == 200
        assert client.post(reverse("appointments:cancel", args=[made.pk]), {"reason": odd}).status_code in (302, 422)

    @pytest.mark.parametrize("odd", ["\x00", "9" * 40])
    def test_by_anybody_either(self, client, odd):
        reason, _opening = scene()
        for page in ("slots", "book"):
            address = reverse(f"appointments:{page}", args=[reason.pk])
            for name in ("mode", "lieu", "slot", "semaine", "ou"):
                assert client.get(address, {name: odd}).status_code in (200, 302, 404, 422)
        for name in ("name", "contact", "slot", "mode"):
            assert send(client, reason, slots(reason)[0], **{name: odd}).status_code in (302, 422)
        assert client.post(reverse("appointments:find"), {"code": odd, "name": odd}).status_code in (200, 422)

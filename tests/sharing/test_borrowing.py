"""The screens of asking: dates and place first, nothing typed is lost, an answer to each request."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maille.sharing.actions import save_rule
from maille.sharing.models import Need, Promise
from tests.sharing.factories import cupboard

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return cupboard()


def asking(network, day=None, **more):
    day = day or timezone.localdate() + dt.timedelta(days=7)
    said = {"lieu": network.places[1].slug, "jour": day.isoformat(), "de": "09:00", "a": "12:00"}
    return said | {f"combien-{network.model.pk}": "2", "purpose": "Atelier photo"} | more


def page(client, network, **more):
    return client.get(f"{reverse('sharing:borrow')}?{urlencode(asking(network, **more))}")


class TestBorrow:
    def test_says_what_is_free_and_what_is_there(self, client, network):
        client.force_login(network.mediator)
        assert "3 libres sur 3" in page(client, network).text
        client.force_login(network.coordinator)
        at_base = page(client, network, lieu=network.places[0].slug).text
        assert "3 libres sur 3 · 3 sont déjà ici" in at_base

    def test_keeps_what_has_the_sort_and_the_words(self, client, network):
        client.force_login(network.mediator)
        assert "Tablette Galet 10" in page(client, network, mots="galet").text
        assert "Rien de cette sorte" in page(client, network, mots="drone").text
        assert "Rien de cette sorte" in page(client, network, sorte="robot").text

    def test_sends_the_request(self, client, network):
        client.force_login(network.mediator)
        answer = client.post(reverse("sharing:borrow"), asking(network))
        need = Need.objects.get()
        assert answer.url == reverse("sharing:need", args=[need.pk])
        assert (need.place, need.lines.get().count, need.asked_by) == (network.places[1], 2, network.mediator)

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"purpose": ""}, "Dites pour quoi faire"),
            ({"a": "08:00"}, "La fin vient avant le début"),
            ({"jour": "2020-01-02"}, "Ce moment est passé"),
        ],
    )
    def test_a_refusal_keeps_everything_typed(self, client, network, more, words):
        client.force_login(network.mediator)
        answer = client.post(reverse("sharing:borrow"), asking(network) | more)
        assert answer.status_code == 422
        assert words in answer.text
        if "a" not in more:
            assert f'name="combien-{network.model.pk}" value="2"' in answer.text
        assert not Need.objects.exists()

    def test_a_rule_of_the_network_is_shown_before_and_said_after(self, client, network):
        save_rule(network=network.network, kind="ahead", number=2, by=None)
        client.force_login(network.mediator)
        assert "On demande au plus 2 jours à l’avance." in page(client, network).text
        assert "Règle du réseau" in client.post(reverse("sharing:borrow"), asking(network)).text

    def test_another_s_place_cannot_be_chosen(self, client, network):
        client.force_login(network.mediator)
        answer = client.post(reverse("sharing:borrow"), asking(network, lieu=network.places[2].slug))
        assert answer.status_code == 422
        assert not Need.objects.exists()

    def test_week_after_week_without_the_holidays(self, client, network):
        """Christmas of 2026 and the first of January of 2027 are Fridays: the series jumps over them."""
        client.force_login(network.mediator)
        weeks = asking(network, day=dt.date(2026, 12, 18), fois="4")
        shown = client.get(f"{reverse('sharing:borrow')}?{urlencode(weeks)}").text
        assert "jour férié" in shown
        client.post(reverse("sharing:borrow"), weeks)
        days = [need.starts_at.date() for need in Need.objects.order_by("starts_at")]
        assert days == [dt.date(2026, 12, 18), dt.date(2027, 1, 8)]


class TestAnswer:
    @pytest.fixture
    def need(self, client, network):
        client.force_login(network.mediator)
        client.post(reverse("sharing:borrow"), asking(network, **{f"combien-{network.model.pk}": "5"}))
        return Need.objects.get()

    def test_a_part_is_promised_and_who_asked_reads_it(self, client, network, need):
        client.force_login(network.manager)
        assert "Atelier photo" in client.get(reverse("sharing:needs")).text
        shown = client.get(reverse("sharing:need", args=[need.pk])).text
        assert "Libres\u00a0: 3." in shown
        line = need.lines.get()
        client.post(reverse("sharing:promise", args=[need.pk]), {f"combien-{line.pk}": "3"})
        assert Promise.objects.standing().count() == 3
        client.force_login(network.mediator)
        assert "confirmé en partie" in client.get(reverse("sharing:need", args=[need.pk])).text

    def test_too_many_are_refused_with_what_was_typed(self, client, network, need):
        client.force_login(network.coordinator)
        line = need.lines.get()
        answer = client.post(reverse("sharing:promise", args=[need.pk]), {f"combien-{line.pk}": "4"})
        assert answer.status_code == 422
        assert "Il n’y a plus 4" in answer.text
        assert 'value="4"' in answer.text

    def test_a_no_says_why(self, client, network, need):
        client.force_login(network.coordinator)
        address = reverse("sharing:refuse_need", args=[need.pk])
        assert "Dites pourquoi" in client.post(address, {"reason": ""}).text
        client.post(address, {"reason": "Tout est parti au festival."})
        client.force_login(network.mediator)
        assert "Tout est parti au festival." in client.get(reverse("sharing:need", args=[need.pk])).text

    def test_what_is_cancelled_is_free_again(self, client, network, need):
        client.post(reverse("sharing:cancel_need", args=[need.pk]))
        need.refresh_from_db()
        assert need.state == Need.State.CANCELLED

    def test_the_list_asks_the_database_as_much_for_many(self, client, network, need):
        client.force_login(network.coordinator)
        with CaptureQueriesContext(connection) as few:
            client.get(reverse("sharing:needs"))
        client.force_login(network.mediator)
        for _ in range(4):
            client.post(reverse("sharing:borrow"), asking(network))
        client.force_login(network.coordinator)
        with CaptureQueriesContext(connection) as many:
            client.get(reverse("sharing:needs"))
        assert len(many) <= len(few)

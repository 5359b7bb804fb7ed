"""A mediator leaves with promises ahead: the list is shown before her role ends, and nothing is dropped."""

import pytest
from django.urls import reverse
from django.utils import timezone

from maille.people.models import Role
from maille.sharing.actions import agree, occupy, offer
from maille.sharing.models import Lending, Occupation, Round, Van
from maille.sharing.standing_in import ahead_of
from tests.sharing.lent import team
from tests.sharing.test_people_screens import line_of, of, soon, words

pytestmark = pytest.mark.django_db
__all__ = ["of"]


@pytest.mark.parametrize("is_agreed", [True, False])
def test_the_list_is_read_before_the_role_ends_and_stays_as_it_is(client, of, is_agreed):
    lending = offer(line=line_of(of), user=of.lent, by=None, at=timezone.now())
    if is_agreed:
        agree(lending=lending, by=None, at=timezone.now())
    page = reverse("people:end_role", args=[Role.objects.get(user=of.lent).pk])
    client.force_login(of.manager)
    shown = words(client.get(page))
    assert "Ce qui reste à confier à quelqu’un d’autre" in shown
    assert "IA débutants" in shown
    assert f"{reverse('sharing:ill', args=[of.lent.pk])}?jour={soon().starts_at.date()}" in shown
    assert "cochez cette case" in words(client.post(page, {"when": "now"}))
    assert Role.objects.get(user=of.lent).ends_on is None
    assert client.post(page, {"when": "now", "read": "on"}).status_code == 302
    assert Role.objects.get(user=of.lent).ends_on == timezone.localdate()
    assert Lending.objects.get().state == ("agreed" if is_agreed else "offered")
    assert Occupation.objects.filter(person=of.lent).exists() is is_agreed


def test_without_anything_ahead_nothing_more_is_asked(client):
    of = team()
    page = reverse("people:end_role", args=[Role.objects.get(user=of.stays).pk])
    client.force_login(of.manager)
    assert "à confier" not in words(client.get(page))
    assert client.post(page, {"when": "now"}).status_code == 302


def test_a_round_that_somebody_drives_is_said_with_its_page(of):
    window = soon()
    van = Van.objects.create(network=of.network, name="Le fourgon")
    tour = Round.objects.create(
        network=of.network, van=van, driver=of.lent, starts_at=window.starts_at, ends_at=window.ends_at
    )
    occupy(Occupation.Because.ROUND, {tour.pk: [(of.lent.pk, window)]})
    (ahead,) = ahead_of(of.lent, of.coordinator, timezone.now())
    assert ahead.what == "Tournée, Le fourgon"
    assert ahead.url == reverse("sharing:round", args=[tour.pk])

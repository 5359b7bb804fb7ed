"""What should be back and is not: who waits for it next sees it at once, and another unit goes in its place."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from maille.core.refusals import Refused
from maille.sharing.actions import ask, find_another, late_holders, promise, tell
from maille.sharing.models import Occupation, Promise
from maille.sharing.rules import Window
from tests.sharing.factories import cupboard

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def promised(of, window, count, at, place):
    need = ask(
        network=of.network, place=of.places[place], window=window, purpose="Atelier", wanted=[(of.model, count)],
        by=None, at=at,
    )  # fmt: skip
    return promise(need=need, by=None, at=at)


@pytest.fixture
def late():
    """Three tablets; one went yesterday and did not come back; two are promised for tomorrow, that one among them."""
    of, now = cupboard(), timezone.now()
    before, coming = Window(now - DAY, now - DAY / 2), Window(now + DAY, now + 2 * DAY)
    (gone,) = promised(of, before, 1, now - 3 * DAY, place=1)
    both = promised(of, coming, 2, now - 3 * DAY, place=2)
    if gone.unit_id not in {one.unit_id for one in both}:
        Promise.objects.filter(pk=both[0].pk).update(unit=gone.unit)
        Occupation.objects.filter(because="loan", object_id=both[0].pk).update(unit=gone.unit)
    tell(unit=gone.unit, told="given", place=of.places[0], by=None, at=before.starts_at)
    of.gone, of.need = gone, both[0].line.need
    of.waiting = Promise.objects.get(line__need=of.need, unit=gone.unit)
    return of


def test_only_what_is_late_is_said_to_be(late):
    units, now = [one.pk for one in late.units], timezone.now()
    assert late_holders(units, now) == {late.gone.unit_id: late.places[1]}
    assert late_holders(units, now - DAY) == {}
    tell(unit=late.gone.unit, told="received", place=late.places[1], by=None, at=now - DAY)
    assert late_holders(units, now) == {late.gone.unit_id: late.places[1]}


def test_another_unit_goes_in_its_place_and_once(late):
    taken = set(Promise.objects.filter(line__need=late.need).values_list("unit", flat=True))
    other = find_another(promise=late.waiting, by=late.coordinator, at=timezone.now())
    assert other.pk not in taken
    assert find_another(promise=late.waiting, by=late.coordinator, at=timezone.now()) == other
    held = Occupation.objects.get(because="loan", object_id=late.waiting.pk)
    assert held.unit_id == other.pk


def test_says_whom_to_call_when_there_is_no_other(late):
    promised(late, Window(late.waiting.starts_at, late.waiting.ends_at), 1, timezone.now(), place=1)
    with pytest.raises(Refused, match="Aucune autre unité"):
        find_another(promise=late.waiting, by=late.coordinator, at=timezone.now())


def test_who_waits_reads_it_on_the_request_and_who_lends_can_mend_it(client, late):
    page, button = reverse("sharing:need", args=[late.need.pk]), "Chercher une autre unité"
    client.force_login(late.coordinator)
    text = client.get(page).text
    assert f"n’est pas encore rendu par\u00a0: {late.places[1]}" in text
    assert button in text
    answer = client.post(reverse("sharing:another_unit", args=[late.waiting.pk]), {"need": "1"})
    assert answer.headers["Location"] == page
    text = client.get(page).text
    assert "n’est pas encore rendu" not in text
    assert button not in text

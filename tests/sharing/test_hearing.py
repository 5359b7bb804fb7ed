"""What a telephone kept at the doors: heard once, in its order, whatever its clock, whoever holds it now."""

import datetime as dt
import json
import uuid

import pytest
from django.urls import reverse

from maille.sharing.actions import promise, tell
from maille.sharing.models import CustodyEvent, Leg, Unit
from maille.territory.models import Network
from tests.sharing.factories import MORNING, NOW, asked, cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BACKEND = "django.contrib.auth.backends.ModelBackend"
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def of(settings, clock):
    of = cupboard(units=2)
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    promise(need=asked(of), by=None, at=NOW)
    clock.move_to(MORNING.starts_at)
    return of


@pytest.fixture
def unit(of):
    return Leg.objects.order_by("due_at").first().unit


def line(unit, told, place, *, ago=10, clock=MORNING.starts_at, **more):
    made_at = (clock - ago * MINUTE).isoformat()
    return {
        "nonce": uuid.uuid4().hex, "code": unit.code, "told": told, "place": place.slug, "made_at": made_at,
        "missing": [], "note": "",
    } | more  # fmt: skip


def send(client, person, *lines, clock=MORNING.starts_at):
    client.force_login(person, backend=BACKEND)
    told = [{"by": str(person.pk)} | one for one in lines]
    body = {"device": "d", "sent_at": clock.isoformat(), "told": told}
    return client.post(reverse("sharing:send_doors"), json.dumps(body), content_type="application/json")


def test_what_was_kept_is_signed_and_dated(client, of, unit):
    answer = send(client, of.manager, line(unit, "given", of.places[0], note="Fragile")).json()
    event = CustodyEvent.objects.get()
    assert (event.kind, event.by, event.at, event.note) == (
        "given",
        of.manager,
        MORNING.starts_at - 10 * MINUTE,
        "Fragile",
    )
    assert answer["answers"][0]["words"] == f"{unit}, remis au porteur"


def test_what_is_still_expected_here_is_said(client, of, unit):
    asked_only = send(client, of.manager).json()["expected"]
    assert f"{unit.code} given {of.places[0].slug}" in asked_only
    answer = send(client, of.manager, line(unit, "given", of.places[0])).json()
    assert f"{unit.code} given {of.places[0].slug}" not in answer["expected"]


def test_a_wrong_clock_changes_nothing(client, of, unit):
    """It shows 2023: ten minutes ago is ten minutes ago."""
    wrong = MORNING.starts_at - dt.timedelta(days=1100)
    send(client, of.manager, line(unit, "given", of.places[0], clock=wrong), clock=wrong)
    assert CustodyEvent.objects.get().at == MORNING.starts_at - 10 * MINUTE


def test_fifty_times_the_same_is_one_line(client, of, unit):
    sent = [line(unit, "given", of.places[0]), line(unit, "missing", of.places[0], ago=12, missing=["chargeur"])]
    for _ in range(25):
        send(client, of.manager, *sent)
    assert [(one.kind, one.missing) for one in CustodyEvent.objects.in_order()] == [
        ("missing", ["chargeur"]), ("given", []),
    ]  # fmt: skip


def test_both_sides_sign(client, of, unit):
    send(client, of.mediator, line(unit, "received", of.places[1], ago=1))
    send(client, of.manager, line(unit, "given", of.places[0], ago=30))
    assert [(one.kind, one.by) for one in unit.custody.in_order()] == [("given", of.manager), ("received", of.mediator)]
    assert Unit.objects.get(pk=unit.pk).stands_in == of.places[1]


def test_what_is_refused_keeps_nothing_else_from_being_written(client, of, unit):
    sent = [line(unit, "given", of.places[1], ago=20), line(unit, "given", of.places[0])]
    answers = send(client, of.manager, *sent).json()["answers"]
    assert "Seule l’équipe" in answers[0]["sentence"]
    assert [one.kind for one in CustodyEvent.objects.all()] == ["given"]
    assert answers[1]["sentence"] == ""


def test_what_somebody_else_confirmed_on_this_telephone_is_left_there(client, of, unit):
    answer = send(client, of.manager, line(unit, "given", of.places[0], by=str(of.mediator.pk))).json()
    assert answer["answers"] == []
    assert not CustodyEvent.objects.exists()


class TestALabelThatNobodyAwaited:
    def test_scanned_where_it_was_to_arrive_it_is_received(self, client, of, unit):
        tell(unit=unit, told="given", place=of.places[0], by=None, at=NOW)
        send(client, of.mediator, line(unit, "scan", of.places[1]))
        assert CustodyEvent.objects.in_order().last().kind == "received"

    def test_scanned_elsewhere_it_is_seen_there(self, client, of, unit):
        send(client, of.coordinator, line(unit, "scan", of.places[2]))
        assert CustodyEvent.objects.get().kind == "seen"

    def test_scanned_where_it_stands_it_is_given_to_nobody(self, client, of, unit):
        send(client, of.manager, line(unit, "scan", of.places[0]))
        assert CustodyEvent.objects.get().kind == "checked"

    def test_unknown_it_says_what_to_do(self, client, of, unit):
        (answer,) = send(client, of.manager, line(unit, "scan", of.places[0], code="ZZZZZZ")).json()["answers"]
        assert "relisez l’étiquette" in answer["sentence"]

    def test_retired_it_is_set_aside(self, client, of, unit):
        Unit.objects.update(condition=Unit.Condition.RETIRED)
        (answer,) = send(client, of.manager, line(unit, "scan", of.places[0])).json()["answers"]
        assert "mettez-la de côté" in answer["sentence"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b'{"told": []}', b'{"sent_at": "hier", "told": []}',
        b'{"sent_at": "2026-11-26T09:00:00+01:00", "told": [{}]}',
        b'{"sent_at": "2026-11-26T09:00:00", "told": []}', b'{"sent_at": "2026-11-26T09:00:00+01:00", "told": 3}',
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(client, of, body):
    client.force_login(of.manager, backend=BACKEND)
    answer = client.post(reverse("sharing:send_doors"), body, content_type="application/json")
    assert answer.status_code == 400
    assert "illisible" in answer.json()["sentence"]

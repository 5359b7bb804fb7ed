"""Who is told by mail of what is asked, answered, lent, broken or late: once, in their language, with the link."""

import datetime as dt

import pytest

from maille.messaging.models import Message
from maille.people.models import User
from maille.people.rules import PLACE_MANAGER
from maille.sharing import tasks
from maille.sharing.actions import (
    agree,
    ask,
    ask_each,
    cancel_lending,
    offer,
    promise,
    refuse,
    refuse_lending,
    replace,
    report_condition,
)
from maille.sharing.models import Promise, Unit, WorkingHours
from maille.sharing.rules import Window
from tests.people.factories import RoleFactory
from tests.sharing.factories import MORNING, NOW, cupboard
from tests.sharing.lent import knows, needed, team, works

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


def told() -> dict[str, set[str]]:
    """Who is to receive what, by the kind of message."""
    found: dict[str, set[str]] = {}
    for one in Message.objects.exclude(state=Message.State.CANCELLED):
        found.setdefault(one.key.rpartition(":")[2], set()).add(one.recipient)
    return found


def mails(*people: User) -> set[str]:
    return {person.email for person in people}


@pytest.fixture
def of():
    return cupboard()


def asked_by(of, person, window=MORNING):
    return ask(
        network=of.network, place=of.places[1], window=window, purpose="Atelier photo", wanted=[(of.model, 1)],
        by=person, at=NOW,
    )  # fmt: skip


class TestEquipment:
    def test_asked_tells_those_who_answer_and_the_answer_tells_who_asked(self, of):
        need = asked_by(of, of.mediator)
        assert told() == {"asked": mails(of.coordinator, of.manager)}
        promise(need=need, by=of.manager, at=NOW)
        promise(need=need, by=of.manager, at=NOW)
        assert told()["answered"] == mails(of.mediator)
        assert Message.objects.count() == 3
        body = Message.objects.get(key__endswith=":answered").body
        assert f"/mutualisation/demandes/{need.pk}/" in body
        assert "confirmé" in body

    def test_a_refusal_says_why(self, of):
        refuse(need=asked_by(of, of.mediator), reason="Tout est pris", by=of.coordinator, at=NOW)
        assert "Tout est pris" in Message.objects.get(key__endswith=":answered").body

    def test_what_repeats_is_told_once(self, of):
        windows = [Window(MORNING.starts_at + week * WEEK, MORNING.ends_at + week * WEEK) for week in range(3)]
        ask_each(
            network=of.network, place=of.places[1], windows=windows, purpose="Photo", wanted=[(of.model, 1)],
            by=of.mediator, at=NOW,
        )  # fmt: skip
        assert Message.objects.count() == 2
        assert "semaines qui suivent" in Message.objects.first().body

    def test_in_the_language_of_who_reads(self, of):
        User.objects.filter(pk=of.coordinator.pk).update(language="en")
        asked_by(of, of.mediator)
        message = Message.objects.get(recipient=of.coordinator.email)
        assert message.language == "en"
        assert "asks for equipment" in message.subject

    def test_a_unit_that_breaks_tells_the_place_to_which_it_is_promised(self, of):
        need = asked_by(of, of.mediator)
        promise(need=need, by=None, at=NOW)
        unit = Promise.objects.get().unit
        for _again in range(2):
            report_condition(unit=unit, condition=Unit.Condition.BROKEN, reason="Écran", by=of.manager, at=NOW)
        assert told()["broken"] == mails(of.mediator, of.coordinator)
        assert Message.objects.filter(key__endswith=":broken").count() == 2

    def test_what_is_late_tells_who_is_next_once(self, of):
        first, second = (
            asked_by(of, of.mediator),
            asked_by(of, of.mediator, Window(*(at + WEEK for at in (MORNING.starts_at, MORNING.ends_at)))),
        )
        for need in (first, second):
            promise(need=need, by=None, at=NOW)
        unit = of.units[0]
        Promise.objects.update(unit=unit)
        Promise.objects.filter(line__need=first).update(left_at=MORNING.starts_at)
        tasks.tell_late(at=MORNING.ends_at + dt.timedelta(minutes=10))
        assert "late" not in told()
        for hours in (1, 2):
            tasks.tell_late(at=MORNING.ends_at + dt.timedelta(hours=hours))
        assert told()["late"] == mails(of.mediator)
        assert Message.objects.filter(key__endswith=":late").count() == 1


class TestPeople:
    @pytest.fixture
    def of(self):
        return team()

    def test_offered_then_agreed(self, of):
        lending = offer(line=needed(of), user=of.lent, by=of.mediator, at=NOW)
        assert told() == {"offered": mails(of.lent, of.manager)}
        agree(lending=lending, by=of.manager, at=NOW)
        # The question that had not left is not asked any more.
        assert told() == {"agreed": mails(of.lent, of.mediator)}

    def test_refused_says_why_and_cancelled_tells_her_place(self, of):
        line = needed(of)
        refuse_lending(
            lending=offer(line=line, user=of.lent, by=of.mediator, at=NOW), reason="Inventaire", by=of.manager, at=NOW
        )
        assert "Inventaire" in Message.objects.get(recipient=of.mediator.email).body
        again = agree(lending=offer(line=line, user=of.lent, by=of.mediator, at=NOW), by=of.manager, at=NOW)
        cancel_lending(lending=again, by=of.lent, at=NOW)
        assert told()["cancelled"] == mails(of.manager, of.mediator)

    def test_a_replacement_tells_both(self, of):
        lending = agree(lending=offer(line=needed(of), user=of.lent, by=of.mediator, at=NOW), by=None, at=NOW)
        knows(of.stays, of.skill)
        WorkingHours.objects.filter(user=of.manager).delete()
        works(of.manager, of.places[0])
        replace(lending=lending, user=of.stays, by=of.coordinator, at=NOW)
        assert told()["cancelled"] >= mails(of.lent)
        assert told()["agreed"] >= mails(of.stays)
        assert "offered" not in told()

    def test_who_left_is_told_nothing(self, of):
        User.objects.filter(pk=of.manager.pk).update(is_active=False)
        RoleFactory(network=of.network, kind=PLACE_MANAGER, place=of.places[2])
        offer(line=needed(of), user=of.lent, by=of.mediator, at=NOW)
        assert told() == {"offered": mails(of.lent)}

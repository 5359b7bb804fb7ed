"""A broken computer takes a seat away from the sessions of its room; a mended one gives it back."""

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people import rules as roles
from maille.sharing.actions import add_units, report_condition
from maille.sharing.models import ConditionEvent, Unit
from maille.workshops import actions, tasks
from maille.workshops.models import Session
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, applicant
from tests.workshops.scenes import scene, slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def here():
    made = scene(needs_computers=True)
    add_units(room=made.room, count=2, by=made.mediator, at=NOW)
    tasks.follow_conditions(at=NOW)
    return made


def tell(here, condition, unit=None):
    unit = unit or Unit.objects.order_by("pk").last()
    return report_condition(unit=unit, condition=condition, reason="écran noir", by=here.mediator, at=NOW)


class TestAddUnits:
    def test_labels_go_on_from_those_that_are_there(self, here):
        add_units(room=here.room, count=2, by=here.mediator, at=NOW)
        assert list(Unit.objects.order_by("pk").values_list("label", flat=True)) == ["PC 1", "PC 2", "PC 3", "PC 4"]

    @pytest.mark.parametrize("count", [0, 61])
    def test_refuses_a_number_that_is_a_slip(self, here, count):
        with pytest.raises(Refused, match="60"):
            add_units(room=here.room, count=count, by=here.mediator, at=NOW)

    def test_is_for_those_who_work_there(self, here):
        with pytest.raises(Refused, match="équipe"):
            add_units(room=here.room, count=1, by=RoleFactory(network=here.workshop.network).user, at=NOW)

    def test_a_new_computer_adds_a_seat(self, here):
        (session,) = here.create(slot(12, 2))
        add_units(room=here.room, count=1, by=here.mediator, at=NOW)
        assert [one.pk for one in actions.follow_conditions(by=None, at=NOW).more] == [session.pk]
        assert Session.objects.get().seats == 3


class TestReportCondition:
    def test_is_told_once(self, here):
        assert tell(here, "broken")
        assert tell(here, "broken") is None
        assert Entry.objects.filter(action="sharing.condition_reported").count() == 1

    def test_the_desk_may_tell(self, here):
        desk = RoleFactory(kind=roles.DESK, network=here.workshop.network, place=here.place).user
        assert report_condition(unit=Unit.objects.first(), condition="broken", by=desk, at=NOW)

    def test_refuses_an_unknown_state(self, here):
        with pytest.raises(Refused, match="Dites si"):
            tell(here, "lost")


class TestFollowConditions:
    def test_cuts_every_coming_session_of_the_room_and_says_whom_to_call(self, here):
        past = here.create(slot(11, 3))[0]
        one, other = here.create(slot(12, 2), slot(12, 9), publish=True)
        for name in ("Anna", "Béa"):
            actions.register(target=one, applicant=applicant(name), source="public", by=None, at=NOW)
        tell(here, "broken")
        effect = actions.follow_conditions(by=here.mediator, at=NOW)
        assert {session.pk for session in effect.fewer} == {one.pk, other.pk}
        assert [seat.registration.resident.name for seat in effect.extras] == ["Béa"]
        assert Session.objects.get(pk=past.pk).seats == 2

    def test_is_done_once_for_each_event(self, here):
        here.create(slot(12, 2))
        tell(here, "broken")
        tasks.follow_conditions(at=NOW)
        assert not ConditionEvent.objects.filter(followed_at__isnull=True).exists()
        counted = Entry.objects.filter(action="workshops.seats_counted").count()
        tasks.follow_conditions(at=NOW)
        assert Entry.objects.filter(action="workshops.seats_counted").count() == counted

    def test_a_mended_computer_serves_those_who_sit_above_then_those_who_wait(self, here):
        (session,) = here.create(slot(12, 2), publish=True)
        people = [
            actions.register(target=session, applicant=applicant(name), source="public", by=None, at=NOW)
            for name in ("Anna", "Béa", "Chloé")
        ]
        tell(here, "broken")
        tasks.follow_conditions(at=NOW)
        tell(here, "working")
        effect = actions.follow_conditions(by=None, at=NOW)
        assert [one.pk for one in effect.more] == [session.pk]
        for person in people:
            person.refresh_from_db()
        assert [person.state for person in people] == ["seated", "seated", "waiting"]

    def test_leaves_alone_a_workshop_without_computers(self, here):
        here.workshop.current.needs_computers = False
        here.workshop.current.save()
        here.create(slot(12, 2))
        tell(here, "broken")
        assert not actions.follow_conditions(by=None, at=NOW).fewer

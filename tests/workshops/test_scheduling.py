"""Sessions are created whole or not at all, and nothing is in two places at once."""

import datetime as dt

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people import rules as roles
from maille.territory.models import HoursException
from maille.workshops.load import planned
from maille.workshops.models import Cycle, Session
from maille.workshops.rules.recurrence import Every, Series
from tests.people.factories import RoleFactory
from tests.territory.factories import PlaceFactory
from tests.workshops.factories import RoomFactory, UnitFactory
from tests.workshops.scenes import PARIS, scene, slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestCreateSessions:
    def test_counts_the_seats_and_says_what_limits_them(self):
        here = scene(ratio=8)
        (session,) = here.create(slot(12, 2))
        assert (session.seats, session.free_seats, session.seats_limit) == (8, 8, "mediators")
        assert list(session.mediators.all()) == [here.mediator]
        assert session.state == Session.State.DRAFT
        assert Entry.objects.filter(action="workshops.session_created").count() == 1

    def test_counts_the_working_computers(self):
        here = scene(needs_computers=True)
        UnitFactory.create_batch(3, room=here.room)
        UnitFactory(room=here.room, condition="broken")
        (session,) = here.create(slot(12, 2))
        assert (session.seats, session.seats_limit) == (3, "computers")

    def test_joins_a_series_and_a_cycle(self):
        sessions = scene().create(slot(12, 9), slot(12, 2), cycle_title="  Premiers pas  ")
        assert [session.starts_at.day for session in sessions] == [2, 9]
        assert len({session.series for session in sessions}) == 1
        assert Cycle.objects.get().title == "Premiers pas"
        assert {session.cycle for session in sessions} == {Cycle.objects.get()}

    def test_closes_its_list_as_long_before_as_said(self):
        sessions = scene().create(slot(12, 2), slot(12, 9), closes_before=dt.timedelta(hours=24))
        assert {session.starts_at - session.closes_at for session in sessions} == {dt.timedelta(hours=24)}

    def test_records_a_session_after_the_fact_but_does_not_publish_it(self):
        here = scene()
        assert here.create(slot(11, 3))[0].state == Session.State.DRAFT
        with pytest.raises(Refused, match="passée"):
            here.create(slot(11, 4), publish=True)

    def test_refuses_to_publish_a_session_without_a_seat(self):
        with pytest.raises(Refused, match="Aucune place"):
            scene().create(slot(12, 2), publish=True, mediators=[])
        assert not Session.objects.exists()

    @pytest.mark.parametrize(
        ("minutes", "sentence"), [(0, "avant de commencer"), (-30, "avant de commencer"), (24 * 60 + 1, "un jour")]
    )
    def test_refuses_a_time_that_cannot_be(self, minutes, sentence):
        with pytest.raises(Refused, match=sentence):
            scene().create(slot(12, 2, minutes=minutes))

    def test_refuses_a_room_of_another_place(self):
        with pytest.raises(Refused, match="pas dans ce lieu") as refusal:
            scene().create(slot(12, 2), room=RoomFactory())
        assert refusal.value.field == "room"

    def test_refuses_somebody_who_leads_nothing_in_the_network(self):
        desk = RoleFactory(kind=roles.DESK).user
        with pytest.raises(Refused, match="n’anime pas"):
            scene().create(slot(12, 2), mediators=[desk])

    def test_refuses_a_place_outside_the_network(self):
        here = scene()
        with pytest.raises(Refused, match="réseau"):
            here.create(slot(12, 2), place=PlaceFactory(), room=None, by=here.coordinator)

    def test_refuses_the_mediator_of_another_place(self):
        here = scene()
        other = RoleFactory(kind=roles.MEDIATOR, network=here.workshop.network).user
        with pytest.raises(Refused, match="équipe du lieu"):
            here.create(slot(12, 2), by=other)

    def test_lets_a_neighbour_use_their_own_place_only(self):
        here = scene()
        role = RoleFactory(kind=roles.NEIGHBOUR, network=here.workshop.network)
        assert here.create(slot(12, 2), place=role.place, room=None, mediators=[role.user], by=role.user)
        with pytest.raises(Refused):
            here.create(slot(12, 3), by=role.user)

    def test_refuses_no_date_and_too_many(self):
        here = scene()
        with pytest.raises(Refused, match="Aucune date"):
            here.create()
        with pytest.raises(Refused, match="60 dates"):
            here.create(*[slot(12, 2)] * 61)

    def test_refuses_a_workshop_that_was_set_aside(self):
        here = scene()
        here.workshop.archived_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        with pytest.raises(Refused, match="retiré"):
            here.create(slot(12, 2))


class TestTwoAtOnce:
    def test_refuses_a_room_that_is_taken_and_says_by_what(self):
        here = scene(title="Mes photos")
        here.create(slot(12, 2))
        with pytest.raises(Refused, match=r"est prise par «\u00a0Mes photos\u00a0»") as refusal:
            here.create(slot(12, 2, hour=15), mediators=[])
        assert refusal.value.field == "room"

    def test_refuses_a_mediator_who_is_elsewhere(self):
        here = scene(title="Mes photos")
        here.create(slot(12, 2))
        with pytest.raises(Refused, match="anime déjà") as refusal:
            here.create(slot(12, 2), room=None)
        assert refusal.value.field == "mediators"

    def test_one_begins_when_the_other_ends(self):
        here = scene()
        here.create(slot(12, 2))
        assert here.create(slot(12, 2, hour=16))

    def test_a_cancelled_session_takes_nothing(self):
        here = scene()
        Session.objects.filter(pk=here.create(slot(12, 2))[0].pk).update(state="cancelled")
        assert here.create(slot(12, 2))

    def test_refuses_a_series_that_overlaps_itself(self):
        with pytest.raises(Refused, match="chevauchent"):
            scene().create(slot(12, 2), slot(12, 2, hour=15))
        assert not Session.objects.exists()


class TestPlanned:
    def plan(self, here, series, **options):
        return planned(
            **{"place": here.place, "room": here.room, "leading": [here.mediator], **options},
            series=series,
            start=dt.time(14),
            end=dt.time(16),
        )

    def test_says_what_is_skipped_and_why(self):
        here = scene()
        HoursException.objects.create(place=here.place, starts_on="2026-12-15", ends_on="2026-12-16", reason="Travaux")
        weekly = Series(dt.date(2026, 12, 2), Every.WEEK, count=6, skip_school_holidays=True)
        found = self.plan(here, weekly)
        assert [(one.occurrence.on.day, one.occurrence.skipped) for one in found] == [
            (2, ""),
            (9, ""),
            (16, "closed"),
            (23, "school_holiday"),
            (30, "school_holiday"),
            (6, ""),
        ]

    def test_skips_public_holidays(self):
        found = self.plan(scene(), Series(dt.date(2026, 12, 18), Every.WEEK, count=3))
        assert [one.occurrence.skipped for one in found] == ["", "public_holiday", "public_holiday"]

    def test_says_what_is_taken(self):
        here = scene(title="Mes photos")
        here.create(slot(12, 9))
        first, second = self.plan(here, Series(dt.date(2026, 12, 2), Every.WEEK, count=2))
        assert not first.clashes
        assert [(clash.what, clash.other.title) for clash in second.clashes] == [
            (here.room, "Mes photos"),
            (here.mediator, "Mes photos"),
        ]

    def test_keeps_the_time_of_the_clock_on_the_wall(self):
        found = self.plan(scene(), Series(dt.date(2027, 3, 24), Every.WEEK, count=2))
        assert [one.slot.starts_at.astimezone(PARIS).hour for one in found] == [14, 14]
        assert [one.slot.starts_at.astimezone(dt.UTC).hour for one in found] == [13, 12]

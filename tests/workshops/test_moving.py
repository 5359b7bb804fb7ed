"""What follows a move: who is warned, what a calendar loses, the chair that is added, the clock that is read."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
from django.urls import reverse
from icalendar import Calendar

from maille.core.models import Entry
from maille.messaging.channels.email import compose
from maille.messaging.models import Message
from maille.people import rules as roles
from maille.territory.hours.clock import local_instant
from maille.territory.models import Place
from maille.workshops import actions
from maille.workshops.load import unlikely_days
from maille.workshops.models import Interest, Registration, Seat, Session
from maille.workshops.rules.times import Scope, Slot
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, START, RoomFactory, SessionFactory, UnitFactory, WorkshopFactory, applicant

pytestmark = pytest.mark.django_db
CHRISTMAS = dt.date(2026, 12, 25)


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def session(settings):
    made = SessionFactory()
    settings.DEFAULT_NETWORK = made.network.slug
    return made


@pytest.fixture
def team(client, session):
    user = RoleFactory(kind=roles.MEDIATOR, network=session.network, place=session.place).user
    client.force_login(user)
    return user


def beside(session, **fields):
    wanted = {"starts_at": START + dt.timedelta(days=1), **fields}
    return SessionFactory(workshop=session.version.workshop, place=session.place, **wanted)


def come(session, name="Nadia Benali", **fields):
    who = applicant(name, email=f"{name.split()[0].lower()}@example.org", phone="", **fields)
    return actions.register(target=session, applicant=who, source="public", by=None, at=NOW)


class TestDaysWhenFewPeopleCome:
    def move(self, client, session, **typed):
        typed = {"day": "2026-12-25", "start": "14:00", "end": "16:00", **typed}
        return client.post(reverse("workshops:move_session", args=[session.pk]), typed)

    def test_are_said_before_anything_is_moved(self, client, session, team):
        answer = self.move(client, session)
        assert answer.status_code == 422
        assert "vendredi 25\u00a0décembre\u00a0: jour férié" in answer.content.decode()
        assert 'value="2026-12-25"' in answer.content.decode()
        assert Session.objects.get().starts_at == START

    def test_and_moved_to_all_the_same_when_it_is_wanted(self, client, session, team):
        assert self.move(client, session, sure="2026-12-25/one").status_code == 302
        assert Session.objects.get().starts_at.date() == CHRISTMAS

    def test_who_then_types_another_such_day_is_warned_again(self, client, session, team):
        answer = self.move(client, session, day="2027-01-01", sure="2026-12-25/one")
        assert answer.status_code == 422
        assert 'value="2027-01-01/one"' in answer.content.decode()

    def test_of_a_series_name_each_date(self, session):
        series = "6f6f7a4e-6f6f-4e6f-8f6f-6f6f7a4e6f6f"
        Session.objects.filter(pk=session.pk).update(series=series)
        beside(session, series=series, starts_at=START + dt.timedelta(days=7))
        first = Session.objects.get(pk=session.pk)
        zone = dt.UTC
        day = dt.date(2026, 12, 18)
        slot = Slot(local_instant(day, dt.time(14), zone), local_instant(day, dt.time(16), zone))
        found = unlikely_days(first, slot, Scope.FOLLOWING, NOW)
        assert [(one.slot.starts_at.date(), one.reason) for one in found] == [(CHRISTMAS, "public_holiday")]

    def test_an_ordinary_day_asks_nothing(self, client, session, team):
        assert self.move(client, session, day="2026-12-09").status_code == 302


class TestTheCalendarOfWhoIsMoved:
    def test_loses_the_old_date_and_has_the_new_one(self, session, team):
        made, to = come(session), beside(session)
        old = f"{made.public_id}-{session.pk}@maille"
        actions.move_registration(registration=made, to=to, by=team, at=NOW)
        mail = Message.objects.about(made).get(state="waiting", offset=None)
        files = {one["name"]: Calendar.from_ical(one["text"]) for one in mail.attachments}
        gone, new = files["ancienne-date.ics"], files["atelier.ics"]
        assert (gone["method"], str(gone.walk("VEVENT")[0]["uid"])) == ("CANCEL", old)
        assert (new["method"], str(new.walk("VEVENT")[0]["uid"])) == ("REQUEST", f"{made.public_id}-{to.pk}@maille")

    def test_leaves_in_a_mail_whose_parts_each_have_one_method(self, session, team):
        """A part names the method of its content; parts that differ stand in a multipart/mixed (RFC 6047, 2.4)."""
        made, to = come(session), beside(session)
        actions.move_registration(registration=made, to=to, by=team, at=NOW)
        mail = compose(Message.objects.about(made).get(state="waiting", offset=None)).message().as_bytes()
        parts = [
            one
            for one in message_from_bytes(mail, policy=policy.default).walk()
            if "calendar" in one.get_content_type()
        ]
        said = {one.get_filename(): one["content-type"].params["method"] for one in parts}
        assert said == {"atelier.ics": "REQUEST", "ancienne-date.ics": "CANCEL"}
        for one in parts:
            inside = Calendar.from_ical(one.get_payload(decode=True))
            assert inside["method"] == said[one.get_filename()]
            assert len(inside.walk("VEVENT")) == 1

    def test_of_who_only_waited_loses_nothing(self, session, team):
        for name in ("Anna A", "Béa B", "Chloé C"):
            come(session, name)
        waiting = come(session)
        actions.move_registration(registration=waiting, to=beside(session), by=team, at=NOW)
        mail = Message.objects.about(waiting).get(state="waiting", offset=None)
        assert [one["name"] for one in mail.attachments] == ["atelier.ics"]


class TestAChairMoreWhereOneGoes:
    def move(self, client, made, to, **typed):
        return client.post(reverse("workshops:desk_move", args=[made.pk]), {"to": to.pk, **typed})

    @pytest.fixture
    def full(self, session):
        to = beside(session, seats=1)
        come(to, "Anna A")
        return to

    def test_is_given_with_its_reason(self, client, session, team, full):
        made = come(session)
        assert self.move(client, made, full, extra="on", reason="vient de loin").status_code == 302
        assert Seat.objects.get(registration=made, released_at=None).is_extra
        line = Entry.objects.get(action="workshops.extra_seat")
        assert line.after == {"end_reason": "vient de loin"}

    def test_is_refused_without_one_and_nothing_has_moved(self, client, session, team, full):
        made = come(session)
        answer = self.move(client, made, full, extra="on")
        assert answer.status_code == 422
        assert "Dites pourquoi" in answer.content.decode()
        assert Registration.objects.get(pk=made.pk).session == session


class TestTheTeamsScreens:
    def test_read_the_clock_of_the_place(self, client, session, team):
        Place.objects.filter(pk=session.place_id).update(calendar="reunion")
        page = client.get(reverse("workshops:team_session", args=[session.pk])).content.decode()
        assert "17\u00a0h\u00a0– 19\u00a0h" in page

    def test_lead_to_the_computers_of_a_session_that_needs_some(self, client, settings):
        workshop = WorkshopFactory(content__needs_computers=True)
        settings.DEFAULT_NETWORK = workshop.network.slug
        session = SessionFactory(workshop=workshop)
        UnitFactory(room=RoomFactory(place=session.place))
        client.force_login(RoleFactory(kind=roles.MEDIATOR, network=workshop.network, place=session.place).user)
        page = client.get(reverse("workshops:team_session", args=[session.pk])).content.decode()
        assert reverse("workshops:computers", args=[session.place.slug]) in page

    def test_do_not_for_one_that_needs_none(self, client, session, team):
        page = client.get(reverse("workshops:team_session", args=[session.pk])).content.decode()
        assert reverse("workshops:computers", args=[session.place.slug]) not in page

    def test_count_people_and_seats_apart(self, client, session, team):
        Session.objects.update(carer_takes_seat=True)
        come(Session.objects.get(), has_carer=True)
        page = client.get(reverse("workshops:desk_session", args=[session.pk])).content.decode()
        assert "2 places prises sur 3" in page
        assert "1\u00a0personne inscrite" in page or "1 personne inscrite" in page


class TestEraseEndedInterests:
    def wish(self, session, **fields):
        who = applicant("Nadia Benali")
        made = actions.ask_to_be_told(
            network=session.network, applicant=who, workshop=session.version.workshop, by=None, at=NOW
        )
        Interest.objects.filter(pk=made.pk).update(**fields)
        return made

    @pytest.mark.parametrize(("days", "erased"), [(59, 0), (60, 1)])
    def test_sixty_days_after_their_end(self, session, days, erased):
        self.wish(session, ended_at=NOW - dt.timedelta(days=days))
        assert actions.erase_ended_interests(at=NOW, by=None) == erased
        assert Interest.objects.count() == 1 - erased

    def test_with_what_was_said_and_the_names_in_the_journal(self, session):
        made = self.wish(session, ended_at=NOW - dt.timedelta(days=61))
        actions.tell_interested(session=session, by=None, at=NOW)
        actions.erase_ended_interests(at=NOW, by=None)
        lines = "\n".join(str(row) for row in Entry.objects.values())
        assert "Nadia" not in lines
        assert not Message.objects.about(made).exclude(name="").exists()

    def test_one_that_still_runs_stays(self, session):
        self.wish(session)
        assert actions.erase_ended_interests(at=NOW + dt.timedelta(days=30), by=None) == 0

    def test_is_asked_of_the_house_each_night(self):
        from maille.core import erasure

        assert actions.erase_ended_interests in erasure.erasers()

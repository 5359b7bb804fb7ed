"""Time that something else gives back is offered too; two records of one person are one person."""

import datetime as dt

import pytest
from django.urls import reverse

from maille.appointments import actions, tasks
from maille.appointments.actions.openings import Hours
from maille.appointments.models import Appointment, EarlierOffer
from maille.core.refusals import Refused
from maille.people.actions import merge_residents
from maille.sharing.actions import declare_absence, end_absence, move_absence
from maille.workshops.actions import cancel_session
from maille.workshops.actions.occupying import occupy_mediators
from maille.workshops.models import SessionMediator
from tests.appointments.factories import NOW, WEDNESDAY, applicant, book, scene
from tests.workshops.factories import ResidentFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOUR = dt.timedelta(hours=1)
LATER = NOW + HOUR


class TestEarlierFreedByOthers:
    """Time that something else gives back, between the one who asked and now: read in the journal by the clock."""

    def afternoon_without_the_first_hour(self, opening):
        """The first hour is taken by an absence; somebody has the second one, and would come earlier."""
        absence, _promised = declare_absence(
            person=opening.mediator, starts_at=WEDNESDAY, ends_at=WEDNESDAY + HOUR, by=None, at=NOW
        )
        return absence

    @pytest.mark.parametrize("asks_before", [True, False])
    def test_an_absence_taken_back(self, clock, asks_before):
        reason, opening = scene()
        absence = self.afternoon_without_the_first_hour(opening)
        made = book(reason)
        clock.move_to(LATER)
        end_absence(absence=absence, by=None, at=LATER)
        asked = NOW if asks_before else LATER + HOUR
        actions.want_earlier(appointment=made, by=None, at=asked)
        for _ in range(2):
            tasks.offer_earlier(at=LATER + 2 * HOUR)
        offers = EarlierOffer.objects.filter(state="open")
        assert [one.starts_at for one in offers] == ([WEDNESDAY] if asks_before else [])

    def test_an_absence_moved(self, clock):
        reason, opening = scene()
        absence = self.afternoon_without_the_first_hour(opening)
        made = book(reason)
        actions.want_earlier(appointment=made, by=None, at=NOW)
        later = WEDNESDAY + dt.timedelta(days=7)
        move_absence(absence=absence, starts_at=later, ends_at=later + HOUR, by=None, at=LATER)
        tasks.offer_earlier(at=LATER + HOUR)
        assert [one.starts_at for one in EarlierOffer.objects.filter(state="open")] == [WEDNESDAY]

    def test_who_says_no_is_not_asked_again_about_the_same_absence(self, clock):
        reason, opening = scene()
        absence, _promised = declare_absence(
            person=opening.mediator, starts_at=WEDNESDAY, ends_at=WEDNESDAY + 3 * HOUR, by=None, at=NOW
        )
        made = book(reason)
        actions.want_earlier(appointment=made, by=None, at=NOW)
        end_absence(absence=absence, by=None, at=NOW)
        tasks.offer_earlier(at=LATER)
        actions.decline_offer(offer=EarlierOffer.objects.get(), by=None, at=LATER)
        tasks.offer_earlier(at=LATER)
        assert [one.state for one in EarlierOffer.objects.all()] == ["declined"]

    def test_a_session_cancelled(self, clock):
        reason, opening = scene()
        session = SessionFactory(
            network=reason.network,
            place=opening.place,
            state="published",
            starts_at=WEDNESDAY,
            ends_at=WEDNESDAY + HOUR,
        )
        SessionMediator.objects.create(session=session, mediator=opening.mediator)
        occupy_mediators([session])
        made = book(reason)
        assert made.starts_at == WEDNESDAY + HOUR
        actions.want_earlier(appointment=made, by=None, at=NOW)
        tasks.offer_earlier(at=LATER)
        assert not EarlierOffer.objects.exists()
        cancel_session(session=session, reason="La salle est prise.", by=None, at=LATER)
        tasks.offer_earlier(at=LATER)
        assert EarlierOffer.objects.get().starts_at == WEDNESDAY

    def test_hours_newly_opened(self, clock):
        reason, opening = scene()
        made = book(reason)
        actions.want_earlier(appointment=made, by=None, at=NOW)
        tuesday = Hours(1, dt.time(9), dt.time(12), dt.date(2026, 12, 1))
        actions.add_opening(
            network=reason.network, place=opening.place, mediator=opening.mediator, hours=tuesday, by=None
        )
        tasks.offer_earlier(at=LATER)
        assert EarlierOffer.objects.get().starts_at == WEDNESDAY - dt.timedelta(days=1, hours=5)


class TestJoined:
    def test_the_kept_name_is_shown_and_finds_it(self, client):
        reason, opening = scene()
        made = book(reason, who=applicant("Mari Dupond"))
        kept = ResidentFactory(network=reason.network, name="Marie Dupont")
        merge_residents(kept=kept, joined=made.resident, by=None, at=NOW)
        for name in ("Marie Dupont", "Mari Dupond"):
            assert Appointment.objects.with_code_and_name(made.code, name) == made
        assert Appointment.objects.with_code_and_name(made.code, "Karim Haddad") is None
        client.force_login(opening.mediator)
        page = client.get(reverse("appointments:list") + "?semaine=2026-12-02").text
        assert "Marie Dupont" in page
        assert "Mari Dupond" not in page.replace("Marie Dupont", "")

    def test_one_reason_is_not_taken_twice_under_two_records(self):
        reason, _opening = scene()
        made = book(reason)
        kept = ResidentFactory(network=reason.network, name="Marie Martin")
        merge_residents(kept=kept, joined=made.resident, by=None, at=NOW)
        with pytest.raises(Refused, match="déjà pris"):
            book(reason, resident=kept, who=applicant("Marie Martin"))

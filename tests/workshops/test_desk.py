"""The desk of a place: somebody found with three keys, registered, seated, moved; and who sees nothing of it."""

import datetime as dt

import pytest
from django.urls import reverse

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.language.words import fold
from maille.messaging.models import Message
from maille.people import rules as roles
from maille.people.models import Resident
from maille.workshops import actions
from maille.workshops.models import Registration, Seat, Session
from maille.workshops.rules.signup import Applicant
from tests.people.factories import RoleFactory
from tests.territory.factories import NetworkFactory
from tests.workshops.factories import NOW, START, ResidentFactory, SessionFactory, applicant
from tests.workshops.soundness import faults

pytestmark = pytest.mark.django_db
State = Registration.State


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def session():
    return SessionFactory(seats=2)


@pytest.fixture
def desk(session):
    return someone(session, roles.DESK)


def someone(session, kind, **where):
    return RoleFactory(kind=kind, network=session.network, **{"place": session.place, **where}).user


def sign_up(session, name, **fields):
    return actions.register(target=session, applicant=applicant(name, **fields), source="public", by=None, at=NOW)


def known(session, name, **fields):
    return ResidentFactory(network=session.network, name=name, search_name=fold(name), **fields)


def beside(session, **fields):
    """Another session of the same place, the day after."""
    later = {"starts_at": START + dt.timedelta(days=1), "place": session.place, "network": session.network}
    return SessionFactory(workshop=session.version.workshop, **{**later, "seats": 1, **fields})


def taken(session):
    return Seat.objects.filter(session=session, released_at__isnull=True).count()


class TestFoundBy:
    @pytest.mark.parametrize("typed", ["nad", "NAD", "Nadia b", "ben", "ért"])
    def test_a_name_is_found_from_three_letters(self, session, typed):
        known(session, "Nadia Benali Értan")
        assert Resident.objects.found_by(typed).count() == 1

    @pytest.mark.parametrize("typed", ["678", "45 678", "0612345678", "06 12 34 56 78"])
    def test_a_telephone_is_found_from_its_last_digits(self, session, typed):
        known(session, "Nadia Benali", phone="+33612345678")
        assert Resident.objects.found_by(typed).count() == 1

    @pytest.mark.parametrize("typed", ["", "na", "78", "adi", "612", "%%%", "   "])
    def test_less_or_other_finds_nobody(self, session, typed):
        known(session, "Nadia Benali", phone="+33612345678")
        assert not Resident.objects.found_by(typed).exists()


class TestRegisterAtDesk:
    def test_says_why_a_chair_was_added(self, session, desk):
        for name in ("Anna", "Béa"):
            sign_up(session, name)
        made = actions.register_at_desk(
            target=session, applicant=Applicant("Chloé"), source="desk", by=desk, at=NOW, extra=True,
            extra_reason="sa fille l’accompagne",
        )  # fmt: skip
        assert made.state == State.SEATED
        line = Entry.objects.get(action="workshops.extra_seat")
        assert line.after == {"end_reason": "sa fille l’accompagne"}

    def test_refuses_a_chair_without_a_reason(self, session, desk):
        with pytest.raises(Refused, match="Dites pourquoi"):
            actions.register_at_desk(
                target=session, applicant=Applicant("Chloé"), source="desk", by=desk, at=NOW, extra=True
            )
        assert not Registration.objects.exists()

    def test_writes_no_reason_when_there_was_room(self, session, desk):
        actions.register_at_desk(
            target=session, applicant=Applicant("Chloé"), source="desk", by=desk, at=NOW, extra=True, extra_reason="?"
        )
        assert not Entry.objects.filter(action="workshops.extra_seat").exists()


class TestSeatAtDesk:
    def test_makes_the_call_that_was_to_be_made(self, session, desk):
        session.chosen_seats = session.seats = session.free_seats = 1
        session.save()
        first = sign_up(session, "Anna")
        second = actions.register(target=session, applicant=Applicant("Béa"), source="desk", by=desk, at=NOW)
        actions.cancel_registration(registration=first, by=None, at=NOW)
        call = Message.objects.about(second).get(channel="call", state="waiting")
        actions.seat_at_desk(registration=second, by=desk, at=NOW)
        call.refresh_from_db()
        assert (call.state, call.done_by) == ("sent", desk)


class TestMoveRegistration:
    def test_frees_one_seat_and_takes_the_other_with_the_same_code(self, session, desk):
        other, made = beside(session), sign_up(session, "Anna")
        moved = actions.move_registration(registration=made, to=other, by=desk, at=NOW)
        assert (moved.session, moved.state, moved.code) == (other, State.SEATED, made.code)
        assert (taken(session), taken(other)) == (0, 1)
        assert faults([session, other]) == []

    def test_gives_the_seat_that_is_left_to_who_waits(self, session, desk):
        made = [sign_up(session, name) for name in ("Anna", "Béa", "Chloé")]
        actions.move_registration(registration=made[0], to=beside(session), by=desk, at=NOW)
        made[2].refresh_from_db()
        assert made[2].state == State.OFFERED

    def test_changes_nothing_when_the_other_is_full(self, session, desk):
        other, made = beside(session), sign_up(session, "Anna")
        sign_up(other, "Béa")
        with pytest.raises(Refused, match="pas assez de places"):
            actions.move_registration(registration=made, to=other, by=desk, at=NOW)
        made.refresh_from_db()
        assert (made.session, taken(session), taken(other)) == (session, 1, 1)

    def test_adds_a_chair_when_asked(self, session, desk):
        other, made = beside(session), sign_up(session, "Anna")
        sign_up(other, "Béa")
        moved = actions.move_registration(registration=made, to=other, by=desk, at=NOW, extra=True)
        assert (moved.state, taken(other)) == (State.SEATED, 2)

    def test_cancels_the_reminders_of_the_session_that_is_left(self, session, desk):
        other, made = beside(session), sign_up(session, "Anna", phone="+33612345678")
        actions.move_registration(registration=made, to=other, by=desk, at=NOW)
        waiting = Message.objects.about(made).filter(state="waiting", offset__isnull=False)
        assert {message.anchor_at for message in waiting} == {other.starts_at}

    def test_refuses_who_is_there_already(self, session, desk):
        other, made = beside(session, seats=2), sign_up(session, "Anna")
        sign_up(other, "Anna")
        with pytest.raises(Refused, match="déjà inscrite"):
            actions.move_registration(registration=made, to=other, by=desk, at=NOW)

    def test_refuses_the_session_where_one_is(self, session, desk):
        with pytest.raises(Refused, match="déjà inscrite"):
            actions.move_registration(registration=sign_up(session, "Anna"), to=session, by=desk, at=NOW)

    def test_refuses_a_session_that_is_over(self, session, desk):
        other, made = beside(session, starts_at=NOW - dt.timedelta(days=2)), sign_up(session, "Anna")
        with pytest.raises(Refused, match="passée"):
            actions.move_registration(registration=made, to=other, by=desk, at=NOW)

    def test_refuses_who_has_left(self, session, desk):
        made = sign_up(session, "Anna")
        actions.cancel_registration(registration=made, by=None, at=NOW)
        with pytest.raises(Refused, match="rechargez"):
            actions.move_registration(registration=made, to=beside(session), by=desk, at=NOW)

    def test_refuses_the_team_of_another_place(self, session, desk):
        elsewhere = SessionFactory(workshop=session.version.workshop)
        with pytest.raises(Refused, match="équipe du lieu"):
            actions.move_registration(registration=sign_up(session, "Anna"), to=elsewhere, by=desk, at=NOW)

    def test_is_written_in_the_journal(self, session, desk):
        other, made = beside(session), sign_up(session, "Anna")
        actions.move_registration(registration=made, to=other, by=desk, at=NOW)
        line = Entry.objects.get(action="workshops.registration_moved")
        assert (line.before["session"]["id"], line.after["session"]["id"]) == (str(session.pk), str(other.pk))


class TestDeskPage:
    def page(self, client, session, **asked):
        return client.get(reverse("workshops:desk_of", args=[session.place.slug]), asked)

    @pytest.fixture(autouse=True)
    def here(self, client, desk, settings, session):
        settings.DEFAULT_NETWORK = session.network.slug
        client.force_login(desk)

    def test_lists_the_sessions_to_come_of_this_place_alone(self, client, session):
        SessionFactory(workshop=session.version.workshop)
        page = self.page(client, session)
        assert [one.pk for one in page.context["sessions"]] == [session.pk]

    def test_shows_the_end_of_a_telephone_and_no_more(self, client, session):
        known(session, "Nadia Benali", phone="+33612345678", email="nadia@example.org")
        said = self.page(client, session, qui="nad").content.decode()
        assert "Nadia Benali" in said
        assert "56\u00a078" in said
        assert "12345678" not in said
        assert "nadia@example.org" not in said

    def test_the_fragment_is_the_same_part_of_the_page(self, client, session):
        known(session, "Nadia Benali")
        whole = self.page(client, session, qui="nad").content.decode()
        part = client.get(
            reverse("workshops:desk_of", args=[session.place.slug]), {"qui": "nad"}, headers={"HX-Request": "true"}
        ).content.decode()
        assert part.strip() in whole
        assert part.count("<li>") == 1

    def test_finds_nobody_of_another_network(self, client, session):
        ResidentFactory(network=NetworkFactory(slug="ailleurs"), name="Nadia Benali", search_name="nadia benali")
        assert "Nadia Benali" not in self.page(client, session, qui="nad").content.decode()

    def test_leads_to_the_sign_up_of_the_chosen_session(self, client, session):
        other = beside(session)
        answer = self.page(client, session, qui="Zoé", seance=other.pk, aller="oui")
        assert answer["Location"] == f"{reverse('workshops:desk_sign_up', args=[other.pk])}?qui=Zo%C3%A9"

    def test_asks_as_often_for_many_sessions(self, client, session, same_number_of_queries):
        for _ in range(2):
            sign_up(beside(session, starts_at=START + dt.timedelta(days=2)), "Anna")

        def grow():
            for day in range(3, 12):
                sign_up(beside(session, starts_at=START + dt.timedelta(days=day)), f"Anna {day}")

        same_number_of_queries(lambda: self.page(client, session), grow)

    def test_says_who_is_to_be_called(self, client, session, desk):
        for name in ("Anna", "Béa"):
            sign_up(session, name)
        waiting = actions.register(target=session, applicant=Applicant("Chloé"), source="desk", by=desk, at=NOW)
        actions.cancel_registration(registration=Registration.objects.first(), by=None, at=NOW)
        said = self.page(client, session).content.decode()
        assert "À appeler" in said
        assert reverse("workshops:desk_registration", args=[waiting.pk]) in said


class TestSignUpPage:
    @pytest.fixture(autouse=True)
    def here(self, client, desk, settings, session):
        settings.DEFAULT_NETWORK = session.network.slug
        client.force_login(desk)

    def send(self, client, session, **typed):
        return client.post(reverse("workshops:desk_sign_up", args=[session.pk]), {"size": "1", **typed})

    def test_a_name_is_enough(self, client, session):
        answer = self.send(client, session, name="Nadia Benali")
        made = Registration.objects.get()
        assert answer["Location"] == reverse("workshops:desk_registration", args=[made.pk])
        assert (made.resident.name, made.resident.phone, made.source) == ("Nadia Benali", "", "desk")

    def test_the_telephone_is_a_way_in(self, client, session):
        self.send(client, session, name="Nadia Benali", contact="06 12 34 56 78", by_phone="on")
        made = Registration.objects.get()
        assert (made.source, made.resident.phone) == ("telephone", "+33612345678")

    def test_somebody_known_is_not_written_twice(self, client, session):
        resident = known(session, "Nadia Benali", phone="+33612345678")
        self.send(client, session, habitant=resident.pk)
        assert Registration.objects.get().resident == resident
        assert Resident.objects.count() == 1

    def test_nobody_of_another_network_is_registered(self, client, session):
        other = ResidentFactory(network=NetworkFactory(slug="ailleurs"))
        assert self.send(client, session, habitant=other.pk).status_code == 404

    def test_what_was_typed_stays(self, client, session):
        answer = self.send(client, session, name="Nadia Benali", contact="06 12", size="12")
        said = answer.content.decode()
        assert answer.status_code == 422
        assert all(f'value="{typed}"' in said for typed in ("Nadia Benali", "06 12", "12"))

    def test_a_chair_above_asks_why_beside_its_question(self, client, session):
        answer = self.send(client, session, name="Nadia", extra="on")
        assert answer.context["form"].errors["reason"]

    def test_somebody_already_there_is_refused_by_name(self, client, session):
        resident = known(session, "Nadia Benali")
        self.send(client, session, habitant=resident.pk)
        answer = self.send(client, session, habitant=resident.pk)
        assert answer.status_code == 422
        assert "déjà inscrite" in answer.content.decode()


class TestWhoSees:
    @pytest.mark.parametrize("kind", [roles.MEDIATOR, roles.DESK, roles.PLACE_MANAGER, roles.NEIGHBOUR])
    def test_nobody_of_another_place(self, client, session, settings, kind):
        settings.DEFAULT_NETWORK = session.network.slug
        made = sign_up(session, "Nadia Benali")
        elsewhere = SessionFactory(workshop=session.version.workshop)
        client.force_login(someone(elsewhere, kind))
        for name, argument in [("desk_of", session.place.slug), ("desk_session", session.pk),
                               ("desk_sign_up", session.pk), ("desk_registration", made.pk)]:  # fmt: skip
            assert client.get(reverse(f"workshops:{name}", args=[argument])).status_code == 404

    def test_not_a_neighbour_in_their_own_place(self, client, session, settings):
        settings.DEFAULT_NETWORK = session.network.slug
        client.force_login(someone(session, roles.NEIGHBOUR))
        known(session, "Nadia Benali")
        assert client.get(reverse("workshops:desk_session", args=[session.pk])).status_code == 404


class TestDeskSession:
    def test_says_what_to_do_for_each(self, client, session, desk, settings):
        settings.DEFAULT_NETWORK = session.network.slug
        client.force_login(desk)
        made = [sign_up(session, name) for name in ("Anna", "Béa", "Chloé", "Dora")]
        actions.cancel_registration(registration=made[0], by=None, at=NOW)
        page = client.get(reverse("workshops:desk_session", args=[session.pk]))
        said = page.content.decode()
        assert [one.pk for one in page.context["offered"]] == [made[2].pk]
        assert "Passer à la suivante" in said
        assert "1. Dora" in said
        client.post(reverse("workshops:desk_cancel", args=[made[2].pk]))
        assert Registration.objects.get(pk=made[3].pk).state == State.OFFERED
        client.post(reverse("workshops:desk_seat", args=[made[3].pk]))
        assert Registration.objects.get(pk=made[3].pk).state == State.SEATED
        assert Session.objects.get(pk=session.pk).free_seats == 0

"""Taking a slot, for oneself, at the desk or for somebody; and every way it is refused."""

import datetime as dt
from dataclasses import replace

import pytest

from maille.appointments import actions
from maille.appointments.models import Appointment
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.people.models import Resident
from maille.sharing.models import Occupation
from maille.territory.models import HoursException
from tests.appointments.factories import NOW, WEDNESDAY, applicant, book, mediator_of, scene, slots
from tests.people.factories import UserFactory
from tests.workshops.factories import SessionFactory

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def said(appointment, *states):
    found = Message.objects.about(appointment).filter(state__in=states or ["waiting", "sent"])
    return [(one.key.rpartition(":")[2], one.channel) for one in found.order_by("send_at", "pk")]


class TestSlots:
    def test_are_cut_by_the_length_of_the_reason(self):
        reason, _opening = scene(minutes=45)
        first = [one.starts_at for one in slots(reason) if one.starts_at.date() == WEDNESDAY.date()]
        assert first == [WEDNESDAY + rank * dt.timedelta(minutes=45) for rank in range(5)]

    def test_leave_out_the_sessions_that_the_mediator_leads(self):
        reason, opening = scene()
        session = SessionFactory(network=reason.network, place=opening.place, led_by=[opening.mediator], state="draft")
        from maille.workshops.actions import publish

        publish(session=session, by=None, at=NOW)
        assert [one.starts_at for one in slots(reason) if one.starts_at.date() == WEDNESDAY.date()] == [
            WEDNESDAY + 2 * HOUR,
            WEDNESDAY + 3 * HOUR,
        ]

    def test_leave_out_closed_days_and_public_holidays(self):
        reason, opening = scene()
        HoursException.objects.create(
            place=opening.place, starts_on=WEDNESDAY.date(), ends_on=WEDNESDAY.date(), hours="", reason="Travaux"
        )
        assert WEDNESDAY.date() not in {one.starts_at.date() for one in slots(reason)}

    def test_of_two_mediators_at_one_hour_give_one_slot(self):
        reason, opening = scene()
        other = mediator_of(reason.network, opening.place)
        opening.pk, opening.mediator, opening.end = None, other, dt.time(15)
        opening.save(force_insert=True)
        found = [one for one in slots(reason) if one.starts_at == WEDNESDAY]
        assert len(found) == 1
        assert found[0].mediator != other  # who has more free time is asked first

    def test_ask_three_times_whatever_there_is(self, django_assert_num_queries):
        reason, opening = scene()
        for _ in range(4):
            place_mediator = mediator_of(reason.network, opening.place)
            opening.pk, opening.mediator = None, place_mediator
            opening.save(force_insert=True)
        with django_assert_num_queries(3):
            slots(reason)


class TestBook:
    def test_takes_the_mediator_and_says_so(self):
        reason, opening = scene()
        made = book(reason, who=applicant(email="marie@orange.fr"))
        taken = Occupation.objects.get(because="appointment")
        assert (taken.person, taken.starts_at, taken.object_id) == (opening.mediator, made.starts_at, made.pk)
        assert said(made) == [("booked", "email"), ("reminder", "email")]
        assert Entry.objects.about(made).get().action == "appointments.asked"
        assert made.starts_at not in [one.starts_at for one in slots(reason)]

    def test_the_same_slot_twice_is_refused_with_another_to_choose(self):
        reason, _opening = scene()
        choice = slots(reason)[0]
        book(reason, choice)
        with pytest.raises(Refused, match="vient d’être pris") as refusal:
            book(reason, choice, who=applicant("Jean Petit", phone="+33699887766"))
        assert refusal.value.field == "slot"
        assert not Resident.objects.filter(name="Jean Petit").exists()

    @pytest.mark.parametrize(
        ("moved", "sentence"),
        [
            (dt.timedelta(days=-14), "passée"),
            (dt.timedelta(hours=-3), "Personne ne reçoit"),
            (dt.timedelta(days=1), "Personne ne reçoit"),
            (dt.timedelta(days=70), "au plus 42 jours"),
            (dt.timedelta(hours=3, minutes=30), "Personne ne reçoit"),
        ],
    )
    def test_refuses_what_is_not_open(self, moved, sentence):
        reason, _opening = scene()
        choice = slots(reason)[0]
        asked = replace(choice, starts_at=WEDNESDAY + moved, ends_at=WEDNESDAY + moved + HOUR)
        with pytest.raises(Refused, match=sentence):
            book(reason, asked)

    def test_refuses_within_the_notice_and_lets_the_team(self):
        reason, opening = scene()
        choice = next(one for one in slots(reason) if one.starts_at == WEDNESDAY)
        late = WEDNESDAY - HOUR
        with pytest.raises(Refused, match="12 heures avant"):
            book(reason, choice, at=late)
        assert book(reason, choice, at=late, by=opening.mediator, source="desk").is_booked

    def test_refuses_a_closed_day(self):
        reason, opening = scene()
        choice = next(one for one in slots(reason) if one.starts_at == WEDNESDAY)
        HoursException.objects.create(
            place=opening.place, starts_on=WEDNESDAY.date(), ends_on=WEDNESDAY.date(), hours="", reason=""
        )
        with pytest.raises(Refused, match="fermé ce jour-là"):
            book(reason, choice)

    def test_a_call_needs_a_number_and_a_visit_an_address(self):
        reason, _opening = scene()
        with pytest.raises(Refused, match="vous appellera") as no_number:
            book(reason, mode="phone", who=applicant(phone="", email="marie@orange.fr"))
        with pytest.raises(Refused, match="adresse de la visite") as no_address:
            book(reason, mode="home")
        assert (no_number.value.field, no_address.value.field) == ("phone", "address")

    def test_a_visit_takes_its_way_too(self):
        reason, _opening = scene()
        made = book(reason, mode="home", address="3 rue des Forges")
        taken = Occupation.objects.get(because="appointment")
        assert (taken.starts_at, taken.ends_at) == (
            made.starts_at - dt.timedelta(minutes=30),
            made.ends_at + dt.timedelta(minutes=30),
        )

    def test_one_person_has_one_appointment_for_one_reason(self):
        reason, _opening = scene()
        book(reason)
        with pytest.raises(Refused, match="déjà pris à ce nom"):
            book(reason)

    def test_whoever_types_a_neighbour_s_name_and_number_is_not_told_when_they_come(self):
        reason, opening = scene()
        book(reason)
        with pytest.raises(Refused) as told:
            book(reason)
        assert not any(letter.isdigit() for letter in told.value.sentence)
        with pytest.raises(Refused, match="2 décembre") as team:
            book(reason, by=opening.mediator, source="desk")
        assert "déplacez-le" in team.value.sentence

    def test_what_is_for_the_team_is_not_taken_online_nor_at_the_desk(self):
        reason, opening = scene(bookable_by="team")
        desk = mediator_of(reason.network, opening.place, "desk")
        for by, source in ((None, "public"), (desk, "desk")):
            with pytest.raises(Refused, match="auprès du lieu"):
                book(reason, by=by, source=source)
        assert book(reason, by=opening.mediator, source="desk").is_booked

    def test_a_stranger_books_nothing_in_a_place(self):
        reason, _opening = scene()
        with pytest.raises(Refused):
            book(reason, by=UserFactory(), source="desk")

    def test_at_the_desk_somebody_without_anything_is_told_nothing_more(self):
        reason, opening = scene()
        made = book(reason, who=applicant(phone=""), by=opening.mediator, source="desk")
        assert said(made) == []

    def test_a_landline_is_called_the_day_before(self):
        reason, _opening = scene()
        assert said(book(reason, who=applicant(phone="+33477123456"))) == [("reminder", "call")]

    def test_a_partner_is_told(self):
        reason, _opening = scene()
        made = book(
            reason,
            source="partner",
            prescriber={
                "prescriber_name": "Ana",
                "prescriber_organisation": "CCAS",
                "prescriber_email": "ana@ccas.example",
            },
        )
        actions.cancel_appointment(appointment=made, by=None, at=NOW)
        told = Message.objects.about(made).filter(recipient="ana@ccas.example").order_by("pk")
        assert [one.key.rpartition(":")[2] for one in told] == ["prescriber-booked", "prescriber-cancelled"]
        assert "Marie Dupont" in told[0].body
        assert {one.language for one in told} == {"fr"}

    def test_a_partner_is_told_in_their_own_language(self):
        reason, _opening = scene()
        partner = {"prescriber_email": "ana@ccas.example", "prescriber_language": "en"}
        made = book(reason, source="partner", prescriber=partner)
        told = Message.objects.about(made).get(recipient="ana@ccas.example")
        assert told.language == "en"
        assert told.body.startswith("Hello,")
        assert "décembre" not in told.body

    def test_a_forged_link_opens_nothing(self):
        made = book(scene()[0])
        assert Appointment.opened_by(made.ticket) == made
        assert Appointment.opened_by(f"{made.code}-{'x' * len(made.secret)}") is None
        assert Appointment.opened_by("ABC234-") is None

"""Moved and cancelled by both sides, with the other told; reminders follow; what is freed is offered to who asked."""

import datetime as dt

import pytest
from django.db.models.signals import pre_save
from icalendar import Calendar

from maille.appointments import actions, tasks
from maille.appointments.models import Appointment, EarlierOffer
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.people.actions import erase_resident
from maille.sharing.actions import declare_absence, end_absence
from maille.sharing.models import Occupation
from tests.appointments.factories import NOW, WEDNESDAY, applicant, book, scene, slots
from tests.appointments.test_booking import HOUR, said
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


def somebody(number, **fields):
    return applicant(f"Habitante {'ABCDEFGH'[number]}", phone=f"+336000000{number:02}", **fields)


def filled(reason, wednesday=WEDNESDAY, first=0):
    """Everybody of one afternoon, in the order of their hours."""
    mine = [one for one in slots(reason) if one.starts_at.date() == wednesday.date()]
    return [book(reason, one, who=somebody(first + rank)) for rank, one in enumerate(mine)]


class TestMove:
    def test_frees_what_it_leaves_and_keeps_the_code(self):
        reason, _opening = scene()
        made, to = book(reason), slots(reason)[-1]
        moved = actions.move_appointment(appointment=made, choice=to, by=None, at=NOW)
        assert (moved.code, moved.starts_at, moved.sequence) == (made.code, to.starts_at, 1)
        assert Occupation.objects.get(because="appointment").starts_at == to.starts_at
        assert slots(reason)[0].starts_at == made.starts_at

    def test_the_reminder_goes_along(self):
        reason, _opening = scene()
        made, to = book(reason), slots(reason)[-1]
        actions.move_appointment(appointment=made, choice=to, by=None, at=NOW)
        reminder = Message.objects.about(made).get(key__endswith=":reminder", state="waiting")
        assert reminder.anchor_at == to.starts_at
        assert reminder.send_at == to.starts_at - dt.timedelta(days=1)

    def test_a_reminder_that_had_left_is_said_again_for_the_new_day(self):
        reason, _opening = scene()
        made, to = book(reason), slots(reason)[-1]
        Message.objects.about(made).filter(key__endswith=":reminder").update(state="sent")
        actions.move_appointment(appointment=made, choice=to, by=None, at=NOW)
        again = Message.objects.about(made).get(key__endswith=":reminder", state="waiting")
        assert again.anchor_at == to.starts_at

    def test_into_time_that_it_has_already_is_no_clash(self):
        reason, opening = scene(minutes=60)
        made = book(reason)
        near = slots(reason)[0]
        half = dt.timedelta(minutes=30)
        shifted = type(near)(near.place, near.mediator, made.starts_at + half, made.ends_at + half)
        assert actions.move_appointment(appointment=made, choice=shifted, by=opening.mediator, at=NOW).is_booked

    def test_to_a_slot_that_is_taken_changes_nothing(self):
        reason, _opening = scene()
        made, other = book(reason), book(reason, who=somebody(1))
        to = type(slots(reason)[0])(other.place, other.mediator, other.starts_at, other.ends_at)
        with pytest.raises(Refused, match="vient d’être pris"):
            actions.move_appointment(appointment=made, choice=to, by=None, at=NOW)
        made.refresh_from_db()
        assert made.sequence == 0

    def test_the_team_tells_the_person_by_what_they_have(self):
        reason, opening = scene()
        by_mail, on_the_list = (
            book(reason, who=somebody(1, email="a@example.org")),
            book(reason, who=applicant("Jeanne Roux", phone="+33477123456")),
        )
        for one in (by_mail, on_the_list):
            actions.move_appointment(appointment=one, choice=slots(reason)[-1], by=opening.mediator, at=NOW)
        assert ("moved", "email") in said(by_mail)
        assert ("moved", "call") in said(on_the_list)
        mail = Message.objects.about(by_mail).get(key__endswith=":moved")
        event = Calendar.from_ical(mail.attachments[0]["text"]).walk("VEVENT")[0]
        assert (int(event["sequence"]), str(event["uid"])) == (1, f"{by_mail.public_id}@maille")

    def test_a_stranger_moves_nothing(self):
        reason, _opening = scene()
        with pytest.raises(Refused):
            actions.move_appointment(appointment=book(reason), choice=slots(reason)[-1], by=UserFactory(), at=NOW)


class TestCancel:
    def test_by_the_person_frees_the_slot_and_nothing_more_leaves(self):
        reason, _opening = scene()
        made = book(reason)
        actions.cancel_appointment(appointment=made, by=None, at=NOW)
        assert not Occupation.objects.filter(because="appointment").exists()
        assert said(made, "waiting") == [("cancelled", "sms")]
        assert slots(reason)[0].starts_at == made.starts_at

    def test_by_the_team_says_why(self):
        reason, opening = scene()
        made = book(reason)
        with pytest.raises(Refused, match="Dites pourquoi"):
            actions.cancel_appointment(appointment=made, by=opening.mediator, at=NOW)
        actions.cancel_appointment(appointment=made, reason="La mediatrice est malade.", by=opening.mediator, at=NOW)
        assert said(made, "waiting") == [("called_off", "sms")]

    def test_again_changes_nothing(self):
        made = book(scene()[0])
        for _ in range(2):
            actions.cancel_appointment(appointment=made, by=None, at=NOW)
        assert Entry.objects.about(made).filter(action="appointments.cancelled").count() == 1

    def test_what_is_over_stays(self):
        made = book(scene()[0])
        with pytest.raises(Refused, match="passé"):
            actions.cancel_appointment(appointment=made, by=None, at=made.starts_at)


class TestEarlier:
    def test_an_offer_that_cannot_be_ended_holds_up_no_other(self, request, caplog):
        offers = []
        for rank in (0, 4):
            reason, _opening = scene()
            first, _second, _third, fourth = filled(reason, first=rank)
            actions.want_earlier(appointment=fourth, by=None, at=NOW)
            actions.cancel_appointment(appointment=first, by=None, at=LATER)
            offers.append(EarlierOffer.objects.get(appointment=fourth))

        def break_down(instance, **_):
            if instance.pk == offers[0].pk:
                raise OSError("the disk is full")

        pre_save.connect(break_down, sender=EarlierOffer)
        request.addfinalizer(lambda: pre_save.disconnect(break_down, sender=EarlierOffer))
        tasks.lapse_offers(at=offers[1].until)
        assert [EarlierOffer.objects.get(pk=one.pk).state for one in offers] == ["open", "lapsed"]
        assert f"appointments.tasks.lapse_offers failed for EarlierOffer {offers[0].pk}" in caplog.text

    def test_what_is_freed_goes_to_the_first_who_asked_then_to_the_next(self):
        reason, _opening = scene()
        first, second, third, fourth = filled(reason)
        for one, at in ((fourth, NOW), (third, LATER)):
            actions.want_earlier(appointment=one, by=None, at=at)
        actions.cancel_appointment(appointment=first, by=None, at=LATER)
        offer = EarlierOffer.objects.get()
        assert (offer.appointment, offer.starts_at) == (fourth, first.starts_at)
        assert offer.starts_at not in [one.starts_at for one in slots(reason, at=LATER)]
        tasks.lapse_offers(at=offer.until)
        offer = EarlierOffer.objects.get(state="open")
        assert offer.appointment == third
        moved = actions.accept_offer(offer=offer, by=None, at=offer.at)
        assert (moved.starts_at, moved.wants_earlier_at) == (first.starts_at, None)
        assert second.starts_at == Appointment.objects.get(pk=second.pk).starts_at

    def test_what_the_accepted_one_leaves_is_offered_in_turn(self):
        reason, _opening = scene()
        first, second, third, _fourth = filled(reason)
        actions.want_earlier(appointment=second, by=None, at=NOW)
        actions.want_earlier(appointment=third, by=None, at=LATER)
        actions.cancel_appointment(appointment=first, by=None, at=LATER)
        actions.accept_offer(offer=EarlierOffer.objects.get(state="open"), by=None, at=LATER)
        assert EarlierOffer.objects.get(state="open").appointment == third

    def test_saying_no_passes_it_on_and_it_is_not_offered_twice(self):
        reason, _opening = scene()
        first, second, _third, _fourth = filled(reason)
        actions.want_earlier(appointment=second, by=None, at=NOW)
        actions.cancel_appointment(appointment=first, by=None, at=NOW)
        actions.decline_offer(offer=EarlierOffer.objects.get(), by=None, at=NOW)
        assert [one.state for one in EarlierOffer.objects.all()] == ["declined"]
        assert Occupation.objects.filter(because="offer").count() == 0
        assert slots(reason)[0].starts_at == first.starts_at

    def test_too_late_to_say_yes_keeps_the_appointment(self):
        reason, _opening = scene()
        first, second, _third, _fourth = filled(reason)
        actions.want_earlier(appointment=second, by=None, at=NOW)
        actions.cancel_appointment(appointment=first, by=None, at=NOW)
        offer = EarlierOffer.objects.get()
        with pytest.raises(Refused, match="plus gardé"):
            actions.accept_offer(offer=offer, by=None, at=offer.until)
        second.refresh_from_db()
        assert second.starts_at == WEDNESDAY + HOUR

    def test_nothing_is_offered_when_nobody_has_time_to_answer(self):
        reason, _opening = scene()
        first, second, _third, _fourth = filled(reason)
        actions.want_earlier(appointment=second, by=None, at=NOW)
        actions.cancel_appointment(appointment=first, by=None, at=WEDNESDAY - HOUR)
        assert not EarlierOffer.objects.exists()

    def test_who_cancels_gives_back_what_was_kept_for_them(self):
        reason, _opening = scene()
        first, second, third, _fourth = filled(reason)
        for one in (second, third):
            actions.want_earlier(appointment=one, by=None, at=NOW)
        actions.cancel_appointment(appointment=first, by=None, at=NOW)
        actions.cancel_appointment(appointment=second, by=None, at=NOW)
        assert EarlierOffer.objects.get(state="open").appointment == third


class TestAbsence:
    def test_names_what_is_promised_and_drops_nobody(self):
        reason, opening = scene()
        made = book(reason)
        day = dt.timedelta(days=1)
        absence, promised = declare_absence(
            person=opening.mediator, starts_at=WEDNESDAY - day, ends_at=WEDNESDAY + day, reason="Santé", by=None, at=NOW
        )
        assert [(one.because, one.object_id) for one in promised] == [("appointment", made.pk)]
        made.refresh_from_db()
        assert made.is_booked
        assert WEDNESDAY.date() not in {one.starts_at.date() for one in slots(reason)}
        actions.move_appointment(appointment=made, choice=slots(reason)[0], by=None, at=NOW)
        assert WEDNESDAY.date() not in {one.starts_at.date() for one in slots(reason)}
        end_absence(absence=absence, by=None, at=NOW)
        assert slots(reason)[0].starts_at == WEDNESDAY

    def test_why_is_not_journalled(self):
        _reason, opening = scene()
        absence, _promised = declare_absence(
            person=opening.mediator, starts_at=WEDNESDAY, ends_at=WEDNESDAY + HOUR, reason="Santé", by=None, at=NOW
        )
        assert "Santé" not in str(Entry.objects.about(absence).values())


class TestErasure:
    def test_is_refused_while_the_person_is_expected_then_empties(self):
        reason, _opening = scene()
        made = book(reason, mode="home", address="3 rue des Forges", who=applicant(needs="Impôts"))
        with pytest.raises(Refused, match="rendez-vous à venir"):
            erase_resident(resident=made.resident, by=None, at=NOW)
        ticket = made.ticket
        actions.cancel_appointment(appointment=made, by=None, at=NOW)
        erase_resident(resident=made.resident, by=None, at=NOW)
        made.refresh_from_db()
        assert (made.address, made.note) == ("", "")
        assert Appointment.opened_by(ticket) is None
        assert not Message.objects.about(made).filter(body__contains="Marie").exists()

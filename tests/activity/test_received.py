"""Who came to an appointment: four answers, taken back by the same button, said by those who handle it."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from maille.activity.actions import note_appointment
from maille.activity.models import AppointmentAttendance
from maille.appointments.actions import cancel_appointment
from maille.appointments.models import Appointment
from maille.core.models import Entry
from maille.core.refusals import Refused
from tests.appointments.factories import book, mediator_of, scene
from tests.territory.factories import NetworkPlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def made() -> Appointment:
    found: Appointment = book(scene()[0])
    return found


def note(made: Appointment, state: str = "present", saw: str = "expected", **more: Any) -> Any:
    return note_appointment(
        appointment=made, state=state, saw=saw, **{"by": made.mediator, "at": made.starts_at, **more}
    )


class TestNoting:
    @pytest.mark.parametrize("state", ["present", "absent", "excused", "late_cancel"])
    def test_each_answer_is_kept_journalled_and_taken_back(self, made: Appointment, state: str) -> None:
        note(made, state)
        note(made, state)  # again changes nothing
        assert made.attendance.state == state
        note(made, "expected", saw=state)
        assert AppointmentAttendance.objects.get().state == "expected"
        lines = Entry.objects.filter(action="activity.appointment_noted").order_by("pk")
        said = [(one.before["presence"], one.after["presence"]) for one in lines]
        assert said == [("expected", state), (state, "expected")]

    def test_only_those_who_came_are_counted(self, made: Appointment) -> None:
        note(made, "absent")
        assert not AppointmentAttendance.objects.present().exists()
        note(made, "present", saw="absent")
        assert AppointmentAttendance.objects.present().count() == 1

    def test_nobody_undoes_another_s_word_unknowingly(self, made: Appointment) -> None:
        note(made, "present")
        with pytest.raises(Refused, match="entre-temps"):
            note(made, "absent")
        assert AppointmentAttendance.objects.get().state == "present"

    def test_nobody_is_there_before_the_hour_and_one_may_excuse_oneself(self, made: Appointment) -> None:
        early = made.starts_at - dt.timedelta(hours=2)
        for state in ("present", "absent"):
            with pytest.raises(Refused, match="n’a pas commencé"):
                note(made, state, at=early)
        assert note(made, "excused", at=early).state == "excused"

    def test_nobody_is_noted_of_one_that_is_cancelled(self, made: Appointment) -> None:
        cancel_appointment(appointment=made, by=None, at=made.created_at)
        with pytest.raises(Refused, match="annulé"):
            note(made)

    def test_by_those_who_handle_it_only(self, made: Appointment) -> None:
        stranger = mediator_of(made.network, NetworkPlaceFactory(network=made.network, kind="member").place)
        for by in (stranger, None):
            with pytest.raises(Refused, match="équipe du lieu"):
                note(made, by=by)

    @pytest.mark.parametrize("state", ["", "\x00", "booked"])
    def test_no_other_answer(self, made: Appointment, state: str) -> None:
        with pytest.raises(Refused, match="quatre réponses"):
            note(made, state)


class TestDay:
    def page(self, client: Any, made: Appointment, **asked: str) -> Any:
        return client.get(reverse("activity:received"), {"jour": made.starts_at.date().isoformat(), **asked})

    def test_a_button_notes_and_comes_back_to_the_day_the_next_person_ready(
        self, client: Any, made: Appointment, clock: Any
    ) -> None:
        clock.move_to(made.starts_at)
        client.force_login(made.mediator)
        assert made.resident.name in self.page(client, made).text
        answer = client.post(
            reverse("activity:note_received", args=[made.pk]), {"state": "present", "saw": "expected"}, follow=True
        )
        assert answer.redirect_chain[0][0].endswith(f"?jour={made.starts_at.date()}")
        assert 'aria-pressed="true"' in answer.text
        assert "<strong>1</strong> réponse sur 1" in answer.text

    def test_a_refusal_is_said_on_the_day(self, client: Any, made: Appointment) -> None:
        client.force_login(made.mediator)
        address = reverse("activity:note_received", args=[made.pk])
        answer = client.post(address, {"state": "present", "saw": "expected"}, follow=True)
        assert "n’a pas commencé" in answer.text

    def test_the_desk_of_the_place_sees_whoever_receives_and_no_other_team(
        self, client: Any, made: Appointment
    ) -> None:
        client.force_login(mediator_of(made.network, made.place, kind="desk"))
        assert made.resident.name not in self.page(client, made).text
        assert made.resident.name in self.page(client, made, lieu=made.place.slug).text
        beside = NetworkPlaceFactory(network=made.network, kind="member").place
        client.force_login(mediator_of(made.network, beside))
        assert self.page(client, made, lieu=made.place.slug).status_code == 404
        assert client.post(reverse("activity:note_received", args=[made.pk])).status_code == 404

    @pytest.mark.parametrize("day", ["", "demain", "2026-02-31", "9999-12-31", "0001-01-01", "\x00"])
    def test_a_day_that_does_not_exist_is_today(self, client: Any, made: Appointment, day: str) -> None:
        client.force_login(made.mediator)
        answer = self.page(client, made, jour=day)
        assert "Mardi 24\u00a0novembre 2026" in answer.text
        assert "Aucun rendez-vous ce jour-là" in answer.text

    def test_is_read_in_as_many_questions_for_many(
        self, client: Any, made: Appointment, same_number_of_queries: Any
    ) -> None:
        client.force_login(made.mediator)

        def grow() -> None:
            own = {"id", "public_id", "code", "secret"}
            kept = [one.attname for one in made._meta.concrete_fields if one.name not in own]
            same = {name: getattr(made, name) for name in kept}
            Appointment.objects.bulk_create(Appointment(**same) for _ in range(20))

        same_number_of_queries(lambda: self.page(client, made), grow)

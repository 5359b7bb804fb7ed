"""A partner has somebody told of the next session of a topic: each hears what is theirs, until a seat is taken."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from maille.core import pace
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.messaging.rules.gsm import as_sms
from maille.workshops import actions, tasks
from maille.workshops.models import Interest
from maille.workshops.rules.signup import Applicant
from tests.workshops.factories import NOW, START, SessionFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
PARTNER = "ana.costa@example.org"
TYPED = {
    "name": "Nadia Benali", "contact": "06 12 34 56 78", "near": "", "minutes": "20", "language": "fr",
    "prescriber_name": "Ana Costa", "prescriber_organisation": "CCAS", "prescriber_email": PARTNER, "agrees": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)
    pace.forget_everyone()


@pytest.fixture
def workshop(settings):
    made = WorkshopFactory()
    settings.DEFAULT_NETWORK = made.network.slug
    return made


def send(client, workshop, **changed):
    typed = {"topic": f"w{workshop.pk}", **TYPED, **changed}
    return client.post(
        reverse("workshops:orient_topic"), {name: value for name, value in typed.items() if value is not None}
    )


def to(address):
    return Message.objects.filter(recipient=address).order_by("pk")


class TestAsking:
    def test_both_are_told_that_it_is_noted_and_the_person_can_stop_it(self, client, workshop):
        assert send(client, workshop)["Location"] == reverse("workshops:orient_noted")
        wish = Interest.objects.get()
        assert (wish.prescriber_organisation, wish.resident.phone) == ("CCAS", "+33612345678")
        assert wish.secret in to("+33612345678").get().body
        assert as_sms(to("+33612345678").get().body).segments == 1
        assert wish.secret not in to(PARTNER).get().body

    def test_the_partner_is_told_in_the_language_of_their_page(self, client, workshop):
        with override("en"):
            send(client, workshop)
        told = to(PARTNER).get()
        assert told.language == Interest.objects.get().prescriber_language == "en"
        assert told.body.startswith("Hello,")

    @pytest.mark.parametrize(
        ("field", "value"),
        [("agrees", None), ("prescriber_email", "ana"), ("topic", ""), ("near", "zzzz"), ("name", "🙂")],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(self, client, workshop, field, value):
        answer = send(client, workshop, **{field: value})
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert 'value="06 12 34 56 78"' in answer.content.decode()
        assert not Interest.objects.exists()

    def test_a_machine_is_thanked_and_forgotten(self, client, workshop):
        assert send(client, workshop, site="http://x").status_code == 302
        assert not Interest.objects.exists()

    def test_a_flood_is_held(self, client, workshop, settings):
        settings.SIGN_UPS_PER_HOUR = 1
        send(client, workshop)
        assert send(client, workshop, name="Paul Martin").status_code == 429

    def test_without_a_partner_a_way_to_reach_the_person_is_still_asked_for(self, workshop):
        with pytest.raises(Refused, match="téléphone ou un courriel"):
            actions.ask_to_be_told(
                network=workshop.network, applicant=Applicant(name="Nadia"), workshop=workshop, by=None, at=NOW
            )


class TestWhatBecomesOfIt:
    def test_the_partner_hears_of_the_session_and_then_of_the_seat(self, client, workshop):
        send(client, workshop)
        session = SessionFactory(workshop=workshop)
        tasks.tell_interested(at=NOW)
        assert "nous venons de prévenir" in to(PARTNER).last().body
        assert reverse("workshops:orient", args=[session.pk]) in to(PARTNER).last().body
        assert to("+33612345678").count() == 2
        who = Applicant(name="Nadia Benali", phone="+33612345678")
        actions.register(target=session, applicant=who, source="public", by=None, at=NOW + dt.timedelta(hours=1))
        tasks.tell_interested(at=NOW + dt.timedelta(hours=7))
        assert "une place est prise" in to(PARTNER).last().subject

    def test_who_has_no_telephone_is_told_by_the_partner_alone(self, client, workshop):
        send(client, workshop, contact="")
        SessionFactory(workshop=workshop)
        tasks.tell_interested(at=NOW)
        assert {one.recipient for one in Message.objects.all()} == {PARTNER}
        assert "ni téléphone ni courriel" in to(PARTNER).last().body

    def test_the_partner_hears_that_the_person_stopped(self, client, workshop):
        send(client, workshop)
        actions.stop_telling(interest=Interest.objects.get(), by=None, at=NOW)
        assert "demande arrêtée" in to(PARTNER).last().subject
        assert to(PARTNER).last().state == "waiting"

    def test_the_partner_hears_when_six_months_have_passed(self, client, workshop):
        send(client, workshop)
        tasks.tell_interested(at=START + dt.timedelta(days=200))
        assert "demande finie" in to(PARTNER).last().subject

    def test_each_is_told_once(self, client, workshop):
        send(client, workshop)
        SessionFactory(workshop=workshop)
        for hours in (0, 7, 14):
            tasks.tell_interested(at=NOW + dt.timedelta(hours=hours))
        assert to(PARTNER).count() == 2

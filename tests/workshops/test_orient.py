"""A partner without an account sends somebody: both are told, and only what is theirs to know."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from maille.messaging.models import Message
from maille.workshops import actions
from maille.workshops.models import Registration
from tests.workshops.factories import NOW, SessionFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Nadia Benali", "contact": "06 12 34 56 78", "size": "1", "prescriber_name": "Ana Costa",
    "prescriber_organisation": "CCAS", "prescriber_email": "ana.costa@example.org", "agrees": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def session():
    return SessionFactory()


def send(client, session, **changed):
    typed = {name: value for name, value in {**TYPED, **changed}.items() if value is not None}
    return client.post(reverse("workshops:orient", args=[session.pk]), typed)


def test_somebody_sent_has_a_seat_and_both_are_told(client, session):
    assert send(client, session)["Location"] == reverse("workshops:orient_done")
    made = Registration.objects.get()
    assert (made.state, made.source, made.prescriber_organisation) == ("seated", "partner", "CCAS")
    told = {message.recipient for message in Message.objects.about(made)}
    assert told == {"+33612345678", "ana.costa@example.org"}


def test_the_partner_never_gets_the_secret_link(client, session):
    send(client, session)
    made = Registration.objects.get()
    said = Message.objects.get(recipient="ana.costa@example.org")
    assert made.secret not in said.body + said.html + str(said.attachments)


def test_each_is_told_in_their_own_language(client, session):
    """The partner reads the page in English; somebody else says it to the person in French."""
    with override("en"):
        send(client, session, language="fr")
    made = Registration.objects.get()
    assert made.prescriber_language == "en"
    to_partner = Message.objects.get(recipient="ana.costa@example.org")
    assert (to_partner.language, to_partner.subject.startswith("The person you sent")) == ("en", True)
    assert "Wednesday 2\u00a0December" in to_partner.body
    made.language = "fr"
    made.save()
    actions.cancel_registration(registration=made, by=None, at=NOW)
    latest = Message.objects.filter(recipient="ana.costa@example.org").latest("pk")
    assert latest.language == "en"
    assert "décembre" not in latest.body


def test_a_person_without_a_telephone_is_sent_too(client, session):
    send(client, session, contact="")
    assert Registration.objects.get().resident.phone == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [("agrees", None), ("prescriber_email", "ana"), ("prescriber_name", ""), ("name", "🙂"), ("size", "500")],
)
def test_what_is_missing_is_said_beside_its_question_and_what_was_typed_stays(client, session, field, value):
    answer = send(client, session, **{field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert 'value="06 12 34 56 78"' in answer.content.decode()
    assert not Registration.objects.exists()


def test_a_machine_is_thanked_and_forgotten(client, session):
    assert send(client, session, site="http://x").status_code == 302
    assert not Registration.objects.exists()


def test_a_flood_is_held(client, session, settings):
    settings.SIGN_UPS_PER_HOUR = 1
    send(client, session)
    assert send(client, session, name="Paul Martin").status_code == 429

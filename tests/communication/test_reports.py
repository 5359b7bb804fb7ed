"""What readers say is wrong in a text: kept out of sight, corrected in the open, answered."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from maille.communication import actions
from maille.communication.models import Statement, StatementReport
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.models import Message
from tests.world import World

pytestmark = pytest.mark.django_db
WORDS = {"words": "Le jour est faux.", "email": "lea@exemple.example"}


@pytest.fixture
def world(own_world) -> World:
    return own_world


@pytest.fixture
def text(world) -> Statement:
    return Statement.objects.get(pk=world.objects["statement"].pk)


@pytest.fixture
def coordinator(world, client):
    client.force_login(world.people["coordinator"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client, text: Statement, prefix: str = "", **changed):
    return client.post(prefix + reverse("communication:report_mistake", args=[text.slug]), WORDS | changed)


def kept() -> StatementReport:
    return StatementReport.objects.latest("pk")


class TestReporting:
    def test_anybody_writes_and_nothing_of_it_is_public(self, client, text):
        assert reverse("communication:report_mistake", args=[text.slug]) in client.get(text.get_absolute_url()).text
        assert "Merci" in client.get(send(client, text).url).text
        assert (kept().words, kept().email) == tuple(WORDS.values())
        assert kept().version == text.current
        assert "Le jour est faux" not in client.get(text.get_absolute_url()).text
        assert "Le jour est faux" not in str(list(Entry.objects.values()))

    def test_a_machine_is_thanked_and_not_read(self, client, text):
        before = StatementReport.objects.count()
        assert send(client, text, site="https://spam.example").status_code == 302
        assert StatementReport.objects.count() == before

    def test_the_sixth_in_an_hour_waits_and_what_was_typed_stays(self, client, text):
        for _one in range(5):
            assert send(client, text).status_code == 302
        refused = send(client, text, words="La sixième fois.")
        assert refused.status_code == 429
        assert "La sixième fois." in refused.text
        assert "réessayez dans une heure" in refused.text

    @pytest.mark.parametrize(
        ("changed", "said"), [({"words": " "}, "une phrase suffit"), ({"email": "lea"}, "nom@exemple.fr")]
    )
    def test_what_is_missing_is_said(self, client, text, changed, said):
        answer = send(client, text, **changed)
        assert answer.status_code == 422
        assert said in answer.text

    def test_a_withdrawn_text_is_past_correcting(self, client, text):
        actions.publish_change(statement=text, kind="retrait", note="Nous le retirons.", by=None, at=timezone.now())
        assert send(client, text).status_code == 404


class TestAnswering:
    def test_it_leads_to_the_draft_and_its_correction_tells_who_asked(self, coordinator, text):
        send(coordinator, text)
        report = kept()
        page = coordinator.post(reverse("communication:take_report", args=[report.pk]), follow=True).text
        assert "Le jour est faux." in page
        publish = reverse("communication:publish", args=[text.slug])
        assert coordinator.get(publish).context["form"]["kind"].value() == "rectificatif"
        actions.save_draft(statement=text, title=text.title, body="Nous aidons mardi.", by=None)
        sent = {"kind": "rectificatif", "note": "Le jour était faux."}
        assert coordinator.post(publish, sent).status_code == 302
        report.refresh_from_db()
        assert report.state == "corrected"
        mail = Message.objects.get(key=f"report:{report.pk}")
        assert mail.recipient == "lea@exemple.example"
        assert "est corrigé (RECTIFICATIF)" in mail.body
        assert text.get_absolute_url() in mail.body

    def test_put_aside_with_the_reason_in_the_language_of_who_asked(self, coordinator, text):
        send(coordinator, text, prefix="/en")
        report = kept()
        address = reverse("communication:report", args=[report.pk])
        assert coordinator.post(address, {"answer": ""}).status_code == 422
        assert coordinator.post(address, {"answer": "Le jour est bien le bon."}).status_code == 302
        mail = Message.objects.get(key=f"report:{report.pk}")
        assert "stays as it is: Le jour est bien le bon." in mail.body
        assert mail.language == "en"

    def test_without_an_address_nobody_is_written_to(self, coordinator, text):
        send(coordinator, text, email="")
        actions.reject_report(report=kept(), answer="Non.", by=None, at=timezone.now())
        assert not Message.objects.filter(key=f"report:{kept().pk}").exists()

    def test_it_is_answered_once_and_by_the_coordination(self, world, text):
        report = world.objects["statement_report"]
        with pytest.raises(Refused, match="Seule la coordination"):
            actions.take_report(report=report, by=world.people["mediator"])
        actions.take_report(report=report, by=None)
        with pytest.raises(Refused, match="déjà répondu"):
            actions.reject_report(report=report, answer="Non.", by=None, at=timezone.now())

    def test_the_address_is_erased_a_month_after_the_answer(self, world, client, text):
        send(client, text)
        report, at = kept(), timezone.now()
        assert actions.erase_report_addresses(at=at + dt.timedelta(days=60)) == 0
        actions.reject_report(report=report, answer="Non.", by=None, at=at)
        assert actions.erase_report_addresses(at=at + dt.timedelta(days=29)) == 0
        assert actions.erase_report_addresses(at=at + dt.timedelta(days=30)) == 1
        assert kept().email == ""
        (line,) = Entry.objects.filter(action="communication.report_address_erased")
        assert (line.by, line.network_id) == (None, world.network.pk)
        assert actions.erase_report_addresses(at=at + dt.timedelta(days=31)) == 0

    def test_the_list_asks_the_same_for_one_and_for_many(self, coordinator, text, same_number_of_queries):
        def grow():
            for number in range(8):
                report = actions.report_mistake(version=text.current, words=f"{number}", by=None, at=timezone.now())
                if number % 2:
                    actions.reject_report(report=report, answer="Non.", by=None, at=timezone.now())

        grow()
        same_number_of_queries(lambda: coordinator.get(reverse("communication:reports")), grow)

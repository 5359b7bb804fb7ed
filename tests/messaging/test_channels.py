"""What leaves, and how answers are read: a real mail server, a real HTTP provider, each good and bad answer."""

import datetime as dt
import json
import threading
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.utils import timezone

from maille.core.models import Entry
from maille.messaging import tasks
from maille.messaging.actions import claim_due, claim_next, hand_over, release
from maille.messaging.models import Message
from tests.messaging.factories import plan_message
from tests.territory.factories import PlaceFactory

State = Message.State
ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def deliver(**fields):
    """Plan a message due now, let a worker pass, and read what became of it."""
    message = plan_message(send_at=timezone.now(), at=timezone.now(), **fields)
    tasks.deliver_due(timezone.now())
    return Message.objects.get(pk=message.pk)


@pytest.mark.django_db
class TestEmail:
    @pytest.fixture
    def sink(self, start_sink, settings):
        """Send through a real server."""
        folder, port = start_sink()
        backend = "maille.messaging.channels.smtp.EmailBackend"
        settings.MAILERS = {
            "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5}}
        }
        return folder

    def test_carries_both_texts_the_appointment_and_the_address_of_the_place(self, sink):
        place = PlaceFactory(emails=["accueil@colibri.example"])
        attachments = [{"name": "seance.ics", "type": "text/calendar", "text": ICS}]
        message = deliver(
            subject="Votre place : « Smartphone »", html="<p>Votre place</p>", attachments=attachments, place=place,
            body="Bonjour,\n.un point en début de ligne\n..deux\nÀ bientôt\n",
        )  # fmt: skip
        assert message.state == State.SENT
        (file,) = sink.glob("*.mail")
        received = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        assert received["Subject"] == "Votre place : « Smartphone »"
        assert received["To"] == "nadia@example.org"
        assert received["Reply-To"] == "accueil@colibri.example"
        assert received["Auto-Submitted"] == "auto-generated"
        text = received.get_body(("plain",)).get_content().replace("\r\n", "\n")
        assert text == "Bonjour,\n.un point en début de ligne\n..deux\nÀ bientôt\n"
        assert "<p>Votre place</p>" in received.get_body(("html",)).get_content()
        (calendar,) = received.iter_attachments()
        assert (calendar.get_content_type(), calendar.get_filename()) == ("text/calendar", "seance.ics")
        assert "BEGIN:VCALENDAR" in calendar.get_content()

    @pytest.mark.parametrize(
        ("to", "state", "words"),
        [
            ("unknown@example.org", State.BOUNCED, "550 5.1.1 No such user"),
            ("busy@example.org", State.WAITING, "451 4.7.1 Come back later"),
            ("full@example.org", State.FAILED, "552 5.2.2 Mailbox full"),
            ("pas une adresse", State.BOUNCED, "Invalid address"),
            ("é@example.org", State.BOUNCED, ""),
        ],
    )
    def test_a_refusal_is_read_and_kept_and_the_next_mail_leaves(self, sink, to, state, words):
        plan_message(key="after:1:x", send_at=timezone.now(), at=timezone.now())
        refused = deliver(to=to)
        assert (refused.state, words in refused.error) == (state, True), refused.error
        assert Message.objects.get(key="after:1:x").state == State.SENT
        assert len(list(sink.glob("*.mail"))) == 1

    def test_hung_up_on_after_the_dot_it_is_in_doubt_and_journalled(self, sink):
        message = deliver(to="hangup@example.org")
        assert message.state == State.HANDING_OVER
        assert Entry.objects.about(message).get().action == "messaging.not_sent"
        tasks.deliver_due(timezone.now() + dt.timedelta(hours=1))
        assert len(list(sink.glob("*.mail"))) == 1

    def test_a_busy_server_is_tried_again_later_then_given_up(self, sink, time_machine):
        message = deliver(to="busy@example.org")
        tries = 1
        while message.state == State.WAITING:
            time_machine.move_to(message.try_at, tick=False)
            tasks.deliver_due(message.try_at)
            message.refresh_from_db()
            tries += 1
        assert (message.state, tries, message.attempts) == (State.FAILED, 10, 10)

    def test_no_server_at_all_is_for_later(self, settings):
        backend = "maille.messaging.channels.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1}}}
        message = deliver()
        assert (message.state, message.attempts) == (State.WAITING, 1)
        assert "ConnectionRefusedError" in message.error

    def test_any_other_backend_is_marked_just_before(self):
        message = deliver()
        assert message.state == State.SENT
        assert mail.outbox[0].extra_headers["Message-ID"].startswith("<")

    def test_a_retry_after_its_purpose_becomes_a_call(self, sink):
        soon = timezone.now() + dt.timedelta(seconds=30)
        message = deliver(to="busy@example.org", phone="+33477332222", anchor_at=soon)
        assert (message.channel, message.recipient, message.state) == ("call", "+33477332222", State.WAITING)


@pytest.mark.django_db
class TestClaims:
    def test_one_who_wakes_up_after_its_claim_was_taken_hands_nothing_over(self):
        now = timezone.now()
        plan_message(send_at=now, at=now)
        asleep = claim_next(at=now)
        assert claim_next(at=now) is None
        later = now + dt.timedelta(minutes=5)
        awake = claim_next(at=later)
        assert awake.pk == asleep.pk
        assert not hand_over(message=asleep)
        assert hand_over(message=awake)
        assert claim_next(at=later + dt.timedelta(days=1)) is None

    def test_a_handful_is_taken_at_once_the_first_first_and_by_nobody_else(self):
        now = timezone.now()
        planned = [plan_message(send_at=now, at=now) for _ in range(4)]
        claimed = claim_due(at=now, most=3)
        assert [one.pk for one in claimed] == [one.pk for one in planned[:3]]
        assert [one.pk for one in claim_due(at=now, most=3)] == [planned[3].pk]
        assert claim_due(at=now, most=3) == []

    def test_what_was_not_begun_is_given_back_as_if_never_taken(self):
        now = timezone.now()
        planned = [plan_message(send_at=now, at=now) for _ in range(2)]
        first, second = claim_due(at=now, most=2)
        assert hand_over(message=first)
        release(messages=[first, second])  # the first is too far gone to be given back
        rows = Message.objects.in_bulk([one.pk for one in planned])
        assert [(rows[one.pk].state, rows[one.pk].attempts) for one in planned] == [
            (State.HANDING_OVER, 1), (State.WAITING, 0),
        ]  # fmt: skip
        assert claim_next(at=now).pk == second.pk

    def test_one_who_wakes_up_gives_back_nothing_that_another_has_taken(self):
        now = timezone.now()
        plan_message(send_at=now, at=now)
        asleep = claim_next(at=now)
        awake = claim_next(at=now + dt.timedelta(minutes=5))
        release(messages=[asleep])
        assert hand_over(message=awake)

    def test_a_run_gives_back_what_it_has_no_time_for(self, start_sink, settings, monkeypatch):
        _folder, port = start_sink("--slow", "0.3")
        backend = "maille.messaging.channels.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": port}}}
        now = timezone.now()
        planned = [plan_message(send_at=now, at=now) for _ in range(3)]
        monkeypatch.setattr(tasks, "RUN_SECONDS", 0.2)
        assert tasks.deliver_due(now) == 1
        rows = Message.objects.in_bulk([one.pk for one in planned])
        assert [(rows[one.pk].state, rows[one.pk].attempts) for one in planned] == [
            (State.SENT, 1), (State.WAITING, 0), (State.WAITING, 0),
        ]  # fmt: skip
        monkeypatch.setattr(tasks, "RUN_SECONDS", 20)
        assert tasks.deliver_due(now) == 2

    def test_an_sms_that_would_ring_at_night_waits_and_blocks_nobody(self):
        night = dt.datetime(2026, 11, 24, 21, 0, tzinfo=dt.UTC)
        sms = plan_message(channel="sms", to="+33612345678", send_at=night, at=night)
        Message.objects.filter(pk=sms.pk).update(try_at=night)  # its server asked to wait until then
        other = plan_message(send_at=night, at=night)
        assert claim_next(at=night).pk == other.pk
        assert Message.objects.get(pk=sms.pk).try_at == dt.datetime(2026, 11, 25, 7, 0, tzinfo=dt.UTC)

    def test_calls_and_letters_wait_for_a_person(self):
        now = timezone.now()
        for channel in ("call", "letter"):
            plan_message(channel=channel, to="", send_at=now, at=now)
        assert claim_next(at=now) is None

    def test_a_call_nobody_made_in_time_is_closed_and_said(self):
        now = timezone.now()
        anchor = now + dt.timedelta(hours=1)
        call = plan_message(channel="call", to="", send_at=now, at=now, anchor_at=anchor)
        assert tasks.close_missed_calls(now) == 0
        assert tasks.close_missed_calls(anchor) == 1
        assert Message.objects.get().state == State.FAILED
        assert Entry.objects.about(call).get().action == "messaging.missed"


class FakeProvider(BaseHTTPRequestHandler):
    """A provider of SMS that answers what it is told to, and keeps what it was asked."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.asked.append((self.path, self.headers["api-key"], json.loads(body)))
        if self.server.answer == 0:
            self.connection.close()
            return
        self.send_response(self.server.answer)
        self.end_headers()
        self.wfile.write(f"you said {self.headers['api-key']}".encode())

    def log_message(self, *words):
        """Say nothing."""


@pytest.mark.django_db
class TestSms:
    @pytest.fixture(autouse=True)
    def day(self, clock):
        """Tuesday afternoon: an SMS may ring."""

    @pytest.fixture
    def provider(self, settings):
        server = HTTPServer(("127.0.0.1", 0), FakeProvider)
        server.asked, server.answer = [], 201
        settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/v3/transactionalSMS/send"
        settings.SMS_TOKEN, settings.SMS_SENDER = "le-secret", "Colibri"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
        server.server_close()

    def text(self, **fields):
        return deliver(channel="sms", to="+33612345678", body="L’atelier est demain à 14 h.", **fields)

    def test_is_given_to_the_provider(self, provider):
        assert self.text().state == State.SENT
        content = {"sender": "Colibri", "recipient": "33612345678", "content": "L'atelier est demain à 14 h."}
        assert provider.asked == [("/v3/transactionalSMS/send", "le-secret", content)]

    @pytest.mark.parametrize(
        ("answer", "state"),
        [
            (400, State.FAILED),
            (401, State.WAITING),  # our key: the message is not to blame
            (402, State.FAILED),
            (429, State.WAITING),
            (500, State.HANDING_OVER),
            (503, State.WAITING),
            (0, State.HANDING_OVER),  # hung up without an answer
        ],
    )
    def test_each_answer_is_read_and_the_key_never_shown(self, provider, answer, state):
        provider.answer = answer
        message = self.text()
        assert message.state == state
        assert "le-secret" not in message.error

    def test_a_provider_that_is_not_there_is_for_later(self, settings):
        settings.SMS_URL = "http://127.0.0.1:1/"
        assert self.text().state == State.WAITING

    def test_without_a_provider_somebody_calls(self, settings):
        settings.SMS_URL = ""
        message = self.text()
        assert (message.channel, message.state, message.recipient) == ("call", State.WAITING, "+33612345678")

    def test_is_shown_on_the_screen_of_a_local_run(self, settings, capsys):
        settings.SMS_URL = "console:"
        assert self.text().state == State.SENT
        assert "+33612345678\nL'atelier est demain à 14 h." in capsys.readouterr().out

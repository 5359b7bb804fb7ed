"""What is said to people about their registration: to whom, by which channel, when, once, in their language."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
from django.db.models.signals import pre_save
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from maille.core.models import Entry
from maille.messaging.channels.email import compose
from maille.messaging.models import Message
from maille.messaging.rules.gsm import as_sms
from maille.territory.models import Place
from maille.workshops import actions, notices, tasks
from maille.workshops.models import Cycle, Registration, Session, WorkshopVersion
from maille.workshops.notices.texts import link, sms
from maille.workshops.notices.words import words_of
from maille.workshops.rules.reminders import cut, reminders
from maille.workshops.rules.signup import Applicant
from maille.workshops.rules.times import Slot
from tests.conftest import PARIS
from tests.people.factories import UserFactory
from tests.workshops.factories import NOW, START, SessionFactory

pytestmark = pytest.mark.django_db
State = Message.State
BY_MAIL = {"email": "marie@orange.fr"}
BY_SMS = {"phone": "+33612345678"}
LANDLINE = {"phone": "+33477123456"}


def sign_up(session, name="Marie Dupont", source="public", by=None, **fields):
    return actions.register(target=session, applicant=Applicant(name=name, **fields), source=source, by=by, at=NOW)


def said(registration, *states):
    """The kinds of messages about somebody, in the order in which they leave; those that still live by default."""
    chosen = Message.objects.about(registration).filter(state__in=states or [State.WAITING, State.SENT])
    return [(one.key.rpartition(":")[2], one.channel) for one in chosen.order_by("send_at", "pk")]


def one(registration, kind):
    return Message.objects.about(registration).get(key__endswith=f":{kind}")


def leave(registration, at=NOW):
    return actions.cancel_registration(registration=registration, by=None, at=at)


@pytest.fixture
def admin():
    return UserFactory(is_superuser=True)


class TestChannels:
    def test_who_has_a_mailbox_gets_mails(self):
        made = sign_up(SessionFactory(), **BY_MAIL, **BY_SMS)
        assert said(made) == [("seated", "email"), ("reminder", "email"), ("today", "email")]
        assert one(made, "seated").recipient == "marie@orange.fr"
        assert one(made, "seated").phone == "+33612345678"

    def test_who_has_a_mobile_gets_sms(self):
        made = sign_up(SessionFactory(), **BY_SMS)
        assert said(made) == [("seated", "sms"), ("reminder", "sms"), ("today", "sms")]

    def test_who_has_a_landline_is_called_only_for_what_they_cannot_know(self):
        made = sign_up(SessionFactory(), **LANDLINE)
        assert said(made) == [("reminder", "call")]

    def test_who_has_nothing_is_told_at_the_desk(self, admin):
        session = SessionFactory(seats=1)
        first, second = sign_up(session, "Anna", **BY_MAIL), sign_up(session, "Béa", "desk", admin)
        assert said(second) == []
        leave(first)
        assert said(second) == [("offered", "call")]
        message = one(second, "offered")
        assert (message.recipient, message.phone) == ("", "")
        assert "à dire à l’accueil" in message.body
        assert second.spoken_code in message.body


class TestNews:
    def test_a_seat_then_its_end(self):
        made = sign_up(SessionFactory(), **BY_MAIL)
        body = one(made, "seated").body
        for words in ("Marie Dupont", "mercredi 2\u00a0décembre", made.spoken_code, link(made)):
            assert words in body
        leave(made)
        assert said(made) == [("cancelled", "email")]
        assert {kind for kind, _channel in said(made, State.CANCELLED)} == {"seated", "reminder", "today"}

    def test_an_offer_that_cannot_be_ended_holds_up_no_other(self, request, caplog):
        made = [sign_up(SessionFactory(seats=1), "Anna", **BY_MAIL) for _ in range(2)]
        Registration.objects.filter(pk__in=[one.pk for one in made]).update(state="offered", offered_until=NOW)
        Registration.objects.filter(pk=made[0].pk).update(offered_until=NOW - dt.timedelta(hours=1))

        def break_down(instance, **_):
            if instance.pk == made[0].pk and instance.state == "lapsed":
                raise OSError("the disk is full")

        pre_save.connect(break_down, sender=Registration)
        request.addfinalizer(lambda: pre_save.disconnect(break_down, sender=Registration))
        tasks.lapse_offers(at=NOW)
        assert [Registration.objects.get(pk=one.pk).state for one in made] == ["offered", "lapsed"]
        assert f"workshops.tasks.lapse_offers failed for Registration {made[0].pk}" in caplog.text

    def test_the_whole_life_of_a_waiting_list(self, clock):
        session = SessionFactory(seats=1)
        first, second = sign_up(session, "Anna", **BY_MAIL), sign_up(session, "Béa", email="bea@orange.fr")
        third = sign_up(session, "Chloé", phone="+33612345679")
        assert "numéro 1" in one(second, "waiting").body
        assert "numéro 2" in one(third, "waiting").body
        leave(first)
        offer = one(second, "offered")
        assert "Répondez avant mercredi 25\u00a0novembre, 14\u00a0h\u00a030" in offer.body
        assert offer.anchor_at == NOW + dt.timedelta(days=1)
        tasks.lapse_offers(at=NOW + dt.timedelta(hours=23))
        assert one(second, "offered").state == State.WAITING
        tasks.lapse_offers(at=NOW + dt.timedelta(hours=25))
        assert Registration.objects.get(pk=second.pk).state == "lapsed"
        assert said(second) == [("lapsed", "email")]
        assert "Place libre" in one(third, "offered").body
        actions.accept_offer(registration=third, by=None, at=NOW + dt.timedelta(hours=26))
        assert [kind for kind, _channel in said(third)] == ["waiting", "offered", "seated", "reminder", "today"]

    def test_told_again_changes_nothing(self):
        made = sign_up(SessionFactory(), **BY_MAIL)
        before = list(Message.objects.order_by("pk").values()), Entry.objects.count()
        dates = list(Session.objects.select_related("version", "place__commune", "network"))
        for _again in range(2):
            notices.tell(Registration.objects.get(pk=made.pk), notices.SEATED, dates, at=NOW)
        assert (list(Message.objects.order_by("pk").values()), Entry.objects.count()) == before

    def test_who_comes_back_is_told_anew(self):
        made = sign_up(SessionFactory(), **BY_MAIL)
        Message.objects.filter(pk=one(made, "seated").pk).update(state=State.SENT)
        leave(made)
        actions.come_back(registration=made, by=None, at=NOW + dt.timedelta(hours=1))
        assert [kind for kind, _channel in said(made)].count("seated") == 2

    def test_a_refused_sign_up_says_nothing(self):
        session = SessionFactory()
        sign_up(session, **BY_MAIL)
        with pytest.raises(Exception, match="déjà inscrite"):
            sign_up(session, **BY_MAIL)
        assert Message.objects.count() == 3

    def test_speaks_the_language_of_the_person(self):
        made = sign_up(SessionFactory(), language="en", **BY_MAIL)
        message = one(made, "seated")
        assert "Your seat is kept" in message.body
        assert "Wednesday 2\u00a0December, 2\u00a0pm" in message.body
        assert "/en/inscription/" in message.body

    def test_tells_the_prescriber_what_became_of_it(self):
        prescriber = {"prescriber_name": "Ana Lys", "prescriber_email": "ana@ccas.example"}
        made = actions.register(
            target=SessionFactory(), applicant=Applicant(name="Marie", **LANDLINE), source="partner", by=None, at=NOW,
            prescriber=prescriber,
        )  # fmt: skip
        leave(made)
        told = Message.objects.filter(recipient="ana@ccas.example").order_by("pk")
        assert ["Votre place est gardée" in one.subject for one in told] == [True, False]
        assert made.ticket not in told[1].body


class TestMoving:
    def test_reminders_follow_the_session(self, admin):
        session = SessionFactory()
        made = sign_up(session, **BY_MAIL)
        later = Slot(START + dt.timedelta(days=7), START + dt.timedelta(days=7, hours=2))
        actions.move_session(session=session, slot=later, by=admin, at=NOW)
        reminder = one(made, "reminder")
        assert (reminder.anchor_at, reminder.send_at) == (later.starts_at, later.starts_at - dt.timedelta(days=2))
        assert "mercredi 9\u00a0décembre" in reminder.body
        moved = one(made, "moved")
        assert "Elle n’a plus lieu mercredi 2\u00a0décembre, 14\u00a0h" in moved.body
        assert Message.objects.about(made).filter(key__endswith=":reminder").count() == 1

    def test_a_reminder_that_had_left_is_said_again_for_the_new_date(self, admin):
        session = SessionFactory()
        made = sign_up(session, **BY_MAIL)
        Message.objects.filter(key__endswith=":reminder").update(state=State.SENT)
        later = Slot(START + dt.timedelta(days=7), START + dt.timedelta(days=7, hours=2))
        actions.move_session(session=session, slot=later, by=admin, at=NOW)
        assert Message.objects.about(made).filter(key__endswith=":reminder").count() == 2

    def test_a_cancelled_session_is_said_with_its_reason(self, admin):
        session = SessionFactory(seats=1)
        seated, waiting = sign_up(session, "Anna", **BY_MAIL), sign_up(session, "Béa", **BY_SMS)
        actions.cancel_session(session=session, reason="Le formateur est malade.", by=admin, at=NOW)
        assert said(seated) == [("called_off", "email")]
        assert "Le formateur est malade." in one(seated, "called_off").body
        assert said(waiting) == [("called_off", "sms")]

    def test_one_date_of_a_cycle_keeps_the_reminders_of_the_others(self, admin):
        first = SessionFactory(seats=3)
        cycle = Cycle.objects.create(title="En deux fois", place=first.place, network=first.network)
        second = SessionFactory(seats=3, place=first.place, workshop=first.version.workshop,
                                starts_at=START + dt.timedelta(days=7))  # fmt: skip
        Session.objects.update(cycle=cycle)
        made = sign_up(cycle, **BY_MAIL)
        assert Message.objects.about(made).filter(key__endswith=":reminder").count() == 2
        first.refresh_from_db()
        actions.cancel_session(session=first, reason="Salle fermée.", by=admin, at=NOW)
        waiting = Message.objects.about(made).filter(key__endswith=":reminder", state=State.WAITING)
        assert [one.anchor_at for one in waiting] == [second.starts_at]

    def test_who_is_above_the_seats_is_called_until_there_is_room_again(self, admin):
        session = SessionFactory(seats=2)
        sign_up(session, "Anna", **BY_MAIL)
        last = sign_up(session, "Béa", email="bea@orange.fr", phone="+33612345679")
        Session.objects.update(chosen_seats=1)
        actions.settle(target=session, by=admin, at=NOW)
        call = one(last, "extra")
        assert (call.channel, call.recipient, call.state) == ("call", "+33612345679", State.WAITING)
        Session.objects.update(chosen_seats=2)
        actions.settle(target=session, by=admin, at=NOW)
        assert one(last, "extra").state == State.CANCELLED


class TestCalendar:
    def test_a_mail_puts_the_date_in_the_calendar_and_takes_it_out(self):
        made = sign_up(SessionFactory(), **BY_MAIL)
        leave(made)
        methods = {}
        for kind in ("seated", "cancelled"):
            mail = message_from_bytes(compose(one(made, kind)).message().as_bytes(), policy=policy.default)
            (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
            calendar = Calendar.from_ical(part.get_content())
            assert part.get_param("method") == str(calendar["method"])
            (event,) = calendar.walk("VEVENT")
            methods[str(calendar["method"])] = str(event["uid"])
            assert str(event["attendee"]) == "mailto:marie@orange.fr"
        assert set(methods) == {"REQUEST", "CANCEL"}
        assert len(set(methods.values())) == 1


class TestSms:
    @settings(max_examples=40, deadline=None)
    @given(title=st.text(min_size=1, max_size=120), name=st.text(min_size=1, max_size=200), what=st.data())
    def test_is_always_one_and_keeps_its_date(self, title, name, what):
        """Whatever the title and the name of the place, as long as they are written in Latin letters."""
        title, name = (text.encode("latin-1", "ignore").decode("latin-1") or "x" for text in (title, name))
        title, name = ("".join(letter for letter in text if letter.isprintable()) or "x" for text in (title, name))
        session = Session(
            version=WorkshopVersion(title=title), starts_at=START,
            ends_at=START + dt.timedelta(hours=2), place=Place(name=name, calendar="A"),
        )  # fmt: skip
        registration = Registration(code="KX47PM", secret="x" * 22, offered_until=NOW, language="fr")
        kind = what.draw(st.sampled_from([notices.SEATED, notices.OFFERED, notices.MOVED, notices.CALLED_OFF]))
        telling = notices.Telling(registration, kind, [session], NOW)
        text = as_sms(sms(telling, words_of(telling)))
        if text.coding == "gsm-7":
            assert text.segments == 1
        assert "2 décembre" in text.text.replace("\u00a0", " ")


class TestReminders:
    @pytest.mark.parametrize(
        ("starts", "at", "moments"),
        [
            ("2026-12-03 14:00", "2026-11-24 14:30", ["2026-12-01 14:00", "2026-12-03 08:00"]),
            ("2026-12-03 09:00", "2026-11-24 14:30", ["2026-12-01 09:00", "2026-12-02 18:00"]),
            ("2026-12-03 14:00", "2026-12-01 12:00", ["2026-12-03 08:00"]),
            ("2026-12-03 14:00", "2026-12-03 07:00", []),
            # The clocks go back in the night of 24 to 25 October: eight o'clock stays eight o'clock.
            ("2026-10-25 14:00", "2026-10-01 12:00", ["2026-10-23 14:00", "2026-10-25 08:00"]),
            ("2026-10-25 09:00", "2026-10-01 12:00", ["2026-10-23 09:00", "2026-10-24 18:00"]),
        ],
    )
    def test_leave_two_days_before_and_the_same_morning(self, starts, at, moments):
        starts_at, now = (dt.datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in (starts, at))
        utc = starts_at.astimezone(dt.UTC)
        found = [(utc + dt.timedelta(minutes=one.offset)).astimezone(PARIS) for one in reminders(starts_at, now)]
        expected = [dt.datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in moments]
        assert found == expected

    @given(text=st.text(max_size=80), width=st.integers(4, 60))
    def test_a_cut_text_is_never_longer(self, text, width):
        assert len(cut(text, width)) <= width

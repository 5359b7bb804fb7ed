"""One's own registration behind its secret link, or by the code and the name."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from maille.workshops import actions
from maille.workshops.models import Registration
from maille.workshops.rules.codes import same_person
from tests.workshops.factories import NOW, START, SessionFactory, applicant

pytestmark = pytest.mark.django_db
State = Registration.State


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


def sign_up(session, name, **fields):
    return actions.register(target=session, applicant=applicant(name, **fields), source="public", by=None, at=NOW)


def address(name, registration):
    return reverse(f"workshops:{name}", args=[registration.ticket])


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


class TestSecretLink:
    def test_opens_ones_own_registration(self, client):
        made = sign_up(SessionFactory(), "Marie Dupont")
        sign_up(SessionFactory(), "Paul Martin")
        said = client.get(made.get_absolute_url()).content.decode()
        assert "Marie Dupont" in said
        assert "Paul Martin" not in said

    @pytest.mark.parametrize("name", ["registration", "registration_calendar", "leave"])
    def test_is_kept_by_nobody(self, client, name):
        answer = client.get(address(name, sign_up(SessionFactory(), "Marie")))
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]

    def test_a_forged_secret_is_not_found(self, client):
        made = sign_up(SessionFactory(), "Marie")
        forged = f"{made.code}-{made.secret[:-1]}{'A' if made.secret[-1] != 'A' else 'B'}"
        assert client.get(reverse("workshops:registration", args=[forged])).status_code == 404
        assert client.post(reverse("workshops:leave", args=[forged])).status_code == 404
        assert fresh(made).state == State.SEATED
        other = f"{'KX47PM' if made.code != 'KX47PM' else 'KX47PN'}-{made.secret}"
        assert client.get(reverse("workshops:registration", args=[other])).status_code == 404


class TestCodeAndName:
    def ask(self, client, code, name):
        return client.post(reverse("workshops:find_registration"), {"code": code, "name": name})

    @pytest.mark.parametrize("name", ["Marie Dupont", "dupont MARIE", " Márie  Dupont "])
    def test_opens_the_page(self, client, name):
        made = sign_up(SessionFactory(), "Marie Dupont")
        assert self.ask(client, made.spoken_code.lower(), name)["Location"] == made.get_absolute_url()

    def test_one_sentence_whatever_is_wrong(self, client):
        made = sign_up(SessionFactory(), "Marie Dupont")
        wrong = [(made.code, "Paul Martin"), ("AAAAAA", "Marie Dupont"), ("forgé' OR 1=1", "x"), (made.code, "🎉")]
        answers = [self.ask(client, *tried) for tried in wrong]
        assert {answer.status_code for answer in answers} == {422}
        assert all("Aucune inscription n’a ce code et ce nom" in answer.content.decode() for answer in answers)

    def test_tries_are_counted_by_code_whoever_asks(self, client):
        made = sign_up(SessionFactory(), "Marie Dupont")
        codes = [
            client.post(
                reverse("workshops:find_registration"),
                {"code": made.code, "name": f"Marie {n}"},
                REMOTE_ADDR=f"192.0.2.{n}",
            ).status_code
            for n in range(11)
        ]
        assert codes == [422] * 10 + [429]

    def test_tries_are_counted_by_visitor_whatever_the_code(self, client):
        codes = [self.ask(client, f"AAAA{a}{b}", "Marie").status_code for a in "ABCDEF" for b in "ABCDEF"]
        assert codes[:30] == [422] * 30
        assert set(codes[30:]) == {429}

    @pytest.mark.parametrize(("typed", "known"), [("", ""), ("Marie", "Marie Dupont"), ("Marie Dupont", "")])
    def test_another_name_is_another_person(self, typed, known):
        assert not same_person(typed, known)


class TestChanging:
    def test_leaves_and_comes_back(self, client):
        made = sign_up(SessionFactory(), "Marie")
        assert "Vous ne venez pas" in client.get(address("leave", made)).content.decode()
        client.post(address("leave", made))
        assert fresh(made).state == State.CANCELLED
        said = client.get(made.get_absolute_url()).content.decode()
        assert "Je m’inscris à nouveau" in said
        client.post(address("come_back", made))
        assert fresh(made).state == State.SEATED

    def test_whoever_was_registered_at_the_desk_leaves_too(self, client):
        made = sign_up(SessionFactory(), "Marie")
        Registration.objects.update(source="desk")
        client.post(address("leave", made))
        assert fresh(made).state == State.CANCELLED

    def test_accepts_the_seat_that_another_gives_back(self, client):
        session = SessionFactory(seats=1)
        first, second = sign_up(session, "Anna"), sign_up(session, "Béa")
        client.post(address("leave", first))
        said = client.get(second.get_absolute_url()).content.decode()
        assert "Une place est libre pour vous" in said
        assert "mercredi 25\u00a0novembre, 14\u00a0h\u00a030" in said
        client.post(address("accept_offer", second))
        assert fresh(second).state == State.SEATED

    def test_declines_it(self, client):
        session = SessionFactory(seats=1)
        first, second = sign_up(session, "Anna"), sign_up(session, "Béa")
        third = sign_up(session, "Chloé")
        client.post(address("leave", first))
        client.post(address("leave", second))
        assert fresh(second).state == State.CANCELLED
        assert fresh(third).state == State.OFFERED

    def test_an_offer_that_is_over_says_so(self, client, clock):
        session = SessionFactory(seats=1)
        first, second = sign_up(session, "Anna"), sign_up(session, "Béa")
        client.post(address("leave", first))
        clock.move_to(NOW + dt.timedelta(days=2))
        answer = client.post(address("accept_offer", second), follow=True)
        assert "n’est plus gardée pour vous" in answer.content.decode()

    def test_changes_how_many(self, client):
        session = SessionFactory(seats=3)
        made = sign_up(session, "Marie")
        assert client.post(address("change_size", made), {"size": "3"}).status_code == 302
        assert fresh(made).size == 3
        refused = client.post(address("change_size", made), {"size": "4"})
        assert refused.status_code == 422
        assert "Il reste 3 places seulement" in refused.content.decode()
        assert 'value="4"' in refused.content.decode()
        assert fresh(made).size == 3

    def test_nothing_can_be_changed_once_it_is_over(self, client, clock):
        made = sign_up(SessionFactory(), "Marie")
        clock.move_to(START + dt.timedelta(days=1))
        said = client.get(made.get_absolute_url()).content.decode()
        assert "Cette séance est passée" in said
        assert address("leave", made) not in said
        client.post(address("leave", made))


class TestCalendar:
    def read(self, client, registration):
        return Calendar.from_ical(client.get(address("registration_calendar", registration)).content)

    def test_an_independent_reader_finds_the_date(self, client):
        session = SessionFactory()
        made = sign_up(session, "Marie")
        (event,) = self.read(client, made).walk("VEVENT")
        assert (event.decoded("dtstart"), event.decoded("dtend")) == (START, START + dt.timedelta(hours=2))
        assert str(event["summary"]) == session.title
        assert session.place.name in str(event["location"])
        assert made.ticket in str(event["url"])

    def test_the_same_event_when_the_session_moves(self, client):
        session = SessionFactory()
        made = sign_up(session, "Marie")
        (before,) = self.read(client, made).walk("VEVENT")
        session.starts_at, session.sequence = START + dt.timedelta(hours=1), 1
        session.save()
        (after,) = self.read(client, made).walk("VEVENT")
        assert before["uid"] == after["uid"]
        assert (before["sequence"], after["sequence"]) == (0, 1)

"""The screens of the messages: what the desk reads and does, in each state, with the worst of names."""

import csv
import datetime as dt
import io

import pikepdf
import pytest

from maille.core import journal
from maille.core.models import Entry
from maille.core.tasks import erase_what_is_old
from maille.messaging.actions import claim_next, hand_over
from maille.messaging.models import Message
from maille.territory.models import Place
from tests.core.pdf import text_of
from tests.messaging.factories import NOW, plan_message
from tests.people.factories import RoleFactory, user_with
from tests.territory.factories import NetworkPlaceFactory

pytestmark = pytest.mark.django_db

State = Message.State
DAY = dt.timedelta(days=1)
LONG = "Marie-Madeleine de La Tour-d’Auvergne-Lauraguais-" * 3


@pytest.fixture
def link():
    return NetworkPlaceFactory()


@pytest.fixture
def desk(client, link, clock):
    """Sit at the desk of the place, on Tuesday afternoon (a real instant has microseconds)."""
    clock.move_to(NOW + dt.timedelta(microseconds=123456), tick=False)
    user = RoleFactory(kind="desk", network=link.network, place=link.place).user
    client.force_login(user)
    return user


@pytest.fixture
def tell(link):
    def make(**fields):
        return plan_message(network=link.network, place=link.place, **fields)

    return make


def state(message):
    return Message.objects.get(pk=message.pk).state


def in_doubt(message):
    claimed = claim_next(at=NOW)
    assert claimed.pk == message.pk
    assert hand_over(message=claimed)


class TestList:
    def test_says_what_will_come_when_there_is_nothing(self, client, desk):
        assert "Aucun message pour le moment" in client.get("/messages/").content.decode()
        assert "Aucun message de cette sorte" in client.get("/messages/?etat=partis").content.decode()

    def test_shows_the_messages_of_the_place_and_no_other(self, client, desk, tell):
        tell(name=LONG, subject="Un rappel")
        plan_message(name="Autre part", place=NetworkPlaceFactory().place)
        html = client.get("/messages/").content.decode()
        assert "Marie-Madeleine" in html
        assert "Autre part" not in html

    def test_filters_by_state_channel_place_and_name(self, client, desk, tell, link):
        tell(name="Nadia")
        sent = tell(name="Omar", channel="sms", to="+33612345678")
        Message.objects.filter(pk=sent.pk).update(state=State.SENT, done_at=NOW)
        for query, names in [
            ("etat=a-envoyer", {"Nadia"}),
            ("etat=partis", {"Omar"}),
            ("canal=sms", {"Omar"}),
            (f"lieu={link.place.slug}&pour=nad", {"Nadia"}),
            ("etat=n’importe-quoi", {"Nadia", "Omar"}),
        ]:
            html = client.get(f"/messages/?{query}").content.decode()
            assert {name for name in ("Nadia", "Omar") if f">{name}<" in html} == names, query

    def test_asks_as_often_for_many_as_for_few(self, client, desk, tell, same_number_of_queries):
        tell()
        same_number_of_queries(lambda: client.get("/messages/"), lambda: [tell() for _ in range(20)])

    def test_the_table_holds_no_formula(self, client, desk, tell):
        tell(name="=HYPERLINK(1)", to="+33612345678", channel="sms")
        rows = client.get("/messages/messages.csv").content.decode()
        assert rows.startswith("\ufeffPour,")
        assert "'=HYPERLINK(1),SMS,+33612345678" in rows

    @pytest.mark.parametrize("name", ["+SUM(1)", "-1+1", "@SUM(1)", "\tSUM(1)", "＝SUM(1)"])
    def test_nor_any_other_beginning_of_one(self, client, desk, tell, name):
        tell(name=name)
        rows = csv.reader(io.StringIO(client.get("/messages/messages.csv").content.decode("utf-8-sig")))
        assert list(rows)[1][0] == f"'{name}"


class TestMessage:
    def test_shows_what_to_whom_when_and_what_happened(self, client, desk, tell):
        message = tell(phone="+33477332222", body="Ligne\n\n<script>alert(1)</script>")
        tell(key=message.key, body="Autre texte", phone="+33477332222")
        html = client.get(f"/messages/{message.pk}/").content.decode().replace("\u00a0", " ")
        for words in ("Nadia Benali", "nadia@example.org", "04 77 33 22 22", "Autre texte", "a changé le message"):
            assert words in html
        assert "<script>alert" not in html

    def test_is_cancelled_and_says_so_twice_without_harm(self, client, desk, tell):
        message = tell()
        for _ in range(2):
            html = client.post(f"/messages/{message.pk}/annuler/", follow=True).content.decode()
            assert "Le message est annulé" in html
        assert state(message) == State.CANCELLED
        assert Entry.objects.about(message).filter(action="messaging.cancelled", by=desk).count() == 1

    def test_in_doubt_waits_for_a_person(self, client, desk, tell):
        message = tell()
        in_doubt(message)
        assert "peut-être parti" in client.get("/messages/").content.decode()
        html = client.get(f"/messages/{message.pk}/").content.decode()
        assert "la personne pourrait le recevoir deux fois" in html
        client.post(f"/messages/{message.pk}/partie/", {"partie": "non"})
        assert state(message) == State.FAILED
        client.post(f"/messages/{message.pk}/renvoyer/")
        again = Message.objects.get(key=f"{message.key}~2")
        assert (again.state, again.body) == (State.WAITING, message.body)
        html = client.post(f"/messages/{message.pk}/partie/", {"partie": "oui"}, follow=True).content.decode()
        assert "Il n’y a pas de doute" in html

    def test_told_again_twice_has_two_names(self, client, desk, tell):
        message = tell()
        Message.objects.update(state=State.SENT, done_at=NOW)
        client.post(f"/messages/{message.pk}/renvoyer/")
        Message.objects.update(state=State.SENT, done_at=NOW)
        client.post(f"/messages/{Message.objects.latest('pk').pk}/renvoyer/")
        keys = set(Message.objects.values_list("key", flat=True))
        assert keys == {message.key, f"{message.key}~2", f"{message.key}~3"}

    def test_one_about_to_leave_is_not_told_again(self, client, desk, tell):
        message = tell()
        html = client.post(f"/messages/{message.pk}/renvoyer/", follow=True).content.decode()
        assert "Ce message va partir" in html
        assert Message.objects.count() == 1

    def test_came_back(self, client, desk, tell):
        message = tell()
        Message.objects.update(state=State.SENT, done_at=NOW)
        client.post(f"/messages/{message.pk}/revenue/")
        assert state(message) == State.BOUNCED
        assert "1 message revenu" in client.get("/messages/").content.decode()

    def test_erased_after_sixty_days_with_its_lines_and_not_before(self, client, desk, tell):
        message = tell(key="a:1:x")
        tell(key="a:1:x", subject="Pour Nadia")
        Message.objects.update(state=State.SENT, done_at=NOW)
        assert erase_what_is_old(NOW + 59 * DAY) == 0
        assert erase_what_is_old(NOW + 60 * DAY) == 1
        message = Message.objects.get(pk=message.pk)
        assert (message.recipient, message.name, message.subject, message.body) == ("", "", "", "")
        assert "Nadia" not in str([line.what for line in journal.lines(Entry.objects.about(message))])
        html = client.get(f"/messages/{message.pk}/").content.decode()
        assert "ont été effacés" in html
        html = client.post(f"/messages/{message.pk}/renvoyer/", follow=True).content.decode()
        assert "est effacé" in html


class TestCalls:
    def test_says_when_nobody_is_to_be_called(self, client, desk):
        assert "Personne n’est à appeler" in client.get("/messages/appels/").content.decode()
        assert "Personne n’est à appeler" in text_of(client.get("/messages/appels/appels.pdf").content)

    def test_a_call_is_made_or_to_make_again_with_its_note(self, client, desk, tell):
        call = tell(channel="call", to="+33477332222", name=LONG[:150])
        client.post(f"/messages/{call.pk}/appel/", {"jointe": "non", "outcome": "Répondeur"})
        html = client.get("/messages/appels/").content.decode()
        assert "1 essai sans réponse" in html
        assert 'value="Répondeur"' in html
        client.post(f"/messages/{call.pk}/appel/", {"jointe": "oui", "outcome": "Viendra"})
        call.refresh_from_db()
        assert (call.state, call.outcome, call.done_by) == (State.SENT, "Viendra", desk)
        html = client.post(f"/messages/{call.pk}/appel/", {"jointe": "oui"}, follow=True).content.decode()
        assert "Cet appel n’est plus à faire" in html

    def test_a_note_too_long_is_kept_and_refused(self, client, desk, tell):
        call = tell(channel="call", to="")
        response = client.post(f"/messages/{call.pk}/appel/", {"jointe": "oui", "outcome": "n" * 301})
        assert response.status_code == 422
        assert "n" * 301 in response.content.decode()
        assert "300 caractères au plus" in response.content.decode()
        assert state(call) == State.WAITING

    def test_leaves_out_what_is_useless_by_now(self, client, desk, tell):
        tell(channel="call", to="", name="Trop tard", anchor_at=NOW - DAY)
        tell(channel="call", to="", name="Plus tard", send_at=NOW + DAY)
        tell(channel="call", to="", name="Maintenant", anchor_at=NOW + DAY)
        html = client.get("/messages/appels/").content.decode()
        assert [name for name in ("Trop tard", "Plus tard", "Maintenant") if name in html] == ["Maintenant"]

    def test_the_sheet_is_a_tagged_pdf_with_numbers_and_words(self, client, desk, tell, tmp_path):
        for number in range(30):
            tell(channel="call", to="+33477332222" if number else "", name=f"{LONG} 😀 {number}", body="À dire. " * 200)
        response = client.get("/messages/appels/appels.pdf")
        assert response["Content-Type"] == "application/pdf"
        (file := tmp_path / "calls.pdf").write_bytes(response.content)
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) > 3
            assert "/StructTreeRoot" in pdf.Root
        text = text_of(response.content)
        assert "04 77 33 22 22" in text.replace("\u00a0", " ")
        assert "sans numéro" in text

    def test_asks_as_often_for_many_as_for_few(self, client, desk, tell, same_number_of_queries):
        def grow():
            for _ in range(20):
                tell(channel="call", to="")

        grow()
        same_number_of_queries(lambda: client.get("/messages/appels/"), grow)


class TestLetters:
    def test_are_printed_then_posted(self, client, desk, tell, tmp_path):
        assert "Aucune lettre" in client.get("/messages/courrier/").content.decode()
        assert client.get("/messages/courrier/courrier.pdf").status_code == 404
        letter = tell(channel="letter", to="2 rue de la Paix\n42000 Saint-Étienne", body="Madame,\n\nÀ jeudi.\n")
        other = tell(channel="letter", to="3 rue Haute\n42000 Saint-Étienne", name="Omar Diallo")
        pdf = client.get("/messages/courrier/courrier.pdf").content
        (file := tmp_path / "letters.pdf").write_bytes(pdf)
        with pikepdf.open(file) as opened:
            assert len(opened.pages) == 2
        assert "2 rue de la Paix" in text_of(pdf)
        client.post("/messages/courrier/poste/", {"lettre": [str(letter.pk), "pas un nombre"]})
        assert (state(letter), state(other)) == (State.SENT, State.WAITING)


def test_people_without_a_team_have_no_outbox(client, clock):
    for kind in ("neighbour", "partner"):
        client.force_login(user_with(kind))
        assert client.get("/messages/").status_code == 404


class TestTheWordsOfEachChannel:
    """A mail has left, a letter is posted, a call is made; nothing says that anybody has received anything."""

    @pytest.mark.parametrize(
        ("channel", "state", "said"),
        [
            ("email", "sent", "parti"),
            ("sms", "sent", "parti"),
            ("letter", "sent", "postée"),
            ("call", "sent", "appel fait"),
            ("call", "waiting", "à appeler"),
            ("letter", "waiting", "à poster"),
            ("call", "failed", "pas appelée à temps"),
            ("sms", "bounced", "pas arrivé\u00a0: numéro faux"),
        ],
    )
    def test_said(self, channel, state, said):
        assert Message(channel=channel, state=state).state_in_words == said

    def test_no_state_of_any_channel_is_left_without_words(self):
        for channel in Message.Channel:
            for state in Message.State:
                assert Message(channel=channel, state=state).state_in_words


class TestTheClockOfThePlace:
    def test_instants_are_those_of_where_the_team_is(self, client, desk, link, tell):
        Place.objects.filter(pk=link.place.pk).update(calendar="reunion")
        message = tell()
        assert "17\u202fh\u202f30" in client.get(f"/messages/{message.pk}/").content.decode()
        assert "17\u202fh\u202f30" in client.get("/messages/messages.csv").content.decode()

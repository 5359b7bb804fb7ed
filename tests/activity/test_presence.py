"""The presence screen without JavaScript, and what devices send: all of it by the answers of the server."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from maille.activity import actions
from maille.activity.models import Attendance, Sheet, Tick
from maille.people import rules as roles
from maille.people.models import Resident
from maille.workshops import actions as workshops
from tests.activity.factories import ARRIVED, OVER, held
from tests.people.factories import RoleFactory
from tests.territory.factories import NetworkFactory
from tests.workshops.factories import NOW, START, SessionFactory, WorkshopFactory, applicant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(ARRIVED)


@pytest.fixture
def scene(client, settings):
    scene = held("Nadia Benali", "Marie Dupont", "Marie Durand")
    settings.DEFAULT_NETWORK = scene.session.network.slug
    client.force_login(scene.desk)
    return scene


def address(scene, name="presence"):
    return reverse(f"activity:{name}", args=[scene.session.pk])


def state_of(scene, index):
    return Attendance.objects.filter(registration=scene.people[index]).values_list("state", flat=True).first()


def arrive(client, scene, typed, **more):
    return client.post(address(scene, "arrive"), {"typed": typed, **more})


def words(answer):
    return answer.content.decode().replace("\u00a0", " ")


class TestPresence:
    def test_lists_everybody_in_as_many_queries(self, client, scene, same_number_of_queries):
        def grow():
            for number in range(6):
                sign_up = applicant(f"Autre {number}")
                made = workshops.register(target=scene.session, applicant=sign_up, source="public", by=None, at=NOW)
                actions.note_presence(session=scene.session, who=f"r{made.pk}", state="absent", by=None, at=ARRIVED)

        same_number_of_queries(lambda: client.get(address(scene)), grow)

    def test_says_when_it_has_not_begun(self, client, scene, clock):
        clock.move_to(START - dt.timedelta(hours=5))
        assert "La séance n’a pas commencé" in words(client.get(address(scene)))

    def test_shows_who_waits_after_who_has_a_seat(self, client, scene):
        workshops.register(target=scene.session, applicant=applicant("Zoé Attend"), source="public", by=None, at=NOW)
        listed = client.get(address(scene)).context["listed"]
        assert [(one.name, one.is_waiting) for one in listed][-1] == ("Zoé Attend", True)

    def test_of_a_cancelled_session_says_so(self, client, scene):
        workshops.cancel_session(session=scene.session, reason="Panne", by=None, at=NOW)
        said = words(client.get(address(scene)))
        assert "Cette séance est annulée" in said
        assert 'id="typed"' not in said

    def test_shows_two_devices_that_disagree(self, client, scene, clock):
        for device, state in (("a", "present"), ("b", "absent")):
            send(client, scene, tick(scene.who(0), state), device=device)
        said = words(client.get(address(scene)))
        assert "Un autre appareil a noté" in said
        clock.move_to(ARRIVED + dt.timedelta(minutes=1))
        client.post(address(scene, "note"), {"who": scene.who(0), "state": "present", "saw": "absent"})
        assert "Un autre appareil a noté" not in words(client.get(address(scene)))


class TestNote:
    def test_one_button_notes_one_person(self, client, scene):
        answer = client.post(address(scene, "note"), {"who": scene.who(1), "state": "excused"}, follow=True)
        assert state_of(scene, 1) == "excused"
        assert 'value="expected" data-answer="excused" aria-pressed="true"' in words(answer)

    @pytest.mark.parametrize("who", ["r999999", "r1\0", "\0", "w\0"])
    def test_a_refusal_is_a_sentence(self, client, scene, who):
        answer = client.post(address(scene, "note"), {"who": who, "state": "present"}, follow=True)
        assert "n’est pas sur la liste" in words(answer)


class TestArrive:
    def test_a_code_however_typed(self, client, scene):
        code = scene.people[0].spoken_code.lower()
        assert "Nadia Benali est là." in words(client.post(address(scene, "arrive"), {"typed": code}, follow=True))
        assert state_of(scene, 0) == "present"

    def test_the_square_of_a_slip(self, client, scene):
        arrive(client, scene, f"https://maille.example{scene.people[1].get_absolute_url()}")
        assert state_of(scene, 1) == "present"

    def test_the_beginning_of_one_name(self, client, scene):
        arrive(client, scene, "ben nad")
        assert state_of(scene, 0) == "present"

    def test_two_people_are_not_chosen_between(self, client, scene):
        answer = arrive(client, scene, "marie")
        assert answer.status_code == 422
        assert "Plusieurs personnes répondent à « marie »" in words(answer)
        assert not Attendance.objects.exists()

    def test_nobody_says_what_to_do_and_keeps_what_was_typed(self, client, scene):
        answer = arrive(client, scene, "zzz <b>")
        assert "ajoutez la personne sous la liste" in words(answer)
        assert 'value="zzz &lt;b&gt;"' in words(answer)

    def test_a_slip_for_another_day_says_which(self, client, scene):
        other = SessionFactory(workshop=scene.session.version.workshop, starts_at=START + dt.timedelta(days=1))
        made = workshops.register(target=other, applicant=applicant("Ali Kaci"), source="public", by=None, at=NOW)
        answer = arrive(client, scene, made.code)
        said = words(answer)
        assert f"Ce billet est celui de Ali Kaci, pour « {other.title} », jeudi 3 décembre" in said
        assert other.place.name in said
        for _again in range(2):
            client.post(address(scene, "arrive"), {"stay": made.code})
        assert [(one.resident, one.state) for one in Attendance.objects.all()] == [(made.resident, "present")]

    def test_a_slip_of_another_network_says_nothing(self, client, scene):
        other = SessionFactory(workshop=WorkshopFactory(network=NetworkFactory(slug="ailleurs")))
        made = workshops.register(target=other, applicant=applicant("Ali Kaci"), source="public", by=None, at=NOW)
        assert "Ali Kaci" not in words(arrive(client, scene, made.code))
        assert "Ali Kaci" not in words(client.post(address(scene, "arrive"), {"stay": made.code}))

    def test_who_had_left_and_comes_all_the_same_is_there(self, client, scene):
        workshops.cancel_registration(registration=scene.people[0], by=None, at=NOW)
        arrive(client, scene, scene.people[0].code)
        assert state_of(scene, 0) == "present"
        assert "Nadia Benali" in [one.name for one in client.get(address(scene)).context["listed"]]


class TestWalkIn:
    def test_in_one_line_with_or_without_a_name(self, client, scene):
        client.post(address(scene, "walk_in"), {"name": "Denise Roux", "people": "2"})
        client.post(address(scene, "walk_in"), {"name": "", "people": ""})
        assert sorted(Attendance.objects.values_list("name", "people")) == [("", 1), ("Denise Roux", 2)]
        assert "Une personne sans nom" in words(client.get(address(scene)))

    @pytest.mark.parametrize("people", ["0", "beaucoup", "1000"])
    def test_keeps_what_was_typed(self, client, scene, people):
        answer = client.post(address(scene, "walk_in"), {"name": "Denise", "people": people})
        assert answer.status_code == 422
        assert 'value="Denise"' in words(answer)

    def test_becomes_somebody_known(self, client, scene):
        client.post(address(scene, "walk_in"), {"name": "Denise Roux"})
        page = reverse("activity:keep", args=[Attendance.objects.get().pk])
        assert 'value="Denise Roux"' in words(client.get(page))
        assert client.post(page, {"name": "Denise Roux", "contact": "12"}).status_code == 422
        client.post(page, {"name": "Denise Roux", "contact": "04 77 20 20 20"})
        assert Resident.objects.get(name="Denise Roux").phone == "+33477202020"
        assert client.get(page).status_code == 404


class TestClosing:
    def test_says_who_is_left_then_closes(self, client, scene, clock):
        clock.move_to(OVER)
        answer = client.post(address(scene, "close_sheet"))
        assert "Rien n’est noté pour Nadia Benali, Marie Dupont, Marie Durand" in words(answer)
        said = words(client.post(address(scene, "close_sheet"), {"rest_absent": "oui"}, follow=True))
        assert "La feuille est close." in said
        assert state_of(scene, 2) == "absent"
        assert "disabled" in said
        client.post(address(scene, "reopen_sheet"))
        assert Sheet.objects.get().closed_at is None

    def test_heads_are_counted_above_the_names(self, client, scene):
        client.post(address(scene, "heads"), {"heads": "14"})
        assert "14 personnes comptées dans la salle" in words(client.get(address(scene)))
        assert client.post(address(scene, "heads"), {"heads": "quatorze"}).status_code == 422


class TestSheets:
    def test_lists_those_to_close(self, client, scene):
        page = reverse("activity:sheets")
        assert "à clore" in words(client.get(page))
        actions.close_sheet(session=scene.session, by=None, at=OVER, rest_absent=True)
        assert scene.session.title not in words(client.get(page, {"a_clore": "oui"}))

    def test_are_as_many_queries_for_many(self, client, scene, same_number_of_queries):
        def grow():
            for day in range(1, 6):
                SessionFactory(
                    workshop=scene.session.version.workshop, place=scene.session.place,
                    starts_at=START - dt.timedelta(days=day),
                )  # fmt: skip

        same_number_of_queries(lambda: client.get(reverse("activity:sheets")), grow)


def tick(who, state="present", **fields):
    nonce = f"{who}-{state}-{fields.get('made_at', '')}"
    return {"nonce": nonce, "who": who, "state": state, "saw": "expected", "made_at": ARRIVED.isoformat(), **fields}


def send(client, scene, *ticks, **fields):
    body = {"device": "a", "sent_at": ARRIVED.isoformat(), "ticks": ticks, **fields}
    return client.post(address(scene, "send"), json.dumps(body), content_type="application/json")


class TestSend:
    def test_answers_each_and_says_where_everybody_stands(self, client, scene):
        answer = send(client, scene, tick(scene.who(0)), tick("r999999")).json()
        assert [bool(one["sentence"]) for one in answer["answers"]] == [False, True]
        assert answer["people"][scene.who(0)] == {
            "name": "Nadia Benali", "people": 1, "state": "present", "other": "",
        }  # fmt: skip
        assert answer["closed"] is False

    def test_sent_again_it_is_answered_again_and_counted_once(self, client, scene):
        for _again in range(50):
            assert send(client, scene, tick(scene.who(0))).json()["answers"][0]["sentence"] == ""
        assert Tick.objects.count() == 1

    def test_asks_only(self, client, scene):
        assert set(send(client, scene).json()["people"]) == {scene.who(0), scene.who(1), scene.who(2)}

    @pytest.mark.parametrize(
        "body",
        [
            "", "[]", "null", "{", '{"device": "a"}',
            '{"device": "a", "sent_at": "hier", "ticks": []}',
            '{"device": "a", "sent_at": "2026-12-02T13:05:00", "ticks": []}',
            '{"device": "a", "sent_at": "0001-01-01T00:00:00+23:59", "ticks": []}',
            '{"device": "a", "sent_at": "2026-12-02T13:05:00Z", "ticks": [null]}',
            '{"device": "a", "sent_at": "2026-12-02T13:05:00Z", "ticks": {"a": 1}}',
        ],
    )  # fmt: skip
    def test_what_cannot_be_read_is_refused_in_a_sentence(self, client, scene, body):
        answer = client.post(address(scene, "send"), body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["sentence"]

    @pytest.mark.parametrize("wrong", [{"people": True}, {"nonce": "court"}, {"name": 3}, {"name": "\x00"}])
    def test_a_tick_that_cannot_be_read_refuses_the_arrival(self, client, scene, wrong):
        assert send(client, scene, tick(scene.who(0), **wrong)).status_code == 400

    def test_a_battery_that_died_changes_nothing(self, client, scene):
        epoch = dt.datetime(1970, 1, 1, 0, 10, tzinfo=dt.UTC).isoformat()
        sent = dt.datetime(1970, 1, 1, 0, 12, tzinfo=dt.UTC).isoformat()
        send(client, scene, tick(scene.who(0), made_at=epoch), sent_at=sent)
        assert Tick.objects.get().decided_at == ARRIVED - dt.timedelta(minutes=2)

    def test_is_for_the_team(self, client, scene):
        client.force_login(RoleFactory(kind=roles.NEIGHBOUR, network=scene.session.network).user)
        assert send(client, scene).status_code == 404

"""Ticks: each is taken once, the last decision stands, and every refusal says what to do."""

import datetime as dt
import uuid

import pytest

from maille.activity import actions
from maille.activity.models import Attendance, Tick
from maille.activity.rules.ticks import Said
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people import rules as roles
from maille.workshops import actions as workshops
from maille.workshops.models import Cycle, Session, SessionMediator
from tests.activity.factories import ARRIVED, OVER, held
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, START, SessionFactory, applicant

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(ARRIVED)


def said(who, state="present", made_at=ARRIVED, **fields):
    return Said(fields.pop("nonce", uuid.uuid4().hex), who, state, made_at, **fields)


def send(scene, *ticks, device="a", sent_at=None, received_at=ARRIVED, by=None):
    return actions.take_ticks(
        session=scene.session,
        said=ticks,
        sent_at=sent_at or received_at,
        device=device,
        by=by or scene.desk,
        received_at=received_at,
    )


def states(scene):
    return {one.key: one.state for one in Attendance.objects.filter(session=scene.session)}


class TestTakeTicks:
    def test_notes_who_is_there_and_who_is_not(self):
        scene = held("Anna", "Béa", "Chloé")
        send(scene, said(scene.who(0)), said(scene.who(1), "absent"), said(scene.who(2), "excused"))
        assert states(scene) == {scene.who(0): "present", scene.who(1): "absent", scene.who(2): "excused"}

    def test_the_same_nonce_fifty_times_is_one_tick(self):
        scene = held("Anna")
        tick = said(scene.who(0))
        answers = [answer for _again in range(50) for answer in send(scene, tick)]
        assert {(answer.nonce, answer.sentence) for answer in answers} == {(tick.nonce, "")}
        assert Tick.objects.count() == Entry.objects.filter(action="activity.ticked").count() == 1

    def test_the_same_nonce_twice_in_one_arrival_is_one_tick(self):
        scene = held("Anna")
        tick = said(scene.who(0))
        assert len(send(scene, tick, tick)) == 2
        assert Tick.objects.count() == 1

    def test_counts_all_who_came_together_unless_fewer_did(self):
        scene = held(seats=5)
        made = workshops.register(
            target=scene.session, applicant=applicant("Anna", size=3), source="public", by=None, at=NOW
        )
        send(scene, said(f"r{made.pk}"))
        assert Attendance.objects.present().people() == 3
        send(scene, said(f"r{made.pk}", people=2, made_at=ARRIVED + MINUTE), received_at=ARRIVED + MINUTE)
        assert Attendance.objects.present().people() == 2

    def test_somebody_walks_in_with_a_name_or_none(self):
        scene = held("Anna")
        send(scene, said(f"w{'1' * 32}", name="  Denise  Roux "), said(f"w{'2' * 32}", people=4))
        assert [(one.shown_name, one.people) for one in Attendance.objects.order_by("key")] == [
            ("Denise Roux", 1),
            ("", 4),
        ]

    def test_a_registration_for_the_cycle_is_on_the_list_of_each_date(self):
        scene = held()
        cycle = Cycle.objects.create(title="En trois fois", place=scene.session.place, network=scene.session.network)
        Session.objects.update(cycle=cycle)
        scene.session.refresh_from_db()
        made = workshops.register(target=cycle, applicant=applicant("Anna"), source="public", by=None, at=NOW)
        (answer,) = send(scene, said(f"r{made.pk}"))
        assert answer.sentence == ""

    @pytest.mark.parametrize("wrong_by", [dt.timedelta(days=-9), dt.timedelta(), dt.timedelta(days=4, hours=3)])
    def test_a_device_whose_clock_is_wrong_does_not_win_by_it(self, wrong_by):
        """Offline since 14:05, it says at 14:20 what it noted at 14:07; the other noted something else at 14:10."""
        scene = held("Anna")
        later, sent = START + 10 * MINUTE, START + 20 * MINUTE
        send(scene, said(scene.who(0), "absent", made_at=later), device="b", received_at=later)
        mine = said(scene.who(0), "present", made_at=START + 7 * MINUTE + wrong_by)
        send(scene, mine, sent_at=sent + wrong_by, received_at=sent)
        assert states(scene) == {scene.who(0): "absent"}
        kept = Tick.objects.get(nonce=mine.nonce)
        assert (kept.made_at, kept.received_at) == (mine.made_at, sent)
        assert kept.decided_at == START + 7 * MINUTE

    def test_both_decisions_are_in_the_journal(self):
        scene = held("Anna")
        later = ARRIVED + MINUTE
        send(scene, said(scene.who(0), "absent", made_at=later), device="b", received_at=later)
        send(scene, said(scene.who(0), made_at=ARRIVED), sent_at=later, received_at=later)
        assert sorted(Entry.objects.filter(action__startswith="activity.").values_list("action", "after__state")) == [
            ("activity.ticked", "absent"),
            ("activity.ticked_too_late", "present"),
        ]

    def test_refuses_one_and_takes_the_others(self):
        scene, other = held("Anna"), held("Béa")
        answers = send(scene, said(other.who(0)), said(scene.who(0)))
        assert [bool(answer.sentence) for answer in answers] == [True, False]
        assert "n’est pas sur la liste" in answers[0].sentence
        assert states(scene) == {scene.who(0): "present"}

    @pytest.mark.parametrize(
        "wrong", [{"who": "r0"}, {"who": "x"}, {"who": "w12"}, {"state": "there"}, {"people": 0}, {"people": 999}]
    )
    def test_refuses_what_it_cannot_read(self, wrong):
        scene = held("Anna")
        (answer,) = send(scene, said(**{"who": scene.who(0), **wrong}))
        assert answer.sentence
        assert not Attendance.objects.exists()

    def test_nobody_is_there_long_before_the_session(self):
        scene = held("Anna")
        early = START - dt.timedelta(hours=3)
        (answer,) = send(scene, said(scene.who(0), made_at=early), received_at=early)
        assert answer.sentence.replace("\u00a0", " ") == (
            "La séance n’a pas commencé : notez qui est là à partir de mercredi 2 décembre, 13 h."
        )

    def test_somebody_excuses_themselves_before_it(self):
        scene = held("Anna")
        early = START - dt.timedelta(hours=3)
        (answer,) = send(scene, said(scene.who(0), "excused", made_at=early), received_at=early)
        assert answer.sentence == ""

    def test_refuses_a_session_that_was_cancelled(self):
        scene = held("Anna")
        workshops.cancel_session(session=scene.session, reason="Panne", by=None, at=NOW)
        scene.session.refresh_from_db()
        (answer,) = send(scene, said(scene.who(0)))
        assert "annulée" in answer.sentence

    def test_a_session_written_down_after_the_fact_has_its_sheet(self):
        scene = held()
        Session.objects.update(state="draft")
        scene.session.refresh_from_db()
        early = START - MINUTE
        assert send(scene, said(f"w{'1' * 32}"))[0].sentence == ""
        assert "publiez-la" in send(scene, said(f"w{'2' * 32}", made_at=early), received_at=early)[0].sentence

    def test_what_was_noted_before_the_sheet_was_closed_is_not_lost(self):
        scene = held("Anna", "Béa")
        send(scene, said(scene.who(1), "absent"))
        actions.close_sheet(session=scene.session, by=scene.desk, at=OVER, rest_absent=True)
        late = OVER + 30 * MINUTE
        before, after = said(scene.who(0), made_at=ARRIVED), said(scene.who(1), made_at=OVER + MINUTE)
        answers = send(scene, before, after, sent_at=late, received_at=late)
        assert ["rouvrez-la" in answer.sentence for answer in answers] == [False, True]
        assert Tick.objects.filter(nonce=before.nonce).exists()

    def test_is_for_the_team_of_the_place_and_who_leads(self):
        scene = held("Anna")
        stranger = RoleFactory(kind=roles.MEDIATOR, network=scene.session.network).user
        with pytest.raises(Refused, match="l’équipe de ce lieu"):
            send(scene, said(scene.who(0)), by=stranger)
        SessionMediator.objects.create(session=scene.session, mediator=stranger)
        assert send(scene, said(scene.who(0)), by=stranger)[0].sentence == ""

    def test_a_neighbour_who_leads_sees_no_resident(self):
        scene = held("Anna")
        neighbour = RoleFactory(kind=roles.NEIGHBOUR, network=scene.session.network).user
        SessionMediator.objects.create(session=scene.session, mediator=neighbour)
        with pytest.raises(Refused):
            send(scene, said(scene.who(0)), by=neighbour)

    def test_asks_as_much_of_the_database_for_many_known_people_as_it_writes(self, django_assert_max_num_queries):
        scene = held(*[f"Personne {number}" for number in range(20)])
        with django_assert_max_num_queries(10 + 20 * 5):
            send(scene, *[said(scene.who(number)) for number in range(20)])


class TestVisibleTo:
    def test_shows_presences_to_the_team_only(self):
        scene = held("Anna")
        send(scene, said(scene.who(0)))
        other = RoleFactory(kind=roles.MEDIATOR, network=scene.session.network).user
        assert Attendance.objects.visible_to(scene.desk).count() == 1
        assert not Attendance.objects.visible_to(other).exists()


def test_two_sessions_are_two_sheets():
    scene, other = held("Anna"), SessionFactory()
    send(scene, said(scene.who(0)))
    assert not Attendance.objects.filter(session=other).exists()

"""The sheet of a session: closed once everybody is answered for, reopened, heads counted above the names."""

import datetime as dt

import pytest

from maille.activity import actions
from maille.activity.models import Attendance, Sheet
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people import rules as roles
from maille.people.models import Resident
from maille.workshops.rules.contact import Contact
from tests.activity.factories import ARRIVED, OVER, held
from tests.people.factories import RoleFactory
from tests.workshops.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(OVER)


def note(scene, who, state="present", at=ARRIVED, **fields):
    return actions.note_presence(session=scene.session, who=who, state=state, by=scene.desk, at=at, **fields)


class TestCloseSheet:
    def test_says_who_is_left(self):
        scene = held("Anna", "Béa", "Chloé")
        note(scene, scene.who(0))
        with pytest.raises(Refused, match="Rien n’est noté pour Béa, Chloé"):
            actions.close_sheet(session=scene.session, by=scene.desk, at=OVER)
        assert Sheet.objects.get().closed_at is None

    def test_names_five_and_counts_the_others(self):
        scene = held(*[f"Personne {letter}" for letter in "ABCDEFGH"])
        with pytest.raises(Refused, match="Personne E, 3 autres"):
            actions.close_sheet(session=scene.session, by=scene.desk, at=OVER)

    def test_notes_the_others_absent_when_asked(self):
        scene = held("Anna", "Béa")
        note(scene, scene.who(0))
        sheet = actions.close_sheet(session=scene.session, by=scene.desk, at=OVER, rest_absent=True)
        assert (sheet.closed_at, sheet.closed_by) == (OVER, scene.desk)
        assert sorted(Attendance.objects.values_list("state", flat=True)) == ["absent", "present"]

    def test_twice_closes_once(self):
        scene = held()
        for _again in range(2):
            actions.close_sheet(session=scene.session, by=scene.desk, at=OVER)
        assert Entry.objects.filter(action="activity.sheet_closed").count() == 1

    def test_refuses_before_the_session(self):
        with pytest.raises(Refused, match="n’a pas commencé"):
            actions.close_sheet(session=held().session, by=None, at=START - dt.timedelta(minutes=1))

    def test_is_not_for_other_places(self):
        scene = held()
        other = RoleFactory(kind=roles.DESK, network=scene.session.network).user
        with pytest.raises(Refused, match="l’équipe"):
            actions.close_sheet(session=scene.session, by=other, at=OVER)


class TestReopenSheet:
    def test_lets_a_presence_be_changed_again(self):
        scene = held("Anna")
        actions.close_sheet(session=scene.session, by=scene.desk, at=OVER, rest_absent=True)
        later = OVER + dt.timedelta(minutes=5)
        with pytest.raises(Refused, match="close"):
            note(scene, scene.who(0), at=later)
        actions.reopen_sheet(session=scene.session, by=scene.desk, at=later)
        assert note(scene, scene.who(0), at=later).state == "present"
        assert Entry.objects.filter(action="activity.sheet_reopened").exists()


class TestSetHeadcount:
    def test_is_kept_and_journalled_once(self):
        scene = held("Anna")
        for _again in range(2):
            actions.set_headcount(session=scene.session, heads=14, by=scene.desk, at=OVER)
        assert Sheet.objects.get().headcount == 14
        assert Entry.objects.filter(action="activity.heads_counted").count() == 1

    @pytest.mark.parametrize("heads", [-1, 2001])
    def test_refuses_what_no_room_holds(self, heads):
        with pytest.raises(Refused, match="Comptez"):
            actions.set_headcount(session=held().session, heads=heads, by=None, at=OVER)

    def test_refuses_a_closed_sheet(self):
        scene = held()
        actions.close_sheet(session=scene.session, by=None, at=OVER)
        with pytest.raises(Refused, match="rouvrez-la"):
            actions.set_headcount(session=scene.session, heads=3, by=None, at=OVER)


class TestKeepWalkIn:
    def test_makes_somebody_known(self):
        scene = held()
        walked = note(scene, f"w{'a' * 32}", name="denise")
        kept = actions.keep_walk_in(
            attendance=walked, name="Denise Roux", contact=Contact("+33477202020", ""), by=scene.desk, at=OVER
        )
        assert kept.shown_name == "Denise Roux"
        assert Resident.objects.get(name="Denise Roux").phone == "+33477202020"

    def test_two_pages_opened_before_make_one_person(self):
        scene = held()
        first = note(scene, f"w{'a' * 32}", name="denise")
        second = type(first).objects.get(pk=first.pk)
        actions.keep_walk_in(attendance=first, name="Denise Roux", contact=Contact(), by=scene.desk, at=OVER)
        with pytest.raises(Refused, match="déjà sa fiche"):
            actions.keep_walk_in(attendance=second, name="Denise Roux", contact=Contact(), by=scene.desk, at=OVER)
        assert Resident.objects.filter(name="Denise Roux").count() == 1

    def test_refuses_twice_and_without_a_name(self):
        scene = held()
        walked = note(scene, f"w{'a' * 32}")
        with pytest.raises(Refused, match="lettres"):
            actions.keep_walk_in(attendance=walked, name=" 12 ", contact=Contact(), by=scene.desk, at=OVER)
        actions.keep_walk_in(attendance=walked, name="Denise", contact=Contact(), by=scene.desk, at=OVER)
        with pytest.raises(Refused, match="déjà sa fiche"):
            actions.keep_walk_in(attendance=walked, name="Denise", contact=Contact(), by=scene.desk, at=OVER)

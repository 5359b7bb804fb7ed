"""An attestation says what was followed on the day it was given, to somebody who asked for it; and can be revoked."""

import datetime as dt

import pytest

from maille.activity import actions
from maille.activity.models import Attendance, Attestation
from maille.core import erasure
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people import rules as roles
from maille.people.actions import erase_resident
from tests.activity.factories import ARRIVED, OVER, held
from tests.people.factories import RoleFactory
from tests.workshops.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(OVER)


@pytest.fixture
def scene():
    scene = held("Anna Bodin", "Béa Cros")
    actions.note_presence(session=scene.session, who=scene.who(0), state="present", by=scene.desk, at=ARRIVED)
    return scene


def issue(scene, index=0, **fields):
    how = {"agreed": True, "sessions": [scene.session.pk], "by": scene.desk, "at": OVER, **fields}
    return actions.issue_attestation(resident=scene.people[index].resident, **how)


class TestIssueAttestation:
    def test_freezes_what_was_followed(self, scene):
        made = issue(scene)
        title = scene.session.title
        scene.session.version.title = "Autre chose"
        scene.session.version.save()
        made.refresh_from_db()
        assert made.lines == [
            {
                "title": title,
                "day": "2026-12-02",
                "minutes": 120,
                "place": scene.session.place.name,
                "themes": ["prendre_en_main_du_materiel"],
            }
        ]
        assert (made.initials, made.shows_name, made.minutes) == ("A.\u00a0B.", False, 120)

    def test_refuses_what_was_not_followed(self, scene):
        with pytest.raises(Refused, match="au moins une séance"):
            issue(scene, index=1)

    def test_refuses_without_the_person_s_agreement(self, scene):
        with pytest.raises(Refused, match="accord"):
            issue(scene, agreed=False)

    def test_is_not_for_neighbours(self, scene):
        neighbour = RoleFactory(kind=roles.NEIGHBOUR, network=scene.session.network).user
        with pytest.raises(Refused, match="équipes"):
            issue(scene, by=neighbour)


class TestRevokeAttestation:
    def test_once_with_its_reason(self, scene):
        made = issue(scene)
        for reason in ("Erreur de personne", "Une autre"):
            actions.revoke_attestation(attestation=made, reason=reason, by=scene.desk, at=OVER)
        made.refresh_from_db()
        assert (made.revoked_at, made.revoke_reason) == (OVER, "Erreur de personne")

    def test_refuses_without_a_reason(self, scene):
        with pytest.raises(Refused, match="pourquoi"):
            actions.revoke_attestation(attestation=issue(scene), reason="  ", by=scene.desk, at=OVER)


class TestForgetting:
    def test_somebody_erased_leaves_numbers_and_no_name(self, scene):
        made = issue(scene)
        walked = actions.note_presence(
            session=scene.session, who=f"w{'a' * 32}", state="present", name="Anna", by=scene.desk, at=ARRIVED
        )
        resident = scene.people[0].resident
        Attendance.objects.filter(pk=walked.pk).update(resident=resident)
        erase_resident(resident=resident, by=None, at=OVER)
        made.refresh_from_db()
        walked.refresh_from_db()
        assert (made.name, made.initials, made.revoked_at) == ("", "", OVER)
        assert (walked.name, walked.state) == ("", "present")
        about = Entry.objects.filter(object_type__startswith="activity.")
        assert not about.filter(object_label__contains="Anna").exists()

    def test_a_name_written_at_the_door_is_kept_two_years(self, scene):
        walked = actions.note_presence(
            session=scene.session, who=f"w{'a' * 32}", state="present", name="Denise", by=scene.desk, at=ARRIVED
        )
        assert actions.erase_old_names(at=START + dt.timedelta(days=700), by=None) == 0
        assert actions.erase_old_names(at=START + dt.timedelta(days=800), by=None) == 1
        walked.refresh_from_db()
        assert (walked.name, walked.state) == ("", "present")

    def test_both_are_announced(self):
        assert actions.erase_old_names in erasure.erasers()
        assert actions.forget_presence in erasure.followers()


def test_a_code_is_nobody_else_s(scene):
    assert issue(scene).code != issue(scene).code
    assert Attestation.objects.count() == 2

"""The catalogue: versions leave what was done as it was; the library is right and is taken once."""

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people import rules as roles
from maille.territory.vocabulary import Audience
from maille.workshops import actions
from maille.workshops.load import library
from maille.workshops.models import Workshop, WorkshopVersion
from maille.workshops.vocabulary import SKILL_NAMES
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, applicant
from tests.workshops.scenes import scene, slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CONTENT = {
    "title": "Mes photos",
    "aim": "Trier et garder ses photos.",
    "level": "debutant",
    "themes": ["gere_ses_contenus_numeriques"],
}


@pytest.fixture
def here():
    return scene(ratio=8)


class TestCreateWorkshop:
    def test_writes_its_first_version(self, here):
        workshop = actions.create_workshop(
            network=here.workshop.network, content={**CONTENT, "title": "  Mes   photos "}, by=here.mediator, at=NOW
        )
        version = workshop.current
        assert (version.title, version.number, version.created_by) == ("Mes photos", 1, here.mediator)
        assert Entry.objects.get(action="workshops.created").network_id == here.workshop.network_id

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"title": ""}, "title"),
            ({"themes": []}, "themes"),
            ({"themes": ["tricot"]}, "themes"),
            ({"skills": ["digcomp:3.0:9.9"]}, "skills"),
            ({"minutes": 5}, "minutes"),
            ({"ratio": 0}, "ratio"),
            ({"title": "x" * 121}, "title"),
        ],
    )
    def test_says_which_field_is_wrong(self, here, wrong, field):
        with pytest.raises(Refused) as refusal:
            actions.create_workshop(network=here.workshop.network, content=CONTENT | wrong, by=here.coordinator, at=NOW)
        assert refusal.value.field == field

    @pytest.mark.parametrize("kind", [roles.DESK, roles.NEIGHBOUR, roles.PARTNER])
    def test_is_for_the_teams_of_member_places(self, here, kind):
        with pytest.raises(Refused, match="catalogue"):
            actions.create_workshop(
                network=here.workshop.network,
                content=CONTENT,
                by=RoleFactory(kind=kind, network=here.workshop.network).user,
                at=NOW,
            )


class TestChangeWorkshop:
    def change(self, here, sessions=(), **content):
        return actions.change_workshop(
            workshop=here.workshop, content=content, sessions=sessions, by=here.coordinator, at=NOW
        )

    def test_leaves_sessions_as_they_were(self, here):
        past, coming = here.create(slot(11, 3)) + here.create(slot(12, 2))
        self.change(here, title="Téléphone, les bases")
        here.workshop.refresh_from_db()
        assert here.workshop.current.number == 2
        for session in (past, coming):
            session.refresh_from_db()
            assert session.title == "Découvrir son smartphone"
        entry = Entry.objects.get(action="workshops.changed")
        assert entry.after == {"workshops.workshopversion.title": "Téléphone, les bases"}

    def test_brings_up_the_sessions_named_and_says_whom_to_call(self, here):
        one, other = here.create(slot(12, 2), slot(12, 9), publish=True)
        for name in ("Anna", "Béa"):
            actions.register(target=one, applicant=applicant(name), source="public", by=None, at=NOW)
        done = self.change(here, [one], ratio=1)
        one.refresh_from_db(), other.refresh_from_db()
        assert (one.version.number, one.seats) == (2, 1)
        assert (other.version.number, other.seats) == (1, 8)
        assert [seat.registration.resident.name for seat in done.extras] == ["Béa"]

    def test_refuses_to_rewrite_a_past_session(self, here):
        (past,) = here.create(slot(11, 3))
        with pytest.raises(Refused, match="garde sa version"):
            self.change(here, [past], title="Autre")
        assert WorkshopVersion.objects.count() == 1

    def test_writes_nothing_when_nothing_differs(self, here):
        self.change(here, title="Découvrir son smartphone ")
        assert WorkshopVersion.objects.count() == 1
        assert not Entry.objects.filter(action="workshops.changed").exists()


class TestArchiveWorkshop:
    def test_sets_aside_and_puts_back(self, here):
        for _time in range(2):
            actions.archive_workshop(workshop=here.workshop, by=here.coordinator, at=NOW)
        assert not Workshop.objects.in_use().exists()
        actions.restore_workshop(workshop=here.workshop, by=here.coordinator)
        assert Workshop.objects.in_use().exists()
        assert Entry.objects.filter(action="workshops.archived").count() == 1


class TestLibrary:
    def test_every_workshop_can_be_added_once(self, here):
        keys = [one["key"] for one in library()]
        assert len(keys) == len(set(keys)) >= 20
        network = here.workshop.network
        added = actions.add_from_library(network=network, keys=keys, by=here.coordinator, at=NOW)
        assert len(added) + 1 >= len(keys)
        assert actions.add_from_library(network=network, keys=keys, by=here.coordinator, at=NOW) == []

    def test_speaks_of_people_and_skills_as_the_national_lists_do(self):
        for one in library():
            assert set(one["skills"]) <= set(SKILL_NAMES), one["key"]
            assert set(one.get("audiences", [])) <= set(Audience.values), one["key"]
            assert set(one) <= {"key", *actions.CONTENT}, one["key"]

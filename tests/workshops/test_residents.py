"""What is kept of somebody helped: corrected, erased on request, erased by the house when they no longer come."""

import datetime as dt

import pytest
from django.urls import reverse

from maille.core import journal
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.people import actions as people
from maille.people import rules as roles
from maille.people.models import Resident
from maille.workshops import actions
from maille.workshops.models import Interest, Registration
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, START, ResidentFactory, SessionFactory, applicant

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(days=1)
WORDS = ("Nadia", "Benali", "nadia@example.org", "0033612345678", "612345678", "fauteuil", "Samia")


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def made():
    who = applicant(
        "Nadia Benali", phone="+33612345678", email="nadia@example.org", size=2, companions=("Samia",), needs="fauteuil"
    )
    return actions.register(target=SessionFactory(), applicant=who, source="public", by=None, at=NOW)


@pytest.fixture
def manager(made):
    return RoleFactory(kind=roles.PLACE_MANAGER, network=made.session.network, place=made.session.place).user


def everything_kept():
    """Every value of every table where a word about somebody could be."""
    tables = (Resident, Registration, Message, Entry)
    return "\n".join(str(row) for table in tables for row in table.objects.values())


class TestEraseResident:
    def test_no_word_about_the_person_is_left(self, made, manager):
        assert all(word in everything_kept() for word in WORDS if word != "0033612345678")
        people.erase_resident(resident=made.resident, by=manager, at=LATER)
        assert [word for word in WORDS if word in everything_kept()] == []

    def test_what_was_counted_stays(self, made, manager):
        people.erase_resident(resident=made.resident, by=manager, at=LATER)
        kept = Registration.objects.get(pk=made.pk)
        assert (kept.state, kept.size, kept.session) == ("seated", 2, made.session)

    def test_the_link_and_the_code_open_nothing_any_more(self, client, made, manager):
        people.erase_resident(resident=made.resident, by=manager, at=LATER)
        assert client.get(made.get_absolute_url()).status_code == 404
        assert Registration.objects.with_code_and_name(made.code, "Nadia Benali") is None

    def test_what_the_person_wished_for_goes_too(self, made, manager):
        session = made.session
        wish = Interest.objects.create(
            resident=made.resident, network=session.network, workshop=session.version.workshop, near="Rue Benali",
            created_at=NOW, expires_on=LATER.date(),
        )  # fmt: skip
        journal.record("workshops.interest_asked", wish, by=None, network_id=session.network_id)
        people.erase_resident(resident=made.resident, by=manager, at=LATER)
        assert not Interest.objects.exists()
        assert [word for word in WORDS if word in everything_kept()] == []

    def test_is_refused_while_the_person_is_expected(self, made, manager):
        with pytest.raises(Refused, match="désinscrivez-la"):
            people.erase_resident(resident=made.resident, by=manager, at=NOW)
        assert Resident.objects.get().name == "Nadia Benali"

    @pytest.mark.parametrize("kind", [roles.MEDIATOR, roles.DESK, roles.NEIGHBOUR])
    def test_is_for_the_coordination_and_managers(self, made, kind):
        user = RoleFactory(kind=kind, network=made.session.network, place=made.session.place).user
        with pytest.raises(Refused, match="coordination"):
            people.erase_resident(resident=made.resident, by=user, at=LATER)

    def test_again_changes_nothing(self, made, manager):
        people.erase_resident(resident=made.resident, by=manager, at=LATER)
        people.erase_resident(resident=made.resident, by=manager, at=LATER + dt.timedelta(days=1))
        assert Entry.objects.filter(action="people.resident_erased").count() == 1

    def test_is_known_no_more(self, made, manager):
        people.erase_resident(resident=made.resident, by=manager, at=LATER)
        assert not Resident.objects.visible_to(manager).exists()


class TestEraseForgottenResidents:
    @pytest.mark.parametrize(("days", "erased"), [(729, 0), (730, 0), (731, 1)])
    def test_two_years_after_the_last_visit(self, days, erased):
        ResidentFactory(seen_at=NOW - dt.timedelta(days=days))
        assert people.erase_forgotten_residents(at=NOW, by=None) == erased

    def test_who_comes_back_is_kept(self, made, manager):
        Resident.objects.update(seen_at=NOW - dt.timedelta(days=800))
        session = SessionFactory(place=made.session.place, network=made.session.network)
        known = Resident.objects.get()
        who = applicant("Nadia Benali", phone="+33612345678")
        actions.register_at_desk(target=session, applicant=who, resident=known, source="desk", by=manager, at=NOW)
        assert Resident.objects.get().seen_at == NOW

    def test_who_is_expected_is_left_for_later(self, made):
        Resident.objects.update(seen_at=NOW - dt.timedelta(days=800))
        assert people.erase_forgotten_residents(at=NOW, by=None) == 0


class TestCorrectResident:
    def test_reminders_follow_the_new_telephone(self, client, made, manager, settings):
        settings.DEFAULT_NETWORK = made.session.network.slug
        client.force_login(manager)
        page = reverse("workshops:resident", args=[made.resident.pk])
        typed = {"name": "Nadia Benali", "contact": "06 99 99 99 99", "needs": "", "language": "fr"}
        assert client.post(page, typed).status_code == 302
        waiting = Message.objects.about(made).filter(state="waiting", offset__isnull=False)
        assert {one.recipient for one in waiting} == {"+33699999999"}

    def test_what_was_typed_stays(self, client, made, manager, settings):
        settings.DEFAULT_NETWORK = made.session.network.slug
        client.force_login(manager)
        answer = client.post(reverse("workshops:resident", args=[made.resident.pk]), {"name": "🙂", "contact": "06"})
        assert answer.status_code == 422
        assert 'value="06"' in answer.content.decode()

    @pytest.mark.parametrize("kind", [roles.MEDIATOR, roles.PLACE_MANAGER, roles.NEIGHBOUR])
    def test_nobody_of_another_place_reads_it(self, client, made, settings, kind):
        settings.DEFAULT_NETWORK = made.session.network.slug
        elsewhere = SessionFactory(workshop=made.session.version.workshop)
        client.force_login(RoleFactory(kind=kind, network=made.session.network, place=elsewhere.place).user)
        assert client.get(reverse("workshops:resident", args=[made.resident.pk])).status_code == 404

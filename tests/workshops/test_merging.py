"""The same person under two records: joined with all that is theirs, parted as they were."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.people import actions as people
from maille.people import rules as roles
from maille.people.models import Resident
from maille.workshops import actions
from maille.workshops.models import Cycle, Interest, Registration, ResidentMerge, Session
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, START, SessionFactory, applicant

pytestmark = pytest.mark.django_db
OLD, NEW = "+33612345678", "+33699999999"


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def first(settings):
    session = SessionFactory()
    settings.DEFAULT_NETWORK = session.network.slug
    return come(session, OLD)


@pytest.fixture
def second(first):
    return come(another(first.session), NEW, name="Nadia Bénali", needs="fauteuil")


@pytest.fixture
def team(first):
    return RoleFactory(kind=roles.MEDIATOR, network=first.session.network, place=first.session.place).user


def another(session, **fields):
    return SessionFactory(
        workshop=session.version.workshop, place=session.place, starts_at=START + dt.timedelta(days=1), **fields
    )


def come(session, phone, name="Nadia Benali", **fields):
    who = applicant(name, phone=phone, **fields)
    return actions.register(target=session.cycle or session, applicant=who, source="public", by=None, at=NOW)


def wish(resident, workshop, **fields):
    return Interest.objects.create(
        resident=resident, network=resident.network, workshop=workshop, created_at=NOW,
        expires_on=START.date() + dt.timedelta(days=90), **fields,
    )  # fmt: skip


def merge(first, second, team):
    return actions.merge_people(kept=first.resident, joined=second.resident, by=team, at=NOW)


def everything():
    """What is held of people, but for what the joining itself says and what cannot go backwards."""
    fields = ("pk", "name", "phone", "email", "needs", "merged_into", "erased_at")
    return (
        list(Resident.objects.order_by("pk").values(*fields)),
        list(Registration.objects.order_by("pk").values()),
        list(Interest.objects.order_by("pk").values()),
    )


class TestMergePeople:
    def test_the_registrations_are_of_the_one_that_stays(self, first, second, team):
        merge(first, second, team)
        assert {one.resident for one in Registration.objects.all()} == {first.resident}
        assert [one.pk for one in Resident.objects.known()] == [first.resident_id]

    def test_what_it_lacked_comes_from_the_other(self, first, second, team):
        people.change_resident(
            resident=second.resident, name="Nadia B.", phone=NEW, email="n@example.org", language="fr",
            needs="fauteuil", by=team,
        )  # fmt: skip
        merge(first, second, team)
        kept = Resident.objects.known().get()
        assert (kept.name, kept.phone, kept.email, kept.needs) == ("Nadia Benali", OLD, "n@example.org", "fauteuil")

    def test_reminders_that_have_not_left_go_to_the_number_that_stays(self, first, second, team):
        merge(first, second, team)
        waiting = Message.objects.about(second).filter(state="waiting", offset__isnull=False)
        assert {one.recipient for one in waiting} == {OLD}

    def test_nothing_that_has_left_is_said_again(self, first, second, team):
        Message.objects.update(state="sent", done_at=NOW)
        before = Message.objects.count()
        merge(first, second, team)
        assert Message.objects.count() == before

    def test_a_wish_they_both_had_is_one(self, first, second, team):
        workshop = first.session.version.workshop
        kept, twice = wish(first.resident, workshop), wish(second.resident, workshop)
        other = wish(second.resident, None, theme="prendre_en_main_du_materiel")
        merge(first, second, team)
        active = Interest.objects.active(NOW.date())
        assert {one.pk for one in active.filter(resident=first.resident)} == {kept.pk, other.pk}
        assert not active.filter(pk=twice.pk).exists()

    def test_is_refused_while_both_are_in_one_session(self, first, team):
        double = come(first.session, NEW)
        with pytest.raises(Refused, match="désinscrivez l’une des deux"):
            merge(first, double, team)
        assert Resident.objects.known().count() == 2
        actions.cancel_registration(registration=double, by=team, at=NOW)
        assert merge(first, double, team).pk

    def test_is_refused_while_one_has_the_cycle_of_which_the_other_has_a_part(self, team, first, cycle_of):
        cycle, part = cycle_of(first.session)
        whole = come(part, OLD)
        one = actions.register(
            target=part, applicant=applicant("Nadia Benali", phone=NEW), source="public", by=None, at=NOW
        )
        assert whole.cycle == cycle
        with pytest.raises(Refused, match="désinscrivez"):
            merge(whole, one, team)

    def test_past_sessions_hinder_nothing(self, first, team):
        double = come(first.session, NEW)
        later = START + dt.timedelta(days=2)
        made = actions.merge_people(kept=first.resident, joined=double.resident, by=team, at=later)
        assert made.moved["registrations"] == [double.pk]

    def test_a_public_form_with_the_old_number_finds_the_one_that_stays(self, first, second, team):
        merge(first, second, team)
        third = come(another(first.session), NEW, name="Nadia Benali")
        assert third.resident == first.resident

    def test_at_the_desk_the_old_name_and_number_find_the_one_that_stays(self, first, second, team):
        name, number = second.resident.name, second.resident.phone.removeprefix("+33")
        assert not Resident.objects.found_by(number).filter(pk=first.resident.pk).exists()
        merge(first, second, team)
        assert list(Resident.objects.found_by(number)) == [first.resident]
        assert first.resident in Resident.objects.found_by(name)
        assert second.resident not in Resident.objects.found_by(name)

    def test_no_second_seat_under_the_other_number(self, first, second, team):
        merge(first, second, team)
        with pytest.raises(Refused, match="déjà inscrite"):
            come(first.session, NEW)

    def test_is_for_the_teams(self, first, second):
        user = RoleFactory(kind=roles.NEIGHBOUR, network=first.session.network, place=first.session.place).user
        with pytest.raises(Refused, match="équipes"):
            merge(first, second, user)

    def test_one_record_is_not_two(self, first, team):
        with pytest.raises(Refused, match="différentes"):
            merge(first, first, team)

    def test_a_record_that_has_gone_is_not_joined_again(self, first, second, team):
        merge(first, second, team)
        with pytest.raises(Refused, match="plus là"):
            merge(first, second, team)

    def test_is_in_the_journal(self, first, second, team):
        merge(first, second, team)
        line = Entry.objects.get(action="people.residents_merged")
        assert (line.by, line.after["joined"]) == (team, "Nadia Bénali")


@pytest.fixture
def cycle_of():
    def make(session):
        cycle = Cycle.objects.create(title="Premiers pas", network=session.network, place=session.place)
        return cycle, another(session, cycle=cycle)

    return make


class TestPartPeople:
    def test_each_is_as_before(self, first, second, team):
        workshop = first.session.version.workshop
        wish(first.resident, workshop), wish(second.resident, workshop)
        before = everything()
        made = merge(first, second, team)
        assert everything() != before
        actions.part_people(merge=made, by=team, at=NOW)
        assert everything() == before

    def test_what_came_since_stays(self, first, second, team):
        made = merge(first, second, team)
        since = come(another(first.session), OLD)
        actions.part_people(merge=made, by=team, at=NOW)
        assert Registration.objects.get(pk=since.pk).resident == first.resident

    def test_what_was_corrected_since_stays(self, first, second, team):
        made = merge(first, second, team)
        people.change_resident(
            resident=first.resident, name="Nadia Benali", phone=OLD, email="", language="fr", needs="béquilles", by=team
        )
        actions.part_people(merge=made, by=team, at=NOW)
        assert Resident.objects.get(pk=first.resident_id).needs == "béquilles"

    def test_again_changes_nothing(self, first, second, team):
        made = merge(first, second, team)
        for _time in range(2):
            actions.part_people(merge=made, by=team, at=NOW)
        assert Entry.objects.filter(action="people.residents_parted").count() == 1

    def test_the_last_joined_is_parted_first(self, first, second, team):
        third = come(another(first.session), "+33611111111", name="Nadia B")
        made = merge(first, second, team)
        merge(third, first, team)
        with pytest.raises(Refused, match="plus réunies"):
            actions.part_people(merge=made, by=team, at=NOW)

    def test_reminders_go_back_to_their_number(self, first, second, team):
        actions.part_people(merge=merge(first, second, team), by=team, at=NOW)
        waiting = Message.objects.about(second).filter(state="waiting", offset__isnull=False)
        assert {one.recipient for one in waiting} == {NEW}


class TestErasing:
    def test_the_joined_record_goes_too(self, first, second, team):
        merge(first, second, team)
        manager = RoleFactory(kind=roles.COORDINATOR, network=first.session.network).user
        people.erase_resident(resident=Resident.objects.known().get(), by=manager, at=START + dt.timedelta(days=3))
        tables = (Resident, Registration, Message, Entry, ResidentMerge)
        kept = "\n".join(str(row) for table in tables for row in table.objects.values())
        assert [word for word in ("Nadia", "nadia", "345678", "999999", "fauteuil") if word in kept] == []


class TestCorrecting:
    def test_the_new_number_is_known_at_the_next_form(self, first, team):
        noted = {"name": "Nadia Benali", "email": "", "language": "fr", "needs": ""}
        actions.correct_resident(resident=first.resident, phone=NEW, by=team, at=NOW, **noted)
        assert Registration.objects.get().person_key == f"nadia benali|{NEW}"

    def test_a_number_that_makes_two_the_same_is_refused_in_a_sentence(self, first, team):
        double = come(first.session, NEW)
        noted = {"name": "Nadia Benali", "email": "", "language": "fr", "needs": ""}
        with pytest.raises(Refused, match="réunissez les deux fiches"):
            actions.correct_resident(resident=double.resident, phone=OLD, by=team, at=NOW, **noted)
        assert Resident.objects.get(pk=double.resident_id).phone == NEW


class TestPages:
    def test_two_records_become_one_and_two_again(self, client, first, second, team):
        client.force_login(team)
        choose = client.get(reverse("workshops:merge_choose", args=[first.resident_id]))
        page = reverse("workshops:merge", args=[first.resident_id, second.resident_id])
        assert page in choose.content.decode()
        assert "Nadia Bénali" in client.get(page).content.decode()
        answer = client.post(page, {"garder": second.resident_id}, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("workshops:resident", args=[second.resident_id])
        made = ResidentMerge.objects.get()
        assert reverse("workshops:part", args=[made.pk]) in answer.content.decode()
        client.post(reverse("workshops:part", args=[made.pk]))
        assert Resident.objects.known().count() == 2

    def test_who_is_in_one_session_twice_is_said_with_both_registrations(self, client, first, team):
        double = come(first.session, NEW)
        client.force_login(team)
        page = reverse("workshops:merge", args=[first.resident_id, double.resident_id])
        text = client.get(page).content.decode()
        assert reverse("workshops:desk_registration", args=[double.pk]) in text
        assert 'name="garder"' not in text
        assert "désinscrivez l’une des deux" in client.post(page, follow=True).content.decode()

    def test_registrations_of_other_places_are_counted_not_named(self, client, first, team):
        elsewhere = SessionFactory(workshop=first.session.version.workshop)
        away = come(elsewhere, NEW)
        client.force_login(team)
        text = client.get(reverse("workshops:merge", args=[first.resident_id, away.resident_id])).content.decode()
        assert "1 dans un autre lieu" in text
        assert elsewhere.place.name not in text

    def test_a_letter_finds_others(self, client, first, second, team):
        client.force_login(team)
        page = reverse("workshops:merge_choose", args=[first.resident_id])
        assert "Nadia Bénali" in client.get(page, {"qui": "béna"}).content.decode()
        assert "Personne d’autre à ce nom" in client.get(page, {"qui": "zzz"}).content.decode()


def two_people():
    """Two records with a seat each, three sessions where either may come, and somebody of the team."""
    session = SessionFactory(seats=9)
    sessions = [session, another(session, seats=9), another(session, seats=9)]
    start = [another(session, seats=9), another(session, seats=9)]
    one, other = (come(held, phone).resident for held, phone in zip(start, (OLD, NEW), strict=True))
    team = RoleFactory(kind=roles.MEDIATOR, network=session.network, place=session.place).user
    return one, other, sessions, team


@settings(max_examples=12, deadline=None)
@given(seats=st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=6), back=st.booleans())
def test_whatever_they_hold_no_seat_moves(seats, back):
    """Random registrations of two records over three sessions: seats stay whose they were, or nothing changes."""
    with transaction.atomic():
        merge_and_part(seats, back)
        transaction.set_rollback(True)


def merge_and_part(seats, back):
    one, other, sessions, team = two_people()
    for is_second, rank in seats:
        try:
            come(sessions[rank], NEW if is_second else OLD)
        except Refused:
            continue
    held = list(Session.objects.order_by("pk").values_list("pk", "free_seats"))
    mine = {who: Registration.objects.filter(resident=who).count() for who in (one, other)}
    clash = bool(actions.sessions_of_both(one, other, NOW))
    try:
        made = actions.merge_people(kept=one, joined=other, by=team, at=NOW)
    except Refused:
        assert clash
        return
    assert not clash
    assert Registration.objects.filter(resident=one).count() == sum(mine.values())
    if back:
        actions.part_people(merge=made, by=team, at=NOW)
        assert {who: Registration.objects.filter(resident=who).count() for who in (one, other)} == mine
    assert list(Session.objects.order_by("pk").values_list("pk", "free_seats")) == held

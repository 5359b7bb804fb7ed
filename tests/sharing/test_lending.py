"""Somebody lent to another place: asked, offered, agreed, replaced, done; her place is never left alone."""

import datetime as dt

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people.models import User
from maille.sharing.actions import (
    agree,
    ask_for_somebody,
    cancel_lending,
    cancel_need,
    declare_absence,
    note_done,
    offer,
    refuse_lending,
    replace,
)
from maille.sharing.candidates import candidates_for
from maille.sharing.models import LedgerEntry, Lending, Mobility, Need, Occupation, WorkingHours
from maille.sharing.rules import Window
from maille.sharing.rules.lending import Why
from tests.people.factories import RoleFactory
from tests.sharing.factories import MORNING, NOW
from tests.sharing.lent import knows, needed, team, works

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
AFTER = MORNING.ends_at + HOUR


@pytest.fixture
def of():
    return team()


def sentence(call) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.sentence.replace("\u00a0", " ")


def offered(of, line=None) -> Lending:
    return offer(line=line or needed(of), user=of.lent, by=None, at=NOW)


def agreed(of, line=None) -> Lending:
    return agree(lending=offered(of, line), by=None, at=NOW)


def keeps(line) -> dict[int, Why]:
    return {one.key: one.why for one in candidates_for(line).cannot}


class TestAsking:
    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"purpose": " "}, "Dites pour quoi faire"),
            ({"window": Window(MORNING.ends_at, MORNING.starts_at)}, "La fin vient avant le début"),
            ({"window": Window(MORNING.starts_at, MORNING.starts_at + 13 * HOUR)}, "une journée à la fois"),
            ({"count": 6}, "de une à cinq"),
        ],
    )
    def test_each_refusal_says_what_to_do(self, of, said, words):
        asked = {"purpose": "IA", "window": MORNING, "count": 1} | said
        call = {"network": of.network, "place": of.places[1], "skill": of.skill, "by": of.mediator, "at": NOW} | asked
        assert words in sentence(lambda: ask_for_somebody(**call))
        assert not Need.objects.exists()

    def test_only_for_ones_place(self, of):
        call = {"network": of.network, "skill": of.skill, "window": MORNING, "purpose": "IA", "at": NOW}
        assert "Seule l’équipe" in sentence(lambda: ask_for_somebody(place=of.places[2], by=of.mediator, **call))
        assert ask_for_somebody(place=of.places[1], by=of.mediator, **call).lines.get().skill == of.skill


class TestCandidates:
    def test_lou_can_go_and_each_other_is_told_why_not(self, of):
        line = needed(of)
        found = candidates_for(line)
        assert [one.key for one in found.can] == [of.lent.pk]
        assert keeps(line) == {of.stays.pk: Why.UNSKILLED, of.manager.pk: Why.UNSKILLED}

    def test_her_colleague_away_she_stays(self, of):
        declare_absence(person=of.stays, starts_at=MORNING.starts_at, ends_at=AFTER, by=None, at=NOW)
        assert keeps(needed(of))[of.lent.pk] == Why.ALONE

    def test_away_she_is_not_proposed(self, of):
        declare_absence(person=of.lent, starts_at=MORNING.ends_at, ends_at=AFTER, by=None, at=NOW)
        line = needed(of)
        assert candidates_for(line).can[0].way == 0, "the places of this test are at the same point"
        of.places[1].latitude = 45.45
        of.places[1].save()
        assert keeps(line)[of.lent.pk] == Why.TAKEN, "she is not back when she leaves"

    def test_what_she_said_of_going_is_kept(self, of):
        said = Mobility.objects.create(user=of.lent, is_lendable=False, modes=["foot"], longest_way=10)
        assert keeps(needed(of))[of.lent.pk] == Why.NOT_LENDABLE
        said.is_lendable = True
        said.save()
        of.places[1].latitude = 45.46
        of.places[1].save()
        assert keeps(needed(of))[of.lent.pk] == Why.FAR

    def test_her_hours_are_kept(self, of):
        WorkingHours.objects.filter(user=of.lent).update(weekday=4)
        assert keeps(needed(of))[of.lent.pk] == Why.NOT_AT_WORK
        WorkingHours.objects.filter(user=of.lent).delete()
        assert Why.HOURS_UNKNOWN in candidates_for(needed(of)).can[0].reasons

    def test_whoever_is_there_already_is_not_lent(self, of):
        here = needed(of, place=of.places[0])
        assert not {one.key for one in candidates_for(here).can} & {of.lent.pk, of.stays.pk}

    def test_a_constant_number_of_queries(self, of, django_assert_max_num_queries):
        line = needed(of)
        with django_assert_max_num_queries(16):
            candidates_for(line)


class TestAgreeing:
    def test_offered_nobody_is_taken_yet(self, of):
        lending = offered(of)
        assert (lending.state, lending.home) == (Lending.State.OFFERED, of.places[0])
        assert not Occupation.objects.exists()
        assert offered(of, lending.line) == lending

    def test_agreed_she_is_taken_with_her_way(self, of):
        of.places[1].latitude = 45.45
        of.places[1].save()
        lending = agreed(of)
        taken = Occupation.objects.get(because="lending")
        way = lending.way_minutes * HOUR / 60
        assert (taken.person, taken.object_id) == (of.lent, lending.pk)
        assert (taken.starts_at, taken.ends_at) == (MORNING.starts_at - way, MORNING.ends_at + way)
        assert way
        assert Need.objects.get().state == Need.State.CONFIRMED

    def test_said_again_it_changes_nothing(self, of):
        lending = agreed(of)
        for _ in range(3):
            agree(lending=lending, by=of.manager, at=NOW)
        assert Occupation.objects.count() == 1
        assert Entry.objects.filter(action="sharing.person_agreed").count() == 1

    def test_her_place_and_the_coordination_answer(self, of):
        lending = offered(of)
        for somebody in (of.mediator, of.lent, of.stays):
            assert "Seules la responsable" in sentence(lambda who=somebody: agree(lending=lending, by=who, at=NOW))
        assert agree(lending=lending, by=of.manager, at=NOW).answered_by == of.manager

    def test_two_of_a_place_are_not_both_let_go(self, of):
        knows(of.stays, of.skill)
        line = needed(of, count=2)
        first, second = (offer(line=line, user=one, by=None, at=NOW) for one in (of.lent, of.stays))
        agree(lending=first, by=None, at=NOW)
        assert "Personne d’autre ne resterait" in sentence(lambda: agree(lending=second, by=None, at=NOW))
        assert Need.objects.get().state == Need.State.PARTLY

    def test_a_no_has_its_reason_and_leaves_the_need(self, of):
        lending = offered(of)
        assert "Dites pourquoi" in sentence(lambda: refuse_lending(lending=lending, reason=" ", by=None, at=NOW))
        refuse_lending(lending=lending, reason="Conseil municipal", by=of.manager, at=NOW)
        assert "n’attend plus" in sentence(lambda: agree(lending=lending, by=of.manager, at=NOW))
        assert Need.objects.get().state == Need.State.ASKED

    def test_no_more_than_were_asked(self, of):
        knows(of.stays, of.skill)
        line = needed(of)
        offered(of, line)
        assert "déjà proposé" in sentence(lambda: offer(line=line, user=of.stays, by=None, at=NOW))

    def test_somebody_who_cannot_is_refused_with_why(self, of):
        line = needed(of)
        assert "n’a pas cette compétence" in sentence(lambda: offer(line=line, user=of.stays, by=None, at=NOW))
        assert "d’un autre lieu" in sentence(lambda: offer(line=line, user=of.mediator, by=None, at=NOW))


class TestEnding:
    def test_cancelled_she_is_free_and_the_need_waits(self, of):
        lending = agreed(of)
        for _ in range(2):
            cancel_lending(lending=lending, reason="Malade", by=of.lent, at=NOW)
        assert not Occupation.objects.exists()
        assert Need.objects.get().state == Need.State.ASKED
        assert "Les deux lieux" in sentence(lambda: cancel_lending(lending=lending, by=of.stays, at=NOW))

    def test_cancelling_the_need_frees_her(self, of):
        lending = agreed(of)
        cancel_need(need=lending.line.need, by=of.mediator, at=NOW)
        lending.refresh_from_db()
        assert lending.state == Lending.State.CANCELLED
        assert not Occupation.objects.exists()

    def test_ill_another_comes_at_once(self, of):
        """The manager of Montreynaud knows too: the coordination puts one in place of the other in one press."""
        other = User.objects.create_user(email="noe@essai.example", name="Noé Exemple")
        RoleFactory(network=of.network, kind="mediator", place=of.places[2], user=other)
        RoleFactory(network=of.network, kind="mediator", place=of.places[2])
        works(other, of.places[2])
        knows(other, of.skill)
        lending = agreed(of)
        new = replace(lending=lending, user=other, reason="Malade", by=of.coordinator, at=NOW)
        assert (new.state, new.line, new.home) == (Lending.State.AGREED, lending.line, of.places[2])
        assert [one.person for one in Occupation.objects.filter(because="lending")] == [other]
        assert Need.objects.get().state == Need.State.CONFIRMED

    def test_a_replacement_that_cannot_be_changes_nothing(self, of):
        lending = agreed(of)
        assert "compétence" in sentence(lambda: replace(lending=lending, user=of.stays, by=None, at=NOW))
        lending.refresh_from_db()
        assert lending.state == Lending.State.AGREED
        assert Occupation.objects.count() == 1


class TestDone:
    def test_hours_are_written_once_with_the_way(self, of):
        of.places[1].latitude = 45.45
        of.places[1].save()
        lending = agreed(of)
        for _ in range(5):
            note_done(lending=lending, by=of.mediator, at=AFTER)
        entry = LedgerEntry.objects.get()
        assert (entry.giver, entry.receiver) == (of.places[0], of.places[1])
        assert entry.amount == 180 + 2 * lending.way_minutes > 180
        assert "il reste noté" in sentence(lambda: cancel_lending(lending=lending, by=None, at=AFTER))

    def test_not_before_it_is_over_nor_without_agreement(self, of):
        lending = offered(of)
        assert "n’a pas été accordé" in sentence(lambda: note_done(lending=lending, by=None, at=AFTER))
        agree(lending=lending, by=None, at=NOW)
        assert "n’est pas fini" in sentence(lambda: note_done(lending=lending, by=None, at=NOW))
        assert "qui reçoit" in sentence(lambda: note_done(lending=lending, by=of.manager, at=AFTER))
        assert not LedgerEntry.objects.exists()

"""What somebody knows: announced by her, confirmed by somebody else, for a time or for ever."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people.actions import (
    archive_skill,
    claim_skill,
    confirm_skill,
    decline_claim,
    end_habilitation,
    save_skill,
)
from maille.people.models import Habilitation, Skill, SkillClaim
from maille.people.rules import lasts_until
from tests.people.factories import UserFactory
from tests.sharing.factories import NOW
from tests.sharing.lent import team

TODAY = NOW.date()


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 120))
def test_so_many_months_end_on_the_same_day_of_a_month_or_on_its_last(since, months):
    ends = lasts_until(since, months)
    assert (ends.year - since.year) * 12 + ends.month - since.month == months
    assert ends.day == since.day or (ends.day < since.day and (ends + dt.timedelta(days=1)).day == 1)


def test_no_months_is_for_ever():
    assert lasts_until(TODAY, 0) is None


@pytest.fixture
def of():
    return team()


@pytest.mark.django_db
class TestSomebody:
    def test_what_is_announced_counts_only_once_confirmed(self, of):
        claim = claim_skill(person=of.stays, skill=of.skill, evidence="Stage de mars", by=of.stays, at=NOW)
        assert not Habilitation.objects.filter(user=of.stays).exists()
        held = confirm_skill(person=of.stays, skill=of.skill, evidence=claim.evidence, since=TODAY, by=of.manager)
        assert Habilitation.objects.valid(TODAY).get(user=of.stays) == held
        assert held.given_by == of.manager
        assert not SkillClaim.objects.exists()
        assert Entry.objects.filter(action="people.skill_confirmed", concerns=of.stays).count() == 1

    def test_nobody_confirms_her_own(self, of):
        with pytest.raises(Refused, match="ses propres compétences"):
            confirm_skill(person=of.manager, skill=of.skill, evidence="Je sais", since=TODAY, by=of.manager)

    def test_who_manages_another_place_does_not_confirm(self, of):
        with pytest.raises(Refused, match="La coordination ou la responsable"):
            confirm_skill(person=of.mediator, skill=of.skill, evidence="Vu", since=TODAY, by=of.manager)

    def test_nobody_announces_for_another(self, of):
        with pytest.raises(Refused, match="Chacun annonce"):
            claim_skill(person=of.stays, skill=of.skill, evidence="Vu", by=of.manager, at=NOW)

    @pytest.mark.parametrize("evidence", ["", "   ", "\n"])
    def test_something_has_to_show_it(self, of, evidence):
        with pytest.raises(Refused, match="ce qui le montre"):
            claim_skill(person=of.stays, skill=of.skill, evidence=evidence, by=of.stays, at=NOW)

    def test_it_lasts_as_long_as_the_skill_does(self, of):
        drone = save_skill(network=of.network, name="Drone", lasts_months=12, by=of.coordinator)
        held = confirm_skill(
            person=of.stays, skill=drone, evidence="Examen", since=dt.date(2026, 2, 28), by=of.coordinator
        )
        assert held.ends_on == dt.date(2027, 2, 28)

    def test_confirmed_again_it_is_renewed_not_doubled(self, of):
        for year in (2025, 2026):
            confirm_skill(person=of.stays, skill=of.skill, evidence="Vu", since=dt.date(year, 1, 1), by=of.coordinator)
        assert Habilitation.objects.get(user=of.stays).since == dt.date(2026, 1, 1)

    def test_announced_twice_it_waits_once_and_taken_back_it_is_gone(self, of):
        for evidence in ("Un", "Deux"):
            claim = claim_skill(person=of.stays, skill=of.skill, evidence=evidence, by=of.stays, at=NOW)
        assert SkillClaim.objects.get().evidence == "Deux"
        decline_claim(claim=claim, by=of.stays)
        assert not SkillClaim.objects.exists()

    def test_what_ends_stays_written_until_that_day(self, of):
        end_habilitation(habilitation=Habilitation.objects.get(user=of.lent), on=TODAY, by=of.manager)
        held = Habilitation.objects.get(user=of.lent)
        assert held.ends_on == TODAY
        assert not Habilitation.objects.valid(TODAY).filter(pk=held.pk).exists()

    def test_somebody_of_another_network_is_not_announced(self, of):
        other = UserFactory()
        with pytest.raises(Refused, match="n’est pas de ce réseau"):
            claim_skill(person=other, skill=of.skill, evidence="Vu", by=other, at=NOW)


@pytest.mark.django_db
class TestTheList:
    @pytest.mark.parametrize("name", ["IA pour débuter", "  ia  POUR débuter "])
    def test_a_name_is_in_it_once(self, of, name):
        with pytest.raises(Refused, match="existe déjà"):
            save_skill(network=of.network, name=name, by=of.coordinator)

    def test_only_the_coordination_writes_it(self, of):
        with pytest.raises(Refused, match="Seule la coordination"):
            save_skill(network=of.network, name="Drone", by=of.manager)

    def test_what_is_taken_off_stays_with_who_has_it_and_its_name_is_free(self, of):
        archive_skill(skill=of.skill, by=of.coordinator, at=NOW)
        assert Habilitation.objects.filter(user=of.lent, skill=of.skill).exists()
        with pytest.raises(Refused, match="n’est plus dans la liste"):
            claim_skill(person=of.stays, skill=Skill.objects.get(pk=of.skill.pk), evidence="Vu", by=of.stays, at=NOW)
        assert save_skill(network=of.network, name="IA pour débuter", by=of.coordinator).pk != of.skill.pk

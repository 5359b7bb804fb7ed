"""Somebody's page: skills, hours, ways; the table of the team; the list of skills."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from maille.core.refusals import Refused
from maille.people.actions import claim_skill
from maille.people.models import Habilitation, Skill, SkillClaim
from maille.people.rules import MEDIATOR
from maille.sharing.actions import add_hours, set_mobility
from maille.sharing.models import Mobility, WorkingHours
from tests.people.factories import RoleFactory, UserFactory
from tests.sharing.lent import team

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


@pytest.fixture
def of():
    made = team()
    WorkingHours.objects.all().delete()
    return made


def hours(of, **said):
    given = {"person": of.lent, "place": of.places[0], "weekdays": [0, 1], "by": of.lent}
    return add_hours(**given | {"starts": dt.time(9), "ends": dt.time(12)} | said)


class TestHours:
    def test_several_ranges_a_day_that_touch(self, of):
        hours(of)
        hours(of, starts=dt.time(12), ends=dt.time(18))
        assert WorkingHours.objects.filter(user=of.lent).count() == 4

    def test_those_that_overlap_are_refused_whole_with_what_they_meet(self, of):
        hours(of)
        with pytest.raises(Refused, match="mardi de 9\u00a0h à 12\u00a0h, Le Colibri"):
            hours(of, weekdays=[1, 2], starts=dt.time(11), ends=dt.time(14))
        assert WorkingHours.objects.filter(user=of.lent).count() == 2

    def test_not_in_two_places_at_once(self, of):
        RoleFactory(network=of.network, kind=MEDIATOR, place=of.places[1], user=of.lent)
        hours(of)
        with pytest.raises(Refused, match="en recouvrent d’autres"):
            hours(of, place=of.places[1])

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"weekdays": []}, "au moins un jour"),
            ({"ends": dt.time(9)}, "La fin vient avant"),
            ({"starts": dt.time(23)}, "La fin vient avant"),
        ],
    )
    def test_refused(self, of, said, why):
        with pytest.raises(Refused, match=why):
            hours(of, **said)

    def test_only_in_a_place_of_hers_and_by_who_plans_for_her(self, of):
        with pytest.raises(Refused, match="n’est pas de l’équipe"):
            hours(of, place=of.places[2])
        with pytest.raises(Refused, match="Seules la personne"):
            hours(of, by=of.mediator)
        assert hours(of, by=of.manager)


class TestWays:
    def test_said_again_it_is_changed(self, of):
        for longest in (20, 35):
            set_mobility(person=of.lent, is_lendable=True, modes=["foot"], longest_way=longest, by=of.lent)
        assert Mobility.objects.get(user=of.lent).longest_way == 35

    def test_not_at_all_needs_no_way(self, of):
        assert not set_mobility(person=of.lent, is_lendable=False, modes=[], longest_way=0, by=of.lent).is_lendable
        with pytest.raises(Refused, match="Dites comment"):
            set_mobility(person=of.lent, is_lendable=True, modes=[], longest_way=0, by=of.lent)
        with pytest.raises(Refused, match="de la liste"):
            set_mobility(person=of.lent, is_lendable=True, modes=["rocket"], longest_way=0, by=of.lent)


def post(client, of, person, **said):
    return client.post(reverse("sharing:member", args=[person.pk]), said)


class TestPages:
    def test_announced_then_confirmed_from_the_table(self, client, of):
        client.force_login(of.stays)
        answer = post(client, of, of.stays, do="claim", skill=of.skill.pk, evidence="Stage de mars")
        assert answer.url == reverse("sharing:own")
        assert "annoncée" in words(client.get(answer.url))
        client.force_login(of.manager)
        page = words(client.get(reverse("sharing:team")))
        assert "À confirmer" in page
        assert "Stage de mars" in page
        post(client, of, of.stays, do="confirm", key=SkillClaim.objects.get().pk)
        assert Habilitation.objects.get(user=of.stays).given_by == of.manager
        assert "À confirmer" not in words(client.get(reverse("sharing:team")))

    def test_what_was_typed_is_kept_beside_the_refusal(self, client, of):
        hours(of)
        client.force_login(of.lent)
        said = {"place": of.places[0].pk, "weekdays": ["1"], "starts": "08:30", "ends": "10:45"}
        answer = post(client, of, of.lent, do="hours", **said)
        page = words(answer)
        assert answer.status_code == 422
        assert "Ces heures en recouvrent d’autres" in page
        assert 'value="10:45"' in page
        assert "<details open>" in page

    @pytest.mark.parametrize("do", ["confirm", "decline", "end", "drop", "", "jump"])
    @pytest.mark.parametrize("key", ["", "0", "x", "9" * 30, "-1"])
    def test_a_row_that_is_not_there_is_a_sentence(self, client, of, do, key):
        client.force_login(of.manager)
        assert post(client, of, of.lent, do=do, key=key).status_code == 422

    def test_the_row_of_another_person_is_not_reached(self, client, of):
        row = hours(of)[0]
        client.force_login(of.manager)
        assert post(client, of, of.stays, do="drop", key=row.pk).status_code == 422
        assert WorkingHours.objects.filter(pk=row.pk).exists()

    def test_what_ends_in_sixty_days_is_listed_and_what_ends_later_is_not(self, client, of):
        held, today = Habilitation.objects.get(user=of.lent), timezone.localdate()
        client.force_login(of.mediator)
        for days, shown in ((60, True), (61, False), (0, False)):
            held.ends_on = today + dt.timedelta(days=days)
            held.save()
            assert ("Ce qui finit dans les 60 jours" in words(client.get(reverse("sharing:team")))) is shown

    def test_the_table_costs_the_same_for_thirty_people(self, client, of, django_assert_max_num_queries):
        for number in range(30):
            user = UserFactory(name=f"Personne au nom vraiment très long numéro {number} de l’exemple")
            RoleFactory(network=of.network, kind=MEDIATOR, place=of.places[number % 3], user=user)
            claim_skill(person=user, skill=of.skill, evidence="Vu", by=user, at=timezone.now())
        client.force_login(of.mediator)
        with django_assert_max_num_queries(25):
            client.get(reverse("sharing:team"))

    def test_colleagues_do_not_open_each_others_page(self, client, of):
        client.force_login(of.stays)
        assert client.get(reverse("sharing:member", args=[of.lent.pk])).status_code == 404

    def test_the_list_is_written_and_shortened(self, client, of):
        client.force_login(of.coordinator)
        client.post(reverse("sharing:skills"), {"name": "Drone", "lasts_months": "12"})
        drone = Skill.objects.get(name="Drone")
        answer = client.post(reverse("sharing:skill", args=[drone.pk]), {"name": of.skill.name, "lasts_months": "0"})
        assert answer.status_code == 422
        assert "existe déjà" in words(answer)
        client.post(reverse("sharing:skill", args=[drone.pk]), {"do": "archive"})
        assert "valable 12 mois" not in words(client.get(reverse("sharing:skills")))

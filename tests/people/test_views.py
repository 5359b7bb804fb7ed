"""The screens: who sees what, what is said, and that what was typed stays."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from maille.people import rules
from maille.people.models import Role, User
from tests.people.factories import RoleFactory, UserFactory, user_with
from tests.people.steps import TODAY, address, signed_in, text
from tests.territory.factories import CommuneFactory, NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestAccount:
    def test_says_roles_and_ways_to_sign_in_in_words(self, network, place):
        user = UserFactory(name="Lou Martin", phone="+33477332222")
        RoleFactory(user=user, network=network, place=place)
        RoleFactory(user=user, kind=rules.DESK, network=network, place=place, starts_on=TODAY + dt.timedelta(3))
        RoleFactory(user=user, kind=rules.PARTNER, network=network)
        CommuneFactory()
        page = text(signed_in(user).get(address("account")))
        assert "Médiation numérique" in page
        assert "À partir du 27 novembre 2026" in page
        assert "Département 42" in page
        assert "04 77 33 22 22" in page
        assert "Choisir mon code" in page
        assert "Les postes de mes lieux" not in page

    def test_says_what_to_do_without_a_role(self):
        assert "Vous n’avez pas de rôle" in text(signed_in(UserFactory(name="")).get(address("account")))

    def test_offers_no_desk_code_to_a_coordinator(self, coordinator, network, place):
        RoleFactory(user=coordinator, network=network, place=place)
        page = text(signed_in(coordinator).get(address("account")))
        assert "Choisir mon code" not in page
        assert "Les postes de mes lieux" in page

    def test_changes_name_telephone_and_the_language_of_mails(self):
        user = UserFactory()
        sent = {"name": "Lou Martin", "phone": "06 12 34 56 78", "language": "en"}
        response = signed_in(user).post(address("edit_account"), sent)
        assert response.url == address("account")
        user.refresh_from_db()
        assert (user.name, user.phone, user.language) == ("Lou Martin", "+33612345678", "en")
        assert "Choisissez une langue." in text(signed_in(user).post(address("edit_account"), sent | {"language": "x"}))

    def test_shows_the_kept_number_as_people_write_it(self):
        page = text(signed_in(UserFactory(phone="+33477332222")).get(address("edit_account")))
        assert 'value="04 77 33 22 22"' in page

    @pytest.mark.parametrize("number", ["12", "06 12", "zéro six", "+33 999"])
    def test_refuses_a_number_that_cannot_be_called_and_keeps_what_was_typed(self, number):
        page = text(signed_in(UserFactory()).post(address("edit_account"), {"name": " ", "phone": number}))
        assert "Écrivez votre nom." in page
        assert "Ce numéro ne va pas" in page
        assert f'value="{number}"' in page

    def test_sets_a_desk_code(self):
        user = UserFactory()
        response = signed_in(user).post(address("set_desk_code"), {"code": "4816", "again": "4816"})
        assert response.url == address("account")
        assert User.objects.get(pk=user.pk).desk_code

    def test_refuses_two_codes_that_differ_and_one_that_would_be_guessed(self):
        client = signed_in(UserFactory())
        assert "ne sont pas les mêmes" in text(client.post(address("set_desk_code"), {"code": "4816", "again": "4817"}))
        assert "se suivent" in text(client.post(address("set_desk_code"), {"code": "1234", "again": "1234"}))

    def test_asks_again_who_it_is_before_a_desk_code(self):
        user = UserFactory()
        user.set_password("un mot de passe bien long")
        user.save()
        response = signed_in(user).get(address("set_desk_code"))
        assert response.url.startswith(reverse("account_reauthenticate"))


class TestTeam:
    def test_lists_the_network_with_ways_to_call(self, coordinator, network, place):
        user = UserFactory(name="Lou Martin", phone="+33477332222")
        RoleFactory(user=user, network=network, place=place)
        page = text(signed_in(coordinator).get(address("team")))
        assert "2 rôles" in page
        assert "Lou Martin" in page
        assert place.name in page
        assert "tel:+33477332222" in page
        assert "Inviter quelqu’un" in page

    def test_a_mediator_reads_and_changes_nothing(self, network, place):
        colleague = RoleFactory(network=network, place=place)
        page = text(signed_in(user_with(rules.MEDIATOR, network=network)).get(address("team")))
        assert colleague.user.name in page
        assert "Inviter" not in page
        assert "Mettre fin" in page  # to their own role
        assert address("end_role", colleague.pk) not in page

    @pytest.mark.parametrize(
        ("query", "seen"),
        [
            ("q=lou+mar", {"Lou Martin"}),
            ("q=personne", set()),
            ("role=desk", {"Sam Dupont"}),
            ("role=nimporte", {"Lou Martin", "Sam Dupont"}),
            ("finis=on", {"Ancienne Personne"}),
            ("lieu=inconnu", {"Lou Martin", "Sam Dupont"}),
        ],
    )
    def test_filters_from_the_address(self, query, seen, coordinator, network, place):
        RoleFactory(user=UserFactory(name="Lou Martin"), network=network, place=place)
        RoleFactory(user=UserFactory(name="Sam Dupont"), network=network, place=place, kind=rules.DESK)
        RoleFactory(user=UserFactory(name="Ancienne Personne"), network=network, place=place, ends_on=TODAY)
        page = text(signed_in(coordinator).get(f"{address('team')}?{query}"))
        assert {name for name in ("Lou Martin", "Sam Dupont", "Ancienne Personne") if name in page} == seen
        assert ("Personne ne répond à tout cela" in page) is (not seen)

    def test_filters_by_place(self, coordinator, network, place):
        here, there = RoleFactory(network=network, place=place), RoleFactory(network=network)
        page = text(signed_in(coordinator).get(f"{address('team')}?lieu={place.slug}"))
        assert here.user.email in page
        assert there.user.email not in page

    def test_another_network_is_not_found(self, coordinator):
        NetworkFactory(slug="loire")
        assert signed_in(coordinator).get(f"{address('team')}?reseau=loire").status_code == 404

    def test_says_what_to_do_without_a_network(self):
        assert "dans aucun réseau" in text(signed_in(UserFactory()).get(address("team")))

    def test_asks_the_same_number_of_queries_for_many(self, coordinator, network, same_number_of_queries):
        client = signed_in(coordinator)

        def grow():
            for kind in (rules.MEDIATOR, rules.PLACE_MANAGER, rules.NEIGHBOUR):
                RoleFactory.create_batch(6, kind=kind, network=network)

        RoleFactory(network=network)
        same_number_of_queries(lambda: text(client.get(address("team"))), grow)

    def test_gives_the_same_list_as_a_table(self, coordinator, network, place):
        user = UserFactory(name='=HYPERLINK("http://x")', phone="+33477332222")
        RoleFactory(user=user, network=network, place=place, ends_on=dt.date(2027, 1, 1))
        response = signed_in(coordinator).get(f"{address('team_csv')}?role=mediator")
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert rows[0][0] == "Nom"
        assert rows[1] == [
            "'" + user.name,
            "médiation numérique",
            place.name,
            "",
            "2024-01-01",
            "2026-12-31",
            "+33477332222",
            user.email,
        ]
        assert len(rows) == 2


class TestRoles:
    def test_gives_a_second_role_to_a_colleague(self, coordinator, network, place):
        colleague = RoleFactory(network=network).user
        response = signed_in(coordinator).post(
            f"{address('grant_role')}?reseau={network.slug}",
            {"email": colleague.email, "kind": "desk", "place": place.pk, "starts_on": "2026-11-24", "last_day": ""},
        )
        assert response.url == f"{address('team')}?reseau={network.slug}"
        assert colleague.roles.filter(kind="desk", place=place, granted_by=coordinator).exists()

    def test_does_not_tell_whether_a_stranger_has_an_account(self, coordinator, place):
        stranger = UserFactory()
        data = {"kind": "desk", "place": place.pk, "starts_on": "2026-11-24"}
        client = signed_in(coordinator)
        for email in (stranger.email, "nobody@essai.example"):
            page = text(client.post(address("grant_role"), {**data, "email": email}))
            assert "envoyez plutôt une invitation" in page
            assert f'value="{email}"' in page

    def test_offers_a_place_manager_what_they_may_give(self, network, place):
        manager = user_with(rules.PLACE_MANAGER, network=network, place=place)
        page = text(signed_in(manager).get(address("invite")))
        assert 'value="mediator"' in page
        assert 'value="coordinator"' not in page
        assert "Territoire lu" not in page

    def test_ends_a_role_now_or_later(self, coordinator, network, place):
        role = RoleFactory(network=network, place=place)
        client = signed_in(coordinator)
        assert "Choisissez le dernier jour" in text(client.post(address("end_role", role.pk), {"when": "later"}))
        client.post(address("end_role", role.pk), {"when": "later", "last_day": "2026-12-31"})
        assert Role.objects.get(pk=role.pk).ends_on == dt.date(2027, 1, 1)
        assert client.post(address("end_role", role.pk), {"when": "now"}).status_code == 302
        assert Role.objects.get(pk=role.pk).ends_on == TODAY

    def test_says_why_the_last_coordinator_stays(self, coordinator):
        page = text(signed_in(coordinator).post(address("end_role", coordinator.roles.get().pk), {"when": "now"}))
        assert "seule personne à coordonner" in page

    def test_changes_the_dates(self, coordinator, network, place):
        role = RoleFactory(network=network, place=place)
        client = signed_in(coordinator)
        page = text(
            client.post(address("change_role_dates", role.pk), {"starts_on": "2026-11-24", "last_day": "2026-11-01"})
        )
        assert "finit avant de commencer" in page
        client.post(address("change_role_dates", role.pk), {"starts_on": "2026-11-24", "last_day": "2026-11-30"})
        assert Role.objects.get(pk=role.pk).last_day == dt.date(2026, 11, 30)

    def test_hides_what_one_may_not_change(self, network, place):
        role = RoleFactory(network=network, place=place)
        for user in (UserFactory(), user_with(rules.MEDIATOR, network=network)):
            for name in ("end_role", "change_role_dates"):
                assert signed_in(user).get(address(name, role.pk)).status_code == 404
        assert signed_in(role.user).get(address("change_role_dates", role.pk)).status_code == 404

    def test_a_last_day_beyond_the_century_gets_a_sentence(self, coordinator, network, place):
        role, client = RoleFactory(network=network, place=place), signed_in(coordinator)
        far = {"starts_on": "2026-11-24", "last_day": "9999-12-31", "when": "later"}
        for name in ("change_role_dates", "end_role"):
            page = text(client.post(address(name, role.pk), far))
            assert "choisissez-en un avant 2100" in page
            assert "9999-12-31" in page

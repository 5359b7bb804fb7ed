"""A session at a shared desk: opened by a short code, held to its place and to its minutes."""

import datetime as dt

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maille.core.models import Entry
from maille.people import actions, rules
from maille.people.context import trust_this_computer
from maille.people.models import Desk, User
from tests.people.factories import RoleFactory, UserFactory, user_with
from tests.people.steps import address, signed_in, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def desk(network, place):
    """A browser that its place manager made a shared desk."""
    manager = user_with(rules.PLACE_MANAGER, network=network, place=place)
    client = Client()
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    client.post(address("open_desk"), {"place": place.pk, "name": "Accueil"})
    return client


def with_code(user, code="4816"):
    return actions.set_desk_code(user=user, code=code, by=user)


@pytest.fixture
def lou(network, place):
    return with_code(RoleFactory(user=UserFactory(name="Lou Martin"), network=network, place=place).user)


def sit(desk, user, code="4816"):
    return desk.post(address("take_desk", user.pk), {"code": code})


class TestWhoWorksHere:
    def test_shows_the_team_of_the_place_and_nobody_else(self, desk, lou, network, place):
        codeless = user_with(rules.DESK, network=network, place=place)
        others = [
            with_code(user_with(rules.MEDIATOR, network=network)),
            with_code(user_with(rules.COORDINATOR, network=network)),
            user_with(rules.MEDIATOR, network=network, place=place, ends_on=dt.date(2025, 1, 1)),
            RoleFactory(user=UserFactory(is_superuser=True), network=network, place=place).user,
        ]
        also_coordinator = user_with(rules.MEDIATOR, network=network, place=place)
        RoleFactory(user=also_coordinator, kind=rules.COORDINATOR, network=network)
        page = text(desk.get(address("desk")))
        assert address("take_desk", lou.pk) in page
        assert f"{codeless.name} n’a pas encore de code" in page
        assert address("take_desk", codeless.pk) not in page
        for other in [*others, also_coordinator]:
            assert other.name not in page
            assert desk.get(address("take_desk", other.pk)).status_code == 404

    def test_says_so_when_the_team_is_empty(self, place):
        desk = Client()
        Desk.objects.create(place=place, name="Accueil", token_hash=rules.hash_of_secret("s"), opened_at=timezone.now())
        trust(desk, "s")
        assert "n’a encore personne" in text(desk.get(address("desk")))

    def test_a_forged_cookie_opens_nothing(self, desk, lou):
        other = Client()
        other.cookies["maille_desk"] = desk.cookies["maille_desk"].value[:-3] + "abc"
        assert "n’est pas un poste partagé" in text(other.get(address("desk")))
        other.cookies["maille_desk"] = Desk.objects.get().token_hash
        assert other.get(address("take_desk", lou.pk)).url == address("desk")


def trust(client, secret):
    """Give a browser the cookie of a desk whose secret is known."""
    response = HttpResponse()
    trust_this_computer(response, RequestFactory().get("/"), secret)
    client.cookies["maille_desk"] = response.cookies["maille_desk"].value


class TestSittingDown:
    def test_opens_a_new_session_with_the_roles_of_the_place(self, desk, lou, network):
        RoleFactory(user=lou, network=network)
        before = desk.session.session_key
        assert sit(desk, lou).url == address("account")
        assert desk.session.session_key != before
        page = text(desk.get(address("account")))
        assert "Vous êtes au poste « Accueil »" in page
        assert "Changer de personne" in page
        assert page.count('<p class="rows__title">Médiation numérique') == 1

    def test_refuses_a_wrong_code_and_stays_where_it_was(self, desk, lou):
        page = text(sit(desk, lou, "4817"))
        assert "essayez encore" in page
        assert "4817" not in page
        assert desk.get(address("account")).status_code == 302
        assert "Écrivez votre code." in text(sit(desk, lou, ""))

    def test_another_person_takes_over_with_a_new_session(self, desk, lou, network, place):
        sam = with_code(RoleFactory(user=UserFactory(name="Sam Dupont"), network=network, place=place).user)
        sit(desk, lou)
        first = desk.session.session_key
        sit(desk, sam)
        assert desk.session.session_key != first
        assert "Sam Dupont" in text(desk.get(address("account")))
        assert list(
            Entry.objects.filter(action="people.desk_switched").order_by("pk").values_list("by", flat=True)
        ) == [
            lou.pk,
            sam.pk,
        ]

    def test_the_same_person_again_gets_a_new_session_too(self, desk, lou):
        sit(desk, lou)
        first = desk.session.session_key
        sit(desk, lou)
        assert desk.session.session_key != first

    def test_leaving_shows_the_names_again(self, desk, lou):
        sit(desk, lou)
        assert desk.post(address("leave_desk")).url == address("desk")
        assert desk.get(address("account")).status_code == 302
        assert "Qui êtes-vous" in text(desk.get(address("desk")))


class TestAtTheDesk:
    @pytest.mark.parametrize(
        "name",
        [
            "account_email",
            "account_set_password",
            "account_change_password",
            "mfa_index",
            "mfa_add_webauthn",
            "mfa_activate_totp",
            "people:edit_account",
            "people:set_desk_code",
        ],
    )
    def test_accounts_are_out_of_reach(self, desk, lou, name):
        sit(desk, lou)
        page = text(desk.get(reverse(name)), status=403)
        assert "depuis votre propre session" in page

    def test_nobody_is_invited_nor_given_a_role(self, desk, network, place):
        manager = with_code(user_with(rules.PLACE_MANAGER, network=network, place=place))
        colleague = RoleFactory(network=network, place=place)
        sit(desk, manager)
        for name in ("invite", "invitations", "grant_role", "open_desk", "desks"):
            assert desk.get(address(name)).status_code == 404
        assert desk.get(address("end_role", colleague.pk)).status_code == 404
        assert "Inviter" not in text(desk.get(address("team")))

    def test_one_may_still_sign_out(self, desk, lou):
        sit(desk, lou)
        assert desk.get(reverse("account_logout")).status_code == 200

    def test_a_session_of_one_s_own_has_no_such_limits(self, lou):
        client = Client()
        client.force_login(lou, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(reverse("account_email")).status_code == 200


class TestItsEnd:
    def test_comes_after_twenty_minutes_without_a_click(self, desk, lou, clock):
        sit(desk, lou)
        clock.move_to(timezone.now() + 19 * MINUTE)
        assert desk.get(address("account")).status_code == 200
        clock.move_to(timezone.now() + 19 * MINUTE)
        assert desk.get(address("account")).status_code == 200
        clock.move_to(timezone.now() + 21 * MINUTE)
        response = desk.get(address("account"), follow=True)
        assert response.redirect_chain[0][0] == address("desk")
        page = text(response)
        assert "La session de Lou Martin est fermée" in page
        assert "Qui êtes-vous" in page

    def test_comes_when_the_cookie_is_lost_or_the_session_carried_elsewhere(self, desk, lou):
        sit(desk, lou)
        for missing in ("maille_desk", "maille_desk_seen"):
            thief = Client()
            for name, morsel in desk.cookies.items():
                if name != missing:
                    thief.cookies[name] = morsel.value
            session = desk.session.session_key
            assert thief.get(address("account")).url == address("desk")
            assert not type(desk.session)().exists(session)
            sit(desk, lou)

    def test_comes_when_the_desk_is_closed(self, desk, lou):
        sit(desk, lou)
        Desk.objects.update(closed_at=timezone.now())
        assert desk.get(address("account")).url == address("desk")

    def test_writes_nothing_in_the_database_while_one_works(self, desk, lou, django_assert_max_num_queries):
        sit(desk, lou)
        desk.get(address("account"))
        with django_assert_max_num_queries(40) as asked:
            desk.get(address("account"))
        assert not [q["sql"] for q in asked.captured_queries if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]


class TestAFullAccountAtADesk:
    """Someone who signs in there with all their rights, and forgets to sign out."""

    @pytest.fixture
    def coordinator(self, desk, network):
        user = user_with(rules.COORDINATOR, network=network)
        desk.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return user

    def test_is_signed_out_after_twenty_minutes_without_a_page(self, desk, coordinator, clock):
        assert desk.get(address("account")).status_code == 200
        for _ in range(2):
            clock.move_to(timezone.now() + 19 * MINUTE)
            assert desk.get(address("account")).status_code == 200
        clock.move_to(timezone.now() + 21 * MINUTE)
        assert desk.get(address("account")).status_code == 302

    def test_stays_signed_in_on_a_computer_of_its_own(self, lou, clock):
        client = signed_in(lou)
        client.get(address("account"))
        clock.move_to(timezone.now() + 60 * MINUTE)
        assert client.get(address("account")).status_code == 200

    def test_is_named_on_every_page_and_may_close_its_session(self, desk, coordinator):
        page = text(desk.get(address("account")))
        assert "Prendre le poste" not in page
        bar = page.split('class="container desk-bar"')[1].split("</form>")[0]
        assert coordinator.name in bar
        assert "Fermer la session" in bar
        assert f'action="{reverse("account_logout")}"' in bar
        desk.post(reverse("account_logout"))
        assert "_auth_user_id" not in desk.session


class TestElsewhere:
    def test_pages_ask_nothing_about_desks_without_the_cookie(self, lou):
        client = Client()
        client.force_login(lou, backend="django.contrib.auth.backends.ModelBackend")
        client.get(address("account"))
        with CaptureQueriesContext(connection) as asked:
            client.get(address("account"))
        assert not [q for q in asked.captured_queries if "people_desk" in q["sql"]]

    def test_wrong_codes_count_for_the_person_at_every_desk(self, desk, lou, place):
        for _ in range(5):
            sit(desk, lou, "9999")
        assert User.objects.get(pk=lou.pk).desk_locked_until
        other = Client()
        Desk.objects.create(place=place, name="Salle", token_hash=rules.hash_of_secret("s"), opened_at=timezone.now())
        trust(other, "s")
        assert "bloqué jusqu’à 14 h 45" in text(sit(other, lou))


class TestDeskBar:
    """The tag for the head of every page."""

    def bar(self, client):
        response = client.get(address("account"), follow=True)
        request = response.wsgi_request
        bar = Template('{% include "people/_desk_bar.html" with desk=request.desk %}')
        return bar.render(RequestContext(request, {"user": request.user}))

    def test_says_who_is_there_and_lets_hand_over(self, desk, lou):
        assert "Prendre le poste" in self.bar(desk)
        sit(desk, lou)
        bar = self.bar(desk)
        assert "Lou Martin" in bar
        assert "Changer de personne" in bar

    def test_is_empty_elsewhere(self, lou):
        client = Client()
        client.force_login(lou, backend="django.contrib.auth.backends.ModelBackend")
        assert self.bar(client).strip() == ""


class TestOpeningADesk:
    @pytest.fixture
    def manager(self, network, place):
        return user_with(rules.PLACE_MANAGER, network=network, place=place)

    def test_opens_one_here_and_signs_out_who_opened_it(self, manager, place):
        client = signed_in(manager)
        response = client.post(address("open_desk"), {"place": place.pk, "name": "Accueil"}, follow=True)
        page = text(response)
        assert "Cet ordinateur est le poste « Accueil »" in page
        assert "Qui êtes-vous" in page
        assert "_auth_user_id" not in client.session
        cookie = client.cookies["maille_desk"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert Desk.objects.get().token_hash not in cookie.value

    def test_says_what_is_missing(self, manager, place):
        page = text(signed_in(manager).post(address("open_desk"), {"place": place.pk, "name": ""}))
        assert "Donnez un nom au poste." in page

    def test_lists_and_closes(self, manager, place):
        desk, _secret = actions.open_desk(place=place, name="Accueil", by=manager, at=timezone.now())
        client = signed_in(manager)
        assert "Accueil" in text(client.get(address("desks")))
        client.post(address("close_desk", desk.pk))
        assert "Aucun poste partagé" in text(client.get(address("desks")))

    def test_is_not_for_others(self, network, place, manager):
        desk, _secret = actions.open_desk(place=place, name="Accueil", by=manager, at=timezone.now())
        client = signed_in(user_with(rules.MEDIATOR, network=network, place=place))
        assert client.get(address("desks")).status_code == 404
        assert client.get(address("open_desk")).status_code == 404
        assert client.post(address("close_desk", desk.pk)).status_code == 404

    def test_another_computer_is_told_what_a_desk_is(self, manager):
        assert "n’est pas un poste partagé" in text(Client().get(address("desk")))
        assert "En faire un poste partagé" in text(signed_in(manager).get(address("desk")))
        assert Client().get(address("take_desk", manager.pk)).url == address("desk")

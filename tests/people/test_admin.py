"""The installation's own screens look, and write through actions."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from maille.core.models import Entry
from maille.people import rules
from maille.people.models import Desk, Invitation, Role, User
from tests.people.factories import DeskFactory, InvitationFactory, RoleFactory, UserFactory, user_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def admin():
    client = Client()
    client.force_login(
        UserFactory(is_superuser=True, is_staff=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def change(admin, user, **rights):
    data = {name: "on" for name, value in rights.items() if value}
    return admin.post(reverse("admin:people_user_change", args=[user.pk]), data, follow=True)


def test_opens_by_the_same_door_as_the_site():
    response = Client().get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_closes_an_account_and_says_so_in_the_journal(admin):
    user = UserFactory()
    change(admin, user, is_active=False)
    assert not User.objects.get(pk=user.pk).is_active
    assert Entry.objects.get(action="people.account_rights_set").concerns == user


def test_shows_why_the_last_coordinator_stays(admin):
    user = user_with(rules.COORDINATOR)
    response = change(admin, user, is_active=False)
    assert "seule personne à coordonner" in response.content.decode()
    assert User.objects.get(pk=user.pk).is_active


@pytest.mark.parametrize("make", [RoleFactory, InvitationFactory, DeskFactory])
def test_the_rest_is_only_shown_and_without_secrets(admin, make):
    made = make()
    name = type(made)._meta.model_name
    assert admin.get(reverse(f"admin:people_{name}_changelist")).status_code == 200
    page = admin.get(reverse(f"admin:people_{name}_change", args=[made.pk])).content.decode()
    assert getattr(made, "token_hash", "no secret") not in page
    assert admin.get(reverse(f"admin:people_{name}_add")).status_code == 403
    assert admin.post(reverse(f"admin:people_{name}_delete", args=[made.pk]), {"post": "yes"}).status_code == 403
    assert Role.objects.count() + Invitation.objects.count() + Desk.objects.count() == 1


class TestWhatTheLibraryKeeps:
    """Whoever could write a proven address would receive someone else's codes."""

    def test_addresses_are_only_shown(self, admin):
        address = EmailAddress.objects.get(user=UserFactory())
        page = reverse("admin:account_emailaddress_change", args=[address.pk])
        assert admin.get(page).status_code == 200
        assert admin.post(page, {"email": "voleur@essai.example", "verified": "on"}).status_code == 403
        assert admin.get(reverse("admin:account_emailaddress_add")).status_code == 403

    def test_secrets_of_keys_are_not_shown(self, admin):
        made = Authenticator.objects.create(user=UserFactory(), type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
        page = admin.get(reverse("admin:mfa_authenticator_change", args=[made.pk])).content.decode()
        assert "JBSWY3DPEHPK3PXP" not in page
        assert admin.get(reverse("admin:mfa_authenticator_add")).status_code == 403

"""Each change of a way in is a line that the coordination of the network reads, without a secret in it."""

import time

import pytest
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from maille.core import journal
from maille.core.models import Entry
from maille.people import actions
from tests.people.factories import PASSWORD, RoleFactory, UserFactory
from tests.people.steps import signed_in
from tests.people.test_signing_in import code_sent

pytestmark = pytest.mark.django_db

NEW = "une autre phrase bien longue"


@pytest.fixture(autouse=True)
def forgetful(settings):
    """Counters of tries begin at nought for each test."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def lou(network):
    user = RoleFactory(user=UserFactory(name="Lou Martin"), network=network).user
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def browser(lou):
    """A browser in which Lou has just signed in with a password."""
    client = signed_in(lou)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def lines():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def only_line(network, lou):
    line = Entry.objects.get()
    assert (line.by, line.concerns, line.network_id) == (lou, lou, network.pk)
    return line


def test_an_address(network, lou, browser):
    old = lou.email
    browser.post(reverse("account_email"), {"email": "nouvelle@essai.example", "action_add": "1"})
    assert lines() == []
    browser.post(reverse("account_email_verification_sent"), {"code": code_sent()})
    line = only_line(network, lou)
    assert (line.action, line.before, line.after) == (
        "people.address_changed",
        {"email": old},
        {"email": "nouvelle@essai.example"},
    )


def test_a_changed_password(network, lou, browser):
    browser.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert only_line(network, lou).action == "people.password_changed"
    assert NEW not in str(list(Entry.objects.values()))


def test_a_first_password(network, lou, browser):
    lou.set_unusable_password()
    lou.save()
    signed_in(lou).post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})
    assert only_line(network, lou).action == "people.password_set"


def test_a_forgotten_password(network, lou, client):
    client.post(reverse("account_reset_password"), {"email": lou.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_sent()})
    client.post(reverse("account_complete_password_reset"), {"password1": NEW, "password2": NEW})
    assert only_line(network, lou).action == "people.password_reset"


@pytest.mark.django_db(transaction=True)
def test_an_application_of_codes_and_its_spare_codes(lou, browser):
    browser.get(reverse("mfa_activate_totp"))
    secret = browser.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time() // 30)))
    browser.post(reverse("mfa_activate_totp"), {"code": code})
    browser.post(reverse("mfa_generate_recovery_codes"))
    browser.post(reverse("mfa_deactivate_totp"))
    assert lines() == ["people.totp_added", "people.recovery_codes_renewed", "people.totp_removed"]
    assert secret not in str(list(Entry.objects.values()))


def test_a_passkey(network, lou, browser):
    key = Authenticator.objects.create(user=lou, type="webauthn", data={"name": "téléphone", "credential": {}})
    signals.authenticator_added.send(sender=Authenticator, request=None, user=lou, authenticator=key)
    assert only_line(network, lou).action == "people.passkey_added"
    browser.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert lines() == ["people.passkey_added", "people.passkey_removed"]


def test_a_desk_code(network, lou):
    actions.set_desk_code(user=lou, code="4816", by=lou)
    assert only_line(network, lou).action == "people.desk_code_set"


def test_lines_are_said_in_words(lou):
    for action in ("people.passkey_added", "people.totp_removed", "people.password_reset", "people.address_changed"):
        actions.note_way_in(user=lou, action=action, by=lou)
    with override("en"):
        said = [line.did for line in journal.lines(Entry.objects.order_by("pk"))]
    assert said == [
        "added a passkey",
        "removed their code application",
        "replaced a forgotten password",
        "changed their email address",
    ]

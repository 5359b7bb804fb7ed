"""Signing in: a code by e-mail first, nothing that tells who has an account, nothing typed twice."""

import re
import time
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from maille.people.models import User
from tests.people.factories import PASSWORD, UserFactory
from tests.people.steps import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgetful(settings):
    """Counters of tries begin at nought for each test."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def ask_code(client, email):
    return client.post(reverse("account_login"), {"login": email})


def code_sent():
    return re.search(r"\b(\d{4}-\d{4})\b", mail.outbox[-1].body)[1]


def with_password(**fields):
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def by_password(client, email, password=PASSWORD):
    return client.post(f"{reverse('account_login')}?par=mot-de-passe", {"login": email, "password": password})


class TestByCode:
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_a_code_is_enough(self, language):
        user = UserFactory()
        client = Client(headers={"accept-language": language})
        assert ask_code(client, user.email.upper()).url == reverse("account_confirm_login_code")
        page = text(client.get(reverse("account_confirm_login_code")))
        assert user.email in page
        code = code_sent()
        assert mail.outbox[-1].to == [user.email]
        assert code in mail.outbox[-1].subject
        response = client.post(reverse("account_confirm_login_code"), {"code": code.replace("-", " ")})
        assert response.url == reverse("people:account")
        assert client.get(reverse("people:account")).status_code == 200

    def test_goes_where_one_was_going(self):
        user = UserFactory()
        client = Client()
        team = reverse("people:team")
        response = client.get(team)
        assert response.url == f"{reverse('account_login')}?next={team}"
        assert f'value="{team}"' in text(client.get(response.url))
        client.post(reverse("account_login"), {"login": user.email, "next": team})
        response = client.post(reverse("account_confirm_login_code"), {"code": code_sent(), "next": team})
        assert response.url == team

    def test_nothing_tells_whether_an_account_exists(self):
        known = UserFactory()
        pages = []
        for email in (known.email, "nobody@essai.example"):
            client = Client()
            assert ask_code(client, email).url == reverse("account_confirm_login_code")
            page = text(client.get(reverse("account_confirm_login_code")))
            wrong = text(client.post(reverse("account_confirm_login_code"), {"code": "0000-0000"}))
            assert "Ce code n’est pas le bon" in wrong
            pages.append([strip(p, email) for p in (page, wrong)])
        assert pages[0] == pages[1]
        assert "Aucun compte ne s’en sert" in mail.outbox[-1].body
        assert "inscri" not in mail.outbox[-1].body

    def test_five_wrong_codes_send_back_to_the_beginning_with_the_address_kept(self):
        user = UserFactory()
        client = Client()
        ask_code(client, user.email)
        confirm = reverse("account_confirm_login_code")
        for _ in range(4):
            assert 'value="0000-0000"' in text(client.post(confirm, {"code": "0000-0000"}))
        response = client.post(confirm, {"code": "0000-0000"}, follow=True)
        page = text(response)
        assert "Trop d’essais : attendez un quart d’heure" in page
        assert f'value="{user.email}"' in page
        assert client.post(confirm, {"code": code_sent()}).status_code == 302
        assert client.get(reverse("people:account")).status_code == 302

    def test_codes_asked_too_often_are_refused_with_a_sentence(self):
        email = UserFactory().email
        for _ in range(5):
            assert ask_code(Client(), email).status_code == 302
        page = text(ask_code(Client(), email))
        assert "Trop d’essais" in page
        assert f'value="{email}"' in page
        assert len(mail.outbox) == 5
        assert ask_code(Client(), "another@essai.example").status_code == 302

    def test_another_code_can_be_sent(self):
        client = Client()
        ask_code(client, UserFactory().email)
        first = code_sent()
        client.post(reverse("account_confirm_login_code"), {"action": "resend"})
        assert code_sent() != first
        response = client.post(reverse("account_confirm_login_code"), {"code": code_sent()})
        assert response.url == reverse("people:account")

    def test_a_code_dies_after_ten_minutes(self, time_machine):
        client = Client()
        time_machine.move_to("2026-11-24T13:30:00Z", tick=False)
        ask_code(client, UserFactory().email)
        time_machine.move_to("2026-11-24T13:40:01Z", tick=False)
        response = client.post(reverse("account_confirm_login_code"), {"code": code_sent()})
        assert response.url == reverse("account_request_login_code")

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("", "Écrivez une adresse de courriel."),
            ("lou@", "n’est pas complète"),
            ("x" * 10_000, "n’est pas complète"),
        ],
    )
    def test_a_wrong_address_gets_a_sentence_and_stays(self, typed, sentence):
        page = text(ask_code(Client(), typed))
        assert sentence in page
        assert f'value="{typed}"' in page or not typed

    def test_a_closed_account_gets_no_code(self):
        ask_code(Client(), UserFactory(is_active=False).email)
        assert "Aucun compte ne s’en sert" in mail.outbox[-1].body


def strip(page, email):
    """What may differ between two visitors: the address typed and the hidden token of the form."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.replace(email, "…"))


class TestByPassword:
    def test_is_for_those_who_insist(self):
        user = with_password()
        client = Client()
        assert "password" not in text(client.get(reverse("account_login")))
        assert by_password(client, user.email).url == reverse("people:account")

    def test_the_wrong_one_says_the_same_as_no_account(self):
        user = with_password()
        pages = [
            strip(text(by_password(Client(), email, "faux mot de passe")), email)
            for email in (user.email, "nobody@essai.example")
        ]
        assert "ou effacez le mot de passe pour recevoir" in pages[0]
        assert pages[0] == pages[1]

    def test_is_refused_after_five_wrong_ones(self):
        user = with_password()
        for _ in range(5):
            by_password(Client(), user.email, "faux mot de passe")
        assert "Trop d’essais" in text(by_password(Client(), user.email))

    def test_cannot_be_empty(self):
        assert "Écrivez votre mot de passe." in text(by_password(Client(), UserFactory().email, ""))

    def test_a_forgotten_one_is_replaced_with_a_code(self):
        user = with_password()
        client = Client()
        client.post(reverse("account_reset_password"), {"email": user.email})
        client.post(reverse("account_confirm_password_reset_code"), {"code": code_sent()})
        new = "une autre phrase bien longue"
        response = client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
        assert response.status_code == 302
        assert User.objects.get(pk=user.pk).check_password(new)
        assert "mot de passe a changé" in mail.outbox[-1].subject

    def test_an_unproven_address_is_proven_first(self):
        user = with_password(address=False)
        client = Client()
        assert by_password(client, user.email).url == reverse("account_email_verification_sent")
        client.post(reverse("account_email_verification_sent"), {"code": code_sent()})
        assert EmailAddress.objects.get(user=user).verified


class TestSecondCode:
    SECRET = "JBSWY3DPEHPK3PXP"

    def totp(self, user):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": self.SECRET})
        return user

    def code(self):
        return format_hotp_value(hotp_value(self.SECRET, int(time.time() // 30)))

    def test_is_asked_after_the_first(self):
        user = self.totp(UserFactory())
        client = Client()
        ask_code(client, user.email)
        response = client.post(reverse("account_confirm_login_code"), {"code": code_sent()})
        assert response.url == reverse("mfa_authenticate")
        assert "Ce code n’est pas le bon" in text(client.post(response.url, {"code": "000000"}))
        assert client.post(response.url, {"code": self.code()}).url == reverse("people:account")

    def test_is_not_asked_of_who_only_has_a_passkey(self):
        user = UserFactory()
        Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}})
        client = Client()
        ask_code(client, user.email)
        response = client.post(reverse("account_confirm_login_code"), {"code": code_sent()})
        assert response.url == reverse("people:account")


class TestNobodySignsUpAlone:
    def test_the_page_says_whom_to_ask(self):
        page = text(Client().get(reverse("account_signup")))
        assert "on est invité" in page
        Client().post(reverse("account_signup"), {"email": "x@essai.example"})
        assert User.objects.count() == 0


class TestChangingAddress:
    def test_waits_for_the_code_sent_to_the_new_one(self):
        user = UserFactory()
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        old = user.email
        client.post(reverse("account_email"), {"email": "Nouvelle@essai.example", "action_add": "1"})
        user.refresh_from_db()
        assert user.email == old
        client.post(reverse("account_email_verification_sent"), {"code": code_sent()})
        user.refresh_from_db()
        assert user.email == "nouvelle@essai.example"
        assert [letter.to for letter in mail.outbox[1:]] == [[old]]
        assert "Votre adresse a changé" in mail.outbox[-1].subject


class TestTooMany:
    def test_too_many_requests_get_a_page_of_the_house(self, settings):
        settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
        client = Client()
        ask_code(client, "a@essai.example")
        assert "attendez quelques minutes" in text(ask_code(Client(), "b@essai.example"), status=429)


class TestWhenTheMailServerIsDown:
    @pytest.mark.parametrize("error", [ConnectionRefusedError, SMTPServerDisconnected])
    def test_the_page_says_what_to_do(self, monkeypatch, error):
        def broken(*args, **kwargs):
            raise error("no server")

        monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
        client = Client()
        page = text(client.post(reverse("account_login"), {"login": UserFactory().email}, follow=True))
        assert "Le courriel n’est pas parti." in page

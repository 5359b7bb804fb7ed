"""How allauth behaves here: nobody signs up alone, one is invited; and it speaks as the rest of the house does."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import User

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Ce compte est fermé : demandez à la coordination du réseau."),
        "email_password_mismatch": _(
            "L’adresse ou le mot de passe ne va pas. Vérifiez les deux, ou effacez le mot de passe pour recevoir"
            " un code."
        ),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel : vérifiez-le."),
        "incorrect_code": _("Ce code n’est pas le bon : recopiez celui du dernier message reçu."),
        "incorrect_password": _("Ce mot de passe n’est pas le bon : vérifiez-le."),
        "rate_limited": _("Trop de demandes à la suite : attendez quelques minutes."),
        "too_many_login_attempts": _("Trop d’essais : attendez un quart d’heure, puis demandez un nouveau code."),
        "email_taken": _("Un autre compte se sert déjà de cette adresse."),
        "same_as_current": _("C’est déjà votre adresse : écrivez la nouvelle."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        """The sender's name says who writes; the subject says why."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down does not take the page with it: the person is told what to do."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("The mail %s could not leave.", template_prefix)
            messages.error(
                self.request,
                _("Le courriel n’est pas parti. Réessayez dans quelques minutes ou appelez la coordination du réseau."),
            )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("Avec mon mot de passe"),
            "mfa_reauthenticate": _("Avec un code de mon application"),
            "mfa_reauthenticate:webauthn": _("Avec une clé d’accès"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Ce code n’est pas le bon : attendez le suivant dans l’application, puis recopiez-le."),
        "unverified_email": _("Vérifiez d’abord votre adresse de courriel."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """A passkey is a way in, not a second lock: alone, it asks nothing more of someone who came by e-mail."""
        kinds = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
        if types is not None and set(types) == kinds:
            types = [Authenticator.Type.TOTP]
        return bool(super().is_mfa_enabled(user, types=types))

    def generate_authenticator_name(self, user: User, kind: Authenticator.Type) -> str:
        """Leave the name to the person, who knows whether it is a telephone or a key."""
        rank = Authenticator.objects.filter(user=user, type=kind).count() + 1
        return str(_("Clé %(rank)s") % {"rank": rank})

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Maille"}

"""Signing in: allauth’s forms in our words."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
)
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import ADDRESS_ERRORS

EMAIL_KEPT = "people_email"  # session key: what was typed stays when one comes back to the first page


def _ask_email(field: forms.Field) -> None:
    field.label = _("Adresse de courriel")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = "username webauthn"
    field.error_messages.update(ADDRESS_ERRORS)
    field.initial = context.request.session.get(EMAIL_KEPT, "") if context.request else ""


class SignInForm(LoginForm):
    """An address, to which a code is sent; and a password on the page of those who insist (`?par=mot-de-passe`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_password = context.request.GET.get("par") == "mot-de-passe"
        self.fields.pop("password", None)
        if self.by_password:
            self.fields["password"] = forms.CharField(
                label=_("Mot de passe"),
                strip=False,
                error_messages={"required": _("Écrivez votre mot de passe.")},
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            )
        _ask_email(self.fields["login"])

    def clean_login(self) -> str:
        login: str = super().clean_login()
        context.request.session[EMAIL_KEPT] = login
        return login


class AskCodeForm(RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_email(self.fields["email"])

    def clean_email(self) -> str:
        context.request.session[EMAIL_KEPT] = self.cleaned_data["email"]
        email: str = super().clean_email()
        return email


class AskResetForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_email(self.fields["email"])


class NewAddressForm(AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_email(self.fields["email"])
        self.fields["email"].label = _("Nouvelle adresse de courriel")
        self.fields["email"].initial = ""


class LoginCodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code reçu")
        self.fields["code"].error_messages["required"] = _("Recopiez le code du message.")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class PasskeyForm(AddWebAuthnForm):
    """A key that signs in alone: no other kind is offered, since a code by e-mail is the other way in."""

    name = forms.CharField(
        label=_("Nom de la clé"),
        required=False,
        max_length=60,
        help_text=_("Pour la reconnaître plus tard, par exemple : mon téléphone."),
    )
    passwordless = forms.BooleanField(initial=True, required=True)

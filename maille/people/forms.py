"""What people fill in to sign in, about themselves, and about their team."""

import re
from datetime import date, timedelta
from typing import Any

import phonenumbers
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
from django.core.validators import MaxValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from maille.core.refusals import Refused
from maille.territory.models import Network, Place

from . import access, rules
from .models import Role, RoleQuerySet


def show_refusal(form: forms.Form, refusal: Refused) -> None:
    """Put the sentence of a refused action beside the field it is about, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


ADDRESS_ERRORS = {
    "required": _("Écrivez une adresse de courriel."),
    "invalid": _("Cette adresse n’est pas complète : vérifiez-la, par exemple camille@exemple.fr."),
}

KEPT_IN_FRANCE = re.compile(r"\+33[1-9]\d{8}")


class PhoneField(forms.CharField):
    """A telephone number as people write it; kept in E.164. French unless it begins with +."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Téléphone"))
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget.attrs.update({"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "FR")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise forms.ValidationError(
                _("Ce numéro ne va pas : écrivez ses dix chiffres, ou commencez par + et l’indicatif du pays.")
            )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def prepare_value(self, value: Any) -> Any:
        """Show a kept number as people write it; give back what was typed when it could not be read."""
        if not (isinstance(value, str) and KEPT_IN_FRANCE.fullmatch(value)):
            return value
        return phonenumbers.format_number(phonenumbers.parse(value), phonenumbers.PhoneNumberFormat.NATIONAL)


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Nom"),
        max_length=120,
        help_text=_("Celui que vos collègues voient."),
        error_messages={"required": _("Écrivez votre nom.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(required=False, help_text=_("Vos collègues du réseau le voient."))


class DeskCodeForm(forms.Form):
    """A new desk code, twice: one cannot see what one types."""

    code = forms.CharField(
        label=_("Nouveau code"),
        max_length=12,
        help_text=_("De 4 à 6 chiffres."),
        error_messages={"required": _("Écrivez un code.")},
    )
    again = forms.CharField(
        label=_("Le même code, encore une fois"),
        max_length=12,
        error_messages={"required": _("Écrivez le code une seconde fois.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.PasswordInput(
                attrs={"inputmode": "numeric", "autocomplete": "new-password", "pattern": "[0-9]*"}
            )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "code" in self.cleaned_data and again != self.cleaned_data["code"]:
            raise forms.ValidationError(_("Les deux codes ne sont pas les mêmes : écrivez deux fois le même."))
        return again


class SitDownForm(forms.Form):
    """The code of someone at a shared desk."""

    code = forms.CharField(
        label=_("Votre code"),
        max_length=12,
        error_messages={"required": _("Écrivez votre code.")},
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]*", "autofocus": True}
        ),
    )


class DeskForm(forms.Form):
    place = forms.ModelChoiceField(label=_("Lieu"), queryset=Place.objects.none(), empty_label=None)
    name = forms.CharField(
        label=_("Nom du poste"),
        max_length=60,
        help_text=_("Par exemple : Accueil."),
        error_messages={"required": _("Donnez un nom au poste.")},
    )

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(pk__in=[p.pk for p in places]).order_by("name")


class TeamFilterForm(forms.Form):
    """Reads the address of the team page; a value that is not in a list is ignored, since links grow old."""

    q = forms.CharField(label=_("Nom"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Rôle"), required=False, choices=[("", _("tous")), *Role.Kind.choices])
    lieu = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("tous"),
        to_field_name="slug",
    )
    finis = forms.BooleanField(label=_("Les rôles terminés"), required=False)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Role.objects.filter(network=network, place__isnull=False).values("place_id")
        self.fields["lieu"].queryset = Place.objects.filter(pk__in=held).order_by("name", "pk")
        self.is_valid()

    def choose(self, roles: RoleQuerySet, on: date) -> RoleQuerySet:
        """Keep the roles asked for, those in force or to come unless the others are wanted."""
        asked = self.cleaned_data
        roles = roles.over(on) if asked.get("finis") else roles.not_over(on)
        if words := asked.get("q", "").split():
            for word in words:
                roles = roles.filter(user__name__icontains=word)
        if asked.get("role"):
            roles = roles.filter(kind=asked["role"])
        if asked.get("lieu"):
            roles = roles.filter(place=asked["lieu"])
        return roles


# What each role opens, after its name.
ROLE_WORDS = {
    rules.COORDINATOR: _("règle tout dans le réseau"),
    rules.PLACE_MANAGER: _("tient la fiche d’un lieu et son équipe"),
    rules.MEDIATOR: _("accompagne, dans un lieu"),
    rules.DESK: _("accueille et oriente, dans un lieu"),
    rules.NEIGHBOUR: _("montre son lieu à côté du réseau"),
    rules.PARTNER: _("lit les chiffres d’un territoire"),
}


class RoleOfferForm(forms.Form):
    """Which role, where: only what the person may give is offered."""

    kind = forms.ChoiceField(
        label=_("Rôle"), widget=forms.RadioSelect, error_messages={"required": _("Choisissez un rôle.")}
    )
    place = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("– sans lieu –"),
        help_text=_("Pour un rôle dans un lieu."),
    )
    territory = forms.CharField(
        label=_("Territoire lu"),
        max_length=9,
        required=False,
        help_text=_("Pour un partenaire : numéro du département, code INSEE de la commune ou SIREN."),
    )

    def __init__(self, *args: Any, user: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = access.grantable_kinds(user, network)
        links = access.grantable_places(user, network)
        self.fields["kind"].choices = [
            (kind, f"{capfirst(Role.Kind(kind).label)} – {ROLE_WORDS[kind]}") for kind in kinds
        ]
        self.fields["place"].queryset = Place.objects.filter(pk__in=[link.place_id for link in links]).order_by("name")
        if len(links) == 1:
            self.fields["place"].initial = links[0].place_id
        if rules.PARTNER not in kinds:
            del self.fields["territory"]
        if not set(kinds) - rules.PLACE_KINDS:
            self.fields["place"].required = True
            self.fields["place"].empty_label = None
            self.fields["place"].help_text = ""

    def offer(self) -> dict[str, Any]:
        """The role as actions take it."""
        cleaned = self.cleaned_data
        return {"kind": cleaned["kind"], "place": cleaned.get("place"), "territory": cleaned.get("territory", "")}


class InvitationForm(RoleOfferForm):
    name = forms.CharField(
        label=_("Nom de la personne"),
        max_length=120,
        error_messages={"required": _("Écrivez le nom de la personne.")},
    )
    email = forms.EmailField(
        error_messages=ADDRESS_ERRORS,
        label=_("Adresse de courriel"),
        help_text=_("L’invitation y est envoyée ; elle vaut quatorze jours."),
    )
    field_order = ("name", "email", "kind", "place", "territory")


# The day after the last one that a date can say does not exist.
not_beyond_this_century = MaxValueValidator(
    date(2099, 12, 31), message=_("Ce jour est trop loin\u00a0: choisissez-en un avant 2100, ou laissez vide.")
)


class RoleDatesForm(forms.Form):
    """From a first day to a last one, both included as people say them; no last day, no end in sight."""

    starts_on = forms.DateField(
        label=_("Premier jour"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Laissez vide si le rôle n’a pas de fin prévue."),
        validators=[not_beyond_this_century],
    )

    def days(self) -> dict[str, date | None]:
        """As actions take them: the end is the day after the last one."""
        last_day = self.cleaned_data["last_day"]
        return {
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": last_day + timedelta(days=1) if last_day else None,
        }


class GrantForm(RoleOfferForm, RoleDatesForm):
    """A role for someone who already has an account."""

    email = forms.EmailField(
        error_messages=ADDRESS_ERRORS,
        label=_("Adresse de courriel de la personne"),
        help_text=_("Celle avec laquelle elle se connecte."),
    )
    field_order = ("email", "kind", "place", "territory", "starts_on", "last_day")


class EndRoleForm(forms.Form):
    """When a role ends: now, or in the evening of a day."""

    NOW, LATER = "now", "later"
    when = forms.ChoiceField(
        label=_("Quand ?"),
        choices=[(NOW, _("Tout de suite")), (LATER, _("Le soir d’un autre jour"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    last_day = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Pour un autre jour seulement."),
        validators=[not_beyond_this_century],
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("when") == self.LATER and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Choisissez le dernier jour de ce rôle."))
        return cleaned

    def end(self, today: date) -> date:
        """First day on which the role is no longer in force."""
        if self.cleaned_data["when"] == self.NOW:
            return today
        last_day: date = self.cleaned_data["last_day"]
        return last_day + timedelta(days=1)


class AcceptForm(forms.Form):
    name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom.")},
    )
    phone = PhoneField(label=_("Votre téléphone"), required=False, help_text=_("Vos collègues du réseau le voient."))


# Signing in: allauth's forms in our words.

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

"""How one is named and called."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .fields import PhoneField


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Nom"),
        max_length=120,
        help_text=_("Celui que vos collègues voient."),
        error_messages={"required": _("Écrivez votre nom.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(required=False, help_text=_("Vos collègues du réseau le voient."))
    language = forms.ChoiceField(
        label=_("Langue des courriels"),
        choices=settings.LANGUAGES,
        help_text=_("Ce que nous vous écrivons nous-mêmes\u00a0; ce que d’autres ont écrit reste dans sa langue."),
        error_messages={"required": _("Choisissez une langue."), "invalid_choice": _("Choisissez une langue.")},
    )

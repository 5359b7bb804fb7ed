"""An invitation: to send one, to accept one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import ADDRESS_ERRORS, PhoneField
from .roles import RoleOfferForm


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


class AcceptForm(forms.Form):
    name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom.")},
    )
    phone = PhoneField(label=_("Votre téléphone"), required=False, help_text=_("Vos collègues du réseau le voient."))

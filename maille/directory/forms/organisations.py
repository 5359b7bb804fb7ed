"""An organisation: who it is and how to reach it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.directory.mapping.identifiers import read_pivot
from maille.people.forms.fields import ADDRESS_ERRORS, PhoneField
from maille.territory.models import Organisation, Place


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is kept of an organisation."""

    phone = PhoneField(required=False)

    class Meta:
        model = Organisation
        fields = ["name", "siret", "phone", "email", "website"]
        error_messages = {"name": {"required": _("Écrivez le nom de la structure.")}, "email": ADDRESS_ERRORS}
        help_texts = {"siret": _("Les 14 chiffres du SIRET, ou le numéro d’association\u00a0: W et 9 signes.")}

    def clean_siret(self) -> str:
        pivot = read_pivot(self.cleaned_data["siret"])
        if pivot.problem and self.cleaned_data["siret"] != self.instance.siret:
            raise forms.ValidationError(
                _("Ce n’est ni un SIRET ni un numéro d’association\u00a0: vérifiez-le, ou laissez vide.")
            )
        return pivot.value or (self.instance.siret if pivot.problem else "")


class HostedForm(forms.Form):
    """Where an organisation is to be found besides the places it runs."""

    place = forms.ModelChoiceField(
        label=_("Lieu"), queryset=Place.objects.none(), error_messages={"required": _("Choisissez un lieu.")}
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places

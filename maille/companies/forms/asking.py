"""The five lines of a company, and whom to answer."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maille.companies.actions import Asked
from maille.companies.actions.asking import MOST_PEOPLE
from maille.companies.models import Enquiry
from maille.core.forms import TrapForm
from maille.people.forms import ADDRESS_ERRORS, PhoneField


class AskForm(TrapForm):
    """Five lines for anybody. Machines fill the trap, which people do not see."""

    company = forms.CharField(
        label=_("Votre entreprise"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Écrivez le nom de votre entreprise.")},
    )
    topic = forms.CharField(
        label=_("Que doivent savoir faire vos salariés\u00a0?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Par exemple\u00a0: remplir un planning partagé, reconnaître un faux courriel."),
        error_messages={"required": _("Dites en une phrase ce qu’il faut savoir faire.")},
    )
    people = forms.IntegerField(
        label=_("Combien de personnes\u00a0?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": "1"}),
        error_messages={
            "required": _("Écrivez un nombre, même à peu près."),
            "invalid": _("Écrivez un nombre en chiffres, par exemple 8."),
            "min_value": _("Comptez au moins une personne."),
            "max_value": _("Au-delà de 500 personnes, appelez-nous."),
        },
    )
    when = forms.CharField(
        label=_("Quand, à peu près\u00a0?"),
        max_length=300,
        help_text=_("Par exemple\u00a0: en janvier, le mardi ou le jeudi matin."),
        error_messages={"required": _("Dites une période, des jours ou des heures possibles.")},
    )
    where = forms.ChoiceField(
        label=_("Où\u00a0?"),
        choices=Enquiry.Where.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez où, ou «\u00a0l’un ou l’autre\u00a0».")},
    )
    contact_name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom\u00a0: nous saurons à qui répondre.")},
    )
    email = forms.EmailField(
        label=_("Votre courriel"),
        help_text=_("Nous y envoyons la réponse et le lien qui suit votre demande."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=ADDRESS_ERRORS,
    )
    phone = PhoneField(label=_("Votre téléphone"), required=False)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def asked(self) -> Asked:
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in self.fields if name != "site"}
        return Asked(**said, language=get_language() or "fr")

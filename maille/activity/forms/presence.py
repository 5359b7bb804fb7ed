"""How many heads, who walked in, and how to reach them next time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.workshops.forms.signup import SignUpForm
from maille.workshops.rules.contact import Contact

NUMBER = {"invalid": _("Écrivez un nombre en chiffres, par exemple 2.")}


class HeadsForm(forms.Form):
    """The heads counted in the room; left empty, nobody has counted."""

    heads = forms.IntegerField(
        label=_("Personnes comptées dans la salle"),
        help_text=_("Si elles sont plus nombreuses que les noms."),
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": "0"}),
        error_messages=NUMBER,
    )


class WalkInForm(forms.Form):
    """Somebody who came without being registered: a name, or nothing."""

    name = forms.CharField(
        label=_("Nom (facultatif)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    people = forms.IntegerField(
        label=_("Combien\u00a0?"),
        initial=1,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": "1"}),
        error_messages=NUMBER,
    )


class KeepForm(SignUpForm):
    """What is noted of somebody who walked in, so that the network knows them again."""

    site = size = companions = has_carer = needs = language = None  # type: ignore[assignment]
    name = forms.CharField(
        label=_("Nom"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Écrivez un nom avec des lettres\u00a0: c’est ainsi qu’on vous appellera.")},
    )
    contact = forms.CharField(
        label=_("Téléphone ou courriel"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean_contact(self) -> Contact:
        return super().clean_contact() if self.cleaned_data["contact"] else Contact()

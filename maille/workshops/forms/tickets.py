"""Finding one's registration again, and changing it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """The code and the name: whatever is wrong, one sentence says so."""

    code = forms.CharField(
        label=_("Votre code"),
        help_text=_("Six lettres ou chiffres, sur votre billet ou dans le message."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Écrivez votre code\u00a0: il est sur votre billet ou dans le message.")},
    )
    name = forms.CharField(
        label=_("Votre nom"),
        help_text=_("Comme vous l’avez donné en vous inscrivant."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom, comme en vous inscrivant.")},
    )


class SizeForm(forms.Form):
    """How many come in the end."""

    size = forms.IntegerField(
        label=_("Combien serez-vous\u00a0?"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": "1"}),
        error_messages={
            "required": _("Écrivez un nombre\u00a0: 1 si vous venez sans personne d’autre."),
            "invalid": _("Écrivez un nombre en chiffres, par exemple 2."),
        },
    )

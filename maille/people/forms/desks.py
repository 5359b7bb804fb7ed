"""A shared desk: to open one, to sit down at it, to choose its code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.territory.models import Place


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

"""A text to read for what makes it hard, who it is for, and who has read it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from maille.language import clarity
from maille.language.clarity.check import LONGEST_TEXT

KINDS = [
    (clarity.NOTICE, gettext_lazy("une annonce, pour faire venir quelqu’un")),
    (clarity.TEXT, gettext_lazy("un autre texte")),
]
READERS = [("plain", gettext_lazy("tout le monde")), ("simple", gettext_lazy("des personnes qui lisent peu"))]
LIMITS = {"plain": clarity.PLAIN, "simple": clarity.SIMPLE}


class ClarityForm(forms.Form):
    """Reads what is asked; what was left on purpose is carried by the page itself, and nothing is kept."""

    texte = forms.CharField(
        label=gettext_lazy("Votre texte"),
        widget=forms.Textarea(attrs={"rows": 10, "lang": "fr"}),
        help_text=gettext_lazy("Collez-le ici. Il n’est pas enregistré."),
        error_messages={"required": gettext_lazy("Collez un texte, puis demandez la relecture.")},
    )
    genre = forms.ChoiceField(
        label=gettext_lazy("C’est"), choices=KINDS, initial=clarity.NOTICE, widget=forms.RadioSelect
    )
    pour = forms.ChoiceField(label=gettext_lazy("Pour"), choices=READERS, initial="plain", widget=forms.RadioSelect)

    def clean_texte(self) -> str:
        text: str = self.cleaned_data["texte"]
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                _("Ce texte a %(signs)s signes\u00a0: relisez-le par morceaux de %(limit)s.")
                % {"signs": _grouped(len(text)), "limit": _grouped(LONGEST_TEXT)}
            )
        return text

    def sheet(self, left: set[str]) -> clarity.Sheet:
        """What is found in the text, once it is valid."""
        asked = self.cleaned_data
        return clarity.check(
            asked["texte"], kind=asked["genre"], limits=LIMITS[asked["pour"]], on=timezone.localdate(), ignored=left
        )


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


class ReadByForm(forms.Form):
    """Who has read the text, and when: people only may say that it is easy to read."""

    relu_par = forms.CharField(
        label=gettext_lazy("Relu par"),
        max_length=200,
        help_text=gettext_lazy("Des personnes à qui le texte s’adresse. Leurs prénoms, ou le nom de leur groupe."),
        error_messages={"required": gettext_lazy("Dites qui a relu le texte.")},
    )
    relu_le = forms.DateField(
        label=gettext_lazy("Le"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Dites quel jour.")},
    )

    def clean_relu_le(self) -> Any:
        day = self.cleaned_data["relu_le"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Ce jour n’est pas encore venu\u00a0: écrivez le jour de la relecture."))
        return day

    def mention(self) -> str:
        """The words to put under the text, in French as the text is."""
        with override("fr"):
            day = date_format(self.cleaned_data["relu_le"], "j F Y")
        return f"Relu par {self.cleaned_data['relu_par']}, le {day}."

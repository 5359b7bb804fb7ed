"""Saying that something is wrong in the page of a place, and answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.core.forms import TrapForm
from maille.directory.models import Correction

REPORTED = [choice for choice in Correction.Kind.choices if choice[0] != Correction.Kind.PROPOSAL]


class ReportForm(TrapForm):
    """What is wrong, for anybody. Machines fill the trap, which people do not see."""

    kind = forms.ChoiceField(
        label=_("Qu’est-ce qui ne va pas\u00a0?"),
        choices=REPORTED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce qui ne va pas.")},
    )
    words = forms.CharField(
        label=_("Dites-nous ce que vous savez"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Par exemple\u00a0: c’est fermé le mercredi depuis septembre."),
        error_messages={"required": _("Écrivez une phrase\u00a0: elle aide à corriger.")},
    )
    contact = forms.CharField(
        label=_("Votre téléphone ou votre courriel"),
        required=False,
        max_length=200,
        help_text=_("Pour vous demander une précision. Il n’est montré à personne d’autre, puis effacé."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RejectForm(forms.Form):
    """Why a report is put aside."""

    reason = forms.CharField(
        label=_("Pourquoi l’écarter\u00a0?"),
        max_length=300,
        help_text=_("Par exemple\u00a0: vérifié au téléphone, les horaires sont justes."),
        error_messages={"required": _("Dites pourquoi\u00a0: la personne suivante le lira.")},
    )


class CorrectionFilterForm(forms.Form):
    """Reads the address of the list; a value that is not in a list is ignored, since links grow old."""

    etat = forms.ChoiceField(label=_("État"), required=False, choices=Correction.State.choices)
    sujet = forms.ChoiceField(label=_("Sujet"), required=False, choices=[("", _("tous")), *Correction.Kind.choices])
    q = forms.CharField(label=_("Lieu"), required=False, max_length=100)

    def __init__(self, asked: Any) -> None:
        asked = asked.copy()
        asked.setdefault("etat", Correction.State.WAITING)
        super().__init__(asked)
        self.is_valid()

    def choose(self, found: Any) -> Any:
        asked = self.cleaned_data
        found = found.filter(state=asked.get("etat") or Correction.State.WAITING)
        if asked.get("sujet"):
            found = found.filter(kind=asked["sujet"])
        for word in asked.get("q", "").split():
            found = found.filter(place__name__icontains=word)
        return found

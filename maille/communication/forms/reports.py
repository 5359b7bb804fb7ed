"""Saying that something is wrong in a published text, and answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.core.forms import TrapForm


class ReportMistakeForm(TrapForm):
    """What is wrong, for anybody. Machines fill the trap, which people do not see."""

    words = forms.CharField(
        label=_("Qu’est-ce qui est faux\u00a0?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Recopiez le passage, puis dites ce qu’il faudrait lire, et d’où vous le savez."),
        error_messages={"required": _("Dites ce qui est faux\u00a0: une phrase suffit.")},
    )
    email = forms.EmailField(
        label=_("Votre courriel"),
        required=False,
        help_text=_("Pour vous dire ce que nous en avons fait. Il est effacé un mois après la réponse."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Écrivez une adresse comme nom@exemple.fr, ou laissez vide.")},
    )


class AnswerForm(forms.Form):
    """Why a report is put aside."""

    answer = forms.CharField(
        label=_("Pourquoi l’écarter\u00a0?"),
        max_length=300,
        help_text=_("La personne le lira, si elle a laissé son adresse."),
        error_messages={"required": _("Dites pourquoi\u00a0: la personne le lira.")},
    )

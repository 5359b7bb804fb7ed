"""Another slot for an appointment, and why the team cancels one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.appointments.load import Choice

from .slots import labels


class SlotForm(forms.Form):
    """One of the slots that are free now, by their tokens."""

    slot = forms.ChoiceField(
        label=_("Quel créneau\u00a0?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez un créneau."),
            "invalid_choice": _("Ce créneau vient d’être pris\u00a0: choisissez-en un autre."),
        },
    )

    def __init__(self, data: Any = None, *, choices: Sequence[Choice]) -> None:
        super().__init__(data)
        self.known = {one.token: one for one in choices}
        self.fields["slot"].choices = labels(choices)  # type: ignore[attr-defined]

    def choice(self) -> Choice:
        return self.known[self.cleaned_data["slot"]]


class CancelForm(forms.Form):
    """Why, in a few words that the person reads."""

    reason = forms.CharField(
        label=_("Pourquoi\u00a0?"),
        help_text=_("La personne le lira."),
        max_length=200,
        error_messages={"required": _("Dites pourquoi\u00a0: la personne le lira.")},
    )

"""What an attestation says, and why one is taken back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class GiveForm(forms.Form):
    """Which sessions, and what the person has agreed to."""

    sessions = forms.TypedMultipleChoiceField(
        label=_("Ce que la personne a suivi"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choisissez au moins une séance que la personne a suivie."),
            "invalid_choice": _("Cette séance n’est pas de celles qu’elle a suivies\u00a0: choisissez dans la liste."),
        },
    )
    agreed = forms.BooleanField(
        label=_("La personne demande cette attestation, et sait qu’une page publique la dira vraie"),
        help_text=_("La page ne montre que ses initiales, les ateliers, les dates et les durées."),
        error_messages={
            "required": _("Demandez son accord à la personne\u00a0: une page publique dira ce papier vrai.")
        },
    )
    shows_name = forms.BooleanField(label=_("Elle veut aussi que son nom soit sur cette page"), required=False)

    def __init__(self, data: Any = None, *, sessions: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, initial={"sessions": [key for key, _label in sessions]})
        self.fields["sessions"].choices = sessions


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi la retirer\u00a0?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Dites pourquoi en quelques mots\u00a0: la personne peut le demander.")},
    )

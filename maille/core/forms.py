"""What several forms share: the trap for machines."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TrapForm(forms.Form):
    """A form open to anybody, with a box that people neither see nor fill, and machines do."""

    site = forms.CharField(
        label=_("Laissez cette case vide"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("site"))

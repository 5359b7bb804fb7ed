"""What several forms share: an address, a telephone number."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.core.telephone import read_number, say_number

ADDRESS_ERRORS = {
    "required": _("Écrivez une adresse de courriel."),
    "invalid": _("Cette adresse n’est pas complète : vérifiez-la, par exemple camille@exemple.fr."),
}

KEPT_IN_FRANCE = re.compile(r"\+33[1-9]\d{8}")


class PhoneField(forms.CharField):
    """A telephone number as people write it; kept in E.164. French unless it begins with +."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Téléphone"))
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget.attrs.update({"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = read_number(text)
        if not number:
            raise forms.ValidationError(
                _("Ce numéro ne va pas : écrivez ses dix chiffres, ou commencez par + et l’indicatif du pays.")
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """Show a kept number as people write it; give back what was typed when it could not be read."""
        if not (isinstance(value, str) and KEPT_IN_FRANCE.fullmatch(value)):
            return value
        return say_number(value)

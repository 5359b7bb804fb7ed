"""Forms of the network's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import NetworkPlace


class SwapForm(forms.Form):
    """Two places that exchange their ribbons."""

    one = forms.ModelChoiceField(label=_("Le ruban de"), queryset=NetworkPlace.objects.none())
    other = forms.ModelChoiceField(label=_("contre celui de"), queryset=NetworkPlace.objects.none())

    def __init__(self, *args: Any, links: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].queryset = links
            self.fields[name].label_from_instance = lambda link: link.place.name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("Choisissez deux lieux différents."))
        return data

"""What is followed, and how much of it is left."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.sharing.models import Consumable
from maille.territory.models import Place


class ConsumableForm(forms.Form):
    """One more thing that the network follows."""

    name = forms.CharField(label=_("Nom"), max_length=120, help_text=_("Par exemple\u00a0: filament PLA blanc."))
    measure = forms.CharField(
        label=_("Compté en"), max_length=40, help_text=_("Par exemple\u00a0: bobine, ramette, boîte de dix.")
    )
    low = forms.IntegerField(
        label=_("À racheter à partir de"), min_value=0, max_value=10_000, help_text=_("Dans tout le réseau.")
    )


class StockForm(forms.Form):
    """How much a place has left of one consumable."""

    consumable = forms.ModelChoiceField(label=_("Quoi"), queryset=Consumable.objects.none(), empty_label=None)
    place = forms.ModelChoiceField(label=_("Lieu"), queryset=Place.objects.none(), empty_label=None)
    left = forms.IntegerField(label=_("Ce qu’il reste"), min_value=0, max_value=10_000)

    def __init__(self, data: Any = None, *, network: Any, places: Sequence[Place]) -> None:
        super().__init__(data)
        followed = Consumable.objects.in_use().filter(network=network).order_by("name")
        self.fields["consumable"].queryset = followed  # type: ignore[attr-defined]
        self.fields["place"].queryset = Place.objects.filter(pk__in=[one.pk for one in places]).order_by("name")  # type: ignore[attr-defined]

"""What one answers at a door: what happens to a unit, where, what lacks."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.sharing.models import CustodyEvent, Unit
from maille.territory.models import Place

from .photos import PhotoField


class DoorForm(forms.Form):
    """Told of one unit at one place; `key` is drawn with the page, so that the same press is one line."""

    told = forms.ChoiceField(
        label=_("Que se passe-t-il\u00a0?"), choices=CustodyEvent.Kind.choices, widget=forms.RadioSelect
    )
    place = forms.ModelChoiceField(
        label=_("Où êtes-vous\u00a0?"), queryset=Place.objects.none(), to_field_name="slug", empty_label=None
    )
    to = forms.ModelChoiceField(
        label=_("Où va-t-elle\u00a0?"),
        help_text=_("Seulement quand aucun trajet n’est prévu."),
        queryset=Place.objects.none(),
        to_field_name="slug",
        required=False,
    )
    missing = forms.MultipleChoiceField(
        label=_("Ce qui manque"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("À savoir"), max_length=300, required=False)
    photo = PhotoField(
        label=_("Une photo"),
        help_text=_(
            "Un défaut, un emballage\u00a0: sans visage ni nom. Elle est réduite, et ne dit pas où elle a été prise."
        ),
    )
    alt = forms.CharField(
        label=_("Ce que montre la photo"),
        help_text=_("Pour qui ne la voit pas\u00a0: «\u00a0l’écran est fendu en haut à gauche\u00a0»."),
        max_length=200,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, here: Sequence[Place], network: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(pk__in=[place.pk for place in here]).order_by("name")
        self.fields["to"].queryset = Place.objects.in_network(network).order_by("name").distinct()
        contents = unit.model.contents.order_by("label", "pk") if unit.model else ()
        self.fields["missing"].choices = [(one.label, str(one)) for one in contents]
        if len(here) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.initial["place"] = here[0].slug
        if not self.fields["missing"].choices:
            del self.fields["missing"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("photo") and not said.get("alt", "").strip():
            self.add_error("alt", _("Dites en quelques mots ce que montre la photo, pour qui ne la voit pas."))
        return said

"""Which units get a sticker, on which sheet, from which sticker on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.sharing.models import EquipmentModel, Unit
from maille.sharing.rules.labels import SHEETS
from maille.territory.models import Network, Place

SHEET_NAMES = [("24", _("24 par page, 70 × 37 mm")), ("65", _("65 par page, 38,1 × 21,2 mm"))]


class ChosenForm(forms.Form):
    """Which units are offered. All of it stands in the address."""

    lieu = forms.ModelChoiceField(
        label=_("Lieu"), queryset=Place.objects.none(), required=False, empty_label=_("tous"), to_field_name="slug"
    )
    modele = forms.ModelChoiceField(
        label=_("Modèle"), queryset=EquipmentModel.objects.none(), required=False, empty_label=_("tous")
    )
    depuis = forms.DateField(
        label=_("Ajoutées depuis le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, asked: Any, *, network: Network) -> None:
        super().__init__(asked)
        places = Place.objects.in_network(network).order_by("name").distinct()
        self.fields["lieu"].queryset = places  # type: ignore[attr-defined]
        models = EquipmentModel.objects.in_use().filter(network=network).order_by("name")
        self.fields["modele"].queryset = models  # type: ignore[attr-defined]


class StickersForm(forms.Form):
    """The units that are kept, and the sheet that is in the printer."""

    feuille = forms.ChoiceField(label=_("Planche"), choices=SHEET_NAMES, initial="24", widget=forms.RadioSelect)
    debut = forms.IntegerField(
        label=_("Commencer à l’étiquette numéro"),
        min_value=1,
        initial=1,
        help_text=_("Pour finir une planche entamée\u00a0: comptez de gauche à droite, puis de haut en bas."),
    )
    u = forms.MultipleChoiceField(
        label=_("Unités"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une unité.")},
    )

    def __init__(self, data: Any = None, *, units: Sequence[Unit]) -> None:
        super().__init__(data, initial={"u": [unit.code for unit in units]})
        self.by_code = {unit.code: unit for unit in units}
        self.fields["u"].choices = [(unit.code, f"{unit.model}, {unit}, {unit.base}") for unit in units]  # type: ignore[attr-defined]

    def clean(self) -> None:
        sheet, start = self.cleaned_data.get("feuille"), self.cleaned_data.get("debut")
        if sheet and start and start > SHEETS[sheet].count:
            self.add_error("debut", _("Cette planche a %(count)s étiquettes.") % {"count": SHEETS[sheet].count})

    def units(self) -> list[Unit]:
        return [self.by_code[code] for code in self.cleaned_data["u"]]

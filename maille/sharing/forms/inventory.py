"""What is written of the objects that a network lends: a model and what is in its cases, units, why one is away."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.people.models import Skill
from maille.sharing.actions.equipment import WRITTEN
from maille.sharing.models import Category, EquipmentModel, Unit
from maille.territory.models import Network, Organisation, Place

SPARE_LINES = 3
MOST_LINES = 40
MOST_UNITS = 100


class InventoryFilter(forms.Form):
    """Which models are shown. All of it stands in the address."""

    sorte = forms.ChoiceField(label=_("Sorte"), required=False, choices=[("", _("toutes")), *Category.choices])
    lieu = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("tous"),
        to_field_name="slug",
    )
    mots = forms.CharField(label=_("Mots, étiquette, code ou série"), required=False, max_length=100)
    retires = forms.BooleanField(label=_("Montrer ce qui n’est plus prêté"), required=False)

    def __init__(self, asked: Any, *, network: Network) -> None:
        super().__init__(asked)
        places = Place.objects.in_network(network).order_by("name").distinct()
        self.fields["lieu"].queryset = places  # type: ignore[attr-defined]


class ModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """A model, all its fields in words; what is in its cases, line by line, with some to spare."""

    class Meta:
        model = EquipmentModel
        fields = WRITTEN
        widgets = {"uses": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "uses": _("En une ou deux phrases, pour qui n’en a jamais eu en main."),
            "value": _("Pour la convention de prêt, en euros entiers."),
            "preparation": _("Charger, nettoyer, ranger. Ce temps n’est pas prêtable."),
            "notice_hours": _("0\u00a0: on peut le demander au dernier moment."),
            "longest_days": _("0\u00a0: sans limite."),
            "skill": _("Quelqu’un du lieu qui emprunte doit l’avoir."),
        }

    def __init__(
        self, data: Any = None, *, network: Network, model: EquipmentModel | None = None, lines: int = 0
    ) -> None:
        contents = [(one.label, one.count) for one in model.contents.order_by("pk")] if model and model.pk else []
        # A copy: what is typed and refused must not show through the model of the page.
        super().__init__(data, instance=copy(model) if model else EquipmentModel(network=network))
        skills = Skill.objects.in_use().filter(network=network).order_by("name")
        self.fields["skill"].queryset = skills  # type: ignore[attr-defined]
        self.fields["skill"].empty_label = _("aucune")  # type: ignore[attr-defined]
        shown = min(MOST_LINES, max(_lines_of(data), len(contents)) + (lines or SPARE_LINES))
        for rank in range(shown):
            label, count = contents[rank] if rank < len(contents) else ("", None)
            self.fields[f"objet-{rank}"] = forms.CharField(
                label=_("Objet %(rank)s") % {"rank": rank + 1}, required=False, max_length=120, initial=label
            )
            self.fields[f"nombre-{rank}"] = forms.IntegerField(
                label=_("Nombre"), required=False, min_value=1, max_value=500, initial=count
            )
        self.ranks = range(shown)

    def clean(self) -> None:
        met: set[str] = set()
        for rank in self.ranks:
            label, count = self._line(rank)
            if count and not label:
                self.add_error(f"objet-{rank}", _("Dites quel objet, ou enlevez le nombre."))
            if label and label.casefold() in met:
                self.add_error(f"objet-{rank}", _("Cet objet est écrit deux fois\u00a0: additionnez les nombres."))
            met.add(label.casefold())

    def _line(self, rank: int) -> tuple[str, int | None]:
        said = self.cleaned_data
        return " ".join((said.get(f"objet-{rank}") or "").split()), said.get(f"nombre-{rank}")

    def content_lines(self) -> list[tuple[Any, Any]]:
        """The fields of each line, two by two, for the page."""
        return [(self[f"objet-{rank}"], self[f"nombre-{rank}"]) for rank in self.ranks]

    def plain_fields(self) -> list[Any]:
        return [self[name] for name in self.Meta.fields]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def contents(self) -> dict[str, int]:
        return {label: count or 1 for label, count in map(self._line, self.ranks) if label}


def _lines_of(data: Any) -> int:
    """How many lines were typed: they all come back, with some to spare."""
    ranks = [name.removeprefix("objet-") for name in data or () if name.startswith("objet-") and data.get(name)]
    return max((int(rank) + 1 for rank in ranks if rank.isascii() and rank.isdigit() and len(rank) < 3), default=0)


def _base(places: Sequence[Place]) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    shown = Place.objects.filter(pk__in=[one.pk for one in places]).order_by("name", "pk")
    return forms.ModelChoiceField(label=_("Lieu"), queryset=shown, to_field_name="slug", empty_label=None)


def _owners() -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        label=_("Propriétaire"),
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label=_("le lieu lui-même"),
    )


def _since() -> forms.DateField:
    return forms.DateField(
        label=_("Au réseau depuis le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class UnitsForm(forms.Form):
    """Units to add: in which place, how many at once, how their labels begin."""

    count = forms.IntegerField(label=_("Combien"), min_value=1, max_value=MOST_UNITS, initial=1)
    prefix = forms.CharField(  # type: ignore[assignment]  # a field here; Django takes it off the class
        label=_("Début des étiquettes"),
        max_length=30,
        help_text=_("«\u00a0TAB\u00a0» fera TAB 1, TAB 2… après celles que le lieu a déjà."),
    )
    serials = forms.CharField(
        label=_("Numéros de série"),
        required=False,
        max_length=9000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Un par ligne, dans l’ordre des étiquettes."),
    )
    since = _since()
    notes = forms.CharField(label=_("À savoir"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, places: Sequence[Place], initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields = {"base": _base(places), **self.fields, "owner": _owners()}
        self.order_fields(["base", "count", "prefix", "serials", "owner", "since", "notes"])

    def said(self) -> dict[str, Any]:
        serials = [one.strip() for one in self.cleaned_data["serials"].splitlines() if one.strip()]
        return self.cleaned_data | {"serials": serials}


class UnitForm(forms.Form):
    """One unit, written again."""

    label = forms.CharField(label=_("Étiquette"), max_length=40)
    serial = forms.CharField(label=_("Numéro de série"), required=False, max_length=80)
    since = _since()
    notes = forms.CharField(label=_("À savoir"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, unit: Unit, places: Sequence[Place]) -> None:
        initial = {"label": unit.label, "serial": unit.serial, "since": unit.since, "notes": unit.notes}
        super().__init__(data, initial={**initial, "base": unit.base.slug, "owner": unit.owner_id})
        known = places if unit.base in places else [unit.base, *places]
        self.fields = {**self.fields, "base": _base(known), "owner": _owners()}
        self.order_fields(["label", "base", "serial", "owner", "since", "notes"])


class AwayForm(forms.Form):
    """Why a unit breaks, or leaves the network."""

    reason = forms.CharField(label=_("Pourquoi"), required=False, max_length=200)

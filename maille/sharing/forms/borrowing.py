"""When and where something is wanted, then what of it, how many and for what."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maille.sharing.load import Free
from maille.sharing.models import Category, EquipmentModel
from maille.sharing.rules import Window
from maille.territory.hours.clock import local_instant
from maille.territory.models import Place

MOST_WEEKS = 12
MORNING = time(9), time(12)


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def hour_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class WhenForm(forms.Form):
    """Where, from when to when, how many weeks in a row; then which sort. All of it stands in the address."""

    lieu = forms.ModelChoiceField(
        label=_("Pour"), queryset=Place.objects.none(), empty_label=None, to_field_name="slug"
    )
    jour = day_field(_("Le"))
    de = hour_field(_("De"))
    jusquau = day_field(_("Jusqu’au"), required=False)
    a = hour_field(_("À"))
    fois = forms.IntegerField(label=_("Semaines de suite"), required=False, min_value=1, max_value=MOST_WEEKS)
    sorte = forms.ChoiceField(label=_("Sorte"), required=False, choices=[("", _("toutes")), *Category.choices])
    mots = forms.CharField(label=_("Mots"), required=False, max_length=100)

    def __init__(self, asked: Any, *, places: Sequence[Place], today: date) -> None:
        initial = {
            "lieu": places[0].slug if places else "",
            "jour": (today + timedelta(days=1)).isoformat(),
            "de": f"{MORNING[0]:%H:%M}",
            "a": f"{MORNING[1]:%H:%M}",
            "fois": "1",
        }
        super().__init__(initial | {name: asked[name] for name in self.base_fields if name in asked})
        self.fields["lieu"].queryset = Place.objects.filter(pk__in=[one.pk for one in places]).order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = self.cleaned_data
        if all(said.get(name) is not None for name in ("jour", "de", "a")) and self._ends() <= (
            said["jour"],
            said["de"],
        ):
            self.add_error("a", _("La fin vient avant le début\u00a0: corrigez l’une des deux dates."))

    def _ends(self) -> tuple[date, time]:
        said = self.cleaned_data
        return said.get("jusquau") or said["jour"], said["a"]

    @property
    def has_more(self) -> bool:
        """Whether something was said that most people leave out."""
        said = {name: self[name].value() for name in ("jusquau", "fois", "sorte", "mots")}
        return any(value not in (None, "", "1") for value in said.values()) or bool(self.errors)

    def weeks(self) -> int:
        return self.cleaned_data.get("fois") or 1

    def window(self, zone: ZoneInfo, week: int = 0) -> Window:
        """The time of one of the weeks, at the same hours on the clock of the place."""
        said, later = self.cleaned_data, timedelta(weeks=week)
        last, hour = self._ends()
        return Window(local_instant(said["jour"] + later, said["de"], zone), local_instant(last + later, hour, zone))

    def keeps(self, model: EquipmentModel) -> bool:
        """Whether a model is of the sort and has the words."""
        said = self.cleaned_data
        if said["sorte"] and model.category != said["sorte"]:
            return False
        text = f"{model.name} {model.maker} {model.uses} {model.get_category_display()}".casefold()
        return all(word in text for word in said["mots"].casefold().split())


def _how_many(model: EquipmentModel) -> SafeString:
    """Short to the eye, whole to the ear: the name of the model stands beside the field."""
    of = gettext("de «\u00a0%(model)s\u00a0»") % {"model": model}
    return format_html('{}<span class="visually-hidden"> {}</span>', gettext("Combien"), of)


class LoanForm(forms.Form):
    """How many of each model, and for what."""

    purpose = forms.CharField(
        label=_("Pour quoi faire"),
        required=False,
        max_length=200,
        help_text=_("Par exemple\u00a0: atelier photo pour douze débutants."),
    )

    def __init__(self, data: Any = None, *, found: Sequence[Free]) -> None:
        super().__init__(data)
        self.models = {f"combien-{one.model.pk}": one.model for one in found}
        for one in found:
            self.fields[f"combien-{one.model.pk}"] = forms.IntegerField(
                label=_how_many(one.model),
                required=False,
                min_value=0,
                max_value=200,
            )

    def wanted(self) -> list[tuple[EquipmentModel, int]]:
        return [(model, count) for name, model in self.models.items() if (count := self.cleaned_data.get(name))]

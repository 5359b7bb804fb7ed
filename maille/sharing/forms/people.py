"""Somebody that a place needs: who knows what, when, where, for what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.people.models import Skill
from maille.sharing.rules import Window
from maille.territory.hours.calendar import clock_of
from maille.territory.models import Place

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
HOUR = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}


class SomebodyForm(forms.Form):
    """One need of one day, on the clock of the place."""

    skill = forms.ModelChoiceField(
        label=_("Compétence"),
        queryset=Skill.objects.none(),
        empty_label=_("Choisir"),
        error_messages={"required": _("Choisissez une compétence de la liste.")},
    )
    place = forms.ModelChoiceField(label=_("Pour quel lieu"), queryset=Place.objects.none(), to_field_name="slug")
    day = forms.DateField(label=_("Jour"), **DAY)
    start = forms.TimeField(label=_("De"), **HOUR)
    end = forms.TimeField(label=_("À"), **HOUR)
    purpose = forms.CharField(label=_("Pour quoi faire"), max_length=200)
    count = forms.IntegerField(label=_("Combien de personnes"), min_value=1, max_value=5, initial=1)

    def __init__(self, data: Any = None, *, network: Any, places: Sequence[Place]) -> None:
        super().__init__(data)
        skills = Skill.objects.in_use().filter(network=network).order_by("name")
        self.fields["skill"].queryset = skills  # type: ignore[attr-defined]
        rows = Place.objects.filter(pk__in=[place.pk for place in places]).order_by("name")
        self.fields["place"].queryset = rows  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.initial["place"] = places[0].slug

    def window(self) -> Window:
        said = self.cleaned_data
        zone = ZoneInfo(clock_of(said["place"].calendar))
        return Window(*(datetime.combine(said["day"], said[hour], zone) for hour in ("start", "end")))

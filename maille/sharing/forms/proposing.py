"""Something else offered in place of a line: which model, how many, when, and why."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.sharing.models import EquipmentModel, NeedLine
from maille.sharing.rules import Window
from maille.territory.hours.clock import local_instant

from .borrowing import day_field, hour_field


class ProposalForm(forms.Form):
    """Begins as the line was asked: one changes what cannot be."""

    line = forms.ModelChoiceField(label=_("À la place de"), queryset=NeedLine.objects.none(), empty_label=None)
    model = forms.ModelChoiceField(label=_("Modèle"), queryset=EquipmentModel.objects.none(), empty_label=None)
    count = forms.IntegerField(label=_("Combien"), min_value=1, max_value=200)
    day = day_field(_("Le"))
    starts = hour_field(_("De"))
    last_day = day_field(_("Jusqu’au"), required=False)
    ends = hour_field(_("À"))
    reason = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=200,
        help_text=_("Par exemple\u00a0: l’autre moitié est au Colibri ce jour-là."),
    )

    def __init__(self, data: Any = None, *, lines: Sequence[NeedLine], zone: ZoneInfo) -> None:
        first = lines[0]
        asked = Window(first.need.starts_at, first.need.ends_at)
        super().__init__(data, initial={"line": first, **said_of(first.model_id, first.count, asked, zone)})
        self.zone = zone
        models = EquipmentModel.objects.in_use().filter(network=first.need.network_id).order_by("name", "pk")
        self.fields["model"].queryset = models  # type: ignore[attr-defined]
        self.fields["line"].queryset = NeedLine.objects.filter(pk__in=[one.pk for one in lines])  # type: ignore[attr-defined]
        if len(lines) == 1:
            self.fields["line"].widget = forms.HiddenInput()

    def window(self) -> Window:
        """What was said, on the clock of the place."""
        said = self.cleaned_data
        last = said["last_day"] or said["day"]
        return Window(
            local_instant(said["day"], said["starts"], self.zone), local_instant(last, said["ends"], self.zone)
        )


def said_of(model: int | None, count: int, window: Window, zone: ZoneInfo) -> dict[str, int | date | time | None]:
    """So many of a model over a time, as the fields of the form say it."""
    starts, ends = (_minute(one.astimezone(zone)) for one in (window.starts_at, window.ends_at))
    return {
        "model": model,
        "count": count,
        "day": starts.date(),
        "starts": starts.time(),
        "last_day": ends.date() if ends.date() != starts.date() else None,
        "ends": ends.time(),
    }


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)

"""When a room is wanted, then which one, for which place and for what."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.sharing.rules import Window
from maille.territory.hours.clock import local_instant
from maille.territory.models import Place

from .borrowing import MORNING, day_field, hour_field


class RoomsForm(forms.Form):
    """A day, from when to when, how many people: it stands in the address."""

    jour = day_field(_("Le"))
    de = hour_field(_("De"))
    a = hour_field(_("À"))
    assises = forms.IntegerField(label=_("Pour combien de personnes"), required=False, min_value=1, max_value=1000)

    def __init__(self, asked: Any, *, today: date) -> None:
        start, end = MORNING
        initial = {"jour": (today + timedelta(days=1)).isoformat(), "de": f"{start:%H:%M}", "a": f"{end:%H:%M}"}
        super().__init__(initial | {name: asked[name] for name in self.base_fields if name in asked})

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("de") and said.get("a") and said["a"] <= said["de"]:
            self.add_error("a", _("La fin vient avant le début\u00a0: corrigez l’une des deux heures."))

    def window(self, zone: ZoneInfo) -> Window:
        """What was said, on a clock."""
        said = self.cleaned_data
        return Window(*(local_instant(said["jour"], said[name], zone) for name in ("de", "a")))


class BookingForm(forms.Form):
    """Which room, for whom and for what."""

    room = forms.TypedChoiceField(label=_("Salle"), coerce=int, widget=forms.RadioSelect)
    place = forms.ModelChoiceField(label=_("Pour"), queryset=Place.objects.none(), empty_label=None)
    purpose = forms.CharField(
        label=_("Pour quoi faire"),
        required=False,
        max_length=200,
        help_text=_("Par exemple\u00a0: réunion des médiateurs, douze personnes."),
    )

    def __init__(self, data: Any = None, *, rooms: Sequence[tuple[int, str]], places: Sequence[Place]) -> None:
        super().__init__(data, initial={"place": places[0] if places else None})
        self.fields["room"].choices = rooms  # type: ignore[attr-defined]
        self.fields["place"].queryset = Place.objects.filter(pk__in=[one.pk for one in places]).order_by("name")  # type: ignore[attr-defined]

"""When a mediator receives or is away, and what appointments are for."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from maille.appointments.actions.openings import Hours
from maille.appointments.actions.reasons import WRITTEN
from maille.appointments.models import Reason
from maille.appointments.vocabulary import Mode
from maille.territory.hours.clock import local_instant
from maille.territory.models import Place

MIDNIGHT = time(0)


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _hour(label: Any, **options: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


class OpeningForm(forms.Form):
    """One opening: where, which day of the week, between which hours, from when to when."""

    place = forms.ModelChoiceField(label=_("Lieu"), queryset=Place.objects.none(), empty_label=None)
    weekday = forms.TypedChoiceField(label=_("Jour"), choices=list(WEEKDAYS.items()), coerce=int)
    start = _hour(_("De"))
    end = _hour(_("À"))
    starts_on = _day(_("À partir du"))
    ends_on = _day(_("Jusqu’au"), required=False, help_text=_("Rien\u00a0: sans fin."))

    def __init__(self, data: Any = None, *, places: Sequence[Place], today: Any) -> None:
        super().__init__(data, initial={"starts_on": today})
        self.fields["place"].queryset = Place.objects.filter(pk__in=[one.pk for one in places]).order_by("name", "pk")  # type: ignore[attr-defined]

    def hours(self) -> Hours:
        return Hours(**{name: self.cleaned_data[name] for name in ("weekday", "start", "end", "starts_on", "ends_on")})


class AbsenceForm(forms.Form):
    """From a day and hour to another; without hours, whole days."""

    starts_on = _day(_("Du"))
    start = _hour(_("À partir de"), required=False, help_text=_("Rien\u00a0: dès le matin."))
    ends_on = _day(_("Au (compris)"))
    end = _hour(_("Jusqu’à"), required=False, help_text=_("Rien\u00a0: jusqu’au soir."))
    reason = forms.CharField(
        label=_("Raison"),
        required=False,
        max_length=120,
        help_text=_("Pour vous seulement\u00a0: les autres lisent seulement que vous n’êtes pas là."),
    )

    def dates(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The two instants, the last day included."""
        said = self.cleaned_data
        starts_at = local_instant(said["starts_on"], said["start"] or MIDNIGHT, zone)
        if said["end"]:
            return starts_at, local_instant(said["ends_on"], said["end"], zone)
        return starts_at, local_instant(said["ends_on"] + timedelta(days=1), MIDNIGHT, zone)


class ReasonForm(forms.ModelForm[Reason]):
    """A reason; who reads it and takes it is said in the words of the people."""

    modes = forms.MultipleChoiceField(
        label=_("Comment"),
        choices=Mode.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Dites comment\u00a0: au lieu, par téléphone ou à domicile.")},
    )

    class Meta:
        model = Reason
        fields = WRITTEN

    def _post_clean(self) -> None:
        """The action judges, not the form."""

    def written(self) -> dict[str, Any]:
        return {**self.cleaned_data, "modes": tuple(self.cleaned_data["modes"])}

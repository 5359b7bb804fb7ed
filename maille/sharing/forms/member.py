"""What somebody knows, when she works, where she goes: said by her or by who plans for her."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from maille.people.models import Skill
from maille.sharing.models import Mobility
from maille.sharing.rules.journeys import Mode
from maille.territory.models import Place

from .people import DAY, HOUR

MODES = {
    Mode.FOOT: _("à pied"),
    Mode.CYCLE: _("à vélo"),
    Mode.TRANSIT: _("en transports en commun"),
    Mode.VAN: _("en voiture"),
}


class ClaimForm(forms.Form):
    """A skill that one announces, and what shows it."""

    skill = forms.ModelChoiceField(
        label=_("Compétence"),
        queryset=Skill.objects.none(),
        empty_label=_("Choisir"),
        error_messages={"required": _("Choisissez une compétence de la liste.")},
    )
    evidence = forms.CharField(
        label=_("Ce qui le montre"),
        max_length=200,
        help_text=_("Une formation et sa date, un atelier animé, quelqu’un qui l’a vu."),
        error_messages={"required": _("Dites ce qui le montre\u00a0: une formation, un atelier animé.")},
    )

    def __init__(self, data: Any = None, *, network: Any, **options: Any) -> None:
        super().__init__(data, **options)
        rows = Skill.objects.in_use().filter(network=network).order_by("name")
        self.fields["skill"].queryset = rows  # type: ignore[attr-defined]


class KnownForm(ClaimForm):
    """A skill that somebody else confirms, from a day on, for a time or for ever."""

    since = forms.DateField(label=_("Depuis le"), **DAY)
    last_day = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        help_text=_("Rien\u00a0: la durée de la compétence, ou sans fin."),
        **DAY,
    )

    def written(self) -> dict[str, Any]:
        said = self.cleaned_data
        last: date | None = said["last_day"]
        return {
            "skill": said["skill"],
            "evidence": said["evidence"],
            "since": said["since"],
            "ends_on": last + timedelta(days=1) if last else None,
        }


class HoursForm(forms.Form):
    """The same hours on one or several days, in one place."""

    place = forms.ModelChoiceField(label=_("Lieu"), queryset=Place.objects.none(), empty_label=None)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Jours"),
        choices=[(key, capfirst(name)) for key, name in WEEKDAYS.items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un jour.")},
    )
    starts = forms.TimeField(label=_("De"), **HOUR)
    ends = forms.TimeField(label=_("À"), **HOUR)

    def __init__(self, data: Any = None, *, places: Sequence[Place]) -> None:
        super().__init__(data)
        rows = Place.objects.filter(pk__in=[place.pk for place in places]).order_by("name", "pk")
        self.fields["place"].queryset = rows  # type: ignore[attr-defined]


class MobilityForm(forms.Form):
    """Whether one may be asked to go elsewhere, and how."""

    is_lendable = forms.BooleanField(label=_("Peut aller aider dans un autre lieu"), required=False)
    modes = forms.MultipleChoiceField(
        label=_("Comment"),
        choices=[(mode.value, said) for mode, said in MODES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    longest_way = forms.IntegerField(
        label=_("Trajet le plus long, en minutes"), min_value=0, max_value=240, help_text=_("Aller simple.")
    )

    def __init__(self, data: Any = None, *, said: Mobility | None) -> None:
        known = said or Mobility()
        initial = {
            "is_lendable": known.is_lendable,
            "modes": list(known.modes) or [Mode.TRANSIT.value],
            "longest_way": known.longest_way,
        }
        super().__init__(data, initial=initial)


class SkillForm(forms.Form):
    """A skill of the list of the network."""

    name = forms.CharField(label=_("Compétence"), max_length=80)
    description = forms.CharField(label=_("En une phrase"), max_length=200, required=False)
    lasts_months = forms.IntegerField(
        label=_("Valable, en mois"), min_value=0, max_value=120, initial=0, help_text=_("0\u00a0: sans fin.")
    )

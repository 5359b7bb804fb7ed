"""When a place is open, and its rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.territory.hours.french import write_french
from maille.territory.models import Place, Room
from maille.territory.opening import schedule_from


class HoursForm(forms.Form):
    """The usual hours, as one says them."""

    text = forms.CharField(
        label=_("Horaires habituels"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple\u00a0: du lundi au vendredi 9h-12h et 14h-17h, fermé le mercredi"),
    )
    keep = forms.BooleanField(
        label=_("Garder cette phrase telle quelle"),
        required=False,
        help_text=_(
            "Elle s’affichera sur la fiche, mais le lieu ne sera pas trouvé par «\u00a0ouvert maintenant\u00a0»."
        ),
    )

    @staticmethod
    def text_of(place: Place) -> str:
        """What to show in the field: the hours in French words, or the sentence kept as it was."""
        schedule = schedule_from(place.hours)
        if schedule is None:
            return place.hours_text
        return write_french(schedule)


class ExceptionForm(forms.Form):
    """Dates when the usual hours do not apply."""

    starts_on = forms.DateField(label=_("Du"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Au"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hours = forms.CharField(
        label=_("Horaires ces jours-là"),
        required=False,
        max_length=100,
        help_text=_("Rien\u00a0: fermé. Sinon\u00a0: 9h-12h"),
    )
    reason = forms.CharField(
        label=_("Raison"), required=False, max_length=120, help_text=_("Par exemple\u00a0: congés")
    )


class RoomForm(forms.Form):
    """A room of a place."""

    name = forms.CharField(label=_("Nom de la salle"), max_length=80)
    seats = forms.IntegerField(label=_("Places assises"), min_value=1, max_value=1000)
    is_step_free = forms.BooleanField(label=_("On y entre sans marche"), required=False)
    notes = forms.CharField(
        label=_("À savoir"), required=False, max_length=300, help_text=_("Par exemple\u00a0: clé à l’accueil")
    )
    part_of = forms.ModelChoiceField(
        label=_("Fait partie de"),
        queryset=Room.objects.none(),
        required=False,
        empty_label=_("aucune autre salle"),
        help_text=_("Par exemple\u00a0: la moitié d’une grande salle, quand la cloison est fermée."),
    )

    def __init__(self, data: Any = None, *, place: Place) -> None:
        super().__init__(data)
        rooms = place.rooms.order_by("name")
        self.fields["part_of"].queryset = rooms  # type: ignore[attr-defined]
        if not rooms:
            del self.fields["part_of"]

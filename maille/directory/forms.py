"""Forms of the directory: the search (everything optional, everything in the address), hours, imports."""

import math
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maille.territory.hours.french import write_french
from maille.territory.models import Place
from maille.territory.opening import schedule_from
from maille.territory.rules import Position
from maille.territory.vocabulary import Audience, Cost, Service, SpecialCare

from .mapping.load import load_packaged_mapping, packaged_mappings
from .search.question import DEFAULT_RADIUS_KM, Question

RADII = [(2, _("2 km")), (5, _("5 km")), (10, _("10 km")), (20, _("20 km")), (50, _("50 km")), (0, _("partout"))]
LONGEST_TEXT = 200
LARGEST_FILE = 20 * 1024 * 1024


class SearchForm(forms.Form):
    """Reads the address of a search. A value that is not in a list is ignored, never an error: links grow old."""

    ou = forms.CharField(label=_("Où\u00a0?"), required=False, help_text=_("Une ville, un quartier ou un code postal"))
    quoi = forms.CharField(
        label=_("Pour quoi faire\u00a0?"), required=False, help_text=_("Par exemple\u00a0: téléphone, CAF, imprimer")
    )
    ouvert = forms.BooleanField(label=_("Ouvert maintenant"), required=False)
    service = forms.MultipleChoiceField(
        label=_("Ce qu’on peut y faire"), choices=Service, required=False, widget=forms.CheckboxSelectMultiple
    )
    public = forms.MultipleChoiceField(
        label=_("Pour qui"), choices=Audience, required=False, widget=forms.CheckboxSelectMultiple
    )
    besoin = forms.MultipleChoiceField(
        label=_("Accessibilité et langues"), choices=SpecialCare, required=False, widget=forms.CheckboxSelectMultiple
    )
    frais = forms.MultipleChoiceField(
        label=_("Prix"), choices=Cost, required=False, widget=forms.CheckboxSelectMultiple
    )
    rayon = forms.TypedChoiceField(
        label=_("Jusqu’à quelle distance"),
        choices=RADII,
        coerce=int,
        required=False,
        empty_value=DEFAULT_RADIUS_KM,
    )
    membres = forms.BooleanField(label=_("Seulement les lieux du réseau"), required=False)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict) -> None:
        asked = asked.copy()
        asked.setdefault("rayon", str(DEFAULT_RADIUS_KM))
        super().__init__(asked)
        self.is_valid()

    def question(self) -> Question:
        """What is asked, keeping every part that could be read."""
        asked = self.cleaned_data
        return Question(
            where=asked.get("ou", "")[:LONGEST_TEXT],
            what=asked.get("quoi", "")[:LONGEST_TEXT],
            position=self._position(),
            radius_km=asked.get("rayon", DEFAULT_RADIUS_KM),
            services=self._known("service", Service.values),
            audiences=self._known("public", Audience.values),
            special_care=self._known("besoin", SpecialCare.values),
            costs=self._known("frais", Cost.values),
            is_open_now=asked.get("ouvert", False),
            members_only=asked.get("membres", False),
        )

    def _known(self, name: str, values: list[str]) -> tuple[str, ...]:
        return tuple(value for value in self.data.getlist(name) if value in values)

    def _position(self) -> Position | None:
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        if lat is None or lon is None or self.cleaned_data.get("ou") or not math.isfinite(lat + lon):
            return None
        try:
            return Position(lat, lon)
        except ValueError:
            return None

    @property
    def has_filters(self) -> bool:
        """Whether something behind "Plus de choix" is chosen, so that the drawer opens on it."""
        return any(self.data.get(name) for name in ("service", "public", "besoin", "frais", "membres"))


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


class ImportForm(forms.Form):
    """A file and the source it comes from."""

    source = forms.ChoiceField(label=_("Source"))
    file = forms.FileField(label=_("Fichier"), help_text=_("JSON ou CSV, tel que la source le donne. 20 Mo au plus."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [
            (name, load_packaged_mapping(name).source.title) for name in packaged_mappings()
        ]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Ce fichier dépasse 20 Mo\u00a0: coupez-le en plusieurs."))
        return file

"""The search as an address writes it: everything optional, everything in the address."""

import math

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maille.directory.search.question import DEFAULT_RADIUS_KM, Question
from maille.territory.rules import Position
from maille.territory.vocabulary import Audience, Cost, Service, SpecialCare

RADII = [(2, _("2 km")), (5, _("5 km")), (10, _("10 km")), (20, _("20 km")), (50, _("50 km")), (0, _("partout"))]
LONGEST_TEXT = 200

Chosen = tuple[tuple[str, tuple[str, ...]], ...]


class WhereForm(forms.Form):
    """What a search asks of places, whatever it looks for; reads an address.

    A value that is not in a list is ignored, never an error: links grow old.
    """

    ou = forms.CharField(label=_("Où\u00a0?"), required=False, help_text=_("Une ville, un quartier ou un code postal"))
    quoi = forms.CharField(
        label=_("Pour quoi faire\u00a0?"), required=False, help_text=_("Par exemple\u00a0: téléphone, CAF, imprimer")
    )
    besoin = forms.MultipleChoiceField(
        label=_("Accessibilité et langues"), choices=SpecialCare, required=False, widget=forms.CheckboxSelectMultiple
    )
    rayon = forms.TypedChoiceField(
        label=_("Jusqu’à quelle distance"),
        choices=RADII,
        coerce=int,
        required=False,
        empty_value=DEFAULT_RADIUS_KM,
    )
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


class SearchForm(WhereForm):
    """The search of places."""

    ouvert = forms.BooleanField(label=_("Ouvert maintenant"), required=False)
    service = forms.MultipleChoiceField(
        label=_("Ce qu’on peut y faire"), choices=Service, required=False, widget=forms.CheckboxSelectMultiple
    )
    public = forms.MultipleChoiceField(
        label=_("Pour qui"), choices=Audience, required=False, widget=forms.CheckboxSelectMultiple
    )
    frais = forms.MultipleChoiceField(
        label=_("Prix"), choices=Cost, required=False, widget=forms.CheckboxSelectMultiple
    )
    membres = forms.BooleanField(label=_("Seulement les lieux du réseau"), required=False)

    @property
    def chosen(self) -> Chosen:
        """What is chosen behind "Plus de choix", as the address says it."""
        lists = {name: tuple(self.cleaned_data.get(name, ())) for name in ("service", "public", "besoin", "frais")}
        radius = str(self.cleaned_data.get("rayon", DEFAULT_RADIUS_KM))
        members = ("on",) if self.cleaned_data.get("membres") else ()
        return (*lists.items(), ("rayon", (radius,)), ("membres", members))

    @property
    def has_filters(self) -> bool:
        """Whether something behind "Plus de choix" is chosen, so that the drawer opens on it."""
        return any(self.data.get(name) for name in ("service", "public", "besoin", "frais", "membres"))

"""What somebody looks for in the programme, as an address writes it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maille.directory.forms import WhereForm
from maille.territory.rules import Position
from maille.territory.vocabulary import SpecialCare
from maille.workshops.programme import Wanted
from maille.workshops.rules.months import Month, read_month
from maille.workshops.vocabulary import Level, Theme

FILTERS = ("theme", "niveau", "lieu", "jour", "langue", "besoin")

Chosen = tuple[tuple[str, tuple[str, ...]], ...]


class ProgrammeForm(WhereForm):
    """The questions of the search of places, and those of sessions. What an address says that is not known is told."""

    theme = forms.ChoiceField(label=gettext_lazy("Sujet"), required=False)
    niveau = forms.ChoiceField(label=gettext_lazy("Niveau"), required=False)
    lieu = forms.ChoiceField(label=gettext_lazy("Lieu"), required=False)
    jour = forms.MultipleChoiceField(
        label=gettext_lazy("Jours qui vous conviennent"), required=False, widget=forms.CheckboxSelectMultiple
    )
    langue = forms.ChoiceField(label=gettext_lazy("Langue"), required=False)
    places = forms.BooleanField(label=gettext_lazy("Seulement s’il reste des places"), required=False)

    def __init__(
        self, asked: QueryDict, *, places: tuple[tuple[str, str], ...] = (), languages: tuple[str, ...] = ()
    ) -> None:
        self.known_places, self.known_languages = places, languages
        self.choices_of: dict[str, list[tuple[str, Any]]] = {
            "theme": [("", _("tous")), *sorted(Theme.choices, key=lambda choice: str(choice[1]))],
            "niveau": [("", _("tous")), *Level.choices],
            "lieu": [("", _("tous")), *places],
            "jour": [(str(number), str(WEEKDAYS[number]).capitalize()) for number in range(7)],
            "langue": [("", _("toutes")), *((one, one) for one in languages)],
        }
        super().__init__(asked)

    def full_clean(self) -> None:
        for name, choices in self.choices_of.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(self.choices_of["langue"]) == 1:
            self.fields.pop("langue", None)
        super().full_clean()

    @property
    def month(self) -> Month | None:
        return read_month(self.data.get("mois", ""))

    @property
    def unknown(self) -> list[str]:
        """What the address asks that does not exist, or no more, and what is shown instead."""
        wrong = [
            ("theme", _("Ce sujet n’existe pas\u00a0: voici tous les sujets.")),
            ("niveau", _("Ce niveau n’existe pas\u00a0: voici tous les niveaux.")),
            ("lieu", _("Ce lieu n’a rien au programme, ou n’existe plus\u00a0: voici tous les lieux.")),
            ("langue", _("Rien n’est prévu dans cette langue\u00a0: voici toutes les langues.")),
            ("jour", _("Un de ces jours n’existe pas\u00a0: il n’est pas pris en compte.")),
        ]
        told = [sentence for name, sentence in wrong if self._is_unknown(name)]
        if self.data.get("mois") and self.month is None:
            told.append(_("Ce mois n’existe pas\u00a0: voici tout ce qui vient."))
        return told

    def _is_unknown(self, name: str) -> bool:
        known = {value for value, _label in self.choices_of[name]}
        return any(value not in known for value in self.data.getlist(name))

    @property
    def weekdays(self) -> frozenset[int]:
        return frozenset(int(one) for one in self._known("jour", [str(number) for number in range(7)]))

    def wanted(self, origin: Position | None) -> Wanted:
        """What is asked, keeping every part that could be read."""
        asked, question = self.cleaned_data, self.question()
        return Wanted(
            what=question.what,
            theme=asked.get("theme", ""),
            level=asked.get("niveau", ""),
            language=asked.get("langue", ""),
            place=asked.get("lieu", ""),
            weekdays=self.weekdays,
            special_care=question.special_care,
            with_seats=asked.get("places", False),
            origin=origin,
            radius_km=question.radius_km,
        )

    @property
    def chosen(self) -> Chosen:
        """What is chosen behind "Plus de choix", as the address says it."""
        asked = self.cleaned_data
        care = self._known("besoin", SpecialCare.values)
        days = tuple(str(number) for number in sorted(self.weekdays))
        one = {name: (asked.get(name, ""),) for name in ("theme", "niveau", "lieu", "langue")}
        return (("besoin", care), ("jour", days), *one.items(), ("rayon", (str(self.question().radius_km),)))

    @property
    def has_filters(self) -> bool:
        """Whether something behind "Plus de choix" is chosen, so that the drawer opens on it."""
        return any(self.data.get(name) for name in FILTERS)

"""How long it takes from one place to each of the others; a line left empty is estimated."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.sharing.actions.journeys import LONGEST
from maille.sharing.rules.journeys import Mode
from maille.territory.models import Place


class FromForm(forms.Form):
    """From which place, and how one goes; both stand in the address."""

    lieu = forms.ModelChoiceField(
        label=_("Depuis"), queryset=Place.objects.none(), to_field_name="slug", empty_label=None
    )
    comment = forms.ChoiceField(
        label=_("Comment"),
        choices=[
            (Mode.VAN.value, _("en voiture")),
            (Mode.TRANSIT.value, _("en transports en commun")),
            (Mode.CYCLE.value, _("à vélo")),
            (Mode.FOOT.value, _("à pied")),
        ],
    )

    def __init__(self, asked: Any, *, places: Sequence[Place]) -> None:
        initial = {"lieu": places[0].slug if places else "", "comment": Mode.VAN.value}
        super().__init__(initial | {name: asked[name] for name in self.base_fields if name in asked})
        self.fields["lieu"].queryset = Place.objects.filter(pk__in=[one.pk for one in places]).order_by("name", "pk")  # type: ignore[attr-defined]


class JourneysForm(forms.Form):
    """Minutes to each place, as somebody knows them."""

    both_ways = forms.BooleanField(label=_("Le même temps au retour"), required=False, initial=True)

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"minutes-{place.pk}": place for place in places}
        for name, place in self.places.items():
            self.fields[name] = forms.IntegerField(
                label=_("Minutes jusqu’à «\u00a0%(place)s\u00a0»") % {"place": place},
                required=False,
                min_value=1,
                max_value=LONGEST,
            )

    def minutes(self) -> dict[Place, int | None]:
        """By place; nothing for one that is left to the estimate."""
        return {place: self.cleaned_data.get(name) for name, place in self.places.items()}

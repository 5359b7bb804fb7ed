"""A vehicle, a round and what rides with it; who carries one unit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.people.models import User
from maille.sharing.models import Carrier, Leg, Round, Van
from maille.sharing.rounds import Rider, people_of
from maille.sharing.rules import Window
from maille.sharing.saying import span
from maille.territory.models import Place

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
HOUR = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}


class VanForm(forms.Form):
    """A vehicle of the network."""

    name = forms.CharField(
        label=_("Nom"), max_length=80, help_text=_("Celui que tout le monde lui donne\u00a0: la camionnette bleue.")
    )
    holds = forms.IntegerField(
        label=_("Gros objets au plus"),
        min_value=1,
        max_value=60,
        initial=6,
        help_text=_("Un gros objet prend la place de quatre sacs\u00a0; ce qui demande une camionnette en prend deux."),
    )
    base = forms.ModelChoiceField(
        label=_("Garé à"),
        queryset=Place.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("nulle part en particulier"),
        help_text=_("Les tournées partent de là et y reviennent."),
    )
    is_retired = forms.BooleanField(
        label=_("Il ne sert plus"),
        required=False,
        help_text=_("Ses tournées passées restent\u00a0; aucune nouvelle ne le prend."),
    )

    def __init__(self, *args: Any, network: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["is_retired"]
        self.fields["base"].queryset = Place.objects.in_network(network).order_by("name").distinct()  # type: ignore[attr-defined]


class Named(forms.ModelChoiceField):
    """Somebody, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class RoundForm(forms.Form):
    """A van, a day, from when to when, and who drives."""

    van = forms.ModelChoiceField(label=_("Véhicule"), queryset=Van.objects.none(), empty_label=None)
    day = forms.DateField(label=_("Jour"), **DAY)
    start = forms.TimeField(label=_("De"), initial="09:00", **HOUR)
    end = forms.TimeField(label=_("À"), initial="12:00", **HOUR)
    driver = Named(label=_("Au volant"), queryset=User.objects.none(), required=False, empty_label=_("personne encore"))
    notes = forms.CharField(label=_("À savoir"), max_length=300, required=False)

    def __init__(self, *args: Any, network: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["van"].queryset = Van.objects.filter(network=network, is_retired=False).order_by("name")  # type: ignore[attr-defined]
        self.fields["driver"].queryset = people_of(network).order_by("name", "pk")  # type: ignore[attr-defined]

    def window(self) -> Window:
        said = self.cleaned_data
        return Window(*(timezone.make_aware(datetime.combine(said["day"], said[hour])) for hour in ("start", "end")))


class LoadForm(forms.Form):
    """Which ways of units ride with a round."""

    legs = forms.TypedMultipleChoiceField(
        label=_("Ce que porte la tournée"),
        coerce=int,
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, riders: Sequence[Rider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legs"].choices = [(one.leg.pk, str(one.leg.unit)) for one in riders]  # type: ignore[attr-defined]


class CarrierForm(forms.Form):
    """Who carries one unit: a round, somebody, somebody who goes there anyway, whoever receives it."""

    how = forms.ChoiceField(label=_("Qui porte"), choices=Carrier.choices, widget=forms.RadioSelect)
    tour = forms.ModelChoiceField(
        label=_("Tournée"), queryset=Round.objects.none(), required=False, empty_label=_("choisir une tournée")
    )
    person = Named(
        label=_("Personne"), queryset=User.objects.none(), required=False, empty_label=_("choisir quelqu’un")
    )

    def __init__(self, *args: Any, leg: Leg, rounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tour = self.fields["tour"]
        tour.queryset = rounds  # type: ignore[attr-defined]
        tour.label_from_instance = lambda one: f"{one.van}, {span(one)}"  # type: ignore[attr-defined]
        self.fields["person"].queryset = people_of(leg.network).order_by("name", "pk")  # type: ignore[attr-defined]

"""What those who answer companies fill in: an option, a reason, a convention that came back on paper, a filter."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.companies.actions import Offer
from maille.companies.actions.proposing import MOST_DATES
from maille.companies.models import Enquiry
from maille.companies.rules.life import ENDED, OPEN, WITH_THEM, WITH_US
from maille.people.models import User
from maille.territory.hours.clock import local_instant
from maille.territory.models import NetworkPlace, Place, Room
from maille.workshops.load import leaders, zone_of
from maille.workshops.models import Workshop
from maille.workshops.rules.times import Slot

from .employer import ConventionForm

SHOWN_DATES = 4
"""Dates asked on the page; a longer training is written in two options or by duplicating its sessions."""
MORNING, NOON = time(9), time(12)


class OptionForm(forms.Form):
    """One option: what, where, by whom, when, for how many, with what, at what price."""

    workshop = forms.ModelChoiceField(
        label=_("Atelier"),
        queryset=Workshop.objects.none(),
        error_messages={"required": _("Choisissez l’atelier qui répond à la demande.")},
    )
    place = forms.ModelChoiceField(
        label=_("Lieu qui la tient"),
        queryset=Place.objects.none(),
        error_messages={"required": _("Choisissez le lieu qui tient la formation.")},
    )
    room = forms.ModelChoiceField(
        label=_("Salle"), queryset=Room.objects.none(), required=False, empty_label=_("aucune en particulier")
    )
    on_site = forms.CharField(
        label=_("Ou dans l’entreprise, à l’adresse"),
        required=False,
        max_length=200,
        help_text=_("Si vous vous déplacez\u00a0: la salle ne compte plus."),
    )
    mediator = forms.ModelChoiceField(
        label=_("Qui anime"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choisissez qui anime.")},
    )
    capacity = forms.IntegerField(
        label=_("Personnes au plus"),
        min_value=1,
        max_value=500,
        error_messages={"required": _("Écrivez combien de personnes cette option accueille.")},
    )
    kit = forms.CharField(
        label=_("Matériel"),
        required=False,
        max_length=200,
        help_text=_("Par exemple\u00a0: la mallette de dix tablettes. Rien\u00a0: celui de l’atelier."),
    )
    price = forms.CharField(
        label=_("Prix"), required=False, max_length=80, help_text=_("Avec vos mots. Rien\u00a0: gratuit.")
    )

    def __init__(self, data: Any = None, *, enquiry: Enquiry, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"capacity": enquiry.people, **(initial or {})})
        network, today = enquiry.network, timezone.localdate()
        places = Place.objects.filter(
            network_places__network=network, network_places__kind=NetworkPlace.Kind.MEMBER
        ).order_by("name")
        self.fields["workshop"].queryset = Workshop.objects.in_use().filter(network=network).with_content()
        self.fields["place"].queryset = places
        rooms = Room.objects.filter(place__in=places).select_related("place").order_by("place__name", "name")
        self.fields["room"].queryset = rooms
        self.fields["room"].label_from_instance = lambda room: f"{room.place.name}, {room.name} ({room.seats})"
        self.fields["mediator"].queryset = leaders(network, today)
        for number in range(1, SHOWN_DATES + 1):
            self._add_date(number)

    def _add_date(self, number: int) -> None:
        values = {"number": number}
        required = number == 1
        self.fields[f"day{number}"] = forms.DateField(
            label=_("Date %(number)s") % values,
            required=required,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": _("Donnez au moins une date.")},
        )
        for name, label, usual in (("start", _("Début %(number)s"), MORNING), ("end", _("Fin %(number)s"), NOON)):
            self.fields[f"{name}{number}"] = forms.TimeField(
                label=label % values,
                required=required,
                initial=usual,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                error_messages={"required": _("Donnez l’heure de cette date.")},
            )

    def date_rows(self) -> Iterator[list[forms.BoundField]]:
        for number in range(1, SHOWN_DATES + 1):
            yield [self[f"{name}{number}"] for name in ("day", "start", "end")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for number in range(2, SHOWN_DATES + 1):
            if data.get(f"day{number}"):
                for name in ("start", "end"):
                    if data.get(f"{name}{number}") is None and f"{name}{number}" not in self.errors:
                        self.add_error(f"{name}{number}", _("Donnez l’heure de cette date."))
        return data

    def offer(self) -> Offer:
        data = self.cleaned_data
        zone = zone_of(data["place"])
        slots = []
        for number in range(1, min(SHOWN_DATES, MOST_DATES) + 1):
            if day := data.get(f"day{number}"):
                starts, ends = (local_instant(day, data[f"{name}{number}"], zone) for name in ("start", "end"))
                slots.append(Slot(starts, ends))
        names = ("workshop", "place", "mediator", "capacity", "room", "on_site", "kit", "price")
        return Offer(slots=slots, **{name: data[name] for name in names})


class ReasonForm(forms.Form):
    """Why something is taken back or refused: the company reads it."""

    reason = forms.CharField(
        label=_("Pourquoi\u00a0?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("L’entreprise le lira."),
        error_messages={"required": _("Dites pourquoi\u00a0: l’entreprise le lira.")},
    )


class ConfirmForm(forms.Form):
    """What the trainer says of the half-days that somebody did not sign; `halves` are those (code, words)."""

    halves = forms.MultipleChoiceField(
        label=_("Demi-journées sans signature"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une demi-journée.")},
    )
    was_there = forms.ChoiceField(
        label=_("Cette personne"),
        choices=[("oui", _("était là")), ("non", _("n’était pas là"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites si cette personne était là.")},
    )
    words = forms.CharField(
        label=_("Ce que vous avez vu"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Une phrase. Elle tient lieu de signature, et le journal la garde avec votre nom."),
        error_messages={
            "required": _("Écrivez ce que vous avez vu, en une phrase\u00a0: elle tient lieu de signature.")
        },
    )

    def __init__(self, data: Any = None, *, halves: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"halves": [code for code, _words in halves]})
        self.fields["halves"].choices = halves  # type: ignore[attr-defined]


class PaperForm(ConventionForm):
    """A convention that came back signed on paper."""

    signed_on = forms.DateField(
        label=_("Signée le"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Écrivez le jour de la signature.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["agreed"]

    def signed_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["signed_on"], time.min))


class EnquiryFilterForm(forms.Form):
    """Reads the address of the list; a value that is not in a list is ignored, since links grow old."""

    STATES = {"ouvertes": OPEN, "nous": WITH_US, "elles": WITH_THEM, "finies": ENDED}
    etat = forms.ChoiceField(
        label=_("Demandes"),
        required=False,
        choices=[
            ("ouvertes", _("en cours")),
            ("nous", _("qui nous attendent")),
            ("elles", _("qui attendent l’entreprise")),
            ("finies", _("finies")),
        ],
    )
    q = forms.CharField(label=_("Entreprise"), required=False, max_length=100)

    def __init__(self, asked: Any) -> None:
        asked = asked.copy()
        asked.setdefault("etat", "ouvertes")
        super().__init__(asked)
        self.is_valid()

    def choose(self, found: Any) -> Any:
        asked = self.cleaned_data
        found = found.filter(state__in=self.STATES[asked.get("etat") or "ouvertes"])
        for word in asked.get("q", "").split():
            found = found.filter(company__icontains=word)
        return found

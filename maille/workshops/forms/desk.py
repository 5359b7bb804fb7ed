"""The desk's own questions: as few as possible, for somebody who stands there or is on the telephone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from maille.core.telephone import say_number
from maille.people.models import Resident
from maille.workshops import saying
from maille.workshops.models import Registration, Session
from maille.workshops.rules.contact import Contact
from maille.workshops.rules.signup import LONGEST_NEEDS, Applicant, readable_name

from .signup import SignUpForm
from .tickets import SizeForm

Source = Registration.Source


class AtTheDesk(SignUpForm):
    """What the desk asks with any form of a person: no way to reach them is needed, and who is known types nothing."""

    site = None  # type: ignore[assignment]
    by_phone = forms.BooleanField(label=_("La personne est au téléphone"), required=False)
    resident: Resident | None = None

    def know(self, resident: Resident | None) -> None:
        """Ask neither the name nor the contact of somebody whom the network knows."""
        self.resident = resident
        if resident:
            del self.fields["name"], self.fields["contact"]
            self.initial["language"] = resident.language

    def clean_contact(self) -> Contact:
        return super().clean_contact() if self.cleaned_data["contact"] else Contact()

    def source(self) -> str:
        return Source.TELEPHONE if self.cleaned_data["by_phone"] else Source.DESK

    def applicant(self) -> Applicant:
        if self.resident:
            self.cleaned_data["name"] = self.resident.name
            self.cleaned_data["contact"] = Contact(self.resident.phone, self.resident.email)
        return super().applicant()


class DeskSignUpForm(AtTheDesk):
    """A name, and a telephone or nothing; or somebody whom the network knows already, and nothing to type at all."""

    name = forms.CharField(
        label=_("Nom"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Écrivez un nom avec des lettres\u00a0: c’est ainsi qu’on vous appellera.")},
    )
    contact = forms.CharField(
        label=_("Téléphone ou courriel"),
        help_text=_("Rien si la personne n’en a pas\u00a0: imprimez son billet."),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none", "autofocus": True}
        ),
    )
    extra = forms.BooleanField(
        label=_("Ajouter une place en plus"),
        help_text=_("Au-dessus de ce que la séance accueille\u00a0; l’équipe le verra."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Pourquoi une place en plus\u00a0?"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "contact", "size")

    def __init__(self, data: Any = None, *, resident: Resident | None = None, name: str = "") -> None:
        super().__init__(data)
        self.initial["name"] = name
        self.fields["size"].label = _("Combien de personnes\u00a0?")
        self.fields["companions"].label = _("Qui vient avec la personne\u00a0?")
        self.fields["has_carer"].label = _("Une personne l’accompagne pour l’aider")
        self.fields["needs"].label = _("De quoi la personne a-t-elle besoin\u00a0?")
        self.know(resident)


class ToForm(forms.Form):
    """Another session for a registration: those to come where this person seats people, with their seats."""

    to = forms.ModelChoiceField(
        label=_("Vers quelle séance\u00a0?"),
        queryset=Session.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choisissez une séance."),
            "invalid_choice": _("Cette séance n’est plus proposée\u00a0: choisissez-en une autre."),
        },
    )

    extra = forms.BooleanField(
        label=_("Ajouter une place en plus si c’est complet"),
        help_text=_("Au-dessus de ce que la séance accueille\u00a0; l’équipe le verra."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Pourquoi une place en plus\u00a0?"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, sessions: Any) -> None:
        super().__init__(data)
        field = self.fields["to"]
        field.queryset = sessions  # type: ignore[attr-defined]
        field.label_from_instance = _with_seats  # type: ignore[attr-defined]


def _with_seats(session: Session) -> str:
    return f"{session.title}, {saying.when(session)}, {session.place} ({saying.seats_left(session.free_seats)})"


class DeskSizeForm(SizeForm):
    """How many come in the end, said by the desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].label = _("Combien de personnes\u00a0?")


class ExtraForm(forms.Form):
    """A chair above the capacity, and why."""

    reason = forms.CharField(
        label=_("Pourquoi une place en plus\u00a0?"),
        error_messages={"required": _("Dites pourquoi une place en plus\u00a0: l’équipe le lira.")},
    )


def choose_sessions(sessions: Sequence[Session]) -> list[tuple[int, str]]:
    """The sessions of the day and of the next ones, as the desk names them."""
    return [(one.pk, f"{one.title}, {saying.when(one)} ({saying.seats_left(one.free_seats)})") for one in sessions]


class ResidentForm(DeskSignUpForm):
    """What is noted of somebody known, to be corrected."""

    size = companions = has_carer = by_phone = extra = reason = None  # type: ignore[assignment]

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super(SignUpForm, self).__init__(data, initial=initial)
        self.suggestion = ""
        self.fields["contact"].help_text = ""
        self.fields["contact"].widget.attrs.pop("autofocus", None)
        self.fields["needs"].label = _("Besoins")
        self.fields["needs"].validators.append(MaxLengthValidator(LONGEST_NEEDS))

    @staticmethod
    def initial_of(resident: Resident) -> dict[str, Any]:
        contact = " ".join(filter(None, (say_number(resident.phone) if resident.phone else "", resident.email)))
        return {"name": resident.name, "contact": contact, "needs": resident.needs, "language": resident.language}

    def clean_name(self) -> str:
        if name := readable_name(self.cleaned_data["name"]):
            return name
        raise ValidationError(_("Écrivez un nom avec des lettres\u00a0: c’est ainsi qu’on vous appellera."))

    def noted(self) -> dict[str, str]:
        said = self.cleaned_data
        contact = said["contact"]
        names = ("name", "needs", "language")
        return {"phone": contact.phone, "email": contact.email, **{name: said[name] for name in names}}

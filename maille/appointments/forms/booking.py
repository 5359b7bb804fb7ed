"""Taking an appointment: who, how to reach them, what for; the slot goes along."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.appointments.load import Choice
from maille.appointments.models import Reason
from maille.appointments.vocabulary import Mode
from maille.directory.search.where import Located, locate
from maille.people.models import Resident
from maille.territory.rules import Position
from maille.workshops.forms.desk import AtTheDesk
from maille.workshops.forms.orient import PrescriberForm
from maille.workshops.forms.signup import SignUpForm
from maille.workshops.rules.contact import Contact
from maille.workshops.rules.signup import Applicant

from .slots import labels, read_token

FIELD_OF = {"phone": "contact", "email": "contact"}
"""Which question of the form a refusal is about, when it has another name there."""


class WhereForm(forms.Form):
    """How, and near what: the filters of the slots."""

    mode = forms.ChoiceField(
        label=_("Comment"),
        choices=Mode.choices,
        required=False,
        error_messages={"invalid_choice": _("Ce motif ne se fait pas ainsi\u00a0: choisissez une autre façon.")},
    )
    near = forms.CharField(
        label=_("Près de"), help_text=_("Ville, quartier ou code postal."), required=False, max_length=120
    )

    def __init__(self, data: Any, *, reason: Reason) -> None:
        super().__init__(data)
        self.reason = reason
        self.position: Position | None = None
        self.fields["mode"].choices = [(one, Mode(one).label) for one in reason.modes]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def chosen_mode(self) -> str:
        return (self.cleaned_data.get("mode") if self.is_bound else "") or self.reason.modes[0]

    def clean_near(self) -> str:
        text = " ".join(self.cleaned_data["near"].split())
        if not text:
            return ""
        found = locate(text, network=self.reason.network)
        if not isinstance(found, Located) or found.position is None:
            raise forms.ValidationError(
                _("Nous ne trouvons pas cet endroit\u00a0: écrivez une ville ou un code postal.")
            )
        self.position = found.position
        return found.label


class BookingForm(SignUpForm):
    """Who comes for a slot; where to call, or where to go. Machines fill the trap, which people do not see."""

    size = companions = has_carer = None  # type: ignore[assignment]
    slot = forms.CharField(widget=forms.HiddenInput, error_messages={"required": _("Choisissez un créneau.")})
    mode = forms.ChoiceField(widget=forms.HiddenInput, choices=Mode.choices)
    address = forms.CharField(
        label=_("Où venons-nous\u00a0?"),
        help_text=_("Rue, étage, code de la porte. Lu par la personne qui vient et par l’équipe de ce lieu."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
    )

    def __init__(self, data: Any = None, *, reason: Reason, mode: str, slot: str = "") -> None:
        super().__init__(data)
        self.reason, self.asked_mode = reason, mode
        self.initial.update({"slot": slot, "mode": mode})
        self.fields["contact"].help_text = _("Pour vous prévenir si le rendez-vous change.")
        self.fields["needs"].label = _("Que voulez-vous faire\u00a0?")
        self.fields["needs"].help_text = _("En quelques mots, si vous voulez. N’écrivez pas de mot de passe.")
        self.fields["mode"].choices = [(one, Mode(one).label) for one in reason.modes]  # type: ignore[attr-defined]
        if mode == Mode.PHONE:
            self.fields["contact"].label = _("Votre téléphone")
            self.fields["contact"].help_text = _("C’est à ce numéro que nous vous appelons.")
        if mode != Mode.HOME:
            del self.fields["address"]

    def propose(self, choices: Sequence[Choice]) -> None:
        """Ask which slot instead of keeping the one that is taken."""
        self.fields["slot"].widget = forms.RadioSelect(choices=labels(choices))
        self.fields["slot"].label = _("Quel créneau\u00a0?")

    def clean_slot(self) -> Choice:
        choice = read_token(self.cleaned_data["slot"], self.reason)
        if choice is None:
            raise forms.ValidationError(_("Ce créneau n’existe pas\u00a0: choisissez-en un autre."))
        return choice

    def applicant(self) -> Applicant:
        said = self.cleaned_data
        contact: Contact = said["contact"]
        return Applicant(
            name=said["name"],
            phone=contact.phone,
            email=contact.email,
            needs=said["needs"],
            language=said["language"],
        )


class OrientBookingForm(PrescriberForm, BookingForm):
    """A partner takes a slot for somebody who agrees."""

    def __init__(self, data: Any = None, *, reason: Reason, mode: str, slot: str = "") -> None:
        super().__init__(data, reason=reason, mode=mode, slot=slot)
        self.fields["needs"].label = _("Pour quoi faire\u00a0?")
        if mode == Mode.PHONE:
            self.fields["contact"].label = _("Son téléphone")
        else:
            self.fields["contact"].help_text = _("Rien si la personne n’en a pas\u00a0: vous lui direz vous-même.")


class DeskBookingForm(AtTheDesk, BookingForm):
    """At the desk: a name, a telephone or nothing; or somebody known, and nothing to type."""

    size = companions = has_carer = None  # type: ignore[assignment]
    contact = forms.CharField(
        label=_("Téléphone ou courriel"),
        help_text=_("Rien si la personne n’en a pas."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def __init__(
        self, data: Any = None, *, reason: Reason, mode: str, slot: str = "", resident: Resident | None = None
    ) -> None:
        super().__init__(data, reason=reason, mode=mode, slot=slot)
        self.fields["name"].label = _("Nom")
        self.fields["name"].help_text = _("Trois lettres, ou la fin du téléphone, trouvent qui est connu.")
        self.fields["name"].widget.attrs.update({"autofocus": True, "autocomplete": "off", "spellcheck": "false"})
        self.fields["contact"].label = _("Téléphone") if mode == Mode.PHONE else _("Téléphone ou courriel")
        self.fields["contact"].help_text = (
            _("C’est là que l’on appellera.") if mode == Mode.PHONE else _("Rien si la personne n’en a pas.")
        )
        self.fields["needs"].label = _("Pour quoi faire\u00a0?")
        self.know(resident)

"""Signing up without an account: three questions, the rest only for those who have something to say."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maille.core.forms import TrapForm
from maille.people.forms import ADDRESS_ERRORS
from maille.workshops.rules.contact import Contact, Unread, meant, read_contact
from maille.workshops.rules.signup import Applicant

FOLDED = ("companions", "has_carer", "needs", "language")
"""What stays folded until somebody wants it, or has to correct it."""
FIELD_OF = {"phone": "contact", "email": "contact"}
"""Which question of the form a refusal is about, when it has another name there."""
LONGEST_ADDRESS = 254  # RFC 5321, and the column


class SignUpForm(TrapForm):
    """Who comes, how to reach them, how many; machines fill the trap, which people do not see.

    Lengths are left to the rules, whose sentences say what to do.
    """

    name = forms.CharField(
        label=gettext_lazy("Votre nom"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Écrivez votre nom\u00a0: c’est ainsi qu’on vous appellera.")},
    )
    contact = forms.CharField(
        label=gettext_lazy("Votre téléphone ou votre courriel"),
        help_text=gettext_lazy("Pour vous prévenir si la séance change."),
        widget=forms.TextInput(attrs={"autocomplete": "on", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": gettext_lazy("Donnez un téléphone ou un courriel\u00a0; sans l’un ni l’autre, appelez le lieu.")
        },
    )
    size = forms.IntegerField(
        label=gettext_lazy("Combien serez-vous\u00a0?"),
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": "1"}),
        error_messages={
            "required": gettext_lazy("Écrivez un nombre\u00a0: 1 si vous venez sans personne d’autre."),
            "invalid": gettext_lazy("Écrivez un nombre en chiffres, par exemple 2."),
        },
    )
    companions = forms.CharField(
        label=gettext_lazy("Qui vient avec vous\u00a0?"),
        help_text=gettext_lazy("Un nom par ligne."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    has_carer = forms.BooleanField(label=gettext_lazy("Une personne vient pour m’aider"), required=False)
    needs = forms.CharField(
        label=gettext_lazy("De quoi avez-vous besoin\u00a0?"),
        help_text=gettext_lazy("Par exemple\u00a0: un fauteuil roulant passe, la langue des signes, un interprète."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Langue des messages"), choices=settings.LANGUAGES, required=False)

    def __init__(self, data: Any = None) -> None:
        if data is not None and data.get("corrected"):  # "Oui, c’est marie@gmail.com", a button of the refused page
            data = data.copy()
            data["contact"] = data["corrected"]
        super().__init__(data, initial={"language": get_language()})
        self.suggestion = ""

    def has_more(self) -> bool:
        """Tell whether the folded questions must be seen: one is answered, or refused."""
        answered = any(self.data.get(name) for name in ("companions", "has_carer", "needs"))
        return answered or any(name in self.errors for name in FOLDED)

    def clean_contact(self) -> Contact:
        typed = self.cleaned_data["contact"]
        try:
            contact = read_contact(typed)
        except Unread as unread:
            raise ValidationError(_unread(unread)) from unread
        self.suggestion = meant(contact.email)
        if self.suggestion and self.data.get("doubted") != typed:
            raise ValidationError(
                _("Vouliez-vous dire %(address)s\u00a0? Si la vôtre est juste, appuyez encore sur le bouton.")
                % {"address": self.suggestion}
            )
        if contact.email:
            _check_address(contact.email)
        return contact

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or get_language() or settings.LANGUAGE_CODE

    def applicant(self) -> Applicant:
        said = self.cleaned_data
        return Applicant(
            name=said["name"],
            phone=said["contact"].phone,
            email=said["contact"].email,
            size=said["size"],
            companions=tuple(line.strip() for line in said["companions"].splitlines() if line.strip()),
            has_carer=said["has_carer"],
            needs=said["needs"],
            language=said["language"],
        )


def _check_address(email: str) -> None:
    try:
        validate_email(email)
        MaxLengthValidator(LONGEST_ADDRESS)(email)
    except ValidationError as wrong:
        raise ValidationError(ADDRESS_ERRORS["invalid"]) from wrong


def _unread(unread: Unread) -> str:
    if unread.code == "email":
        return str(ADDRESS_ERRORS["invalid"])
    if unread.code == "phone":
        return _("Ce numéro ne va pas\u00a0: écrivez ses dix chiffres, ou commencez par + et l’indicatif du pays.")
    return _("Écrivez un téléphone, comme 06 12 34 56 78, ou un courriel, comme camille@exemple.fr.")

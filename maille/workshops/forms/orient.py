"""A partner without an account sends somebody, to a session or to the next of a topic: who they are, who agrees."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maille.people.forms import ADDRESS_ERRORS
from maille.workshops.rules.contact import Contact

from .interests import InterestForm
from .signup import SignUpForm


class PrescriberForm(SignUpForm):
    """Two people in one form: the one who sends, and the one who is sent, who agrees; machines fill the trap."""

    prescriber_name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom\u00a0: le lieu saura qui appeler.")},
    )
    prescriber_organisation = forms.CharField(
        label=_("Votre structure"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Écrivez le nom de votre structure.")},
    )
    prescriber_email = forms.EmailField(
        label=_("Votre courriel"),
        help_text=_("Pour vous dire ce qu’il en est, et rien d’autre."),
        error_messages=dict(ADDRESS_ERRORS),
    )
    name = forms.CharField(
        label=_("Son nom"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Écrivez un nom avec des lettres\u00a0: c’est ainsi qu’on vous appellera.")},
    )
    contact = forms.CharField(
        label=_("Son téléphone ou son courriel"),
        help_text=_("Rien si la personne n’en a pas\u00a0: vous lui direz vous-même."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    agrees = forms.BooleanField(
        label=_("La personne est d’accord pour que son nom et ce moyen de la joindre soient donnés à ce lieu."),
        error_messages={"required": _("Demandez à la personne\u00a0: sans son accord, rien n’est envoyé.")},
    )

    def clean_contact(self) -> Contact:
        return super().clean_contact() if self.cleaned_data["contact"] else Contact()

    def prescriber(self) -> dict[str, str]:
        names = ("prescriber_name", "prescriber_organisation", "prescriber_email")
        said = {name: " ".join(self.cleaned_data[name].split()) for name in names}
        return said | {"prescriber_language": get_language() or "fr"}


class OrientForm(PrescriberForm):
    """Somebody sent to a session."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["size"].label = _("Combien de personnes\u00a0?")
        self.fields["needs"].label = _("De quoi la personne a-t-elle besoin\u00a0?")
        self.fields["companions"].label = _("Qui vient avec la personne\u00a0?")
        self.fields["has_carer"].label = _("Une personne l’accompagne pour l’aider")


class OrientTopicForm(PrescriberForm, InterestForm):
    """Somebody to be told of the next session of a topic, near where they live."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].help_text = _("Rien si la personne n’en a pas\u00a0: c’est vous que nous préviendrons.")
        self.fields["near"].help_text = _("Sa ville, son quartier ou son code postal. Vide\u00a0: partout.")
        self.fields["language"].label = _("Langue de la personne")
        self.fields["agrees"].label = _(
            "La personne est d’accord pour que son nom et ce moyen de la joindre soient donnés aux lieux du réseau."
        )

    def asked(self) -> dict[str, Any]:
        return {**super().asked(), "prescriber": self.prescriber()}

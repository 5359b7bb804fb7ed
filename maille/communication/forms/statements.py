"""A statement written, signed, quoted from, published, and read by people."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.communication.models import Quote, Statement, StatementVersion
from maille.communication.rules import statements as rules
from maille.territory.models import Organisation

DATE = {"attrs": {"type": "date"}, "format": "%Y-%m-%d"}
WHAT_IT_IS = {
    rules.EDIT: _("EDIT\u00a0: j’ajoute quelque chose de nouveau"),
    rules.CORRECTION: _("RECTIFICATIF\u00a0: je corrige une erreur"),
    rules.REACTION: _("RÉACTION\u00a0: je donne une réponse que nous avons reçue"),
    rules.TYPO: _("COQUILLE\u00a0: je corrige l’orthographe, rien d’autre"),
    rules.WITHDRAWAL: _("RETRAIT\u00a0: j’enlève le texte, et je dis pourquoi"),
}


class StatementForm(forms.ModelForm):  # type: ignore[type-arg]
    """The words of a statement."""

    class Meta:
        model = Statement
        fields = ["title", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "body": _(
                "En Markdown\u00a0: une ligne vide entre les paragraphes, ## devant un titre, - pour une liste. "
                "«\u00a0{citation 1}\u00a0» seul sur sa ligne montre la citation numéro 1."
            )
        }
        error_messages = {
            "title": {"required": _("Écrivez le titre.")},
            "body": {"required": _("Écrivez le texte.")},
        }


class ChangeForm(forms.Form):
    """What a change is, and what readers are told of it."""

    kind = forms.ChoiceField(
        label=_("C’est un…"),
        choices=list(WHAT_IT_IS.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        label=_("Ce qui change, pour les lecteurs"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Obligatoire, sauf pour une coquille. "
            "Cela paraît au-dessus du texte, avec la date. «\u00a0{citation 1}\u00a0» y montre une citation."
        ),
    )


class QuoteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A post of a social network."""

    class Meta:
        model = Quote
        fields = ["author", "role", "network_name", "url", "posted_on", "captured_on", "text", "is_summary"]
        widgets = {
            "posted_on": forms.DateInput(**DATE),
            "captured_on": forms.DateInput(**DATE),
            "text": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "role": _("Par exemple\u00a0: député de la Loire. Rien pour une personne privée."),
            "is_summary": _("Cochez si ce sont nos mots, et non ceux de l’auteur."),
        }
        error_messages = {
            "author": {"required": _("Dites qui parle.")},
            "network_name": {"required": _("Dites sur quel réseau social.")},
            "posted_on": {"required": _("Dites quel jour cela a été publié.")},
            "captured_on": {"required": _("Dites quel jour vous l’avez lu.")},
            "text": {"required": _("Recopiez ce qui est dit, ou résumez-le.")},
        }

    def _post_clean(self) -> None:
        """What the model holds is checked by the action."""

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class QuoteStateForm(forms.Form):
    state = forms.ChoiceField(label=_("Ce message est maintenant"), choices=Quote.State.choices)


class SignatureForm(forms.Form):
    """An organisation that signs with the network."""

    organisation = forms.ModelChoiceField(
        label=_("Structure"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choisissez la structure.")},
    )
    agreed_by = forms.CharField(
        label=_("Qui a donné l’accord"),
        max_length=120,
        error_messages={"required": _("Dites qui a donné l’accord de la structure.")},
    )
    agreed_on = forms.DateField(
        label=_("Le"), widget=forms.DateInput(**DATE), error_messages={"required": _("Dites quel jour.")}
    )

    def __init__(self, data: Any = None, *, statement: Statement) -> None:
        super().__init__(data, initial={"agreed_on": timezone.localdate()})
        signed = statement.signatures.values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.exclude(pk__in=signed).order_by("name", "pk")


class CompareForm(forms.Form):
    """Two versions to compare, in the address."""

    de = forms.ModelChoiceField(label=_("De"), queryset=StatementVersion.objects.none(), to_field_name="number")
    a = forms.ModelChoiceField(label=_("À"), queryset=StatementVersion.objects.none(), to_field_name="number")

    def __init__(self, data: Any, *, statement: Statement) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.queryset = statement.versions.all()
            field.label_from_instance = lambda version: f"{version.number}. {version.get_kind_display()}"

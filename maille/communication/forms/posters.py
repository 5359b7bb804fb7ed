"""A poster's words, how it is printed, and the week of a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.communication.load import Subject
from maille.communication.rules import posters as rules
from maille.communication.rules import sheets
from maille.territory.models import Network, Place

DATE = {"attrs": {"type": "date"}, "format": "%Y-%m-%d"}
TEMPLATES = {
    rules.CAMPAIGN: _("Campagne"),
    rules.SESSION: _("Atelier"),
    rules.WEEK: _("Programme de la semaine"),
    rules.CLOSURE: _("Fermeture"),
    rules.STATEMENT: _("Prise de position"),
    rules.TABS: _("Languettes à détacher"),
}
WHAT_FOR = {
    rules.CAMPAIGN: _(
        "Trois bandes\u00a0: de quoi il s’agit, un slogan que l’on lit de loin, ce qui est vrai et sa source."
    ),
    rules.SESSION: _("Quoi, quand, où, à quel prix, qui appeler."),
    rules.WEEK: _("Un tableau\u00a0: le moment, et ce que l’on y fait."),
    rules.CLOSURE: _("Les jours où un lieu ferme, et où aller à la place."),
    rules.STATEMENT: _("Ce que le réseau dit, avec le texte cité et sa version."),
    rules.TABS: _("Une annonce, et dix languettes avec le téléphone."),
}
FORMATS = [
    ("a3", _("A3")),
    ("a4", _("A4")),
    ("a5", _("A5")),
    ("a5x2", _("deux A5 sur une feuille A4")),
    ("social", _("image pour les réseaux sociaux")),
]
VARIANTS = [
    ("couleur", _("en couleur")),
    ("eco", _("économe\u00a0: en noir, sur papier de couleur")),
    ("gros", _("en gros caractères")),
]
PROFILES = [
    (sheets.OFFICE, _("au bureau\u00a0: un bord blanc, à 100\u00a0%")),
    (sheets.PRINT_SHOP, _("chez un imprimeur\u00a0: 3\u00a0mm de fond perdu")),
]
KINDS = [
    ("pdf", _("PDF, pour imprimer")),
    ("png", _("PNG, une image")),
    ("svg", _("SVG, un dessin que l’on agrandit")),
    ("txt", _("texte seul")),
]
LABELS = {
    "title": _("Titre"),
    "slogan": _("Ce qui se lit de loin"),
    "facts": _("Ce qu’il faut savoir"),
    "source": _("Source"),
    "when": _("Quand"),
    "where": _("Où"),
    "price": _("Prix"),
    "phone": _("Téléphone"),
    "lines": _("Programme"),
    "signature": _("Qui affiche"),
}
HINTS = {
    "slogan": _("Une ligne ici est une ligne sur l’affiche\u00a0: coupez où vous voulez."),
    "source": _("Où l’on peut vérifier ce que dit l’affiche."),
    "lines": _("Une ligne par rendez-vous\u00a0: le moment, une barre |, puis ce que l’on y fait."),
    "signature": _("Nom et adresse\u00a0: la loi les demande."),
}
ROWS = {"slogan": 4, "source": 2, "where": 2, "facts": 4, "lines": 8, "signature": 3}


class SheetForm(forms.Form):
    """How to print: in the address, so that a link gives the same paper."""

    format = forms.ChoiceField(label=_("Format"), choices=FORMATS, initial="a3")
    variante = forms.ChoiceField(label=_("Variante"), choices=VARIANTS, initial="couleur")
    profil = forms.ChoiceField(label=_("Imprimé"), choices=PROFILES, initial=sheets.OFFICE)
    sorte = forms.ChoiceField(label=_("Fichier"), choices=KINDS, initial="pdf")

    def __init__(self, data: Any = None) -> None:
        """What is not said is the first choice: a bare address gives the A3 in colour."""
        said = {name: field.initial for name, field in self.base_fields.items()} | {
            name: value for name, value in (data or {}).items() if name in self.base_fields
        }
        super().__init__(said)

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        sheet = sheets.Sheet(asked.get("format", ""), "", asked.get("profil", ""))
        if not sheet.is_possible:
            self.add_error("profil", forms.ValidationError(OFFICE_ONLY))
        return asked

    def sheet(self) -> sheets.Sheet:
        """The sheet that was asked for, the first one while something is wrong."""
        if self.errors:
            return sheets.Sheet()
        asked = self.cleaned_data
        return sheets.Sheet(asked["format"], asked["variante"], asked["profil"])


OFFICE_ONLY = _("Ce format s’imprime au bureau ou se montre à l’écran\u00a0: choisissez «\u00a0au bureau\u00a0».")


class PosterForm(forms.Form):
    """The fields that one kind of poster asks; what they must hold is decided by the rules."""

    def __init__(self, data: Any, subject: Subject, *, words: rules.Words | None = None, until: Any = None) -> None:
        start = words or subject.words
        self.template, self.start = start.template, start
        self.said: rules.Words | None = None
        super().__init__(data, initial={**start.to_json(), "until": until or subject.until})
        for name in (*rules.ASKED[self.template], "signature"):
            self.fields[name] = self._field(name)
        self.fields["colour"] = forms.RegexField(
            r"^#[0-9a-fA-F]{6}$",
            label=_("Couleur"),
            widget=forms.TextInput(attrs={"type": "color"}),
            error_messages={
                "invalid": _("Écrivez la couleur comme #0b5d4e."),
                "required": _("Choisissez une couleur."),
            },
        )
        self.fields["until"] = forms.DateField(
            label=_("Dernier jour où elle est vraie"),
            required=False,
            widget=forms.DateInput(**DATE),
            help_text=_("Après ce jour, elle ne s’imprime plus, et son code dit qu’elle est périmée."),
        )

    def _field(self, name: str) -> forms.CharField:
        rows = ROWS.get(name)
        widget = forms.Textarea(attrs={"rows": rows, "lang": "fr"}) if rows else forms.TextInput(attrs={"lang": "fr"})
        is_asked = name in (*rules.REQUIRED[self.template], "signature")
        # What is missing is said by the rules, in their own words.
        field = forms.CharField(label=LABELS[name], required=False, widget=widget, help_text=HINTS.get(name, ""))
        field.widget.is_required = is_asked
        return field

    def clean(self) -> dict[str, Any]:
        """Keep what was typed: a field that is refused later leaves the cleaned data, not the sheet."""
        asked = super().clean() or self.cleaned_data
        if "colour" in asked:
            said = {name: asked[name].replace("\r\n", "\n").strip() for name in self._texts() if name in asked}
            self.said = rules.Words(
                self.template, **said, colour=asked["colour"].lower(), is_parody=self.start.is_parody
            )
        return asked

    def _texts(self) -> tuple[str, ...]:
        return (*rules.ASKED[self.template], "signature")


class WeekForm(forms.Form):
    """Which week of which place."""

    lieu = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=Place.objects.none(),
        to_field_name="slug",
        error_messages={"required": _("Choisissez le lieu."), "invalid_choice": _("Choisissez un lieu de la liste.")},
    )
    jour = forms.DateField(
        label=_("Un jour de la semaine"),
        widget=forms.DateInput(**DATE),
        error_messages={"required": _("Dites quelle semaine."), "invalid": _("Choisissez un jour.")},
    )

    def __init__(self, data: Any = None, *, network: Network, **options: Any) -> None:
        super().__init__(data, **options)
        members = Place.objects.published().in_network(network, kind="member").order_by("name", "pk")
        self.fields["lieu"].queryset = members

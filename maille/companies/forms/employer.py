"""What a company fills in behind its link: what would suit, the convention, its people, why it gives up."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maille.companies.rules.people import LIST, MOST_LINES, Line, read_table, read_text
from maille.directory.files import SheetNotChosen, UnreadableFile
from maille.directory.files import read_table as read_file
from maille.language.phrases import Phrase

LARGEST_FILE = 2 * 1024 * 1024


class TurnDownForm(forms.Form):
    """What would suit, when no option does."""

    words = forms.CharField(
        label=gettext_lazy("Qu’est-ce qui vous irait\u00a0?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Par exemple\u00a0: plutôt le matin, ou chez nous."),
        error_messages={
            "required": gettext_lazy("Dites ce qui vous irait\u00a0: d’autres jours, un autre lieu, moins de monde.")
        },
    )


class WithdrawForm(forms.Form):
    """Why a company gives up; it need not say."""

    reason = forms.CharField(
        label=gettext_lazy("Voulez-vous nous dire pourquoi\u00a0?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ConventionForm(forms.Form):
    """Who signs for the company, in what capacity, and its address."""

    name = forms.CharField(
        label=gettext_lazy("Nom de la personne qui signe"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Écrivez le nom de la personne qui signe.")},
    )
    role = forms.CharField(
        label=gettext_lazy("En qualité de"),
        max_length=120,
        help_text=gettext_lazy("Par exemple\u00a0: gérante, responsable du personnel."),
        error_messages={"required": gettext_lazy("Écrivez en quelle qualité cette personne signe.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Adresse de l’entreprise"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": gettext_lazy("Écrivez l’adresse\u00a0: elle figure sur la convention.")},
    )
    siret = forms.CharField(
        label=gettext_lazy("SIRET"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Quatorze chiffres, si vous l’avez."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("J’ai lu la convention et je l’accepte au nom de l’entreprise"),
        error_messages={
            "required": gettext_lazy("Cochez pour accepter, ou imprimez la convention et renvoyez-la signée.")
        },
    )

    def clean_siret(self) -> str:
        digits = "".join(letter for letter in self.cleaned_data["siret"] if not letter.isspace())
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 14):
            raise forms.ValidationError(_("Un SIRET a quatorze chiffres\u00a0: vérifiez-le, ou laissez vide."))
        return digits

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "role", "address", "siret")}


class PeopleForm(forms.Form):
    """The people of a company: typed or pasted, or in a file, or both."""

    names = forms.CharField(
        label=gettext_lazy("Une personne par ligne"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("Prénom et nom, puis le courriel si vous voulez que nous lui écrivions."),
    )
    file = forms.FileField(
        label=gettext_lazy("Ou un fichier"),
        required=False,
        help_text=gettext_lazy("Tableau CSV, XLSX ou ODS, avec une colonne «\u00a0Nom\u00a0». 2\u00a0Mo au plus."),
    )

    def clean_file(self) -> list[Line]:
        file = self.cleaned_data["file"]
        if not file:
            return []
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Ce fichier dépasse 2\u00a0Mo\u00a0: gardez la seule liste des personnes."))
        try:
            return _lines_of(file.read(), file.name)
        except SheetNotChosen as unchosen:
            raise forms.ValidationError(
                _("Ce classeur a plusieurs feuilles remplies\u00a0: gardez celle des personnes, puis redonnez-le.")
            ) from unchosen
        except UnreadableFile as unread:
            raise forms.ValidationError(_say(unread.phrase)) from unread

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        lines = [*read_text(data.get("names") or ""), *(data.get("file") or [])]
        if not lines:
            raise forms.ValidationError(_("Écrivez au moins une personne, ou donnez un fichier."))
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_say(LIST("too_many_lines", most=MOST_LINES)))
        data["lines"] = lines
        return data


def _lines_of(content: bytes, name: str) -> list[Line]:
    table = read_file(content, name=name)
    rows: Iterator[Any] = ((row.line_number, row.cells) for row in table.rows())
    lines = read_table(table.columns, rows)
    if not any(line.name for line in lines):
        raise forms.ValidationError(_say(LIST("no_line")))
    return lines


def _say(phrase: Phrase) -> str:
    return phrase.in_(get_language() or "fr")

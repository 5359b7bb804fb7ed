"""How a file is read, question after question: its sheet, its source, its columns, its words."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maille.directory.actions.importing.proposing import Sheet, columns_read
from maille.directory.mapping import Proposal
from maille.directory.mapping.proposal import Choice, ValueChoice
from maille.directory.mapping.values import CLOSED_LISTS, value_key
from maille.directory.models import Import
from maille.territory.models import Place

GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("L’essentiel"), ("name", "commune_name", "postal_code", "address", "key")),
    (gettext_lazy("Où c’est, plus précisément"), ("insee_code", "address_complement", "position")),
    (gettext_lazy("Comment joindre le lieu"), ("phone", "emails", "website", "booking_url")),
    (gettext_lazy("Venir"), ("hours", "access_modes", "support_modes", "costs", "roaming", "acces_libre_url")),
    (
        gettext_lazy("Ce que l’on y fait"),
        ("services", "audiences", "special_care", "programmes", "trainings", "other_labels"),
    ),
    (
        gettext_lazy("Le lieu lui-même"),
        ("typologies", "summary", "description", "parent_name", "pivot", "source", "updated_on"),
    ),
)
LABELS = {
    "key": gettext_lazy("Ce qui distingue un lieu d’un autre"),
    "position": gettext_lazy("Position sur la carte"),
    "commune_name": gettext_lazy("Commune"),
    "insee_code": gettext_lazy("Code INSEE de la commune"),
    "source": gettext_lazy("Origine écrite dans le fichier"),
}
SEVERAL = {"key", "address", "address_complement", "description", "other_labels", *CLOSED_LISTS}
WEEK = 7
MOST_WORDS = 40
"""Words of one field that are asked about; the rarer ones keep what is proposed."""

_MISSING = {
    "name": gettext_lazy("Choisissez la colonne qui donne le nom du lieu."),
    "commune_name": gettext_lazy("Choisissez la colonne de la commune, du code postal ou du code INSEE."),
    "key": gettext_lazy("Choisissez ce qui distingue un lieu d’un autre\u00a0: un numéro, ou le nom et l’adresse."),
}


def label_of(field: str) -> str:
    """What a field is called on screen."""
    return str(LABELS[field]) if field in LABELS else capfirst(str(Place._meta.get_field(field).verbose_name))


class Selects(forms.MultiWidget):
    """One answer, or several of the same kind, each in a list."""

    def __init__(self, count: int, choices: Sequence[tuple[str, str]], label: str, more: str) -> None:
        first = forms.Select(attrs={"aria-label": label}, choices=choices)
        others = [
            forms.Select(attrs={"aria-label": f"{label} ({rank})"}, choices=[("", more), *choices[1:]])
            for rank in range(2, count + 1)
        ]
        super().__init__([first, *others])

    def decompress(self, value: Any) -> list[str]:
        return list(value or ())


class SelectsField(forms.Field):
    """Answers picked from one list, in order, none twice."""

    def __init__(
        self, *, count: int, choices: Sequence[tuple[str, str]], label: str, initial: Iterable[str], more: str
    ) -> None:
        self.known = {value for value, _label in choices}
        widget = Selects(count, choices, label, more)
        super().__init__(required=False, label=label, initial=tuple(initial), widget=widget)

    def to_python(self, value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for one in value or () if one))

    def validate(self, value: Any) -> None:
        if set(value) - self.known:
            raise forms.ValidationError(_("Choisissez dans la liste."))


class SheetForm(forms.Form):
    """Which sheet of a workbook holds the places."""

    sheet = forms.ChoiceField(label=gettext_lazy("Feuille à lire"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sheets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]


class SourceForm(forms.Form):
    """Where the file comes from."""

    title = forms.CharField(
        label=gettext_lazy("D’où vient ce fichier"),
        max_length=200,
        help_text=gettext_lazy("Comme on le dira sous les fiches, par exemple «\u00a0Liste de la Métropole\u00a0»."),
    )
    name = forms.SlugField(
        label=gettext_lazy("Nom court"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("En minuscules, sans espace. Laissé vide, il est tiré de la réponse du dessus."),
    )
    day = forms.DateField(
        label=gettext_lazy("Date de ce que dit le fichier"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Pour les lignes qui ne portent pas de date."),
    )
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=200, required=False)
    licence_url = forms.URLField(
        label=gettext_lazy("Adresse de la licence"), max_length=500, required=False, assume_scheme="https"
    )

    def clean_name(self) -> str:
        """The short name, made of the title when none is given."""
        name = "-".join(slugify(self.cleaned_data["name"] or self.cleaned_data.get("title", "")).split("_"))
        name = "-".join(filter(None, name.split("-")))[:60].strip("-")
        if not name and self.cleaned_data.get("title"):
            raise forms.ValidationError(_("Donnez un nom court, avec des lettres ou des chiffres."))
        return name

    def about(self) -> dict[str, str]:
        """What is kept on the import."""
        return {**self.cleaned_data, "day": self.cleaned_data["day"].isoformat()}


@dataclass(frozen=True)
class Asked:
    """A question as the page draws it: the field of the form, and why it is answered so."""

    bound: forms.BoundField
    hint: str


@dataclass(frozen=True)
class Group:
    """Questions that go together, folded unless they are the first ones or hold a mistake."""

    title: str
    asked: list[Asked]
    read: int
    is_open: bool


class ColumnsForm(forms.Form):
    """For each field, the columns it is read from."""

    def __init__(self, *args: Any, proposal: Proposal, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal, self.sheet = proposal, sheet
        self.ranks = {column: str(rank) for rank, column in enumerate(sheet.columns)}
        choices = [("", _("Ne pas lire")), *((rank, column) for column, rank in self.ranks.items())]
        for _title, fields in GROUPS:
            for field in fields:
                read = self.read(field)
                count = _lists_of(field, len(read))
                initial = [self.ranks[column] for column in read]
                self.fields[field] = SelectsField(
                    count=count, choices=choices, label=label_of(field), initial=initial, more=_("Aucune autre colonne")
                )  # fmt: skip

    def read(self, field: str) -> tuple[str, ...]:
        """The columns of this file that a field is proposed to be read from."""
        choice = self.proposal.choice(field)
        return tuple(column for column in (columns_read(choice) if choice else ()) if column in self.ranks)

    def clean_hours(self) -> tuple[str, ...]:
        """One column, or one a day."""
        hours: tuple[str, ...] = self.cleaned_data["hours"]
        if len(hours) in (2, 3, 4):
            raise forms.ValidationError(_("Choisissez une seule colonne, ou une par jour à partir de lundi."))
        return hours

    def changed(self) -> dict[str, list[str]]:
        """The fields whose columns are not those that were shown."""
        columns = list(self.sheet.columns)
        chosen = {
            field: [columns[int(rank)] for rank in self.cleaned_data[field]]
            for field in self.fields
            if field in self.cleaned_data
        }
        return {field: names for field, names in chosen.items() if tuple(names) != self.read(field)}

    def say_missing(self, missing: Iterable[str]) -> None:
        """Put the mistake on what is missing before going on."""
        for field in missing:
            self.add_error(field, str(_MISSING[field]))

    def groups(self) -> list[Group]:
        """The questions as the page draws them."""
        drawn = []
        for rank, (title, fields) in enumerate(GROUPS):
            asked = [Asked(self[field], self._why(field)) for field in fields]
            read = sum(bool(self.read(field)) for field in fields)
            drawn.append(Group(str(title), asked, read, not rank or any(self[field].errors for field in fields)))
        return drawn

    def _why(self, field: str) -> str:
        choice = self.proposal.choice(field)
        reasons = " ".join(one.in_(get_language() or "fr") for one in choice.reasons) if choice else ""
        samples = [text for column in self.read(field)[:1] for text in self.sheet.samples(column)]
        return " ".join(filter(None, (reasons, in_cells(samples))))


def _lists_of(field: str, read: int) -> int:
    """How many lists a field offers: one more than what is read where several columns make sense."""
    if field == "hours":
        return WEEK if read > 1 else 1
    if field == "position":
        return 2
    return max(1, read + (1 if field in SEVERAL and read else 0))


def in_cells(samples: Sequence[str]) -> str:
    """A few cells in a sentence, each cut when it is long."""
    if not samples:
        return ""
    shown = [text if len(text) <= 50 else text[:49].rstrip() + "…" for text in samples]
    return _("Par exemple\u00a0: %(cells)s") % {"cells": " · ".join(shown)}


@dataclass(frozen=True)
class ListAsked:
    """A closed list: the words to look at, those that are known for sure, and how many are left as they are."""

    title: str
    columns: str
    unsure: list[forms.BoundField]
    sure: list[forms.BoundField]
    exact: list[ValueChoice]
    left: int


class WordsForm(forms.Form):
    """For each word of the file that stands for a value of a closed list, the national values it means."""

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lists = [one for one in proposal.choices if one.field in CLOSED_LISTS and one.values]
        self.asked: dict[str, tuple[str, ValueChoice]] = {}
        for choice in self.lists:
            values = [("", _("Ne rien retenir")), *_values_of(choice.field)]
            for word in _asked_about(choice):
                self._add(choice.field, word, values)

    def _add(self, field: str, word: ValueChoice, values: Sequence[tuple[str, str]]) -> None:
        name = f"{field}-{hashlib.sha256(value_key(word.word).encode()).hexdigest()[:10]}"
        known = {value for value, _label in values}
        label = f"{word.word} ({word.count})" if word.count else word.word
        initial = [value for value in word.values if value in known]
        count = 1 if field == "roaming" else max(2, len(initial))
        self.fields[name] = SelectsField(
            count=count, choices=values, label=label, initial=initial, more=_("Rien d’autre")
        )  # fmt: skip
        self.asked[name] = (field, word)

    def changed(self) -> dict[str, dict[str, list[str]]]:
        """The words that mean something else than what was shown, and those that are known to mean nothing."""
        said: dict[str, dict[str, list[str]]] = {}
        for name, (field, word) in self.asked.items():
            values = list(self.cleaned_data[name])
            if values != list(word.values) or word.how == "none":
                said.setdefault(field, {})[word.word] = values
        return said

    def drawn(self) -> list[ListAsked]:
        """The lists as the page draws them."""
        return [self._drawn(choice) for choice in self.lists]

    def _drawn(self, choice: Choice) -> ListAsked:
        mine = {name: word for name, (field, word) in self.asked.items() if field == choice.field}
        unsure = [self[name] for name, word in mine.items() if word.how in ("none", "close")]
        sure = [self[name] for name, word in mine.items() if word.how not in ("none", "close")]
        exact = [word for word in choice.values if word.how == "exact"]
        left = len(choice.values) - len(exact) - len(mine)
        return ListAsked(label_of(choice.field), ", ".join(columns_read(choice)), unsure, sure, exact, left)


def _asked_about(choice: Choice) -> list[ValueChoice]:
    return [word for word in choice.values if word.how != "exact"][:MOST_WORDS]


def _values_of(field: str) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in Place._meta.get_field(field).flatchoices]


class KeepForm(forms.Form):
    """Whether the network will know this kind of file next time."""

    keep = forms.BooleanField(label=gettext_lazy("Garder cette lecture pour la prochaine fois"), required=False)


class ReadingForm(forms.Form):
    """What a saved reading is called."""

    title = forms.CharField(label=gettext_lazy("Source"), max_length=200)


def first_about(of_import: Import) -> dict[str, Any]:
    """What the form about the source starts from: what was said, else the day the file came."""
    said: dict[str, Any] = of_import.choices.get("about") or {}
    return said or {"day": of_import.started_at.date()}

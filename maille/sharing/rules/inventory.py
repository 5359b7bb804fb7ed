"""A table of units, read line by line: what is new, what changes, what is known already, what is refused and why.

A unit is known by its serial number in the network, otherwise by its label in its place; an empty cell says nothing.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from maille.language.phrases import Phrase, Phrasebook

LONGEST = {"model": 120, "maker": 120, "serial": 80, "label": 40, "notes": 300}
HEADERS = {
    "model": ("modele", "modele de materiel", "nom du modele", "designation", "materiel", "model"),
    "category": ("sorte", "categorie", "type", "category"),
    "maker": ("marque", "marque et reference", "reference", "fabricant", "maker"),
    "serial": ("numero de serie", "n de serie", "no de serie", "num serie", "serie", "serial", "serial number"),
    "label": ("etiquette", "numero d inventaire", "n d inventaire", "inventaire", "label"),
    "place": ("lieu", "base", "site", "epn", "place"),
    "owner": ("proprietaire", "structure", "owner"),
    "since": ("au reseau depuis le", "au reseau depuis", "depuis", "depuis le", "date d achat", "achete le", "since"),
    "notes": ("a savoir", "remarque", "remarques", "commentaire", "notes"),
}
TITLES = {
    "model": "modèle", "category": "sorte", "maker": "marque", "serial": "numéro de série", "label": "étiquette",
    "place": "lieu", "owner": "propriétaire", "since": "au réseau depuis le", "notes": "à savoir",
}  # fmt: skip

LINES = Phrasebook(
    "units",
    {
        "no_column": (
            "Il manque la colonne {title:q}\u00a0: ajoutez-la à la première ligne, et déposez de nouveau le fichier.",
            "Column {title:q} is missing: add it to the first line, then drop the file again.",
        ),
        "no_model": ("Écrivez le modèle.", "Write the model."),
        "no_name": (
            "Écrivez un numéro de série ou une étiquette\u00a0: sans eux, la ligne serait ajoutée à chaque import.",
            "Write a serial number or a label: without them the line would be added at each import.",
        ),
        "too_long": ("{title:q} est trop long\u00a0: {most} signes au plus.", "{title:q} is too long: {most} at most."),
        "new_model": (
            "Le modèle {model:q} n’existe pas\u00a0: écrivez sa sorte, ou demandez à la coordination de l’ajouter.",
            "Model {model:q} does not exist: write its sort, or ask the coordination to add it.",
        ),
        "category": (
            "La sorte {word:q} n’existe pas\u00a0: écrivez l’une de celles-ci, {known}.",
            "Sort {word:q} does not exist: write one of these, {known}.",
        ),
        "archived": (
            "Le modèle {model:q} n’est plus prêté\u00a0: remettez-le en prêt d’abord.",
            "Model {model:q} is no longer lent: lend it again first.",
        ),
        "no_place": ("Écrivez le lieu.", "Write the place."),
        "place": (
            "Le lieu {word:q} n’est pas du réseau\u00a0: écrivez son nom comme sur sa fiche.",
            "Place {word:q} is not of the network: write its name as on its page.",
        ),
        "places": (
            "Plusieurs lieux s’appellent {word:q}\u00a0: écrivez le mot de son adresse, {slugs}.",
            "Several places are called {word:q}: write the word of its address, {slugs}.",
        ),
        "not_yours": (
            "Vous ne répondez pas de {place:q}\u00a0: demandez à sa responsable ou à la coordination.",
            "You do not answer for {place:q}: ask its manager or the coordination.",
        ),
        "owner": (
            "La structure {word:q} n’est pas connue\u00a0: écrivez son nom exact, ou laissez la case vide.",
            "Organisation {word:q} is not known: write its exact name, or leave the cell empty.",
        ),
        "since": (
            "La date {word:q} ne se lit pas\u00a0: écrivez-la 2026-09-01 ou 01/09/2026.",
            "Date {word:q} cannot be read: write it 2026-09-01 or 01/09/2026.",
        ),
        "twice": (
            "La ligne {line} parle déjà de cet objet\u00a0: gardez une seule des deux.",
            "Line {line} already speaks of this object: keep one of the two.",
        ),
        "other_model": (
            "Ce numéro de série est celui d’un objet de {model:q}\u00a0: corrigez l’un des deux.",
            "This serial number is that of an object of {model:q}: correct one of the two.",
        ),
        "other_serial": (
            "L’étiquette {label:q} de ce lieu est celle d’un objet au numéro de série {serial:q}\u00a0: changez-la.",
            "Label {label:q} of this place is that of an object with serial number {serial:q}: change it.",
        ),
        "other_label": (
            "L’étiquette {label:q} est déjà prise dans ce lieu\u00a0: changez-la.",
            "Label {label:q} is already taken in this place: change it.",
        ),
        "retired": (
            "Cet objet a quitté le réseau\u00a0: remettez-le d’abord, à la page de l’unité.",
            "This object has left the network: put it back first, on the page of the unit.",
        ),
    },
)


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class _No(Exception):
    """Why a line is refused."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.phrase = LINES(code, **values)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit as it stands; `owner` and `since` are nothing when they are not written, a computer's `model` is 0."""

    key: int
    model: int
    place: int
    label: str
    serial: str
    owner: int | None = None
    since: date | None = None
    notes: str = ""
    is_retired: bool = False


@dataclass(frozen=True)
class Known:
    """What the network has. Names are folded (see `folded`); `kept` are the places one answers for."""

    models: Mapping[str, int]
    archived: frozenset[str]
    categories: Mapping[str, str]
    places: Mapping[str, Sequence[tuple[int, str]]]
    owners: Mapping[str, int]
    units: Sequence[KnownUnit]
    kept: frozenset[int]
    may_add_models: bool
    category_names: Sequence[str] = ()
    model_names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its number, what it says by field, and what kept it from being read."""

    number: int
    said: Mapping[str, str]
    problem: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of a line. `model` is a key, or the name of one to add with its `category`."""

    line: Line
    fate: Fate
    reason: Phrase | None = None
    unit: int | None = None
    model: int | str = 0
    category: str = ""
    place: int = 0
    owner: int | None = None
    since: date | None = None
    changes: tuple[str, ...] = ()


def folded(text: str) -> str:
    """A name as it is compared: without accents, case, punctuation."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("’", " ")).casefold()
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.split())


def columns_of(titles: Iterable[str]) -> dict[str, str]:
    """Which column says what: the first that bears one of its names."""
    by_name = {name: told for told, names in HEADERS.items() for name in names}
    found: dict[str, str] = {}
    for title in titles:
        if told := by_name.get(folded(title)):
            found.setdefault(told, title)
    return found


def missing_column(columns: Mapping[str, str]) -> Phrase | None:
    """The column without which no line can be read."""
    wanted = ["model", "place"] + ([] if "serial" in columns or "label" in columns else ["serial"])
    lacks = next((told for told in wanted if told not in columns), None)
    return LINES("no_column", title=TITLES[lacks]) if lacks else None


def judged(lines: Iterable[Line], known: Known) -> list[Judged]:
    """Each line against what there is and against the lines before it."""
    judge = _Judge(known)
    return [judge.one(line) for line in lines]


class _Judge:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.by_serial = {folded(unit.serial): unit for unit in known.units if folded(unit.serial)}
        self.by_label = {(unit.place, folded(unit.label)): unit for unit in known.units}
        self.added: dict[str, str] = {}
        self.met: dict[tuple[object, ...], int] = {}

    def one(self, line: Line) -> Judged:
        if line.problem is not None:
            return Judged(line, Fate.REFUSED, line.problem)
        try:
            return self._read(line)
        except _No as no:
            return Judged(line, Fate.REFUSED, no.phrase)

    def _read(self, line: Line) -> Judged:
        said = line.said
        for told, most in LONGEST.items():
            if len(said.get(told, "")) > most:
                raise _No("too_long", title=TITLES[told], most=most)
        if not said.get("serial") and not said.get("label"):
            raise _No("no_name")
        place = self._place(said.get("place", ""))
        model, category = self._model(said)
        owner, since = self._owner(said.get("owner", "")), _date(said.get("since", ""))
        unit = self._unit(said, place, model)
        self._once(line, place, unit)
        if isinstance(model, str):
            self.added.setdefault(folded(model), category)
        if unit is None:
            return Judged(line, Fate.NEW, None, None, model, category, place, owner, since)
        changes = tuple(_changes(unit, said, place, owner, since))
        fate = Fate.CHANGED if changes else Fate.SAME
        return Judged(line, fate, None, unit.key, model, category, place, owner, since, changes)

    def _place(self, word: str) -> int:
        found = self.known.places.get(folded(word), ())
        if not word:
            raise _No("no_place")
        if not found:
            raise _No("place", word=word)
        if len(found) > 1:
            raise _No("places", word=word, slugs=", ".join(slug for _key, slug in found))
        key = found[0][0]
        if key not in self.known.kept:
            raise _No("not_yours", place=word)
        return key

    def _model(self, said: Mapping[str, str]) -> tuple[int | str, str]:
        name, word = said.get("model", ""), said.get("category", "")
        category = self.known.categories.get(folded(word), "")
        if not name:
            raise _No("no_model")
        if word and not category:
            raise _No("category", word=word, known=", ".join(self.known.category_names))
        if (key := self.known.models.get(folded(name))) is not None:
            return key, category
        if folded(name) in self.known.archived:
            raise _No("archived", model=name)
        category = self.added.get(folded(name)) or category
        if not category or not self.known.may_add_models:
            raise _No("new_model", model=name)
        return name, category

    def _owner(self, word: str) -> int | None:
        if not word:
            return None
        if (found := self.known.owners.get(folded(word))) is None:
            raise _No("owner", word=word)
        return found

    def _unit(self, said: Mapping[str, str], place: int, model: int | str) -> KnownUnit | None:
        serial, label = folded(said.get("serial", "")), said.get("label", "")
        there = self.by_label.get((place, folded(label))) if label else None
        unit = self.by_serial.get(serial) if serial else there
        if unit is None and there is not None:
            if there.serial:
                raise _No("other_serial", label=label, serial=there.serial)
            unit = there
        if unit is not None and there is not None and there.key != unit.key:
            raise _No("other_label", label=label)
        if unit is None:
            return None
        if not unit.model:
            raise _No("other_label", label=label)
        if unit.is_retired:
            raise _No("retired")
        if unit.model != model:
            raise _No("other_model", model=self.known.model_names.get(unit.model, ""))
        if unit.place not in self.known.kept:
            raise _No("not_yours", place=said.get("place", ""))
        return unit

    def _once(self, line: Line, place: int, unit: KnownUnit | None) -> None:
        names: list[tuple[object, ...]] = [("unit", unit.key)] if unit else []
        names += [("serial", serial)] if (serial := folded(line.said.get("serial", ""))) else []
        names += [("label", place, label)] if (label := folded(line.said.get("label", ""))) else []
        before = next((self.met[name] for name in names if name in self.met), None)
        if before is not None:
            raise _No("twice", line=before)
        self.met.update(dict.fromkeys(names, line.number))


def _changes(
    unit: KnownUnit, said: Mapping[str, str], place: int, owner: int | None, since: date | None
) -> Iterable[str]:
    """What the line says otherwise than the unit; an empty cell says nothing."""
    if said.get("serial") and folded(said["serial"]) != folded(unit.serial):
        yield "serial"
    if said.get("label") and said["label"] != unit.label:
        yield "label"
    if place != unit.place:
        yield "place"
    if owner is not None and owner != unit.owner:
        yield "owner"
    if since is not None and since != unit.since:
        yield "since"
    if said.get("notes") and said["notes"] != unit.notes:
        yield "notes"


def _date(word: str) -> date | None:
    if not word:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"):
        try:
            return datetime.strptime(word.split("T")[0].split(" ")[0], form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _No("since", word=word)

"""What is proposed for the file of an import: its columns, its words, with what a person chose so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.directory.files import Table, UnreadableFile
from maille.directory.mapping import Mapping, MappingError, Proposal, load_mapping_document, propose
from maille.directory.mapping.proposal import Choice
from maille.directory.mapping.values import CLOSED_LISTS
from maille.directory.models import Import
from maille.directory.record import Row
from maille.territory.gazetteer import Gazetteer

from .reading import refused, table_of
from .sources import columns_of, known_readings

SAMPLE = 1000
"""Lines looked at to propose; what only a later line says is told by the dry run."""


@dataclass(frozen=True)
class Sheet:
    """The table of an import: its columns and its first lines."""

    table: Table
    columns: tuple[str, ...]
    rows: Sequence[Row]

    def samples(self, column: str, count: int = 3) -> list[str]:
        """A few different cells of a column, as text."""
        texts = (" ".join(str(row.cells.get(column) or "").split()) for row in self.rows)
        return list(islice(dict.fromkeys(text for text in texts if text), count))


def sheet_of(of_import: Import) -> Sheet:
    """Read the first lines of the file; refused in a sentence when it cannot be read."""
    try:
        table = table_of(of_import)
        return Sheet(table, columns_of(table), list(islice(table.rows(), SAMPLE)))
    except UnreadableFile as unreadable:
        raise refused(unreadable) from unreadable


def proposal_of(of_import: Import, sheet: Sheet) -> Proposal:
    """What is proposed, a person's own choices first."""
    chosen = {field: tuple(names) for field, names in of_import.choices.get("columns", {}).items()}
    words = {field: _meanings(said) for field, said in of_import.choices.get("words", {}).items()}
    saved, gazetteer = known_readings(of_import.network), Gazetteer.load()
    found = propose(
        sheet.columns, sheet.rows, saved=saved, gazetteer=gazetteer, chosen=chosen, chosen_values=words
    )  # fmt: skip
    if not found.recognised:
        return found
    # A reading that is known says nothing of the words of this file: its lists are read again, by its own words.
    lists = {one.field: columns_read(one) for one in found.choices if one.field in CLOSED_LISTS and one.columns}
    ignored = {one.field: {word.word: () for word in one.values if word.how == "chosen"} for one in found.choices}
    words = {field: ignored.get(field, {}) | words.get(field, {}) for field in {*words, *lists}}
    return propose(
        sheet.columns, sheet.rows, saved=saved, gazetteer=gazetteer, chosen=lists | chosen, chosen_values=words
    )  # fmt: skip


def _meanings(said: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(values) for word, values in said.items()}


def columns_read(choice: Choice) -> tuple[str, ...]:
    """Every column a field is read from, those of yes and no with the others."""
    return tuple(dict.fromkeys((*choice.columns, *(one.column for one in choice.conditions))))


def document_of(of_import: Import, proposal: Proposal) -> dict[str, Any]:
    """The description that the proposal becomes; refused while something is missing."""
    about = of_import.choices.get("about")
    if not about:
        raise Refused(_("Dites d’abord d’où vient ce fichier."))
    if proposal.missing:
        raise Refused(_("Dites d’abord quelles colonnes donnent le nom du lieu et sa commune."))
    return proposal.document(
        name=about["name"],
        title=about["title"],
        snapshot=about["day"],
        licence=about.get("licence", ""),
        licence_url=about.get("licence_url", ""),
    )


def mapping_from(document: dict[str, Any], name: str) -> Mapping:
    """The mapping of a description that people made."""
    try:
        return load_mapping_document(document, name)
    except MappingError as error:
        raise Refused(str(error)) from error

"""How a file that nobody knew is read: what a person chooses, kept on the import until it is tried."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.directory.files import SheetNotChosen, UnreadableFile
from maille.directory.files import Table as FileTable
from maille.directory.files.phrases import FILES
from maille.directory.mapping import columns_signature, packaged_mappings
from maille.directory.mapping.load import STANDARD_MAPPINGS
from maille.directory.models import Import, SavedMapping

from .drafts import held_ready
from .proposing import document_of, mapping_from, proposal_of, sheet_of
from .reading import refused, table_of
from .sources import columns_of, mapping_named, recognised, saved_document

Columns = Table[str, Sequence[str]]
Words = Table[str, Table[str, Sequence[str]]]


@transaction.atomic
def look_at_file(*, of_import: Import, by: Any, sheet: str = "") -> Import:
    """Note what the file is, and recognise it by its columns unless its source was said.

    Of a workbook with several tables only the names of its sheets are noted, until one is chosen. Refused when the
    file cannot be read, or lacks the columns of the source that was said.
    """
    held = held_ready(of_import, by)
    held.table = {"sheet": sheet} if sheet else {}
    try:
        table = table_of(held)
    except SheetNotChosen as several:
        held.table = {"sheets": list(several.sheets)}
    except UnreadableFile as unreadable:
        raise refused(unreadable) from unreadable
    else:
        held.table = _facts(table)
        _find_source(held, table)
    return _unsettled(held)


def _facts(table: FileTable) -> dict[str, Any]:
    return {
        "format": table.format,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "columns": list(columns_of(table)),
        "remarks": [remark.to_json() for remark in table.remarks],
    }


def _find_source(held: Import, table: FileTable) -> None:
    columns = columns_of(table)
    if held.mapping:
        read = mapping_named(held.mapping, held.network)
        if missing := [column for column in read.columns() if column not in columns]:
            lacking = FILES("missing_columns", names=missing, mapping=read.source.title)
            raise Refused(lacking.in_(get_language() or "fr"), field="source")
        return
    held.mapping = recognised(columns, held.network)
    held.document = saved_document(held.mapping, held.network)
    if held.mapping not in STANDARD_MAPPINGS:
        held.source = held.mapping


@transaction.atomic
def describe_source(*, of_import: Import, by: Any, about: Table[str, str]) -> Import:
    """Say where the file comes from: `title`, `name`, `licence`, `licence_url`, and `day`, the date of its content."""
    held = held_ready(of_import, by)
    _refuse_taken(about["name"], held)
    held.choices = held.choices | {"about": dict(about)}
    held.source = about["name"]
    return _unsettled(held)


def _refuse_taken(name: str, held: Import) -> None:
    """A place is known by its source and its identifier there: two networks never share the name of one."""
    others = Import.objects.filter(source=name).exclude(network=held.network)
    saved = SavedMapping.objects.filter(name=name).exclude(network=held.network)
    if name in (*packaged_mappings(), *STANDARD_MAPPINGS) or others.exists() or saved.exists():
        raise Refused(_("Une source porte déjà ce nom\u00a0: donnez-en un autre."), field="name")


@transaction.atomic
def choose_columns(*, of_import: Import, by: Any, columns: Columns) -> Import:
    """Say which columns a field is read from, none to leave it out; the fields that are not named stay as proposed."""
    held = held_ready(of_import, by)
    before = held.choices.get("columns", {})
    held.choices = held.choices | {"columns": before | {field: list(names) for field, names in columns.items()}}
    return _guided(held)


@transaction.atomic
def choose_words(*, of_import: Import, by: Any, words: Words) -> Import:
    """Say which national values a word of the file means, field by field; none when nothing is to be kept of it."""
    held = held_ready(of_import, by)
    kept = {field: dict(said) for field, said in held.choices.get("words", {}).items()}
    for field, said in words.items():
        kept[field] = kept.get(field, {}) | {word: list(values) for word, values in said.items()}
    held.choices = held.choices | {"words": kept}
    return _guided(held)


def _guided(held: Import) -> Import:
    held.mapping, held.document = "", {}
    return _unsettled(held)


def _unsettled(held: Import) -> Import:
    """Read otherwise, what was tried is worth nothing."""
    held.lines.all().delete()
    held.state = Import.State.DRAFT
    held.save()
    return held


@transaction.atomic
def settle_reading(*, of_import: Import, by: Any, at: datetime, keep: bool) -> Import:
    """Agree to read the file as proposed; `keep` makes it a source that the network knows from now on."""
    held = held_ready(of_import, by)
    proposal = proposal_of(held, sheet_of(held))
    document = document_of(held, proposal)
    mapping = mapping_from(document, held.source)
    _refuse_taken(mapping.source.name, held)
    held.mapping, held.document, held.source = "", document, mapping.source.name
    if keep:
        _keep(held, by, at)
    return _unsettled(held)


def _keep(held: Import, by: Any, at: datetime) -> None:
    about = held.choices["about"]
    saved = SavedMapping.objects.select_for_update().filter(network=held.network, name=held.source).first()
    version = saved.version if saved else 0
    saved = saved or SavedMapping(network=held.network, name=held.source)
    saved.title, saved.document, saved.version = about["title"], held.document, version + 1
    saved.signature = columns_signature(held.table["columns"])
    saved.saved_at, saved.saved_by = at, by
    saved.save()
    held.mapping = saved.name
    told = {"title": saved.title, "version": saved.version}
    journal.record("directory.reading_saved", saved, by=by, after=told, network_id=held.network_id)


@transaction.atomic
def read_otherwise(*, of_import: Import, by: Any) -> Import:
    """Choose column by column how to read a file that was recognised; what it was read by is where one starts from."""
    held = held_ready(of_import, by)
    if held.mapping in (*packaged_mappings(), *STANDARD_MAPPINGS):
        held.source = ""
    elif saved := SavedMapping.objects.filter(network=held.network, name=held.mapping).first():
        held.choices = {"about": _about(saved)} | held.choices
    return _guided(held)


def _about(saved: SavedMapping) -> dict[str, str]:
    source = saved.document["source"]
    return {
        "title": saved.title,
        "name": saved.name,
        "licence": source.get("licence", ""),
        "licence_url": source.get("licence_url", ""),
        "day": source.get("snapshot", ""),
    }

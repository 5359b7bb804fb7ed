"""The file of an import, opened again, and the mapping that reads it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.directory.files import Table, UnreadableFile, read_table
from maille.directory.mapping import Mapping, MappingError, load_mapping_document
from maille.directory.mapping.lines import ReadLine, read_lines, storable_cells
from maille.directory.mapping.load import STANDARD_MAPPINGS
from maille.directory.mapping.rows import rows_of
from maille.directory.mapping.standard_source import standard_mapping
from maille.directory.models import Import
from maille.territory.gazetteer import Gazetteer

from .lines import Line
from .sources import columns_of, mapping_named


def content_of(of_import: Import) -> bytes | Path:
    """The file as it came: its place on this machine's disk when it is there, so that it is never read whole."""
    if isinstance(default_storage, FileSystemStorage):
        if (path := Path(default_storage.path(of_import.file))).is_file():
            return path
    elif default_storage.exists(of_import.file):
        with default_storage.open(of_import.file) as file:
            return file.read()
    raise Refused(_("Le fichier n’est plus là\u00a0: importez-le à nouveau."), field="file")


def table_of(of_import: Import, mapping: Mapping | None = None) -> Table:
    """The table of the file; raise UnreadableFile, or SheetNotChosen when it holds several."""
    return read_table(
        content_of(of_import),
        name=of_import.file_name,
        sheet=of_import.table.get("sheet", ""),
        encoding=mapping.source.encoding if mapping else "",
        delimiter=mapping.source.delimiter if mapping else "",
    )


def refused(unreadable: UnreadableFile) -> Refused:
    """The sentence of a file that cannot be read, in the language of the page."""
    return Refused(unreadable.sentence(get_language() or "fr"), field="file")


def given_mapping(of_import: Import) -> Mapping | None:
    """How the file is read, as far as it is known without looking into it: nothing for a file at the standard."""
    try:
        if of_import.document:
            return load_mapping_document(of_import.document, of_import.source)
        if of_import.mapping in ("", *STANDARD_MAPPINGS):
            return None
        return mapping_named(of_import.mapping, of_import.network)
    except MappingError as error:
        raise Refused(str(error)) from error


def opened(of_import: Import) -> tuple[Mapping, Table]:
    """The table of the file and how it is read; without a mapping, a file at the standard reads itself."""
    try:
        given = given_mapping(of_import)
        table = table_of(of_import, given)
    except UnreadableFile as unreadable:
        raise refused(unreadable) from unreadable
    title = of_import.choices.get("about", {}).get("title", "")
    mapping = given or standard_mapping(columns_of(table), name=of_import.source, title=title)
    if mapping is None:
        raise Refused(
            _(
                "Rien ne dit comment lire ce fichier : aucune source connue ne s’appelle « %(source)s »,"
                " et ses colonnes ne sont pas celles du standard national. Dites ce que contient chaque colonne."
            )
            % {"source": of_import.source},
            field="file",
        )
    if not of_import.source:
        raise Refused(_("Dites d’abord d’où vient ce fichier."), field="source")
    return mapping, table


def told_apart(table: Table) -> dict[str, Any]:
    """What tells the file apart, as an import keeps it."""
    return {
        "format": table.format,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "columns": list(table.columns),
    }


def lines_of(table: Table, mapping: Mapping) -> Iterator[ReadLine]:
    """The lines of the file; refused in a sentence when it cannot be read as the mapping says."""
    try:
        yield from read_lines(mapping, rows_of(table, mapping), Gazetteer.load())
    except UnreadableFile as unreadable:
        raise refused(unreadable) from unreadable


def give_cells(lines: Iterable[Line], of_import: Import) -> None:
    """Give lines that are refused at the last moment what the file wrote in them; nothing when it has gone."""
    wanted = {line.number: line for line in lines}
    if not wanted:
        return
    try:
        _, table = opened(of_import)
    except Refused:
        return
    for row in table.rows():
        if line := wanted.get(row.line_number):
            line.row = storable_cells(row.cells)

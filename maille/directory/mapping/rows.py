"""The lines of a file that a mapping understands: every column it names is there."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from maille.directory.files import Table, UnreadableFile, read_table
from maille.directory.files.phrases import FILES
from maille.directory.record import Row

from .rules import Mapping


def read_rows(data: Path | Traversable | bytes, mapping: Mapping) -> Iterator[Row]:
    """Every line of the file, in order; raise UnreadableFile when the file as a whole does not fit the mapping."""
    source = mapping.source
    return rows_of(read_table(data, encoding=source.encoding, delimiter=source.delimiter), mapping)


def rows_of(table: Table, mapping: Mapping) -> Iterator[Row]:
    """The lines of a table that was read already, once its columns are those of the mapping."""
    known = set(table.columns)
    missing = [column for column in mapping.columns() if column not in known]
    if missing:
        raise UnreadableFile(FILES("missing_columns", names=missing, mapping=mapping.path))
    return table.rows()

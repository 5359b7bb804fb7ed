"""Read a file nobody here made into place records, by a declarative mapping.

Pure: no Django, clock, database or network.

    mapping = load_mapping(path)
    outcomes = apply_all(mapping, read_rows(data, mapping), Gazetteer.load())

`apply_all` gives one outcome a line: `Taken(record, remarks)` or `Kept(row, reason)`. How to write a mapping is told
by the comments of `maille/directory/sources/france-services.toml`.
"""

from maille.directory.files import UnreadableFile
from maille.directory.record import Kept, Outcome, PlaceRecord, Remark, Row, Taken

from .apply import apply, apply_all
from .load import load_mapping, load_packaged_mapping, packaged_mappings
from .rows import read_rows
from .rules import Mapping, MappingError

__all__ = [
    "Kept",
    "Mapping",
    "MappingError",
    "Outcome",
    "PlaceRecord",
    "Remark",
    "Row",
    "Taken",
    "UnreadableFile",
    "apply",
    "apply_all",
    "load_mapping",
    "load_packaged_mapping",
    "packaged_mappings",
    "read_rows",
]

"""Read a file nobody here made into place records, by a declarative mapping.

Pure: no Django, clock, database or network.

    mapping = load_mapping(path)
    outcomes = apply_all(mapping, read_rows(data, mapping), Gazetteer.load())

A file that nobody has seen: `propose(columns, rows)` says which column is which field and why; what a person agrees to
becomes a mapping by `load_mapping_document(proposal.document(…), name)`, and `preview(…)` shows what rows become.

`apply_all` gives one outcome a line: `Taken(record, remarks)` or `Kept(row, reason)`. How to write a mapping is told
by the comments of `maille/directory/sources/france-services.toml`.
"""

from maille.directory.files import UnreadableFile
from maille.directory.record import Kept, Outcome, PlaceRecord, Remark, Row, Taken

from .apply import apply, apply_all, preview
from .document import load_mapping_document
from .load import load_mapping, load_packaged_mapping, packaged_document, packaged_mappings
from .propose import Proposal, Saved, columns_signature, propose
from .rows import read_rows
from .rules import Mapping, MappingError

__all__ = [
    "Kept",
    "Mapping",
    "MappingError",
    "Outcome",
    "PlaceRecord",
    "Proposal",
    "Remark",
    "Row",
    "Saved",
    "Taken",
    "UnreadableFile",
    "apply",
    "apply_all",
    "columns_signature",
    "load_mapping",
    "load_mapping_document",
    "load_packaged_mapping",
    "packaged_document",
    "packaged_mappings",
    "preview",
    "propose",
    "read_rows",
]

"""Every write of the directory."""

from .corrections import accept_correction, erase_contacts, propose_changes, reject_correction, report_error
from .editing import Overtaken, edit_place, host_organisation, keep_hours, unhost_organisation, verify_place
from .importing import (
    apply_import,
    check_import,
    drop_import,
    forget,
    import_places,
    same_file_before,
    start_import,
    start_job,
    try_places,
    undo_import,
)
from .merging import merge_places, unmerge
from .pairs import answer_pair, find_pairs

__all__ = [
    "Overtaken",
    "accept_correction",
    "answer_pair",
    "apply_import",
    "check_import",
    "drop_import",
    "edit_place",
    "erase_contacts",
    "find_pairs",
    "forget",
    "host_organisation",
    "import_places",
    "keep_hours",
    "merge_places",
    "propose_changes",
    "reject_correction",
    "report_error",
    "same_file_before",
    "start_import",
    "start_job",
    "try_places",
    "undo_import",
    "unhost_organisation",
    "unmerge",
    "verify_place",
]

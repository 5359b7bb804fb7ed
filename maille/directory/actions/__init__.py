"""Every write of the directory."""

from .corrections import accept_correction, erase_contacts, propose_changes, reject_correction, report_error
from .editing import Overtaken, edit_place, host_organisation, keep_hours, unhost_organisation, verify_place
from .importing import import_places
from .merging import merge_places, unmerge

__all__ = [
    "Overtaken",
    "accept_correction",
    "edit_place",
    "erase_contacts",
    "host_organisation",
    "import_places",
    "keep_hours",
    "merge_places",
    "propose_changes",
    "reject_correction",
    "report_error",
    "unhost_organisation",
    "unmerge",
    "verify_place",
]

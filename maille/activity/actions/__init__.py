"""The actions of activity: ticks and sheets, signatures, attestations, and what is forgotten."""

from .attestations import issue_attestation, revoke_attestation
from .forgetting import erase_old_names, forget_presence
from .received import note_appointment
from .sheets import close_sheet, keep_walk_in, reopen_sheet, set_headcount
from .signing import Typed, confirm, sign, type_signatures
from .ticking import Answer, note_known, note_presence, take_ticks

__all__ = [
    "Answer",
    "Typed",
    "close_sheet",
    "confirm",
    "erase_old_names",
    "forget_presence",
    "issue_attestation",
    "keep_walk_in",
    "note_appointment",
    "note_known",
    "note_presence",
    "reopen_sheet",
    "revoke_attestation",
    "set_headcount",
    "sign",
    "take_ticks",
    "type_signatures",
]

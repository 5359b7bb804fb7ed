"""The tables of activity."""

from .attestations import Attestation
from .presence import Attendance, Sheet, Tick
from .signatures import Signature

__all__ = ["Attendance", "Attestation", "Sheet", "Signature", "Tick"]

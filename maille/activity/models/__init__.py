"""The tables of activity."""

from .attestations import Attestation
from .presence import Attendance, Sheet, Tick
from .received import AppointmentAttendance
from .signatures import Signature

__all__ = ["AppointmentAttendance", "Attendance", "Attestation", "Sheet", "Signature", "Tick"]

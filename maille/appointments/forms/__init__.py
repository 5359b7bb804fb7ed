"""What people fill in: to take an appointment, to move it, to say when one receives."""

from .booking import BookingForm, DeskBookingForm, OrientBookingForm, WhereForm
from .changing import CancelForm, SlotForm
from .planning import AbsenceForm, OpeningForm, ReasonForm

__all__ = [
    "AbsenceForm",
    "BookingForm",
    "CancelForm",
    "DeskBookingForm",
    "OpeningForm",
    "OrientBookingForm",
    "ReasonForm",
    "SlotForm",
    "WhereForm",
]

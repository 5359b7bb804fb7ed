"""Reasons, openings, appointments, and earlier slots that were offered."""

from .appointments import Appointment, EarlierOffer
from .openings import Opening, Reason

__all__ = ["Appointment", "EarlierOffer", "Opening", "Reason"]

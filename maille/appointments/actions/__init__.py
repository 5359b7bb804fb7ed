"""Every write of the appointments."""

from .booking import Booking, book
from .changing import cancel_appointment, hand_over_appointment, move_appointment
from .earlier import accept_offer, decline_offer, drop_earlier, lapse_offer, want_earlier
from .freeing import offer_what_was_freed
from .openings import add_opening, end_opening
from .reasons import archive_reason, save_reason
from .residents import forget_appointments

__all__ = [
    "Booking",
    "accept_offer",
    "add_opening",
    "archive_reason",
    "book",
    "cancel_appointment",
    "decline_offer",
    "drop_earlier",
    "end_opening",
    "forget_appointments",
    "hand_over_appointment",
    "lapse_offer",
    "move_appointment",
    "offer_what_was_freed",
    "save_reason",
    "want_earlier",
]

"""Every write of the workshops."""

from .registrations import (
    accept_offer,
    cancel_registration,
    change_size,
    come_back,
    lapse_offer,
    register,
    seat_waiting,
    settle,
)

__all__ = [
    "accept_offer",
    "cancel_registration",
    "change_size",
    "come_back",
    "lapse_offer",
    "register",
    "seat_waiting",
    "settle",
]

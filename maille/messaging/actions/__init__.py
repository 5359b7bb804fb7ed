"""Every write of the messages: what capabilities plan, what workers deliver, what people settle."""

from .delivery import claim_next, hand_over, settle_attempt
from .outbox import cancel, move_anchor, plan
from .people import cancel_message, mark_bounced, mark_called, mark_posted, replay, settle_doubt

__all__ = [
    "cancel",
    "cancel_message",
    "claim_next",
    "hand_over",
    "mark_bounced",
    "mark_called",
    "mark_posted",
    "move_anchor",
    "plan",
    "replay",
    "settle_attempt",
    "settle_doubt",
]

"""Every write of the messages: what capabilities plan, what workers deliver, what people settle."""

from .delivery import claim_due, claim_next, close_missed, hand_over, release, settle_attempt
from .erasure import erase_old_messages, forget_messages
from .outbox import cancel, move_anchor, plan, plan_new
from .people import cancel_message, mark_bounced, mark_called, mark_posted, replay, settle_doubt

__all__ = [
    "cancel",
    "cancel_message",
    "claim_due",
    "claim_next",
    "close_missed",
    "erase_old_messages",
    "forget_messages",
    "hand_over",
    "mark_bounced",
    "mark_called",
    "mark_posted",
    "move_anchor",
    "plan",
    "plan_new",
    "release",
    "replay",
    "settle_attempt",
    "settle_doubt",
]

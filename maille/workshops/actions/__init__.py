"""Every write of the workshops."""

from .catalogue import CONTENT, add_from_library, archive_workshop, change_workshop, create_workshop, restore_workshop
from .changing import change_session, move_session
from .computers import follow_conditions
from .desk import move_at_desk, register_at_desk, seat_at_desk
from .holding import Arrangement, Outcome
from .interests import (
    ask_to_be_told,
    end_interests,
    erase_ended_interests,
    sessions_to_tell,
    stop_telling,
    tell_interested,
)
from .merging import merge_people, part_people, sessions_of_both
from .moving import move_registration
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
from .residents import correct_resident, forget_registrations
from .scheduling import create_sessions
from .sessions import cancel_session, publish, unpublish

__all__ = [
    "CONTENT",
    "Arrangement",
    "Outcome",
    "accept_offer",
    "add_from_library",
    "archive_workshop",
    "ask_to_be_told",
    "cancel_registration",
    "cancel_session",
    "change_session",
    "change_size",
    "change_workshop",
    "come_back",
    "correct_resident",
    "create_sessions",
    "create_workshop",
    "end_interests",
    "erase_ended_interests",
    "follow_conditions",
    "forget_registrations",
    "lapse_offer",
    "merge_people",
    "move_at_desk",
    "move_registration",
    "move_session",
    "part_people",
    "publish",
    "register",
    "register_at_desk",
    "restore_workshop",
    "seat_at_desk",
    "seat_waiting",
    "sessions_of_both",
    "sessions_to_tell",
    "settle",
    "stop_telling",
    "tell_interested",
    "unpublish",
]

"""Every write about people. Each is atomic, journalled, and says no with `Refused`."""

from .accounts import note_way_in, open_account, set_account_rights, set_desk_code, update_account
from .desks import close_desk, open_desk, switch_user_at_desk
from .invitations import accept_invitation, cancel_invitation, deliver_invitation, invite, resend_invitation
from .joining import give_back_people, hand_over_people
from .merging import merge_residents, part_residents
from .residents import (
    Met,
    change_resident,
    erase_forgotten_residents,
    erase_resident,
    meet_resident,
    settle_met,
    welcome_again,
    welcome_resident,
)
from .roles import change_role_dates, end_role, grant_role
from .skills import archive_skill, claim_skill, confirm_skill, decline_claim, end_habilitation, save_skill

__all__ = [
    "Met",
    "accept_invitation",
    "archive_skill",
    "cancel_invitation",
    "change_resident",
    "change_role_dates",
    "claim_skill",
    "close_desk",
    "confirm_skill",
    "decline_claim",
    "deliver_invitation",
    "end_habilitation",
    "end_role",
    "erase_forgotten_residents",
    "erase_resident",
    "give_back_people",
    "grant_role",
    "hand_over_people",
    "invite",
    "meet_resident",
    "merge_residents",
    "note_way_in",
    "open_account",
    "open_desk",
    "part_residents",
    "resend_invitation",
    "save_skill",
    "set_account_rights",
    "set_desk_code",
    "settle_met",
    "switch_user_at_desk",
    "update_account",
    "welcome_again",
    "welcome_resident",
]

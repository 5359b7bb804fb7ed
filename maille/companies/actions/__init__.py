"""Every write of the requests of companies."""

from .agreeing import accept_option, record_paper, sign_convention, turn_down, withdraw
from .asking import Asked, ask, renew_link, split_rest
from .certifying import issue_certificates, withdraw_certificate
from .erasing import erase_old_enquiries, forget_trainees
from .holding import open_sessions, tell_changes
from .listing import add_people, confirm_list, remove_person
from .proposing import Offer, add_option, decline, drop_option, recall_proposal, send_proposal
from .signing import confirm_half_days, note_away, sign_half_day

__all__ = [
    "Asked",
    "Offer",
    "accept_option",
    "add_option",
    "add_people",
    "ask",
    "confirm_half_days",
    "confirm_list",
    "decline",
    "drop_option",
    "erase_old_enquiries",
    "forget_trainees",
    "issue_certificates",
    "note_away",
    "open_sessions",
    "recall_proposal",
    "record_paper",
    "remove_person",
    "renew_link",
    "send_proposal",
    "sign_convention",
    "sign_half_day",
    "split_rest",
    "tell_changes",
    "turn_down",
    "withdraw",
    "withdraw_certificate",
]

"""Every write of what a network shares: units and their state, what is asked and promised, who is away or taken."""

from .absences import declare_absence, end_absence, move_absence
from .agreed import check_rules, drop_rule, save_rule
from .asking import ask, cancel_need, let_go, promise, refuse, taking
from .consumables import add_consumable, drop_consumable, note_stock
from .custody import tell
from .equipment import add_lent_units, add_model, archive_model, change_model, restore_model, show_model
from .hearing import hear
from .hours import add_hours, drop_hours, set_mobility
from .inventory import change_unit, retire_unit
from .journeys import save_journeys
from .legs import plan_ways, send_back
from .lending import agree, ask_for_somebody, cancel_lending, note_done, offer, refuse_lending, replace, withdraw_for
from .mending import find_another, late_holders
from .occupying import hold_people, occupy, release, taken_from
from .proposing import accept, decline, propose, withdraw
from .repeating import ask_each
from .rooms import book_room, cancel_booking, rooms_taken
from .rounds import cancel_round, carry, load_round, save_round, save_van
from .units import MOST_AT_ONCE, add_units, report_condition

__all__ = [
    "MOST_AT_ONCE",
    "accept",
    "add_consumable",
    "add_hours",
    "add_lent_units",
    "add_model",
    "add_units",
    "agree",
    "archive_model",
    "ask",
    "ask_each",
    "ask_for_somebody",
    "book_room",
    "cancel_booking",
    "cancel_lending",
    "cancel_need",
    "cancel_round",
    "carry",
    "change_model",
    "change_unit",
    "check_rules",
    "declare_absence",
    "decline",
    "drop_consumable",
    "drop_hours",
    "drop_rule",
    "end_absence",
    "find_another",
    "hear",
    "hold_people",
    "late_holders",
    "let_go",
    "load_round",
    "move_absence",
    "note_done",
    "note_stock",
    "occupy",
    "offer",
    "plan_ways",
    "promise",
    "propose",
    "refuse",
    "refuse_lending",
    "release",
    "replace",
    "report_condition",
    "restore_model",
    "retire_unit",
    "rooms_taken",
    "save_journeys",
    "save_round",
    "save_rule",
    "save_van",
    "send_back",
    "set_mobility",
    "show_model",
    "taken_from",
    "taking",
    "tell",
    "withdraw",
    "withdraw_for",
]

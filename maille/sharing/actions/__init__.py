"""Every write of what a network shares: units and their state, what is asked and promised, who is away or taken."""

from .absences import declare_absence, end_absence
from .agreed import check_rules, drop_rule, save_rule
from .asking import ask, cancel_need, let_go, promise, refuse, taking
from .custody import tell
from .legs import plan_leg, plan_ways, send_back
from .occupying import hold_people, occupy, release, taken_from
from .units import MOST_AT_ONCE, add_units, report_condition

__all__ = [
    "MOST_AT_ONCE",
    "add_units",
    "ask",
    "cancel_need",
    "check_rules",
    "declare_absence",
    "drop_rule",
    "end_absence",
    "hold_people",
    "let_go",
    "occupy",
    "plan_leg",
    "plan_ways",
    "promise",
    "refuse",
    "release",
    "report_condition",
    "save_rule",
    "send_back",
    "taken_from",
    "taking",
    "tell",
]

"""Every write of what a network shares: units and their state, who is away, who is taken."""

from .absences import declare_absence, end_absence
from .occupying import hold_people, occupy, release, taken_from
from .units import MOST_AT_ONCE, add_units, report_condition

__all__ = [
    "MOST_AT_ONCE",
    "add_units",
    "declare_absence",
    "end_absence",
    "hold_people",
    "occupy",
    "release",
    "report_condition",
    "taken_from",
]

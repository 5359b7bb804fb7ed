"""What a network shares: units, people and rooms; and when each of them is taken."""

from .occupations import Absence, Occupation
from .units import ConditionEvent, Unit, UnitQuerySet, working_computers

__all__ = ["Absence", "ConditionEvent", "Occupation", "Unit", "UnitQuerySet", "working_computers"]

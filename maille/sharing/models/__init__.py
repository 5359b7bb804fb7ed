"""What a network shares: units, people and rooms; what was asked and promised, who holds what, who gave to whom."""

from .agreed import SharingRule
from .bookings import RoomBooking
from .consumables import Consumable, Stock
from .custody import Carrier, CustodyEcho, CustodyEvent, CustodyPhoto, Leg
from .equipment import Category, EquipmentModel, KitContent, ModelPhoto, Size
from .journeys import Journey, Round, Van
from .lending import LedgerEntry, Lending, Mobility, WorkingHours
from .occupations import Absence, Occupation
from .promises import Need, NeedLine, Promise, Proposal
from .units import ConditionEvent, Unit, UnitQuerySet, working_computers

__all__ = [
    "Absence",
    "Carrier",
    "Category",
    "ConditionEvent",
    "Consumable",
    "CustodyEcho",
    "CustodyEvent",
    "CustodyPhoto",
    "EquipmentModel",
    "Journey",
    "KitContent",
    "LedgerEntry",
    "Leg",
    "Lending",
    "Mobility",
    "ModelPhoto",
    "Need",
    "NeedLine",
    "Occupation",
    "Promise",
    "Proposal",
    "RoomBooking",
    "Round",
    "SharingRule",
    "Size",
    "Stock",
    "Unit",
    "UnitQuerySet",
    "Van",
    "WorkingHours",
    "working_computers",
]

"""What people fill in: to come to a workshop, to write one, to prepare its sessions."""

from .catalogue import CatalogueFilterForm, WorkshopForm
from .computers import AddUnitsForm
from .sessions import ArrangementForm, CancelForm, MoveForm, PlanForm, SessionFilterForm
from .signup import SignUpForm
from .tickets import FindForm, SizeForm

__all__ = [
    "AddUnitsForm",
    "ArrangementForm",
    "CancelForm",
    "CatalogueFilterForm",
    "FindForm",
    "MoveForm",
    "PlanForm",
    "SessionFilterForm",
    "SignUpForm",
    "SizeForm",
    "WorkshopForm",
]

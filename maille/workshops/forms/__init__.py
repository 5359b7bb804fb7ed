"""What people fill in: to come to a workshop, to write one, to prepare its sessions."""

from .catalogue import CatalogueFilterForm, WorkshopForm
from .computers import AddUnitsForm
from .desk import DeskSignUpForm, DeskSizeForm, ExtraForm, ResidentForm, ToForm, choose_sessions
from .interests import InterestForm
from .orient import OrientForm, OrientTopicForm
from .programme import ProgrammeForm
from .sessions import ArrangementForm, CancelForm, MoveForm, PlanForm, SessionFilterForm
from .signup import SignUpForm
from .tickets import FindForm, SizeForm

__all__ = [
    "AddUnitsForm",
    "ArrangementForm",
    "CancelForm",
    "CatalogueFilterForm",
    "DeskSignUpForm",
    "DeskSizeForm",
    "ExtraForm",
    "FindForm",
    "InterestForm",
    "MoveForm",
    "OrientForm",
    "OrientTopicForm",
    "PlanForm",
    "ProgrammeForm",
    "ResidentForm",
    "SessionFilterForm",
    "SignUpForm",
    "SizeForm",
    "ToForm",
    "WorkshopForm",
    "choose_sessions",
]

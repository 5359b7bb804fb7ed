"""What people fill in about the directory."""

from .corrections import CorrectionFilterForm, RejectForm, ReportForm
from .hours import ExceptionForm, HoursForm, RoomForm
from .imports import ImportForm
from .organisations import HostedForm, OrganisationForm
from .places import PlaceForm, ProposalForm
from .search import SearchForm, WhereForm

__all__ = [
    "CorrectionFilterForm",
    "ExceptionForm",
    "HostedForm",
    "HoursForm",
    "ImportForm",
    "OrganisationForm",
    "PlaceForm",
    "ProposalForm",
    "RejectForm",
    "ReportForm",
    "RoomForm",
    "SearchForm",
    "WhereForm",
]

"""What people fill in about the directory."""

from .hours import ExceptionForm, HoursForm, RoomForm
from .imports import ImportForm
from .search import SearchForm

__all__ = ["ExceptionForm", "HoursForm", "ImportForm", "RoomForm", "SearchForm"]

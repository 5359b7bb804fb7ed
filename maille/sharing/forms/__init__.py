"""The forms of sharing: what people fill in to borrow, and to answer those who ask."""

from .answering import PromiseForm, RefusalForm
from .borrowing import LoanForm, WhenForm

__all__ = ["LoanForm", "PromiseForm", "RefusalForm", "WhenForm"]

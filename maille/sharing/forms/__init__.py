"""The forms of sharing: what people fill in to borrow, and to answer those who ask."""

from .answering import PromiseForm, RefusalForm
from .borrowing import LoanForm, WhenForm
from .proposing import ProposalForm, said_of

__all__ = ["LoanForm", "PromiseForm", "ProposalForm", "RefusalForm", "WhenForm", "said_of"]

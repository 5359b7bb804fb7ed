"""What companies and those who answer them fill in."""

from .asking import AskForm
from .employer import ConventionForm, PeopleForm, TurnDownForm, WithdrawForm
from .team import EnquiryFilterForm, OptionForm, PaperForm, ReasonForm

__all__ = [
    "AskForm",
    "ConventionForm",
    "EnquiryFilterForm",
    "OptionForm",
    "PaperForm",
    "PeopleForm",
    "ReasonForm",
    "TurnDownForm",
    "WithdrawForm",
]

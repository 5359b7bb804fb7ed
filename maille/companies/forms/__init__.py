"""What companies and those who answer them fill in."""

from .asking import AskForm
from .employer import ConventionForm, PeopleForm, TurnDownForm, WithdrawForm
from .team import ConfirmForm, EnquiryFilterForm, OptionForm, PaperForm, ReasonForm

__all__ = [
    "AskForm",
    "ConfirmForm",
    "ConventionForm",
    "EnquiryFilterForm",
    "OptionForm",
    "PaperForm",
    "PeopleForm",
    "ReasonForm",
    "TurnDownForm",
    "WithdrawForm",
]

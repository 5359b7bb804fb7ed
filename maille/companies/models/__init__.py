"""Requests of companies, what is proposed to them, who comes, and what is printed."""

from .certificates import Certificate
from .enquiries import Enquiry
from .people import Trainee
from .proposals import Option, OptionDate

__all__ = ["Certificate", "Enquiry", "Option", "OptionDate", "Trainee"]

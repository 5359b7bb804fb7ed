"""What people fill in to come to a workshop."""

from .signup import SignUpForm
from .tickets import FindForm, SizeForm

__all__ = ["FindForm", "SignUpForm", "SizeForm"]

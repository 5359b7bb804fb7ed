"""The questions of presence: as few as possible, somebody stands at the desk."""

from .attestations import GiveForm, RevokeForm
from .presence import HeadsForm, KeepForm, WalkInForm

__all__ = ["GiveForm", "HeadsForm", "KeepForm", "RevokeForm", "WalkInForm"]

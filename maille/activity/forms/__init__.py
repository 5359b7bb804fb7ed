"""The questions of presence: as few as possible, somebody stands at the desk."""

from .presence import HeadsForm, KeepForm, WalkInForm

__all__ = ["HeadsForm", "KeepForm", "WalkInForm"]

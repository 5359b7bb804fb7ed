"""Every write of the directory."""

from .importing import import_places

__all__ = ["import_places"]

"""The papers of sharing: the stickers of units."""

from .labels import stickers

__all__ = ["stickers"]

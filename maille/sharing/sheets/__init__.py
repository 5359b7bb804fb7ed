"""The papers of sharing: the hand-overs of a day, the round of a driver, the stickers of units."""

from .doors import hand_overs
from .labels import stickers
from .rounds import round_sheet

__all__ = ["hand_overs", "round_sheet", "stickers"]

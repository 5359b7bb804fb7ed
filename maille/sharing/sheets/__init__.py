"""The papers of sharing: hand-overs of a day, round of a driver, agreement of a loan, stickers of units."""

from .agreement import agreement, lent
from .doors import hand_overs
from .labels import stickers
from .rounds import round_sheet

__all__ = ["agreement", "hand_overs", "lent", "round_sheet", "stickers"]

"""What is owed and what is free: half-open intervals, the way between places, how many units there are for a time."""

from .windows import Window, joined, left_of

__all__ = ["Window", "joined", "left_of"]

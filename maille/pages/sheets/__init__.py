"""What is printed of a place: the A5 sheet of what it is, the A4 sheet of its week."""

from .door import DoorSheet, door_sheet_of, print_door_sheet
from .place import PlaceSheet, place_sheet

__all__ = ["DoorSheet", "PlaceSheet", "door_sheet_of", "place_sheet", "print_door_sheet"]

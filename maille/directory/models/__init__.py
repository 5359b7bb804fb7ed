"""What the directory keeps: its imports, what is wrong in it, what stands twice, and the words people search by."""

from .corrections import Correction
from .imports import Import, ImportLine
from .review import Merge, PlacePair
from .search import OfferWord, PlaceWord, Word, WordVariant

__all__ = [
    "Correction",
    "Import",
    "ImportLine",
    "Merge",
    "OfferWord",
    "PlacePair",
    "PlaceWord",
    "Word",
    "WordVariant",
]

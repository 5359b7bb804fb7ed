"""What the directory keeps: the files that come in, what is wrong, what stands twice, the words people search by."""

from .corrections import Correction
from .imports import Import, ImportLine, SavedMapping
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
    "SavedMapping",
    "Word",
    "WordVariant",
]

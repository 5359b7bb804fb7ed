"""What the directory keeps: its imports, and the words people search places by."""

from .imports import Import, ImportLine
from .search import OfferWord, PlaceWord, Word, WordVariant

__all__ = ["Import", "ImportLine", "OfferWord", "PlaceWord", "Word", "WordVariant"]

"""The closed lists of the national standard, as a mapping names them."""

from maille.directory.standard.values import CLOSED_LISTS, national_value, value_key

__all__ = ["CLOSED_LISTS", "national_value", "value_key"]

"""The short code of a registration, and whether the name said with it is the one that was given."""

import hmac

from maille.core.codes import ALPHABET, LENGTH, new_code, read_code, said
from maille.language.words import fold

__all__ = ["ALPHABET", "LENGTH", "new_code", "read_code", "said", "same_person"]


def same_person(typed: str, known: str) -> bool:
    """Tell whether a name is the one that was given: the same words, in any order, accents and case aside.

    Takes as long whether it is or not; no name at all is nobody.
    """
    given, wanted = _words(typed), _words(known)
    return hmac.compare_digest(given.encode(), wanted.encode()) and bool(wanted)


def _words(name: str) -> str:
    return " ".join(sorted(fold(name).split()))

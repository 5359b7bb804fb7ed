"""The short code of a registration: said on the telephone, typed with a thumb, printed on a slip."""

import hmac
import secrets

from maille.language.words import fold

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter or figure that another looks like: neither I, L, O, nor 0, 1."""
LENGTH = 6


def new_code() -> str:
    """Draw a code: 31⁶, nearly 900 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str:
    """A code as somebody typed it: any case, spaces and hyphens left out; empty when it cannot be one."""
    code = "".join(letter for letter in text.upper() if letter.isalnum())
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else ""


def said(code: str) -> str:
    """A code cut in two, as it is printed and said: "KX4 7PM"."""
    return f"{code[:3]} {code[3:]}"


def same_person(typed: str, known: str) -> bool:
    """Tell whether a name is the one that was given: the same words, in any order, accents and case aside.

    Takes as long whether it is or not; no name at all is nobody.
    """
    given, wanted = _words(typed), _words(known)
    return hmac.compare_digest(given.encode(), wanted.encode()) and bool(wanted)


def _words(name: str) -> str:
    return " ".join(sorted(fold(name).split()))

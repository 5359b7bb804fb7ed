"""A short code: said on the telephone, typed with a thumb, printed on a slip or a label."""

import secrets

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

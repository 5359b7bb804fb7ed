"""What a slip says when it is typed or scanned, and the codes of attestations."""

import re
import secrets

from maille.workshops.rules.codes import ALPHABET, read_code

LENGTH = 8
TICKET = re.compile(rf"/inscription/([{ALPHABET}]{{6}})-[A-Za-z0-9_-]{{16,32}}")


def code_of(text: str) -> str:
    """The code of a registration, typed ("kx4 7pm") or read from the square of a slip (its address); else empty."""
    found = TICKET.search(text)
    return found[1] if found else read_code(text)


def new_attestation_code() -> str:
    """Draw a code: 31⁸, more than 850 thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_attestation_code(text: str) -> str:
    """A code as somebody typed it; empty when it cannot be one."""
    code = "".join(letter for letter in text.upper() if letter.isalnum())
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else ""


def said(code: str) -> str:
    """A code cut in two: "KX47 PMAB"."""
    return f"{code[:4]} {code[4:]}"


def initials(name: str) -> str:
    """Who it is, for somebody who has them in front of them, and nobody else: "M. D."."""
    return "\u00a0".join(f"{word[0].upper()}." for word in name.replace("-", " ").split() if word[0].isalpha())

"""One answer that holds a telephone, an address, or both; and what a mistyped address was meant to be."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from maille.core.telephone import read_number

_ADDRESS = re.compile(r"[^@\s,;<>()\"']+@[^@\s,;<>()\"']+")
_WHOLE_DOMAIN = re.compile(r"(?:[^.\s]+\.)+[^.\s]{2,}")

# The mailboxes that people here have, the commonest first: what a slip of the finger is measured against.
MAILBOXES = (
    "gmail.com", "orange.fr", "hotmail.fr", "free.fr", "wanadoo.fr", "laposte.net", "outlook.fr", "sfr.fr", "yahoo.fr",
    "hotmail.com", "live.fr", "icloud.com", "outlook.com", "yahoo.com", "bbox.fr", "neuf.fr", "numericable.fr",
    "gmx.fr", "aliceadsl.fr", "club-internet.fr", "msn.com", "me.com", "protonmail.com", "aol.com", "proton.me",
)  # fmt: skip
# Real ones that look like a slip of another.
_TRUE_TOO = frozenset({
    "gmx.com", "gmx.net", "gmx.de", "live.com", "live.be", "hotmail.be", "hotmail.it", "hotmail.es", "hotmail.de",
    "yahoo.es", "yahoo.it", "yahoo.de", "outlook.be", "outlook.es", "outlook.de", "mail.com", "mail.fr", "mac.com",
    "email.com", "ymail.com", "aol.fr", "pm.me", "free.com", "sfr.net", "orange.com", "laposte.fr", "neuf.com",
    "googlemail.com", "cegetel.net", "tele2.fr", "9online.fr", "voila.fr",
})  # fmt: skip
# Ends that exist nowhere, further than a slip from what was meant.
_NEVER = {"gmail.fr": "gmail.com", "icloud.fr": "icloud.com", "orange.net": "orange.fr", "laposte.com": "laposte.net"}


class Unread(ValueError):
    """An answer in which neither a telephone nor an address can be read: `code` is phone, email or neither."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone in E.164 and an address in lower case, either empty."""

    phone: str = ""
    email: str = ""


def read_contact(text: str) -> Contact:
    """What somebody wrote to be reached: "06 12 34 56 78", "marie@orange.fr", both, or a number from abroad with +."""
    addresses = [found.rstrip(".") for found in _ADDRESS.findall(text)]
    email = addresses[0].lower() if addresses else ""
    rest = " ".join(_ADDRESS.sub(" ", text).split()).strip(" ,;/-")
    phone = read_number(rest) if any(letter.isdigit() for letter in rest) else ""
    if "@" in rest or (email and not _WHOLE_DOMAIN.fullmatch(email.partition("@")[2]) and not meant(email)):
        raise Unread("email")
    if not email and not phone:
        raise Unread("phone" if any(letter.isdigit() for letter in rest) else "neither")
    return Contact(phone, email)


def meant(email: str) -> str:
    """The address that was probably meant, when its end is a slip away from a common one; else empty.

    "marie@gmial.com" gives "marie@gmail.com". One slip for a short end, two for a longer one; a real end is never put
    in doubt, and the person has the last word.
    """
    name, _, domain = email.lower().rpartition("@")
    if not name or not domain or domain in MAILBOXES or domain in _TRUE_TOO:
        return ""
    if domain in _NEVER:
        return f"{name}@{_NEVER[domain]}"
    if "." not in domain:
        found = next((box for box in MAILBOXES if _slips(domain, box.partition(".")[0]) <= _allowed(domain)), "")
    else:
        near = [(slips, box) for box in MAILBOXES if (slips := _slips(domain, box)) <= _allowed(box)]
        found = min(near, key=lambda one: one[0])[1] if near else ""
    return f"{name}@{found}" if found else ""


def _slips(typed: str, wanted: str) -> int:
    return int(OSA.distance(typed, wanted))


def _allowed(domain: str) -> int:
    return 2 if len(domain) >= 9 else 1

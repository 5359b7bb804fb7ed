"""By which channel somebody is reached: what they have, and what costs them the least."""

import re
from typing import NamedTuple, Protocol

EMAIL, SMS, LETTER, CALL = "email", "sms", "letter", "call"

# Mobiles of the French numbering plan in E.164, overseas included. Source: Arcep, plan national de numérotation.
_FRENCH_MOBILE = re.compile(
    r"\+33[67]\d{8}"  # metropolitan France
    r"|\+262(?:69[23]|639)\d{6}"  # La Réunion, Mayotte
    r"|\+590(?:690|691)\d{6}"  # Guadeloupe, Saint-Martin, Saint-Barthélemy
    r"|\+594694\d{6}"  # Guyane
    r"|\+596(?:696|697)\d{6}"  # Martinique
)


class Reachable(Protocol):
    """Somebody with an address, a telephone (E.164), either empty."""

    @property
    def email(self) -> str: ...

    @property
    def phone(self) -> str: ...


class Way(NamedTuple):
    """A channel and where it leads; a call without a number is said at the desk when the person comes."""

    channel: str
    to: str


def best_channel(person: Reachable) -> Way:
    """Choose: an e-mail if there is an address, an SMS to a French mobile, else a call, with no number at worst."""
    if person.email:
        return Way(EMAIL, person.email)
    return Way(SMS if is_french_mobile(person.phone) else CALL, person.phone)


def is_french_mobile(number: str) -> bool:
    """Say whether an SMS to this E.164 number is a national one: abroad it may cost anything, and may not arrive."""
    return _FRENCH_MOBILE.fullmatch(number) is not None

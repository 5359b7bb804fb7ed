"""What a registration may say: a name that can be read out, a group that can come, needs that can be read."""

import unicodedata
from dataclasses import dataclass

from maille.language.words import fold

MOST_TOGETHER = 8
LONGEST_NAME = 120
LONGEST_NEEDS = 500


class Wrong(ValueError):
    """A registration that cannot be taken as it is: the field, a code and its values for the sentence."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(code)
        self.field, self.code, self.values = field, code, values


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who wants to come, and how: a telephone in E.164, an address in lower case, or neither.

    `size` counts the person and those who come along; `companions` are the names of some of them.
    """

    name: str
    phone: str = ""
    email: str = ""
    size: int = 1
    companions: tuple[str, ...] = ()
    has_carer: bool = False
    needs: str = ""
    language: str = "fr"


def readable_name(text: str) -> str:
    """A name as it is called out: one line, without emoji nor invisible characters; empty when no letter is left."""
    kept = (letter for letter in text if unicodedata.category(letter)[0] in "LMNPZ")
    name = " ".join("".join(kept).split())
    return name[:LONGEST_NAME] if any(letter.isalpha() for letter in name) else ""


def check(applicant: Applicant, *, needs_contact: bool) -> None:
    """Raise Wrong for what cannot be taken; `needs_contact` when nobody of the team sees the person."""
    if not readable_name(applicant.name):
        raise Wrong("name", "no_name")
    if needs_contact and not (applicant.phone or applicant.email):
        raise Wrong("phone", "no_contact")
    if applicant.size < 1:
        raise Wrong("size", "nobody")
    if applicant.size > MOST_TOGETHER:
        raise Wrong("size", "too_many", most=MOST_TOGETHER)
    if len(applicant.companions) > applicant.size - 1:
        raise Wrong("size", "more_names_than_people", names=len(applicant.companions))
    if len(applicant.needs) > LONGEST_NEEDS:
        raise Wrong("needs", "needs_too_long", most=LONGEST_NEEDS, length=len(applicant.needs))


def person_key(*, name: str, phone: str, email: str, resident: int) -> str:
    """How the same person is known twice: the folded name with the telephone, or the address, or the resident's key.

    Two people of one household share a telephone, and two namesakes may have none.
    """
    contact = phone or email or f"#{resident}"
    return f"{' '.join(fold(readable_name(name)).split())}|{contact}"[:200]

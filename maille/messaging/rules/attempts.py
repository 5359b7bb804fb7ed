"""What became of one attempt to send a message, read in the answer of a server."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    SENT = "sent"
    LATER = "later"
    """Refused for now: it has not left, and may be tried again."""
    BOUNCED = "bounced"
    """The address or the number does not exist."""
    FAILED = "failed"
    """Refused for good."""
    CALL = "call"
    """No way to send it from here: a person must call."""
    DOUBT = "doubt"
    """The whole text left, and no answer came: nobody knows."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The outcome, with the words of the server (for the desk, in the server's language)."""

    outcome: Outcome
    words: str = ""


def of_smtp(code: int, words: str = "", *, about_recipient: bool = False) -> Attempt:
    """Read an SMTP answer (RFC 5321, 4.2): 4xx asks to come back, 5xx is final; `about_recipient` after RCPT."""
    said = f"{code} {words}".strip()
    if 200 <= code < 300:
        return Attempt(Outcome.SENT)
    if 500 <= code < 600:
        # 5.1.x: the address; 5.2.1: a closed mailbox (RFC 3463).
        is_address = words.startswith(("5.1.", "5.2.1")) or (about_recipient and not words.startswith("5."))
        return Attempt(Outcome.BOUNCED if about_recipient and is_address else Outcome.FAILED, said)
    return Attempt(Outcome.LATER, said)


# The provider has surely not taken the message: our right to send (401, 403), or its own strength, is missing.
_TRY_LATER = frozenset({401, 403, 408, 425, 429, 503})
_WRONG_NUMBER = frozenset({400, 404, 410, 422})


def of_http(status: int, words: str = "") -> Attempt:
    """Read the answer of a provider's HTTP interface; another error of its own leaves a doubt."""
    said = f"{status} {words}".strip()
    if 200 <= status < 300:
        return Attempt(Outcome.SENT)
    if status in _TRY_LATER:
        return Attempt(Outcome.LATER, said)
    if status in _WRONG_NUMBER:
        return Attempt(Outcome.FAILED, said)
    return Attempt(Outcome.FAILED if status < 500 else Outcome.DOUBT, said)

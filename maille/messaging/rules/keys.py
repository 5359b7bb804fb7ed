"""The names of messages: what each one tells, and the same told again."""

import re
from hashlib import sha256

KEY_LENGTH = 120
_AGAIN = re.compile(r"~(\d+)$")


def said_again(key: str, rank: int) -> str:
    """Name the `rank`-th time that the message is told: "registration:12:seated~2"."""
    suffix = f"~{rank}"
    return _AGAIN.sub("", key)[: KEY_LENGTH - len(suffix)] + suffix


def first_key(key: str) -> str:
    """Give the key of what was told the first time."""
    return _AGAIN.sub("", key)


def kind_of(key: str) -> str:
    """Read what kind of message a key names: "registration:12:seated~2" is a "seated"."""
    return first_key(key).rpartition(":")[2]


def message_id(key: str, domain: str) -> str:
    """Give the Message-ID of an e-mail: always the same for a key, so that a mailbox shows one message once."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain}>"

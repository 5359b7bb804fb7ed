"""What somebody who leaves has still ahead: said by the capabilities that know it, before her role ends.

Nothing is dropped by the end of a role. Each capability announces in `AppConfig.ready()` how it says what is ahead.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .models import Role, User


@dataclass(frozen=True)
class Ahead:
    """One thing that somebody has to do: what, when in words, where it is changed, where somebody else is found."""

    what: str
    when: str
    place: str = ""
    url: str = ""
    replace_url: str = ""


Says = Callable[[User, Any, datetime], Sequence[Ahead]]
_says: list[Says] = []


def register(says: Says) -> None:
    """Announce how a capability says what somebody has ahead, to whoever reads it, from an instant on."""
    if says not in _says:
        _says.append(says)


def ahead_of(role: Role, reader: Any, at: datetime) -> list[Ahead]:
    """All that the person of a role has ahead once it ends, in the order of those who say it."""
    return [one for says in _says for one in says(role.user, reader, at)]

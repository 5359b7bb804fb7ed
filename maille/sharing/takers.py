"""What takes somebody, said in words and handed over, by the capability that knows it.

Sharing knows that a session or an appointment takes a mediator, not what these are: they announce themselves here, in
`AppConfig.ready()`, under their word of `Occupation.Because`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from maille.people.models import User
from maille.sharing.models import Occupation
from maille.territory.models import Place


@dataclass(frozen=True)
class Taken:
    """One thing that somebody has ahead: what, where, when, the page where it is changed, whom to call about it."""

    because: str
    key: int
    what: str
    starts_at: datetime
    ends_at: datetime
    place: Place | None = None
    url: str = ""
    calls: Sequence[tuple[str, str]] = ()
    skill: int | None = None


Described = Callable[[Collection[int], Any], Mapping[int, Taken]]
HandedOver = Callable[..., None]
"""With `key`, `old`, `new` (people), `by`, `at`: the new one takes it in the place of the old one, whole or Refused."""


Lent = Callable[..., None]
"""With `key`, `user`, `by`, `at`: somebody that another place lends for it comes, or comes no more."""


@dataclass(frozen=True)
class _Taker:
    describe: Described
    hand_over: HandedOver | None = None
    joins: Lent | None = None
    leaves: Lent | None = None
    holds: Callable[[int], Iterable[int]] | None = None
    asks: Callable[[int, datetime, datetime], None] | None = None


_takers: dict[str, _Taker] = {}


def register(because: str, describe: Described, **does: Any) -> None:
    """Announce a kind of thing: how it is said to somebody; how one gives it to another person (`hand_over`).

    Where it may ask for somebody of another place: what is done when they are lent (`joins`) or not any more
    (`leaves`), which people are held with it (`holds`, from its key), so that everybody holds them in one order, and
    what keeps it as it is while it asks (`asks`, from its key and the hours asked for; Refused when it is otherwise).
    """
    _takers[because] = _Taker(describe, **does)


def said(occupations: Iterable[Occupation], user: Any) -> list[Taken]:
    """What takes somebody, absences apart, in order; each thing once. What nobody describes is said by its kind."""
    rows = {(one.because, one.object_id): one for one in occupations if one.because != Occupation.Because.ABSENCE}
    found: list[Taken] = []
    for because in {because for because, _key in rows}:
        mine = {key: row for (kind, key), row in rows.items() if kind == because}
        described = _takers[because].describe(list(mine), user) if because in _takers else {}
        found += [described.get(key) or _plain(row) for key, row in mine.items()]
    return sorted(found, key=lambda one: (one.starts_at, one.because, one.key))


def _plain(row: Occupation) -> Taken:
    return Taken(row.because, row.object_id, row.get_because_display(), row.starts_at, row.ends_at)


def can_hand_over(because: str) -> bool:
    return because in _takers and _takers[because].hand_over is not None


def hand_over(taken: Taken, *, old: User, new: User, by: Any, at: datetime) -> None:
    """Give it to somebody else."""
    give = _takers[taken.because].hand_over
    if give is None:
        raise LookupError(taken.because)
    give(key=taken.key, old=old, new=new, by=by, at=at)


def held_with(because: str, key: int | None) -> set[int]:
    """The people that whatever asked for somebody holds already."""
    holds = _takers[because].holds if because in _takers else None
    return set(holds(key)) if holds and key is not None else set()


def asks(because: str, key: int | None, starts_at: datetime, ends_at: datetime) -> None:
    """Keep what asks as it is until the request is written."""
    if key is not None and because in _takers and (does := _takers[because].asks):
        does(key, starts_at, ends_at)


def joins(because: str, key: int | None, user: User, *, by: Any, at: datetime) -> None:
    """Somebody is lent for what asked; nothing is done for a need that nothing asked."""
    if key is not None and because in _takers and (does := _takers[because].joins):
        does(key=key, user=user, by=by, at=at)


def leaves(because: str, key: int | None, user: User, *, by: Any, at: datetime) -> None:
    """She is not lent for it any more."""
    if key is not None and because in _takers and (does := _takers[because].leaves):
        does(key=key, user=user, by=by, at=at)

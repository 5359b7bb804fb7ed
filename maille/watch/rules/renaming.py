"""Which articles of a feed are already known, when the feed has changed all their names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """An article that we have: its number here, its name in the feed, the key of its address, its title."""

    pk: int
    name: str
    key: str
    title: str


def matched(new: Sequence[Known], known: Sequence[Known]) -> list[int | None]:
    """For each article of a feed as it stands, the number of the one that we have, or None: it is new.

    By name; else by address, when only one of each side has it and its name is gone from the feed; else by address and
    title. A name that is still in the feed is never taken from its article.
    """
    by_name = {one.name: one.pk for one in known}
    here = {one.name for one in new}
    gone = [one for one in known if one.name not in here]
    by_link = _unique({(one.key,): one.pk for one in gone}, Counter((one.key,) for one in gone))
    by_both = {(one.key, one.title): one.pk for one in gone}
    links = Counter(one.key for one in new)
    found: list[int | None] = []
    taken: set[int] = set()
    for one in new:
        pk = by_name.get(one.name)
        if pk is None and one.key:
            alone = by_link.get((one.key,)) if links[one.key] == 1 else None
            pk = alone if alone is not None else by_both.get((one.key, one.title))
        if pk is None and not one.key:
            pk = by_both.get(("", one.title))
        pk = None if pk in taken else pk
        found.append(pk)
        taken |= set() if pk is None else {pk}
    return found


def _unique(numbers: dict[tuple[str], int], times: Counter[tuple[str]]) -> dict[tuple[str], int]:
    return {key: pk for key, pk in numbers.items() if times[key] == 1 and key[0]}

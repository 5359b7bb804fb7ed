"""What pages show of slots: by place, the nearest or the soonest first, then by day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from maille.appointments.load import Choice
from maille.directory.search.distance import km_from
from maille.territory.models import NetworkPlace, Place
from maille.territory.rules import Position
from maille.workshops import saying

DAYS, SLOTS = 3, 5
"""Of each place, a page that compares places shows so many days, and so many slots a day."""
FAR = 1e9


@dataclass
class ShownDay:
    """The slots of one day."""

    label: str
    choices: list[Choice] = field(default_factory=list)
    more: int = 0


@dataclass
class ShownPlace:
    """One place with its next slots."""

    place: Place
    days: list[ShownDay]
    has_more: bool
    km: float | None


def by_place(choices: Sequence[Choice], origin: Position | None, *, whole: bool = False) -> list[ShownPlace]:
    """The slots by place: the nearest first when one says where from, else the soonest."""
    groups: dict[int, list[Choice]] = {}
    for choice in choices:
        groups.setdefault(choice.place.pk, []).append(choice)
    shown = [_shown(mine, origin, whole) for mine in groups.values()]
    if origin:
        shown.sort(key=lambda one: (FAR if one.km is None else one.km, one.place.name))
    return shown


def _shown(choices: Sequence[Choice], origin: Position | None, whole: bool) -> ShownPlace:
    place, days = choices[0].place, dict[str, ShownDay]()
    for choice in choices:
        label = saying.day_there(place, choice.starts_at)
        day = days.setdefault(label, ShownDay(label))
        if whole or len(day.choices) < SLOTS:
            day.choices.append(choice)
        else:
            day.more += 1
    kept = list(days.values()) if whole else list(days.values())[:DAYS]
    has_more = len(days) > len(kept) or any(day.more for day in kept)
    return ShownPlace(place, kept, has_more, km_from(origin, place))


def give_ribbons(places: Sequence[Place], network: Any) -> None:
    """Give each place its ribbon in a network: one query for all."""
    links = {
        link.place_id: link
        for link in NetworkPlace.objects.filter(network=network, place__in=[one.pk for one in places])
    }
    for place in places:
        link = links.get(place.pk)
        place.links_here = [link] if link else []  # type: ignore[attr-defined]

"""Handing over what hangs on a record when it becomes one with another, and giving it back.

Called inside the transaction of the action that joins or parts them. What moved is told as JSON values.
"""

from datetime import date
from typing import Any

from maille.territory.models import HoursException, Network, NetworkPlace, Place, Room
from maille.territory.rules import Period

LINK = ("kind", "since", "rhythm", "hues", "edge")
RIBBON = ("rhythm", "hues", "edge")

Moved = dict[str, Any]


def hand_over(*, source: Place, target: Place) -> Moved:
    """Give the networks, rooms and exceptions of a record to another; what the other already has stays behind."""
    list(Network.objects.select_for_update().filter(network_places__place=source).order_by("pk"))
    centres = Network.objects.filter(resource_centre=source)
    led = list(centres.values_list("pk", flat=True))
    centres.update(resource_centre=target)
    return {
        "links": _move_links(source, target),
        "rooms": _move_rooms(source, target),
        "exceptions": _move_exceptions(source, target),
        "centres": led,
    }


def give_back(*, source: Place, target: Place, moved: Moved) -> None:
    """Undo `hand_over`: what is still where it was moved returns, what was given away meanwhile does not."""
    _return_links(source, target, moved["links"])
    _free(Room.objects.filter(pk__in=moved["rooms"], place=target), source)
    _free(HoursException.objects.filter(pk__in=moved["exceptions"], place=target), source)
    Network.objects.filter(pk__in=moved["centres"], resource_centre=target).update(resource_centre=source)


def _free(rows: Any, source: Place) -> None:
    rows.update(place=source)


def _move_rooms(source: Place, target: Place) -> list[int]:
    taken = set(target.rooms.values_list("name", flat=True))
    rooms = [pk for pk, name in source.rooms.order_by("pk").values_list("pk", "name") if name not in taken]
    Room.objects.filter(pk__in=rooms).update(place=target)
    return rooms


def _move_exceptions(source: Place, target: Place) -> list[int]:
    """Dates that the other already speaks of stay behind: a day has one answer."""
    taken = [Period(one.starts_on, one.ends_on) for one in target.hours_exceptions.all()]
    moving = [
        one.pk
        for one in source.hours_exceptions.order_by("pk")
        if not any(Period(one.starts_on, one.ends_on).overlaps(period) for period in taken)
    ]
    HoursException.objects.filter(pk__in=moving).update(place=target)
    return moving


def _told(link: NetworkPlace) -> Moved:
    values = {name: getattr(link, name) for name in LINK}
    return values | {"since": link.since.isoformat() if link.since else None}


def _move_links(source: Place, target: Place) -> Moved:
    """A network that has only the first gets the other, ribbon included; a network that has both keeps one link.

    That link is a member's if either was, with the member's ribbon: the one people know.
    """
    there = {link.network_id: link for link in NetworkPlace.objects.filter(place=target)}
    moved: Moved = {"moved": [], "removed": [], "raised": []}
    for link in NetworkPlace.objects.filter(place=source).order_by("pk"):
        other = there.get(link.network_id)
        if other is None:
            NetworkPlace.objects.filter(pk=link.pk).update(place=target)
            moved["moved"].append(link.pk)
            continue
        moved["removed"].append({"pk": link.pk, "network": link.network_id, **_told(link)})
        link.delete()
        if link.kind == NetworkPlace.Kind.MEMBER and other.kind != link.kind:
            before = _told(other)
            _set(other.pk, _told(link))
            moved["raised"].append({"pk": other.pk, "before": before, "after": _told(link)})
    return moved


def _return_links(source: Place, target: Place, moved: Moved) -> None:
    NetworkPlace.objects.filter(pk__in=moved["moved"], place=target).update(place=source)
    for raised in moved["raised"]:
        link = NetworkPlace.objects.filter(pk=raised["pk"], place=target).first()
        if link is not None and _told(link) == raised["after"]:
            _set(link.pk, raised["before"])
    for told in moved["removed"]:
        network, pk = told["network"], told["pk"]
        if not Network.objects.filter(pk=network).exists() or source.network_places.filter(network=network).exists():
            continue
        link = NetworkPlace(pk=pk, network_id=network, place=source, **_read(told))
        if _is_worn(network, told, besides=pk):
            link.rhythm = link.hues = link.edge = None  # given to another place meanwhile
        link.save(force_insert=True)


def _read(told: Moved) -> Moved:
    return {name: told[name] for name in LINK} | {"since": date.fromisoformat(told["since"]) if told["since"] else None}


def _set(pk: int, told: Moved) -> None:
    """Write a link's values; a ribbon that another place took meanwhile stays with it."""
    values = _read(told)
    link = NetworkPlace.objects.get(pk=pk)
    if _is_worn(link.network_id, told, besides=pk):
        values |= {name: getattr(link, name) for name in RIBBON}
    NetworkPlace.objects.filter(pk=pk).update(**values)


def _is_worn(network_id: int, told: Moved, *, besides: int) -> bool:
    ribbon = {name: told[name] for name in RIBBON}
    if None in ribbon.values():
        return False
    return NetworkPlace.objects.filter(network_id=network_id, **ribbon).exclude(pk=besides).exists()

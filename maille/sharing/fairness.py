"""What each place gave to the others and received from them over a year, added up from the ledger of events."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from maille.sharing.models import LedgerEntry
from maille.territory.models import NetworkPlace, Place

YEAR = timedelta(days=365)


@dataclass
class Balance:
    """One place: minutes of people and loans of equipment, given and received."""

    place: Place
    minutes_given: int = 0
    minutes_received: int = 0
    loans_given: int = 0
    loans_received: int = 0

    @property
    def minutes(self) -> int:
        """Given less received."""
        return self.minutes_given - self.minutes_received


def year_until(day: date) -> tuple[date, date]:
    """The year that ends that day, both included."""
    return day - YEAR + timedelta(days=1), day


def balances(network: Any, day: date) -> dict[int, int]:
    """Minutes of people that each place gave less those it received, over the year that ends that day."""
    found: dict[int, int] = defaultdict(int)
    for kind, giver, receiver, amount in _sums(network, day):
        if kind == LedgerEntry.Kind.PERSON_MINUTES:
            found[giver] += amount
            found[receiver] -= amount
    return found


def balance_sheet(network: Any, day: date) -> list[Balance]:
    """Every member of the network, by name, and each place that gave or received though it left since."""
    sums = list(_sums(network, day))
    named = {key for _kind, giver, receiver, _amount in sums for key in (giver, receiver)}
    members = Place.objects.in_network(network, kind=NetworkPlace.Kind.MEMBER)
    places = Place.objects.filter(pk__in=named | set(members.values_list("pk", flat=True)))
    sheet = {place.pk: Balance(place) for place in places.order_by("name", "pk")}
    for kind, giver, receiver, amount in sums:
        _add(sheet[giver], sheet[receiver], kind, amount)
    return list(sheet.values())


def _add(giver: Balance, receiver: Balance, kind: str, amount: int) -> None:
    if kind == LedgerEntry.Kind.PERSON_MINUTES:
        giver.minutes_given += amount
        receiver.minutes_received += amount
    else:
        giver.loans_given += amount
        receiver.loans_received += amount


def _sums(network: Any, day: date) -> Iterable[tuple[str, int, int, int]]:
    first, last = year_until(day)
    rows = LedgerEntry.objects.filter(network=network, on__gte=first, on__lte=last).order_by("kind", "giver")
    return rows.values_list("kind", "giver", "receiver").annotate(amount=Sum("amount")).order_by("giver", "receiver")

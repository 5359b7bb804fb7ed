"""What is used up: the coordination says what is followed, each place what it has left."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.models import Consumable, Stock
from maille.territory.models import Network, NetworkPlace, Place

MOST_LEFT = 10_000


@transaction.atomic
def add_consumable(*, network: Network, name: str, measure: str, low: int = 0, by: Any) -> Consumable:
    """Follow one more consumable in the network."""
    if not access.can_coordinate(by, network):
        raise Refused(_("Seule la coordination écrit ce que le réseau suit."))
    name, measure = name.strip()[:120], measure.strip()[:40]
    if not name or not measure:
        raise Refused(_("Dites son nom, et en quoi on le compte\u00a0: bobine, ramette, boîte de dix."), field="name")
    if Consumable.objects.in_use().filter(network=network, name=name).exists():
        raise Refused(_("Ce consommable existe déjà\u00a0: notez ce qu’il en reste."), field="name")
    made = Consumable.objects.create(network=network, name=name, measure=measure, low=low)
    after = journal.snapshot(made, ["name", "measure", "low"])
    journal.record("sharing.consumable_added", made, by=by, after=after, network_id=network.pk)
    return made


@transaction.atomic
def drop_consumable(*, consumable: Consumable, by: Any, at: datetime) -> None:
    """Follow it no more; what was noted stays."""
    if not access.can_coordinate(by, consumable.network):
        raise Refused(_("Seule la coordination écrit ce que le réseau suit."))
    if Consumable.objects.in_use().filter(pk=consumable.pk).update(archived_at=at):
        journal.record("sharing.consumable_dropped", consumable, by=by, network_id=consumable.network_id)


@transaction.atomic
def note_stock(*, consumable: Consumable, place: Place, left: int, by: Any, at: datetime) -> Stock:
    """Say how much a place has left. Said again, nothing more is written."""
    if not access.can_ask_for(by, consumable.network, place):
        raise Refused(_("Seule l’équipe de «\u00a0%(place)s\u00a0» dit ce qu’il lui reste.") % {"place": place})
    if not 0 <= left <= MOST_LEFT:
        raise Refused(_("Comptez de 0 à %(most)s.") % {"most": MOST_LEFT}, field="left")
    if not NetworkPlace.objects.filter(network=consumable.network_id, place=place).exists():
        raise Refused(_("Choisissez un lieu du réseau."), field="place")
    Consumable.objects.select_for_update(no_key=True).get(pk=consumable.pk)
    known = Stock.objects.filter(consumable=consumable, place=place).first()
    if known is not None and known.left == left:
        return known
    before = {"left": known.left} if known else None
    who = by if by is not None and by.is_authenticated else None
    stock, _is_new = Stock.objects.update_or_create(
        consumable=consumable, place=place, defaults={"left": left, "noted_at": at, "noted_by": who}
    )
    journal.record(
        "sharing.stock_noted",
        consumable,
        by=by,
        before=before,
        after={"left": left, "place": str(place)},
        network_id=consumable.network_id,
    )
    return stock

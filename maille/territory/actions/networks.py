"""Writing networks: who is in, as what, with which ribbon."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.core.ribbon import ALL, assign
from maille.territory import access
from maille.territory.models import Network, NetworkPlace, Place

KIND = "territory.networkplace.kind"
SAID = ["name", "presentation", "phone", "email", "brand_colour", "data_notice"]


@transaction.atomic
def create_network(*, slug: str, name: str, by: Any, **fields: Any) -> Network:
    """Found a network; only the installation or its administrators do."""
    if by is not None and not by.is_superuser:
        raise Refused(_("Seule l’administration de l’installation crée un réseau."))
    network = Network(slug=slug, name=name, **fields)
    network.full_clean()
    network.save()
    journal.record("territory.network_created", network, by=by, after={"name": name}, network_id=network.pk)
    return network


@transaction.atomic
def change_network(*, network: Network, by: Any) -> Network:
    """Write what the network says of itself, as the given object holds it."""
    access.check_edit_network(by, network)
    before = journal.snapshot(Network.objects.get(pk=network.pk), SAID)
    network.full_clean()
    network.save()
    after = journal.snapshot(network, SAID)
    journal.record("territory.network_changed", network, by=by, before=before, after=after, network_id=network.pk)
    return network


@transaction.atomic
def join_network(
    *, network: Network, places: Sequence[Place], kind: str, since: date | None = None, by: Any
) -> list[NetworkPlace]:
    """Bring places into a network, each with a ribbon no other place of the network has.

    Ribbons are given in the order of the places; a place already in keeps its own. When all are worn, a neighbour joins
    without one; a member is refused, with what to do.
    """
    access.check_edit_network(by, network)
    _hold(network.pk)
    present = {link.place_id: link for link in network.network_places.select_related("place")}
    newcomers = [place for place in places if place.pk not in present]
    taken = {str(link.place.public_id): link.ribbon for link in present.values() if link.ribbon}
    wearing = newcomers if kind == NetworkPlace.Kind.MEMBER else newcomers[: ALL - len(taken)]
    try:
        ribbons = assign([str(place.public_id) for place in wearing], taken)
    except ValueError as full:
        raise Refused(str(full)) from full
    links = []
    for place in newcomers:
        link = NetworkPlace(network=network, place=place, kind=kind, since=since)
        if ribbon := ribbons.get(str(place.public_id)):
            link.rhythm, link.hues, link.edge = ribbon.rhythm, ribbon.hues, ribbon.edge
        links.append(link)
    NetworkPlace.objects.bulk_create(links)
    journal.record_many(
        "territory.place_joined",
        [(link.place, None, {KIND: kind}) for link in links],
        by=by,
        network_id=network.pk,
    )
    return links


@transaction.atomic
def change_kind(*, link: NetworkPlace, kind: str, by: Any) -> NetworkPlace:
    """Make a neighbour a member, or a member a neighbour; the ribbon stays, and a member that had none gets one."""
    access.check_edit_network(by, link.network)
    link = _held(link)
    before, link.kind = link.kind, kind
    if kind == NetworkPlace.Kind.MEMBER and link.ribbon is None:
        _give_ribbon(link)
    link.save(update_fields=["kind", "rhythm", "hues", "edge"])
    journal.record(
        "territory.kind_changed",
        link.place,
        by=by,
        before={KIND: before},
        after={KIND: kind},
        network_id=link.network_id,
    )
    return link


def _give_ribbon(link: NetworkPlace) -> None:
    others = link.network.network_places.select_related("place")
    taken = {str(other.place.public_id): other.ribbon for other in others if other.ribbon}
    key = str(link.place.public_id)
    try:
        ribbon = assign([key], taken)[key]
    except ValueError as full:
        raise Refused(str(full)) from full
    link.rhythm, link.hues, link.edge = ribbon.rhythm, ribbon.hues, ribbon.edge


@transaction.atomic
def leave_network(*, link: NetworkPlace, by: Any) -> None:
    """Take a place out of a network; its ribbon is free again."""
    access.check_edit_network(by, link.network)
    link = _held(link)
    journal.record("territory.place_left", link.place, by=by, before={KIND: link.kind}, network_id=link.network_id)
    link.delete()


@transaction.atomic
def swap_ribbons(*, one: NetworkPlace, other: NetworkPlace, by: Any) -> None:
    """Give each of two places of a network the other's ribbon."""
    access.check_edit_network(by, one.network)
    if one.network_id != other.network_id:
        raise Refused(_("Ces deux lieux ne sont pas dans le même réseau."))
    one, other = _held(one), _held(other)
    first, second = (one.rhythm, one.hues, one.edge), (other.rhythm, other.hues, other.edge)
    # The unique constraint looks at each row: the first must let go before the second takes.
    one.rhythm = one.hues = one.edge = None
    one.save(update_fields=["rhythm", "hues", "edge"])
    other.rhythm, other.hues, other.edge = first
    other.save(update_fields=["rhythm", "hues", "edge"])
    one.rhythm, one.hues, one.edge = second
    one.save(update_fields=["rhythm", "hues", "edge"])
    for link in (one, other):
        journal.record("territory.ribbon_swapped", link.place, by=by, network_id=link.network_id)


def _hold(network_id: int) -> None:
    """Queue behind whoever is changing this network's places and ribbons, until the end of the transaction."""
    Network.objects.select_for_update().get(pk=network_id)


def _held(link: NetworkPlace) -> NetworkPlace:
    """The link as it is now, alone; refused when somebody has just taken the place out."""
    _hold(link.network_id)
    found = NetworkPlace.objects.select_related("network", "place").filter(pk=link.pk).first()
    if found is None:
        raise Refused(_("Ce lieu vient de sortir du réseau\u00a0: rechargez la page."))
    return found

"""Whom the screens of sharing are for: those who hold a role in the network, at the doors of their places."""

from django.http import Http404, HttpRequest

from maille.people.access import coordinated_ids, is_member, networks_of, roles_of, team_place_ids
from maille.people.rules import NEIGHBOUR
from maille.territory.context import default_network
from maille.territory.models import Network, Place

REFUSED = 422


def network_inside(request: HttpRequest) -> Network:
    """The network of the page, for those who hold a role in it; for others there is no such page."""
    network = default_network()
    if network is None or network not in networks_of(request.user):
        raise Http404
    return network


def network_of_members(request: HttpRequest) -> Network:
    """The network of the page, for those who are of the network itself, not beside it."""
    network = network_inside(request)
    if not (request.user.is_superuser or is_member(request.user, network)):
        raise Http404
    return network


def places_at_doors(request: HttpRequest, network: Network) -> list[Place]:
    """The places where one is at the door: one's own, a neighbour's own, all members' for the coordination."""
    rows = Place.objects.filter(network_places__network=network).order_by("name")
    user = request.user
    if user.is_authenticated and (user.is_superuser or network.pk in coordinated_ids(user)):
        return list(rows.filter(network_places__kind="member").distinct())
    own = team_place_ids(user) | {role.place_id for role in roles_of(user) if role.kind == NEIGHBOUR and role.place_id}
    return list(rows.filter(pk__in=own).distinct())


def at_doors(request: HttpRequest) -> tuple[Network, list[Place]]:
    """The network and the places at whose doors one is; for whoever is at none there is no such page."""
    network = network_inside(request)
    places = places_at_doors(request, network)
    if not places:
        raise Http404
    return network, places

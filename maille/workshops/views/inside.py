"""Whom the screens of the team are for: the people of the network of the page."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from maille.sharing.views.inside import network_inside as network_inside
from maille.territory.models import Network, Place
from maille.workshops import access
from maille.workshops.models import Session, Workshop


def shown_workshop(request: HttpRequest, pk: int) -> Workshop:
    rows = Workshop.objects.visible_to(request.user).filter(network=network_inside(request))
    return get_object_or_404(rows.with_content().select_related("network"), pk=pk)


def written_workshop(request: HttpRequest, pk: int) -> Workshop:
    """A workshop, for those who write the catalogue."""
    workshop = shown_workshop(request, pk)
    if not access.can_write_workshops(request.user, workshop.network):
        raise Http404
    return workshop


def shown_session(request: HttpRequest, pk: int) -> Session:
    """A session as the team sees it."""
    rows = Session.objects.visible_to(request.user).filter(network=network_inside(request))
    return get_object_or_404(rows.for_display().select_related("network", "version__workshop__current"), pk=pk)


def held_session(request: HttpRequest, pk: int) -> Session:
    """A session, for those who prepare those of its place."""
    session = shown_session(request, pk)
    if not access.can_hold_sessions(request.user, session.place, session.network):
        raise Http404
    return session


def places_to_hold(request: HttpRequest, network: Network) -> list[Place]:
    """The places of the network where this person prepares sessions, by name."""
    places = Place.objects.published().in_network(network).order_by("name", "pk")
    return [place for place in places if access.can_hold_sessions(request.user, place, network)]

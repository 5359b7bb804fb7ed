"""The places as files to keep or to publish, at the national standard."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maille.directory import access
from maille.directory.export import CONTENT_TYPES, ENDINGS, export_places
from maille.directory.forms import SearchForm
from maille.directory.search.question import search
from maille.directory.standard import file_name
from maille.territory.context import default_network
from maille.territory.models import Network, Place

KINDS = ("csv", "xlsx", "json", "geojson", "data-inclusion")


@login_not_required
@require_safe
def found_places(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The places a search finds, in one of the formats the standard is exchanged in."""
    if kind not in KINDS:
        raise Http404
    network, within = default_network(), Place.objects.visible_to(request.user).published()
    answer = search(SearchForm(request.GET).question(), at=timezone.now(), network=network, within=within)
    # By their keys: an answer is sorted by distance, a file is not.
    found = Place.objects.filter(pk__in=answer.places.order_by().values("pk"))
    return _file_of(found, kind=kind, network=network, territory=network.slug if network else "")


@require_safe
def network_file(request: HttpRequest) -> StreamingHttpResponse:
    """The members of the network as the file the standard asks to publish, for its coordinators."""
    network = default_network()
    if network is None or not access.can_import(request.user, network):
        raise Http404
    members = Place.objects.visible_to(request.user).published().in_network(network, kind="member")
    return _file_of(members, kind="csv", network=network, territory=network.slug)


def _file_of(places: Any, *, kind: str, network: Network | None, territory: str) -> StreamingHttpResponse:
    ending = f"data-inclusion.{ENDINGS[kind]}" if kind in ENDINGS else kind
    name = file_name(day=timezone.localdate(), publisher=_publisher(network), territory=territory, ending=ending)
    source = f"maille-{network.slug}" if network else "maille"
    response = StreamingHttpResponse(export_places(places, kind=kind, source=source), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _publisher(network: Network | None) -> str:
    """The SIRET or RNA of the resource centre, which publishes; empty when it is not known."""
    centre = network.resource_centre if network else None
    if centre is None:
        return ""
    return centre.organisation.siret if centre.organisation and centre.organisation.siret else centre.pivot

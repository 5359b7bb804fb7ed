"""The search, as a page, as a table and as points on a map."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maille.core.ribbon import svg
from maille.directory.files.write import write_csv
from maille.directory.forms import SearchForm
from maille.directory.search.distance import km_from, measured
from maille.directory.search.question import Answer, page_of, search
from maille.directory.search.rows import rows_of
from maille.directory.search.where import NotLocated
from maille.territory.context import default_network
from maille.territory.models import Network, Place
from maille.territory.rules import Position

from .map import ground_of

PLACES_A_PAGE = 20
MOST_POINTS = 5_000
MOST_LINES = 50_000


@login_not_required
@require_safe
def search_places(request: HttpRequest) -> HttpResponse:
    """The list of places, with the map beside it when it is asked for."""
    network = default_network()
    form, answer = _answer(request, network)
    page, ids = page_of(answer, request.GET.get("page"), size=PLACES_A_PAGE)
    places = measured(rows_of(ids, network=network, today=timezone.localdate()), answer.origin)
    context = {
        "network": network,
        "form": form,
        "answer": answer,
        "not_located": answer.located if isinstance(answer.located, NotLocated) else None,
        "page": page,
        "places": places,
        "now": timezone.now(),
        "wider": _wider(request, form),
        "query": _query(request),
        "asked": bool(_query(request)),
        "map_is_shown": request.GET.get("vue") == "carte",
        "ground": ground_of(network),
    }
    return render(request, "directory/search.html", context)


@login_not_required
@require_safe
def places_csv(request: HttpRequest) -> HttpResponse:
    """The same places as a table: UTF-8 with a mark, semicolons, as French spreadsheets open it."""
    network = default_network()
    _form, answer = _answer(request, network)
    places = answer.places.select_related("commune")[:MOST_LINES]
    response = StreamingHttpResponse(_csv_lines(places, answer.origin), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="lieux.csv"'
    return response


@login_not_required
@require_safe
def places_geojson(request: HttpRequest) -> JsonResponse:
    """The same places as points for the map: name, address, ribbon; those without a position are left out."""
    network = default_network()
    _form, answer = _answer(request, network)
    places = answer.places.filter(latitude__isnull=False).for_display(network, timezone.localdate())[:MOST_POINTS]
    return JsonResponse({"type": "FeatureCollection", "features": [_feature(place) for place in places]})


def _answer(request: HttpRequest, network: Network | None) -> tuple[SearchForm, Answer]:
    form = SearchForm(request.GET)
    within = Place.objects.visible_to(request.user)
    return form, search(form.question(), at=timezone.now(), network=network, within=within)


def _query(request: HttpRequest) -> str:
    """The search in the address, without the page it is on."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("vue", None)
    return query.urlencode()


def _wider(request: HttpRequest, form: SearchForm) -> str:
    """The same search further away."""
    query = request.GET.copy()
    query.pop("page", None)
    query["rayon"] = "50" if form.question().radius_km not in (0, 50) else "0"
    return query.urlencode()


def _feature(place: Place) -> dict[str, Any]:
    ribbon = place.ribbon
    is_member = bool(place.link_here and place.link_here.kind == "member")
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            "name": place.name,
            "url": place.get_absolute_url(),
            "address": f"{place.address}, {place.postal_code} {place.commune.name}",
            # The thirteen carry their ribbon on the map; the hundreds around them are dots, or none would be seen.
            "ribbon": svg(ribbon, width=44, height=14) if ribbon and is_member else "",
        },
    }


def _csv_lines(places: Any, origin: Position | None) -> Iterator[bytes]:
    titles = [
        _("Nom"), _("Adresse"), _("Code postal"), _("Commune"), _("Téléphone"), _("Courriel"), _("Site web"),
        _("Horaires"), _("Services"), _("Prix"), _("Distance en km"), _("Latitude"), _("Longitude"),
    ]  # fmt: skip
    lines = (_csv_line(place, km_from(origin, place)) for place in places.iterator(chunk_size=500))
    return write_csv(titles, lines, delimiter=";", with_mark=True)


def _csv_line(place: Place, km: float | None) -> list[object]:
    return [
        place.name,
        place.address,
        place.postal_code,
        place.commune.name,
        place.phone,
        ", ".join(place.emails),
        place.website,
        place.hours or place.hours_text,
        ", ".join(place.services),
        ", ".join(place.costs),
        "" if km is None else f"{km:.1f}".replace(".", ","),
        place.latitude,
        place.longitude,
    ]

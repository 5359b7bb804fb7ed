"""The cupboard of the network, and that of a place: what there is, what sleeps, what lacked; and its files."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maille.core.formulas import safe_cell
from maille.people.access import team_place_ids
from maille.sharing import access
from maille.sharing.cupboard import Missed, dormant, items_of, missed_of, shelves_of
from maille.sharing.models import Need
from maille.sharing.rules.cupboard import SLEEPS_AFTER, YEAR
from maille.territory.models import Network, NetworkPlace, Place

from .inside import network_of_members

PAGE = 30
BYTE_ORDER_MARK = "\ufeff"  # spreadsheets read accents right only with it


def _asked(request: HttpRequest) -> tuple[Network, list[Place], Place | None]:
    """The network, its members and its centre, and the one of these that the address names."""
    network = network_of_members(request)
    rows = Place.objects.in_network(network, kind=NetworkPlace.Kind.MEMBER).distinct()
    places = list((rows | Place.objects.filter(pk=network.resource_centre_id).distinct()).order_by("name", "pk"))
    return network, places, next((one for one in places if one.slug == request.GET.get("lieu")), None)


def _missed(request: HttpRequest, network: Network, place: Place | None) -> list[Missed]:
    """A place sees what it asked for itself, the coordination what all did."""
    return missed_of(network, Need.objects.visible_to(request.user), at=timezone.now(), place=place)


@never_cache
@require_safe
def cupboard(request: HttpRequest) -> HttpResponse:
    """What exists by sort and place, what sleeps, what to buy first."""
    network, places, place = _asked(request)
    items = items_of(network, at=timezone.now(), place=place)
    own = team_place_ids(request.user)
    context: dict[str, Any] = {
        "place": place,
        "places": places,
        "mine": [one for one in places if one.pk in own],
        "units": len(items),
        "shelves": shelves_of(items),
        "asleep": Paginator(dormant(items), PAGE).get_page(request.GET.get("page")),
        "missed": _missed(request, network, place),
        "sees_all": access.can_coordinate(request.user, network),
        "sleeps_after": SLEEPS_AFTER.days,
        "year": YEAR.days,
    }
    return render(request, "sharing/cupboard.html", context)


@never_cache
@require_safe
def cupboard_file(request: HttpRequest) -> HttpResponse:
    """Each unit on a line, with when it last changed hands."""
    network, _places, place = _asked(request)
    head = [
        _("sorte"), _("modèle"), _("étiquette"), _("code"), _("lieu"), _("où elle est"), _("état"), _("valeur (euros)"),
        _("dernière remise"), _("dort depuis (jours)"),
    ]  # fmt: skip
    rows = [
        [
            one.unit.model.get_category_display(), one.unit.model.name, one.unit.label, one.unit.code,
            one.unit.base.name, (one.unit.stands_in or one.unit.base).name, one.unit.get_condition_display(),
            one.unit.model.value, timezone.localtime(one.last_used).date().isoformat() if one.last_used else "",
            "" if one.sleeps is None else one.sleeps,
        ]
        for one in items_of(network, at=timezone.now(), place=place)
        if one.unit.model
    ]  # fmt: skip
    return _file("armoire", head, rows)


@never_cache
@require_safe
def missed_file(request: HttpRequest) -> HttpResponse:
    """Each model that was asked for and not had on a line, what to buy first above."""
    network, _places, place = _asked(request)
    head = [_("modèle"), _("fois"), _("au plus à la fois"), _("jours manqués"), _("lieux")]
    rows = [
        [one.model.name, one.lack.times, one.lack.most, one.lack.days, ", ".join(place.name for place in one.places)]
        for one in _missed(request, network, place)
    ]
    return _file("armoire-manques", head, rows)


def _file(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    file = csv.writer(response, delimiter=";")
    file.writerow(head)
    file.writerows([safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return response

"""What each place gave and received over a year: the page, and its file."""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maille.core.formulas import safe_cell
from maille.people.access import is_member, team_place_ids
from maille.sharing import access
from maille.sharing.fairness import Balance, balance_sheet, year_until
from maille.territory.models import Network

from .inside import network_inside

BYTE_ORDER_MARK = "\ufeff"  # spreadsheets read accents right only with it


def _sheet(request: HttpRequest) -> tuple[Network, list[Balance]]:
    """A place sees itself, the coordination sees all."""
    network = network_inside(request)
    if not (request.user.is_superuser or is_member(request.user, network)):
        raise Http404
    sheet = balance_sheet(network, timezone.localdate())
    if access.can_coordinate(request.user, network):
        return network, sheet
    own = team_place_ids(request.user)
    return network, [one for one in sheet if one.place.pk in own]


@never_cache
@require_safe
def fairness(request: HttpRequest) -> HttpResponse:
    """Hours and loans given and received by each place over the year that ends today, and the rule."""
    network, sheet = _sheet(request)
    first, last = year_until(timezone.localdate())
    most = max((max(one.minutes_given, one.minutes_received) for one in sheet), default=0)
    context: dict[str, Any] = {
        "sheet": sheet,
        "first": first,
        "last": last,
        "most": max(most, 1),
        "sees_all": access.can_coordinate(request.user, network),
    }
    return render(request, "sharing/people/fairness.html", context)


@never_cache
@require_safe
def fairness_file(request: HttpRequest) -> HttpResponse:
    """The same figures as a file, in minutes."""
    _network, sheet = _sheet(request)
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="equilibre.csv"'
    rows = csv.writer(response, delimiter=";")
    rows.writerow(
        [_("lieu"), _("minutes données"), _("minutes reçues"), _("prêts de matériel donnés"), _("prêts reçus")]
    )
    for one in sheet:
        figures = (one.minutes_given, one.minutes_received, one.loans_given, one.loans_received)
        rows.writerow([safe_cell(one.place.name), *figures])
    return response

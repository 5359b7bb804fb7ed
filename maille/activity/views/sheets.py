"""The sheets of the last weeks: those still to be closed first."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maille.activity.load import people_present
from maille.activity.rules.ticks import total
from maille.workshops.models import Session
from maille.workshops.views.desk import places_to_receive
from maille.workshops.views.inside import network_inside

BEHIND = timedelta(days=60)
A_PAGE = 30


@never_cache
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The sessions that have begun in one's places, or that one leads, the last first: their sheets, closed or not."""
    network, now = network_inside(request), timezone.now()
    places = places_to_receive(request, network)
    if not places:
        raise Http404
    begun = Session.objects.filter(network=network, starts_at__gt=now - BEHIND, starts_at__lte=now)
    begun = begun.exclude(state=Session.State.CANCELLED)
    begun = begun.filter(Q(place__in=places) | Q(session_mediators__mediator=request.user)).distinct()
    only_open = request.GET.get("a_clore") == "oui"
    if only_open:
        begun = begun.filter(Q(sheet__isnull=True) | Q(sheet__closed_at__isnull=True))
    rows = begun.for_display().select_related("version", "place__commune", "room", "cycle", "sheet")
    page = Paginator(rows.order_by("-starts_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    named = people_present(page.object_list)
    for one in page.object_list:
        sheet = getattr(one, "sheet", None)
        one.there = total(named[one.pk], sheet.headcount if sheet else None)
        one.is_closed = bool(sheet and sheet.closed_at)
    context = {"page": page, "only_open": only_open}
    return render(request, "activity/sheets.html", context)

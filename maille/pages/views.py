"""The home page and its doors, the page of a place, the credits."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maille.directory.forms import SearchForm
from maille.directory.search.openings import open_at
from maille.territory.access import can_edit_network, can_edit_place
from maille.territory.context import default_network
from maille.territory.models import Place

from .place_data import json_ld, labels, nearby, qr_svg, route_url, sheet_of
from .sheets import place_sheet as print_place_sheet
from .sources import credit_of, sources_shown

OPEN_PLACES_ON_HOME = 6


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three doors; under the first, the search and the places of the network open now."""
    now, network = timezone.now(), default_network()
    places = Place.objects.visible_to(request.user)
    members = places.in_network(network, kind="member") if network else places.none()
    open_now = list(open_at(members, now).for_display(network, timezone.localdate()).order_by("name"))
    context = {
        "network": network,  # read once, for the page and for its frame
        "form": SearchForm(request.GET),
        "open_places": open_now[:OPEN_PLACES_ON_HOME],
        "open_count": len(open_now),
        "now": now,
    }
    return render(request, "pages/home.html", context)


@login_not_required
@require_safe
def company(request: HttpRequest) -> HttpResponse:
    """The second door: what is coming for companies, and whom to call meanwhile."""
    return render(request, "pages/company.html")


@login_not_required
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The third door: the places of the network, and the way in for those who work there."""
    current = default_network()
    places = Place.objects.visible_to(request.user)
    members = places.in_network(current, kind="member") if current else places.none()
    context = {
        "network": current,
        "members": members.for_display(current, timezone.localdate()).order_by("name"),
        "now": timezone.now(),
        "can_manage": current is not None and can_edit_network(request.user, current),
    }
    return render(request, "pages/network.html", context)


@login_not_required
@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything a resident needs to go there."""
    now, today, current = timezone.now(), timezone.localdate(), default_network()
    visible = Place.objects.visible_to(request.user).for_display(current, today)
    found = get_object_or_404(visible.prefetch_related("rooms"), slug=slug)
    url = request.build_absolute_uri(found.get_absolute_url())
    context = {
        "network": current,
        "place": found,
        "now": now,
        "today": today,
        "labels": labels(found),
        "route_url": route_url(found),
        "qr_svg": qr_svg(url),
        "credit": credit_of(found),
        "nearby": nearby(found, current, today),
        "json_ld": json_ld(found, url),
        "can_edit": request.user.is_authenticated and can_edit_place(request.user, found),
        "can_manage": current is not None and can_edit_network(request.user, current),
    }
    return render(request, "pages/place.html", context)


@login_not_required
@require_safe
def place_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The A5 sheet of a place, to hang on a door or to give by hand."""
    visible = Place.objects.visible_to(request.user).for_display(default_network(), timezone.localdate())
    found = get_object_or_404(visible, slug=slug)
    url = request.build_absolute_uri(found.get_absolute_url())
    pdf = print_place_sheet(sheet_of(found, network=default_network(), url=url, language=get_language() or "fr"))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.slug}.pdf"'
    return response


@login_not_required
@require_safe
def credits_page(request: HttpRequest) -> HttpResponse:
    """Where the data come from, under which licences, and who answers for the site."""
    return render(request, "pages/credits.html", {"sources": sources_shown()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "pages/accessibility.html")

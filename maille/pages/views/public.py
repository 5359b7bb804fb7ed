"""The home page and its doors, the page of a place, the credits."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maille.appointments.load import takes_public
from maille.companies.access import handles_companies
from maille.directory.access import answers_corrections, can_propose, can_review, can_verify, verifiable_places
from maille.directory.forms import SearchForm
from maille.directory.models import Correction, PlacePair
from maille.directory.search.openings import open_at
from maille.messaging.access import can_read_messages
from maille.pages.place_data import json_ld, labels, nearby, qr_svg, route_url, sheet_of
from maille.pages.rules import read_day
from maille.pages.sheets import door_sheet_of, print_door_sheet
from maille.pages.sheets import place_sheet as print_place_sheet
from maille.pages.sources import credits_of, sources_shown
from maille.people.access import networks_of
from maille.sharing.access import can_report_units
from maille.territory.access import can_edit_network, can_edit_place
from maille.territory.context import default_network
from maille.territory.models import Network, Place
from maille.workshops.showing import coming

OPEN_PLACES_ON_HOME = 6
SESSIONS_ON_HOME = 6
SESSIONS_OF_PLACE = 5


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
        "sessions": coming(now, SESSIONS_ON_HOME, network=network) if network else [],
        "now": now,
    }
    return render(request, "pages/home.html", context)


@login_not_required
@require_safe
def company(request: HttpRequest) -> HttpResponse:
    """The second door: what a company may ask for, and whom to call."""
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
        "directory_work": _directory_work(request.user, current),
        "has_messages": can_read_messages(request.user),
        "handles_companies": handles_companies(request.user),
        "sees_workshops": current in networks_of(request.user),
    }
    return render(request, "pages/network.html", context)


def _directory_work(user: Any, current: Network | None) -> dict[str, Any]:
    """What of the directory waits for this person: reports to answer, records to compare, pages to check."""
    if not user.is_authenticated:
        return {}
    corrections = Correction.objects.visible_to(user)
    return {
        "corrections": corrections.waiting().count(),
        "answers_corrections": answers_corrections(user),
        "checks": verifiable_places(user, current).exists(),
        "pairs": PlacePair.objects.in_network(current).waiting().count() if can_review(user, current) else None,
    }


@login_not_required
@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything a resident needs to go there."""
    now, today, current = timezone.now(), timezone.localdate(), default_network()
    visible = Place.objects.visible_to(request.user).for_display(current, today)
    found = visible.prefetch_related("rooms", "hosted").filter(slug=slug, merged_into=None).first()
    if found is None:
        return redirect(joined_with(slug), permanent=True)
    url = request.build_absolute_uri(found.get_absolute_url())
    context = {
        "network": current,
        "place": found,
        "now": now,
        "today": today,
        "labels": labels(found),
        "route_url": route_url(found),
        "qr_svg": qr_svg(url),
        "credits": credits_of(found),
        "hosted": found.hosted.all(),
        "sessions": coming(now, SESSIONS_OF_PLACE, place=found),
        "nearby": nearby(found, current, today),
        "json_ld": json_ld(found, url),
        "takes_appointments": takes_public(found, current, today),
        "can_edit": request.user.is_authenticated and can_edit_place(request.user, found),
        "can_propose": can_propose(request.user, found),
        "can_verify": request.user.is_authenticated and can_verify(request.user, found),
        "can_manage": current is not None and can_edit_network(request.user, current),
        "can_report_units": can_report_units(request.user, found),
    }
    return render(request, "pages/place.html", context)


def joined_with(slug: str) -> Place:
    """The place that shows what this old address showed, after two records were joined; 404 when there is none."""
    place = get_object_or_404(Place.objects.select_related("merged_into"), slug=slug, merged_into__isnull=False)
    while place.merged_into is not None:
        place = place.merged_into
    if not place.is_published:
        raise Http404
    return place


@login_not_required
@require_safe
def place_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The A5 sheet of a place, to hang on a door or to give by hand."""
    visible = Place.objects.visible_to(request.user).for_display(default_network(), timezone.localdate())
    found = visible.filter(slug=slug, merged_into=None).first()
    if found is None:
        return redirect("pages:place_sheet", slug=joined_with(slug).slug, permanent=True)
    url = request.build_absolute_uri(found.get_absolute_url())
    pdf = print_place_sheet(sheet_of(found, network=default_network(), url=url, language=get_language() or "fr"))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.slug}.pdf"'
    return response


@login_not_required
@require_safe
def door_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The A4 sheet of a week of a place, for its door: this week's, or that of the day which the address says."""
    network, today = default_network(), timezone.localdate()
    found = Place.objects.published().for_display(network, today).filter(slug=slug, merged_into=None).first()
    if found is None:
        return redirect("pages:door_sheet", slug=joined_with(slug).slug, permanent=True)
    url = f"{request.build_absolute_uri(reverse('workshops:programme'))}?lieu={found.slug}"
    day = read_day(request.GET.get("jour", "")) or today
    sheet = door_sheet_of(found, network, day, url=url, at=timezone.now())
    pdf = print_door_sheet(sheet, language=get_language() or "fr")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.slug}-{sheet.days[0]}.pdf"'
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

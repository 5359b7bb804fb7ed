"""What is printed of sharing: the hand-overs of a day, the round of a driver, the agreement of a loan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maille.sharing import sheets, story
from maille.sharing.models import Need, Promise
from maille.sharing.rounds import aboard, itinerary
from maille.territory.models import Place

from .doors import day_of
from .inside import at_doors, network_inside
from .rounds import shown_round


def paper(pdf: bytes, name: str) -> HttpResponse:
    """A paper shown by the browser; saved, it is a file of that name."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def site_of(request: HttpRequest) -> str:
    """What begins the addresses of the site, as this request found it: "https://maille.example"."""
    return request.build_absolute_uri("/").removesuffix("/")


@never_cache
@require_safe
def hand_overs(request: HttpRequest) -> HttpResponse:
    """The hand-overs of a day to print: those of one place, or a page for each of one's own that has some."""
    network, places = at_doors(request)
    day = day_of(request)
    asked = [one.pk for one in places if one.slug == request.GET.get("lieu")] or [one.pk for one in places]
    shown = list(Place.objects.filter(pk__in=asked).for_display(network, day).order_by("name", "pk"))
    found = story.doors_of(network, shown, day, at=timezone.now())
    pdf = sheets.hand_overs(network, shown, day, found, site=site_of(request), language=get_language() or "fr")
    return paper(pdf, f"remises-{day.isoformat()}")


@never_cache
@require_safe
def round_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A round to print for its driver, in the order of now."""
    tour = shown_round(request, pk)
    pdf = sheets.round_sheet(
        tour, itinerary(tour, aboard(tour)), site=site_of(request), language=get_language() or "fr"
    )
    return paper(pdf, f"tournee-{pk}")


@never_cache
@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement of a loan to print and sign, from what is promised now."""
    rows = Need.objects.visible_to(request.user).filter(network=network_inside(request))
    need = get_object_or_404(rows.select_related("network", "place__commune", "place__organisation").distinct(), pk=pk)
    held = Promise.objects.filter(line__need=need, cancelled_at__isnull=True).select_related(
        "place", "unit__model", "unit__owner", "unit__base__commune", "unit__base__organisation"
    )
    going = sheets.lent(list(held))
    if not going:
        messages.error(request, _("Rien ne change de lieu\u00a0: la convention s’imprime une fois le prêt promis."))
        return redirect("sharing:need", pk)
    return paper(sheets.agreement(need, going, language=get_language() or "fr"), f"convention-{pk}")

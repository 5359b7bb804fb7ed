"""How long the ways between places are: estimated, or written pair by pair by the coordination."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions
from maille.sharing.forms.journeys import FromForm, JourneysForm
from maille.sharing.load import estimated_between, travel_between, written_between
from maille.sharing.rules.journeys import Mode, Pair
from maille.territory.models import NetworkPlace, Place

from .inside import REFUSED, network_of_members

Ways = Mapping[Pair, int]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journeys(request: HttpRequest) -> HttpResponse:
    """From one place to each of the others; the coordination writes what it knows."""
    network = network_of_members(request)
    members = Place.objects.in_network(network, kind=NetworkPlace.Kind.MEMBER)
    places = list(members.select_related("commune").order_by("name", "pk"))
    asked = FromForm(request.GET, places=places)
    origin = asked.cleaned_data["lieu"] if asked.is_valid() else None
    mode = Mode(asked.cleaned_data["comment"]) if origin else Mode.VAN
    may_write = access.can_coordinate(request.user, network)
    if request.method == "POST" and (not may_write or origin is None):
        raise Http404
    others = [place for place in places if origin and place.pk != origin.pk]
    said = written_between(network, places, mode)
    form = JourneysForm(
        request.POST if request.method == "POST" else None,
        places=others,
        initial={f"minutes-{place.pk}": said.get((origin.pk, place.pk)) for place in others if origin},
    )
    if request.method == "POST" and origin and form.is_valid():
        try:
            changed = actions.save_journeys(
                network=network,
                origin=origin,
                mode=mode,
                minutes=form.minutes(),
                both_ways=form.cleaned_data["both_ways"],
                by=request.user,
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _changed(changed))
            return redirect(f"{reverse('sharing:journeys')}?{urlencode({'lieu': origin.slug, 'comment': mode.value})}")
    context = {
        "asked": asked,
        "origin": origin,
        "rows": _rows(form, origin, estimated_between(places, mode), said, travel_between(network, places, mode))
        if origin
        else [],
        "form": form,
        "may_write": may_write,
    }
    return render(request, "sharing/journeys.html", context, status=REFUSED if form.is_bound else 200)


def _rows(form: JourneysForm, origin: Place, estimated: Ways, said: Ways, counted: Ways) -> list[dict[str, Any]]:
    """Each other place: what is counted, what is estimated, what was written."""
    found = []
    for name, place in form.places.items():
        way = origin.pk, place.pk
        found.append(
            {
                "place": place,
                "counted": counted.get(way),
                "estimated": estimated.get(way),
                "is_written": way in said,
                "is_by_another": counted.get(way) != said.get(way, estimated.get(way)),
                "field": form[name],
            }
        )
    return found


def _changed(number: int) -> str:
    if not number:
        return _("Rien n’a changé.")
    return ngettext("%(number)s trajet changé.", "%(number)s trajets changés.", number) % {"number": number}

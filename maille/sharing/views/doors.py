"""At the doors: what leaves and what arrives today, and each hand-over told with a scan or six signs."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maille.core.codes import read_code
from maille.core.refusals import Refused, show_refusal
from maille.people.access import team_place_ids
from maille.sharing import access, story
from maille.sharing.actions import tell
from maille.sharing.forms.doors import DoorForm
from maille.sharing.models import CustodyPhoto, Unit
from maille.territory.models import Network, Place

from .inside import REFUSED, at_doors

DAY = timedelta(days=1)
FIRST, LAST = date(2000, 1, 3), date(2099, 12, 27)


@never_cache
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """The hand-overs of a day in one's places: to give, to take in, late; a code leads to its unit."""
    network, places = at_doors(request)
    day, place = day_of(request), next((one for one in places if one.slug == request.GET.get("lieu")), None)
    code, typed = read_code(request.GET.get("code", "")), request.GET.get("code", "")
    if code and _units(network).filter(code=code).exists():
        return redirect("sharing:door", code)
    now = timezone.now()
    shown = [place] if place else places
    context = {
        "doors": story.doors_of(network, shown, day, at=now),
        "day": day,
        "place": place,
        "places": places,
        "is_today": day == timezone.localdate(),
        "before_url": address(max(day - DAY, FIRST), place),
        "after_url": address(min(day + DAY, LAST), place),
        "sheet_url": address(day, place, "sharing:hand_overs"),
        "may_carry": bool(team_place_ids(request.user)) or access.can_coordinate(request.user, network),
        "typed": typed,
        "is_unknown": bool(typed.strip()),
        "one_waiting": _("1 remise à envoyer"),
        "many_waiting": _("{n} remises à envoyer"),
    }
    return render(request, "sharing/doors.html", context, status=REFUSED if context["is_unknown"] else 200)


def address(day: date, place: Place | None, name: str = "sharing:doors") -> str:
    asked = {"jour": day.isoformat(), **({"lieu": place.slug} if place else {})}
    return f"{reverse(name)}?{urlencode(asked)}"


def day_of(request: HttpRequest) -> date:
    """The day of the address; today without one, or for one without sense."""
    try:
        day = parse_date(request.GET.get("jour", ""))
    except ValueError:
        day = None
    return min(max(day or timezone.localdate(), FIRST), LAST)


def _units(network: Network) -> Any:
    return Unit.objects.filter(model__network=network)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, code: str) -> HttpResponse:
    """One unit at a door: where it is, what this scan means, one press to say it."""
    network, places = at_doors(request)
    rows = _units(network).select_related("model", "base", "owner")
    unit = get_object_or_404(rows, code=read_code(code) or "-")
    lines = story.lines_of(unit)
    where = story.where_is(unit, lines)
    here = _here(request, places, unit, where.destination)
    expected = story.expected_of(unit, where, here.pk)
    form = DoorForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        unit=unit,
        here=places,
        network=network,
        initial={"told": expected.value, "place": here.slug},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            event = tell(unit=unit, by=request.user, at=timezone.now(), **said)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté\u00a0: %(what)s.") % {"what": event.get_kind_display()})
            return redirect(address(timezone.localdate(), event.place if len(places) > 1 else None))
    names = {place.pk: place for place in Place.objects.filter(pk__in=[where.place, where.destination or where.place])}
    context = {
        "unit": unit,
        "lines": lines,
        "where": names[where.place],
        "going": names.get(where.destination) if where.destination else None,
        "since": where.since,
        "coming": story.next_of(unit, timezone.now()),
        "form": form,
        "here": here,
        "expected": expected,
    }
    return render(request, "sharing/door.html", context, status=REFUSED if form.is_bound else 200)


def _here(request: HttpRequest, places: list[Place], unit: Unit, destination: int | None) -> Place:
    """The door one is at: as said in the address, otherwise where the unit is to arrive, otherwise where it stands."""
    asked = request.GET.get("lieu")
    stands = unit.stands_in_id or unit.base_id
    guesses = [one for one in places if one.slug == asked]
    guesses += [one for one in places if one.pk == destination] + [one for one in places if one.pk == stands]
    return (guesses or places)[0]


@never_cache
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo of a hand-over, for those who may see the unit; like any page of the team, kept by no browser."""
    seen = CustodyPhoto.objects.filter(event__unit__in=Unit.objects.visible_to(request.user).order_by())
    return HttpResponse(bytes(get_object_or_404(seen, pk=pk).jpeg), content_type="image/jpeg")

"""The public programme of all the places: where and when, near one's home, for everybody and without an account."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maille.directory.search.where import Located, NotLocated, locate
from maille.territory.context import default_network
from maille.territory.models import Network
from maille.territory.rules import Position
from maille.workshops.forms import ProgrammeForm
from maille.workshops.programme import Date, Programme, chosen, in_month, programme_of, shown_dates
from maille.workshops.rules.months import Month, proposed
from maille.workshops.saying import day
from maille.workshops.structured import events_json

A_PAGE = 30


@login_not_required
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """Every public session to come, day by day, with what one may choose by."""
    network, now = default_network(), timezone.now()
    coming = programme_of(network, now) if network else Programme([], {}, {})
    form = ProgrammeForm(request.GET, places=coming.names, languages=coming.languages)
    origin, located = _origin(form, network)
    found = chosen(coming, form.wanted(origin), at=now)
    dates = in_month(found, form.month)
    page = Paginator(dates, A_PAGE).get_page(request.GET.get("page"))
    sessions = shown_dates(coming, page.object_list, origin, at=now)
    context = {
        "network": network,
        "form": form,
        "page": page,
        "days": [(said, list(ones)) for said, ones in groupby(sessions, key=day)],
        "months": _months(request, found, form.month),
        "located": located if isinstance(located, Located) else None,
        "not_located": located if isinstance(located, NotLocated) else None,
        "origin": origin,
        "now": now,
        "is_asked": bool(request.GET),
        "elsewhere_in_time": bool(found) and not dates,
        "without_month": _address(request, None),
        "chosen_place": _chosen_place(form, coming),
        "events": events_json(sessions, request),
    }
    return render(request, "workshops/programme.html", context)


def _origin(form: ProgrammeForm, network: Network | None) -> tuple[Position | None, Located | NotLocated | None]:
    """From where distances are told, and how "Où ?" was understood."""
    question = form.question()
    if question.position or not question.where.strip():
        return question.position, None
    located = locate(question.where, network=network)
    return (located.position if isinstance(located, Located) else None), located


def _chosen_place(form: ProgrammeForm, coming: Programme) -> Any:
    slug = form.cleaned_data.get("lieu")
    return next((place for place in coming.places.values() if place.slug == slug), None) if slug else None


def _months(request: HttpRequest, found: Sequence[Date], current: Month | None) -> list[dict[str, Any]]:
    """The ways to the months that have something, the other choices kept."""
    ways = [{"label": _("Tout ce qui vient"), "href": _address(request, None), "is_current": current is None}]
    for one in proposed((date.month for date in found), also=current):
        label = f"{capfirst(str(MONTHS[one.month]))} {one.year}"
        ways.append({"label": label, "href": _address(request, one), "is_current": one == current})
    return ways


def _address(request: HttpRequest, month: Month | None) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("mois", None)
    if month:
        query["mois"] = str(month)
    return f"?{query.urlencode()}"

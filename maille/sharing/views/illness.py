"""Somebody is ill: all that she had that day, who could do it, one press each."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maille.core.refusals import Refused
from maille.people.access import is_member
from maille.people.models import User
from maille.sharing import access
from maille.sharing.actions.illness import give_to, note_ill
from maille.sharing.models import Absence, Lending
from maille.sharing.rules.lending import Why
from maille.sharing.saying import reasons_said
from maille.sharing.standing_in import StandIn, ToGive, had_by, to_give
from maille.sharing.team import members
from maille.territory.models import Network

from .inside import REFUSED, network_inside

LAST = timedelta(days=400)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ill(request: HttpRequest, pk: int) -> HttpResponse:
    """One day of somebody who is ill; her absence, then each thing given to somebody else."""
    network = network_inside(request)
    if not (request.user.is_superuser or is_member(request.user, network)):
        raise Http404
    person = get_object_or_404(members(network, timezone.localdate()), pk=pk)
    if not access.can_plan_for(request.user, person):
        raise Http404
    day = _day(request)
    if request.method != "POST":
        return _page(request, network, person, day)
    try:
        said = _write(request, network, person, day)
    except Refused as refusal:
        return _page(request, network, person, day, refusal.sentence)
    messages.success(request, said)
    return redirect(f"{reverse('sharing:ill', args=[person.pk])}?jour={day.isoformat()}")


def _day(request: HttpRequest) -> date:
    today = timezone.localdate()
    try:
        asked = parse_date(request.POST.get("jour") or request.GET.get("jour", ""))
    except ValueError:
        asked = None
    return min(max(asked or today, today), today + LAST)


def _times(day: date, now: datetime) -> tuple[datetime, datetime]:
    """What is left of the day."""
    first = timezone.make_aware(datetime.combine(day, time()))
    last = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return max(first, now.replace(second=0, microsecond=0)), last


def _had(request: HttpRequest, network: Network, person: User, day: date) -> list[ToGive]:
    first, last = _times(day, timezone.now())
    return [to_give(one, person, network) for one in had_by(person, first, last, request.user)]


def _write(request: HttpRequest, network: Network, person: User, day: date) -> str:
    now = timezone.now()
    if request.POST.get("do") == "away":
        first, last = _times(day, now)
        note_ill(person=person, starts_at=first, ends_at=last, by=request.user, at=now)
        return _("L’absence est notée. Rien n’est annulé\u00a0: confiez ce qui suit.")
    asked, key = request.POST.get("what", ""), request.POST.get("user", "")
    what = next((one for one in _had(request, network, person, day) if _name(one) == asked), None)
    if what is None:
        raise Refused(_("C’est déjà confié à quelqu’un d’autre."))
    new = next((one.user for one in what.stand_ins if str(one.user.pk) == key), None)
    if new is None:
        raise Refused(_("Cette personne n’est plus libre\u00a0: choisissez quelqu’un de la liste."))
    lending = give_to(what=what, old=person, new=new, network=network, by=request.user, at=now)
    if lending is not None and lending.state == Lending.State.OFFERED:
        return _("La proposition est partie\u00a0: le lieu de %(person)s répond.") % {"person": new}
    return _("%(person)s remplace\u00a0: c’est fait.") % {"person": new}


def _name(one: ToGive) -> str:
    return f"{one.taken.because}-{one.taken.key}"


def _page(request: HttpRequest, network: Network, person: User, day: date, refusal: str = "") -> HttpResponse:
    first, last = _times(day, timezone.now())
    away = Absence.objects.filter(person=person, starts_at__lte=first + timedelta(minutes=5), ends_at__gte=last)
    had = _had(request, network, person, day)
    context: dict[str, Any] = {
        "person": person,
        "day": day,
        "is_today": day == timezone.localdate(),
        "before_day": day - timedelta(days=1) if day > timezone.localdate() else None,
        "after_day": day + timedelta(days=1),
        "is_away": away.exists(),
        "had": [{"name": _name(one), "it": one, "people": [_shown(who) for who in one.stand_ins]} for one in had],
        "refusal": refusal,
    }
    return render(request, "sharing/team/ill.html", context, status=REFUSED if refusal else 200)


def _shown(who: StandIn) -> dict[str, Any]:
    kept = [why for why in who.reasons if not who.is_near or why in (Why.WORKS, Why.HOURS_UNKNOWN)]
    return {"it": who, "why": reasons_said(kept, way=who.way, mode=who.mode, home=who.home.name)}

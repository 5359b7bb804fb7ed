"""The same person under two records: found, compared side by side, joined, parted again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.people.models import Resident
from maille.workshops import actions
from maille.workshops.models import Interest, Registration, ResidentMerge

from .inside import network_inside
from .residents import known_resident

MOST_FOUND, MOST_SHOWN = 8, 20


@never_cache
@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which other record is the same person? Those alike first, then those whom three keys find."""
    resident = known_resident(request, pk)
    who = " ".join(request.GET.get("qui", "").split())
    rows = Resident.objects.visible_to(request.user).known().filter(network=resident.network_id).exclude(pk=pk)
    found = list((rows.found_by(who) if who else rows.alike(resident)).order_by("-seen_at", "pk")[: MOST_FOUND + 1])
    context = {
        "resident": resident,
        "who": who,
        "found": found[:MOST_FOUND],
        "has_more_found": len(found) > MOST_FOUND,
    }
    return render(request, "workshops/merge_choose.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Both records side by side and what would be moved; the one that is kept is said by the button."""
    one, second = known_resident(request, pk), _other(request, other)
    if one.pk == second.pk:
        raise Http404
    if request.method == "POST":
        kept, joined = (second, one) if request.POST.get("garder") == str(second.pk) else (one, second)
        try:
            actions.merge_people(kept=kept, joined=joined, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect("workshops:merge", one.pk, second.pk)
        messages.success(request, _("Les deux fiches sont réunies."))
        return redirect("workshops:resident", kept.pk)
    both = [_side(request, one), _side(request, second)]
    context = {"resident": one, "sides": both, "clashes": _clashes(request, one, second)}
    return render(request, "workshops/merge.html", context)


def _other(request: HttpRequest, pk: int) -> Resident:
    rows = Resident.objects.visible_to(request.user).known().filter(network=network_inside(request))
    return get_object_or_404(rows, pk=pk)


def _side(request: HttpRequest, resident: Resident) -> dict[str, Any]:
    """A record, and what it holds: the registrations of one's own places by name, those of others by their number."""
    mine = Registration.objects.filter(resident=resident)
    seen = Registration.objects.visible_to(request.user).filter(resident=resident).order_by("-created_at", "-pk")
    about = [(Registration, mine), (Interest, Interest.objects.filter(resident=resident))]
    return {
        "resident": resident,
        "registrations": list(seen.select_related("session__version", "session__place", "cycle__place")[:MOST_SHOWN]),
        "elsewhere": mine.count() - seen.count(),
        "interests": list(about[1][1].filter(ended_at=None).select_related("workshop__current").order_by("pk")),
        "messages": sum(_said_about(model, rows) for model, rows in about),
    }


def _said_about(model: Any, rows: Any) -> int:
    keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
    return Message.objects.filter(about_type=model._meta.label_lower, about_id__in=keys).count()


def _clashes(request: HttpRequest, one: Resident, other: Resident) -> list[dict[str, Any]]:
    """Sessions to come to which both are registered: the two registrations, where this person may see them."""
    found = []
    for session in actions.sessions_of_both(one, other, timezone.now()):
        rows = Registration.objects.visible_to(request.user).of_session(session).active()
        pair = rows.filter(resident__in=[one, other]).select_related("resident").order_by("pk")
        found.append({"session": session, "registrations": list(pair)})
    return found


@never_cache
@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Two people after all: each gets back what was theirs."""
    merged = get_object_or_404(ResidentMerge.objects.visible_to(request.user).standing(), pk=pk)
    kept = known_resident(request, merged.kept_id)
    try:
        actions.part_people(merge=merged, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Les deux fiches sont séparées, chacune comme avant."))
    return redirect("workshops:resident", kept.pk)

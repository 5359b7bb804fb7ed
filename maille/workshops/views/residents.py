"""Somebody helped, as the desk knows them: what is noted, where they came, and their erasure."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maille.core.refusals import Refused, show_refusal
from maille.people.access import can_erase_resident
from maille.people.actions import erase_resident
from maille.people.models import Resident
from maille.workshops import actions
from maille.workshops.forms import ResidentForm
from maille.workshops.models import Registration, ResidentMerge

from .desk import REFUSED
from .inside import network_inside

MOST = 50


def known_resident(request: HttpRequest, pk: int) -> Resident:
    """Somebody, for those whose place they came to, and for the coordination."""
    rows = Resident.objects.visible_to(request.user).known().filter(network=network_inside(request))
    found = get_object_or_404(rows, pk=pk)
    if not Registration.objects.visible_to(request.user).filter(resident=found).exists():
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resident(request: HttpRequest, pk: int) -> HttpResponse:
    """What is noted of somebody, to correct; and their registrations in one's places."""
    found = known_resident(request, pk)
    if request.method != "POST":
        return _page(request, found, ResidentForm(initial=ResidentForm.initial_of(found)))
    form = ResidentForm(request.POST)
    if form.is_valid():
        try:
            actions.correct_resident(resident=found, by=request.user, at=timezone.now(), **form.noted())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect("workshops:resident", pk)
    return _page(request, found, form, REFUSED)


def _page(request: HttpRequest, found: Resident, form: Any, status: int = 200) -> HttpResponse:
    rows = Registration.objects.visible_to(request.user).filter(resident=found).order_by("-created_at", "-pk")
    context = {
        "resident": found,
        "form": form,
        "registrations": rows.select_related("session__version", "session__place", "cycle__place")[:MOST],
        "merges": list(
            ResidentMerge.objects.standing().filter(kept=found).select_related("joined", "by").order_by("at")
        ),
        "can_erase": can_erase_resident(request.user, found),
    }
    return render(request, "workshops/resident.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase somebody: what goes and what stays is said first."""
    found = known_resident(request, pk)
    if not can_erase_resident(request.user, found):
        raise Http404
    if request.method == "POST":
        try:
            erase_resident(resident=found, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect("workshops:resident", pk)
        messages.success(request, _("La personne est effacée."))
        return redirect("workshops:desks")
    return render(request, "workshops/erase_resident.html", {"resident": found})

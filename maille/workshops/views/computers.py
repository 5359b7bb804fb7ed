"""The computers of a place: added, told broken or mended in one tap; what it does to the sessions is said."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from maille.core.refusals import Refused, show_refusal
from maille.sharing import actions as sharing
from maille.sharing.access import can_report_units
from maille.sharing.models import Unit
from maille.territory.models import Place
from maille.workshops import actions
from maille.workshops.actions.computers import Effect
from maille.workshops.forms import AddUnitsForm


def _place(request: HttpRequest, slug: str) -> Place:
    place = get_object_or_404(Place.objects.visible_to(request.user), slug=slug)
    if not can_report_units(request.user, place):
        raise Http404
    return place


@require_http_methods(["GET", "HEAD", "POST"])
def computers(request: HttpRequest, slug: str) -> HttpResponse:
    """The computers room by room, and the form that adds some."""
    place = _place(request, slug)
    form = AddUnitsForm(request.POST if request.method == "POST" else None, place=place)
    if form.is_bound and form.is_valid():
        try:
            sharing.add_units(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            _say(request, _("C’est noté."), actions.follow_conditions(by=request.user, at=timezone.now()))
            return redirect("workshops:computers", slug=slug)
    units = Unit.objects.computers().filter(base=place).exclude(condition=Unit.Condition.RETIRED)
    rows = [(room, [unit for unit in units if unit.room_id == room.pk]) for room in place.rooms.order_by("name")]
    context = {
        "place": place,
        "form": form,
        "rooms": [(room, here, sum(one.condition == Unit.Condition.WORKING for one in here)) for room, here in rows],
    }
    return render(request, "workshops/computers.html", context, status=422 if form.errors else 200)


@require_POST
def condition(request: HttpRequest, pk: int) -> HttpResponse:
    """Broken, mended or retired, in one tap."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("base"), pk=pk)
    if not can_report_units(request.user, unit.base):
        raise Http404
    try:
        sharing.report_condition(
            unit=unit,
            condition=request.POST.get("etat", ""),
            reason=request.POST.get("raison", ""),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        _say(request, _("C’est noté."), actions.follow_conditions(by=request.user, at=timezone.now()))
    return redirect("workshops:computers", slug=unit.base.slug)


def _say(request: HttpRequest, sentence: str, effect: Effect) -> None:
    """What it did: seats lost or gained, people to call."""
    parts = [sentence]
    if fewer := len(effect.fewer):
        parts.append(
            ngettext("%(n)s séance perd des places.", "%(n)s séances perdent des places.", fewer) % {"n": fewer}
        )
    if more := len(effect.more):
        parts.append(
            ngettext("%(n)s séance gagne des places.", "%(n)s séances gagnent des places.", more) % {"n": more}
        )
    people = len({seat.registration_id for seat in effect.extras})
    if people:
        parts.append(ngettext("%(n)s personne à appeler.", "%(n)s personnes à appeler.", people) % {"n": people})
    (messages.warning if people else messages.success)(request, " ".join(parts))

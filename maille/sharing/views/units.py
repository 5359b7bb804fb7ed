"""One unit: where it is and who answers for it, its story, what it is promised for, when others like it are free."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.codes import read_code
from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions, story
from maille.sharing.forms.inventory import AwayForm, UnitForm
from maille.sharing.inventory import promises_shown, with_ways
from maille.sharing.models import Promise, Unit
from maille.territory.models import Network, Place

from .inside import REFUSED, network_inside, places_at_doors
from .inventory import calendar_of

WORKING, BROKEN, RETIRED = Unit.Condition.WORKING, Unit.Condition.BROKEN, Unit.Condition.RETIRED


def _shown(request: HttpRequest, code: str) -> tuple[Network, Unit]:
    network = network_inside(request)
    rows = Unit.objects.filter(model__network=network).select_related("model__network", "base", "owner", "stands_in")
    return network, get_object_or_404(rows, code=read_code(code) or "-")


def _kept(request: HttpRequest, code: str) -> tuple[Network, Unit]:
    network, unit = _shown(request, code)
    if not access.can_keep_units(request.user, network, unit.base):
        raise Http404
    return network, unit


@never_cache
@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """All that is known of one unit."""
    network, found = _shown(request, code)
    return _page(request, network, found, AwayForm())


def _page(request: HttpRequest, network: Network, found: Unit, form: AwayForm) -> HttpResponse:
    lines = story.lines_of(found)
    where = story.where_is(found, lines)
    [found] = with_ways([found])
    names = {place.pk: place for place in Place.objects.filter(pk__in=[where.place, where.destination or where.place])}
    context = {
        "unit": found,
        "model": found.model,
        "lines": lines,
        "where": names[where.place],
        "going": names.get(where.destination) if where.destination else None,
        "since": where.since,
        "promises": promises_shown(found, request.user),
        "told_conditions": list(found.condition_events.select_related("by").order_by("-at", "-pk")[:10]),
        "contents": list(found.model.contents.order_by("pk")) if found.model else [],
        "away_form": form,
        "is_at_door": bool(places_at_doors(request, network)),
        "may_write": access.can_keep_units(request.user, network, found.base),
        "may_report": access.can_report_units(request.user, found.base),
        **(calendar_of(request, network, found.model, found.base) if found.model else {}),
    }
    return render(request, "sharing/inventory/unit.html", context, status=REFUSED if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_unit(request: HttpRequest, code: str) -> HttpResponse:
    """The label, the place, the serial number of a unit."""
    network, found = _kept(request, code)
    data = request.POST if request.method == "POST" else None
    form = UnitForm(data, unit=found, places=access.places_kept(request.user, network))
    if form.is_bound and form.is_valid():
        try:
            actions.change_unit(unit=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("sharing:unit", found.code)
    context = {"form": form, "unit": found, "model": found.model}
    return render(request, "sharing/inventory/edit_unit.html", context, status=REFUSED if form.is_bound else 200)


@never_cache
@require_POST
def unit_state(request: HttpRequest, code: str) -> HttpResponse:
    """To repair, back from repair, or out of the network: said once, with why."""
    network, found = _shown(request, code)
    if not access.can_report_units(request.user, found.base):
        raise Http404
    form = AwayForm(request.POST)
    wanted = request.POST.get("etat", "")
    if form.is_valid():
        try:
            _say_state(request, found, wanted, form.cleaned_data["reason"])
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("sharing:unit", found.code)
    return _page(request, network, found, form)


def _say_state(request: HttpRequest, found: Unit, wanted: str, reason: str) -> None:
    at = timezone.now()
    if wanted == RETIRED:
        actions.retire_unit(unit=found, reason=reason, by=request.user, at=at)
        messages.success(request, _("C’est noté\u00a0: elle n’est plus au réseau. Son histoire reste ici."))
        return
    if wanted == BROKEN and not reason.strip():
        raise Refused(_("Dites ce qui ne va pas\u00a0: qui la répare saura quoi chercher."), field="reason")
    if found.condition == RETIRED and not access.can_keep_units(request.user, found.model.network, found.base):  # type: ignore[union-attr]  # all units shown here have a model
        raise Refused(_("Seules la responsable du lieu et la coordination la remettent au réseau."))
    actions.report_condition(unit=found, condition=wanted, reason=reason, by=request.user, at=at)
    if wanted == BROKEN and (touched := found.promises.standing().filter(left_at__isnull=True).count()):
        messages.warning(
            request,
            _("C’est noté. Promesses touchées\u00a0: %(count)s, à voir ci-dessous.") % {"count": touched},
        )
        return
    messages.success(request, _("C’est noté."))


@require_POST
def another_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for another unit, for what a broken or a late one was promised for."""
    network = network_inside(request)
    rows = Promise.objects.standing().filter(unit__model__network=network).select_related("unit__base")
    promise = get_object_or_404(rows, pk=pk)
    need, code = promise.line.need, promise.unit.code
    if not (access.can_keep_units(request.user, network, promise.unit.base) or access.can_promise(request.user, need)):
        raise Http404
    try:
        other = actions.find_another(promise=promise, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        words = _("«\u00a0%(unit)s\u00a0» (%(place)s) part à sa place.")
        messages.success(request, words % {"unit": other, "place": other.base})
    return redirect("sharing:need", need.pk) if "need" in request.POST else redirect("sharing:unit", code)

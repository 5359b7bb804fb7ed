"""The inventory: what the network lends, model by model, and who writes it."""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions
from maille.sharing.forms.inventory import InventoryFilter, ModelForm, UnitsForm
from maille.sharing.inventory import models_shown, units_named, units_of, weeks_of, with_ways
from maille.sharing.models import Category, EquipmentModel, Unit
from maille.territory.models import Network, Place

from .inside import REFUSED, network_inside, places_at_doors

PAGE, UNITS_PAGE = 40, 100
ORDER = {category: position for position, category in enumerate(Category.values)}


@never_cache
@require_safe
def inventory(request: HttpRequest) -> HttpResponse:
    """The models of the network, by sort, with how many units work, are broken, are lent out."""
    network = network_inside(request)
    form = InventoryFilter(request.GET, network=network)
    said = form.cleaned_data if form.is_valid() else {}
    words = said.get("mots", "")
    named = units_named(network, words)
    narrow = {"category": said.get("sorte", ""), "place": said.get("lieu"), "archived": said.get("retires", False)}
    found = models_shown(network, words="" if named else words, **narrow)
    found = [one for one in found if not named or one.pk in {unit.model_id for unit in named}]
    found.sort(key=lambda model: ORDER.get(model.category, len(ORDER)))
    context = {
        "form": form,
        "named": named,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "is_narrowed": any([words, *narrow.values()]),
        "may_write": access.can_coordinate(request.user, network),
        "may_import": bool(access.places_kept(request.user, network)),
        "is_at_door": bool(places_at_doors(request, network)),
    }
    return render(request, "sharing/inventory/list.html", context)


def shown_model(request: HttpRequest, pk: int) -> tuple[Network, EquipmentModel]:
    network = network_inside(request)
    rows = EquipmentModel.objects.visible_to(request.user).filter(network=network)
    rows = rows.select_related("skill", "network", "photo").defer("photo__jpeg")
    return network, get_object_or_404(rows, pk=pk)


@never_cache
@require_safe
def model(request: HttpRequest, pk: int) -> HttpResponse:
    """One model: what it is for, what is in its cases, when it is free, where its units are."""
    network, found = shown_model(request, pk)
    return _page(request, network, found, None)


def _page(request: HttpRequest, network: Network, found: EquipmentModel, form: UnitsForm | None) -> HttpResponse:
    kept = access.places_kept(request.user, network)
    if form is None and kept and found.archived_at is None:
        form = UnitsForm(places=kept, initial={"prefix": _usual_prefix(found)})
    page = Paginator(units_of(network, found), UNITS_PAGE).get_page(request.GET.get("page"))
    groups = groupby(with_ways(page.object_list), key=lambda unit: unit.base)
    context = {
        "model": found,
        "contents": list(found.contents.order_by("pk")),
        "page": page,
        "groups": [(place, list(units)) for place, units in groups],
        "units_form": form,
        "may_write": access.can_coordinate(request.user, network),
        **calendar_of(request, network, found, None),
    }
    return render(request, "sharing/inventory/model.html", context, status=REFUSED if form and form.is_bound else 200)


def _usual_prefix(found: EquipmentModel) -> str:
    """How the labels of its units begin, after the last that was written."""
    last = found.units.order_by("-pk").values_list("label", flat=True).first() or ""
    return last.rstrip("0123456789").strip()[:30]


def calendar_of(request: HttpRequest, network: Network, found: EquipmentModel, usual: Place | None) -> dict[str, Any]:
    """The calendar of a model for the place that is asked for, otherwise the usual one, otherwise one's own."""
    places = list(Place.objects.published().in_network(network).order_by("name", "pk").distinct())
    asked = next((one for one in places if one.slug == request.GET.get("lieu")), None)
    own = access.places_to_ask(request.user, network) if not (asked or usual) else []
    place = asked or usual or next(iter([*own, *places]), None)
    if place is None or found.archived_at is not None:
        return {}
    first = timezone.localdate()
    weeks = weeks_of(found, place, first, at=timezone.now())
    weekdays = [date_format(date(2024, 1, 1 + rank), "l") for rank in range(7)]
    return {
        "calendar_place": place,
        "calendar_places": places,
        "weeks": weeks,
        "first_day": first,
        "weekdays": weekdays,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_model(request: HttpRequest) -> HttpResponse:
    """A model that the network lends from now on."""
    network = network_inside(request)
    if not access.can_coordinate(request.user, network):
        raise Http404
    form = _model_form(request, network, None)
    if _is_sent(request) and form.is_valid():
        try:
            made = actions.add_model(network=network, **form.said(), contents=form.contents(), by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le modèle est écrit. Ajoutez maintenant ses unités."))
            return redirect("sharing:model", made.pk)
    return _model_page(request, form, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_model(request: HttpRequest, pk: int) -> HttpResponse:
    """The fields of a model, and what is in its cases."""
    network, found = shown_model(request, pk)
    if not access.can_coordinate(request.user, network):
        raise Http404
    form = _model_form(request, network, found)
    if _is_sent(request) and form.is_valid():
        try:
            actions.change_model(model=found, said=form.said(), contents=form.contents(), by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("sharing:model", found.pk)
    return _model_page(request, form, found)


def _is_sent(request: HttpRequest) -> bool:
    """Whether this is to be written; the button that asks for more lines only shows them."""
    return request.method == "POST" and "plus" not in request.POST


def _model_form(request: HttpRequest, network: Network, found: EquipmentModel | None) -> ModelForm:
    data = request.POST if request.method == "POST" else None
    more = 5 if data is not None and "plus" in data else 0
    return ModelForm(data, network=network, model=found, lines=more)


def _model_page(request: HttpRequest, form: ModelForm, found: EquipmentModel | None) -> HttpResponse:
    asks_lines = request.method == "POST" and "plus" in request.POST
    status = REFUSED if form.is_bound and not asks_lines else 200
    context = {"form": form, "model": found, "asks_lines": asks_lines}
    return render(request, "sharing/inventory/edit_model.html", context, status=status)


@require_POST
def archive_model(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend a model no more, or again."""
    network, found = shown_model(request, pk)
    if not access.can_coordinate(request.user, network):
        raise Http404
    try:
        if found.archived_at is None:
            actions.archive_model(model=found, by=request.user, at=timezone.now())
        else:
            actions.restore_model(model=found, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("C’est noté."))
    return redirect("sharing:model", found.pk)


@require_POST
def add_units(request: HttpRequest, pk: int) -> HttpResponse:
    """Several units at once, labelled one after the other."""
    network, found = shown_model(request, pk)
    kept = access.places_kept(request.user, network)
    if not kept:
        raise Http404
    form = UnitsForm(request.POST, places=kept)
    if form.is_valid():
        try:
            units = actions.add_lent_units(model=found, by=request.user, **form.said())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _added(units))
            return redirect("sharing:model", found.pk)
    return _page(request, network, found, form)


def _added(units: list[Unit]) -> str:
    labels = units[0].label if len(units) == 1 else f"{units[0].label} – {units[-1].label}"
    count = len(units)
    words = ngettext("%(count)s unité de plus\u00a0: %(labels)s.", "%(count)s unités de plus\u00a0: %(labels)s.", count)
    return words % {"count": count, "labels": labels}

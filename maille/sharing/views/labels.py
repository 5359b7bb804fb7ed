"""Sticker sheets: choose units, then the PDF for the printer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maille.core.documents import DocumentError
from maille.sharing.forms.labels import ChosenForm, StickersForm
from maille.sharing.inventory import units_to_label
from maille.sharing.models import Unit
from maille.sharing.sheets.labels import stickers
from maille.territory.models import Network

from .inside import REFUSED, network_inside, places_at_doors

MOST = 390


def _inside(request: HttpRequest) -> Network:
    network = network_inside(request)
    if not places_at_doors(request, network):
        raise Http404
    return network


def _chosen(request: HttpRequest, network: Network) -> tuple[ChosenForm, list[Unit]]:
    form = ChosenForm(request.GET, network=network)
    said = form.cleaned_data if form.is_valid() else {}
    found = units_to_label(network, said.get("lieu"), said.get("modele"), said.get("depuis"))
    return form, found


@never_cache
@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """Which units, ticked one by one, and the sheet that is in the printer."""
    network = _inside(request)
    chosen, units = _chosen(request, network)
    return _page(request, chosen, units, StickersForm(units=units[:MOST]))


def _page(
    request: HttpRequest, chosen: ChosenForm, units: list[Unit], form: StickersForm, status: int = 200
) -> HttpResponse:
    context = {"chosen": chosen, "units": units[:MOST], "more": max(0, len(units) - MOST), "form": form}
    return render(request, "sharing/inventory/labels.html", context, status=status)


@never_cache
@require_safe
def labels_pdf(request: HttpRequest) -> HttpResponse:
    """The stickers; without any choice, those of every unit on sheets of 24."""
    network = _inside(request)
    chosen, units = _chosen(request, network)
    asked = request.GET.copy()
    if "feuille" not in asked:
        asked.setdefault("debut", "1")
        asked["feuille"] = "24"
        asked.setlist("u", asked.getlist("u") or [unit.code for unit in units[:MOST]])
    form = StickersForm(asked, units=units)
    if not form.is_valid():
        return _page(request, chosen, units, form, REFUSED)
    said = form.cleaned_data
    site = request.build_absolute_uri("/").rstrip("/")
    try:
        pdf = stickers(
            network, form.units()[:MOST], sheet=said["feuille"], start=said["debut"], site=site,
            language=get_language() or "fr",
        )  # fmt: skip
    except DocumentError:
        form.add_error(None, _("Cette planche n’a pas pu être faite\u00a0: essayez avec moins d’unités."))
        return _page(request, chosen, units, form, REFUSED)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="etiquettes.pdf"'
    return response

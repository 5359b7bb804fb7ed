"""Units from a table in two steps: what each line would do is shown, then written; what is refused is downloaded."""

import csv
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maille.core.formulas import safe_cell
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.actions.importing import import_units, judge_units
from maille.sharing.forms.importing import UnitsFile, UnitsFileForm, file_of
from maille.sharing.rules.inventory import Fate, Judged
from maille.sharing.saying import changes_said
from maille.territory.models import Network

from .inside import REFUSED, network_inside

BYTE_ORDER_MARK = "\ufeff"
SHOWN = 200


def _inside(request: HttpRequest) -> Network:
    network = network_inside(request)
    if not access.places_kept(request.user, network):
        raise Http404
    return network


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Drop a table, read what each line would do, write it."""
    network = _inside(request)
    if request.method != "POST":
        return _page(request, UnitsFileForm())
    if "rows" in request.POST:
        return _write(request, network)
    form = UnitsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=REFUSED)
    return _preview(request, network, form, form.read)


def _preview(request: HttpRequest, network: Network, form: UnitsFileForm, file: UnitsFile) -> HttpResponse:
    found = judge_units(network, file.lines(), request.user)
    return _page(request, form, found=_said(found), counts=_counts(found), signed=file.signed())


def _write(request: HttpRequest, network: Network) -> HttpResponse:
    try:
        file = file_of(request.POST["rows"])
        found = import_units(network=network, lines=file.lines(), by=request.user, at=timezone.now())
    except Refused as refusal:
        return _page(request, UnitsFileForm(), status=REFUSED, refusal=refusal.sentence)
    counts = _counts(found)
    messages.success(request, _written(counts))
    if not counts[Fate.REFUSED]:
        return redirect("sharing:inventory")
    refused = [one for one in found if one.fate == Fate.REFUSED]
    return _page(request, UnitsFileForm(), found=_said(refused), counts=counts, signed=file.signed(), is_written=True)


def _counts(found: Sequence[Judged]) -> dict[str, int]:
    counts = Counter(one.fate.value for one in found)
    return {fate.value: counts[fate.value] for fate in Fate}


def _written(counts: dict[str, int]) -> str:
    new, changed = counts[Fate.NEW], counts[Fate.CHANGED]
    words = ngettext("%(n)s unité ajoutée,", "%(n)s unités ajoutées,", new) % {"n": new}
    return f"{words} " + ngettext("%(n)s changée.", "%(n)s changées.", changed) % {"n": changed}


def _said(found: Sequence[Judged]) -> list[dict[str, Any]]:
    """The lines as the page shows them, those to correct first."""
    language = get_language() or "fr"
    order = [Fate.REFUSED, Fate.CHANGED, Fate.NEW, Fate.SAME]
    return [
        {
            "number": one.line.number,
            "fate": one.fate.value,
            "said": one.line.said,
            "reason": one.reason.in_(language) if one.reason else "",
            "changes": changes_said(one.changes),
            "is_new_model": isinstance(one.model, str),
        }
        for one in sorted(found, key=lambda one: order.index(one.fate))
    ]


def _page(
    request: HttpRequest, form: UnitsFileForm, status: int = 200, found: Sequence[Any] = (), **more: Any
) -> HttpResponse:
    context = {"form": form, "found": found[:SHOWN], "over": max(0, len(found) - SHOWN)} | more
    return render(request, "sharing/inventory/import.html", context, status=status)


@never_cache
@require_POST
def refused_units(request: HttpRequest) -> HttpResponse:
    """The refused lines as they were written, with the reason, to correct and drop again."""
    network = _inside(request)
    try:
        file = file_of(request.POST.get("rows", ""))
    except Refused as refusal:
        return _page(request, UnitsFileForm(), status=REFUSED, refusal=refusal.sentence)
    found = judge_units(network, file.lines(), request.user)
    language = get_language() or "fr"
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="unites-refusees.csv"'
    out = csv.writer(response, delimiter=";", lineterminator="\r\n")
    out.writerow([safe_cell(title) for title in [*file.columns, _("à corriger")]])
    for (_number, cells, _problem), one in zip(file.rows, found, strict=True):
        if one.fate == Fate.REFUSED and one.reason:
            out.writerow([safe_cell(cell) for cell in [*cells, one.reason.in_(language)]])
    return response

"""What is used up: how much is left, and where; what to buy again."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions
from maille.sharing.forms.consumables import ConsumableForm, StockForm
from maille.sharing.models import Consumable, Stock
from maille.territory.models import Network

from .inside import REFUSED, network_of_members


@never_cache
@require_safe
def consumables(request: HttpRequest) -> HttpResponse:
    """What the network follows, what to buy again first."""
    return _page(request, network_of_members(request), None, None)


def _page(
    request: HttpRequest, network: Network, stock: StockForm | None, added: ConsumableForm | None
) -> HttpResponse:
    there = Prefetch(
        "stocks", Stock.objects.filter(left__gt=0).select_related("place").order_by("-left", "place__name")
    )
    rows = list(Consumable.objects.visible_to(request.user).in_use().filter(network=network).prefetch_related(there))
    for one in rows:
        one.left = sum(stock.left for stock in one.stocks.all())  # type: ignore[attr-defined]
        one.is_low = one.left <= one.low  # type: ignore[attr-defined]
    places = access.members_to_ask(request.user, network)
    context = {
        "rows": sorted(rows, key=lambda one: (not one.is_low, one.name)),  # type: ignore[attr-defined]
        "stock_form": stock or (StockForm(network=network, places=places) if places and rows else None),
        "added_form": added or (ConsumableForm() if access.can_coordinate(request.user, network) else None),
        "wrong_form": stock or added or ConsumableForm(),
    }
    return render(request, "sharing/consumables.html", context, status=REFUSED if stock or added else 200)


@require_POST
def note_stock(request: HttpRequest) -> HttpResponse:
    """Say how much a place has left."""
    network = network_of_members(request)
    places = access.members_to_ask(request.user, network)
    if not places:
        raise Http404
    form = StockForm(request.POST, network=network, places=places)
    if form.is_valid():
        try:
            actions.note_stock(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect("sharing:consumables")
    return _page(request, network, form, None)


@require_POST
def add_consumable(request: HttpRequest) -> HttpResponse:
    """Follow one more."""
    network = network_of_members(request)
    if not access.can_coordinate(request.user, network):
        raise Http404
    form = ConsumableForm(request.POST)
    if form.is_valid():
        try:
            actions.add_consumable(network=network, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est suivi\u00a0: chaque lieu note ce qu’il lui reste."))
            return redirect("sharing:consumables")
    return _page(request, network, None, form)


@require_POST
def drop_consumable(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow it no more."""
    network = network_of_members(request)
    if not access.can_coordinate(request.user, network):
        raise Http404
    followed = Consumable.objects.visible_to(request.user).filter(network=network)
    actions.drop_consumable(consumable=get_object_or_404(followed, pk=pk), by=request.user, at=timezone.now())
    messages.success(request, _("Ce consommable n’est plus suivi."))
    return redirect("sharing:consumables")

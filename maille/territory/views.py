"""The network's own page: its places, member or neighbour, and their ribbons."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused

from .access import can_edit_network
from .actions import change_kind, change_network, join_network, leave_network, swap_ribbons
from .context import default_network
from .forms import NetworkForm, SwapForm
from .models import Network, NetworkPlace, Place
from .rules import brand_of

PLACES_A_PAGE = 50


def _editable_network(request: HttpRequest) -> Network:
    network = default_network()
    if network is None or not can_edit_network(request.user, network):
        raise Http404
    return network


@login_not_required
@require_safe
def brand(request: HttpRequest, network: str) -> HttpResponse:
    """The network's own colour as a style sheet; pages link it only when the network has one."""
    found = brand_of(get_object_or_404(Network.objects.exclude(brand_colour=""), slug=network).brand_colour)
    if found is None:
        raise Http404
    response = render(request, "territory/brand.css", {"brand": found}, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def edit_network(request: HttpRequest) -> HttpResponse:
    """What the network says of itself: name, presentation, contact, colour."""
    network = _editable_network(request)
    form = NetworkForm(request.POST or None, instance=network)
    if request.method == "POST" and form.is_valid():
        change_network(network=network, by=request.user)
        messages.success(request, _("C’est enregistré."))
        return redirect("territory:network")
    context = {"form": form, "shades": form.shades()}
    return render(request, "territory/edit_network.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def network_places(request: HttpRequest) -> HttpResponse:
    """The places of the network with their ribbons; two members may exchange theirs."""
    network = _editable_network(request)
    kind = request.GET.get("lien") if request.GET.get("lien") in NetworkPlace.Kind.values else NetworkPlace.Kind.MEMBER
    links = network.network_places.select_related("place__commune").order_by("place__name", "pk")
    members = links.filter(kind=NetworkPlace.Kind.MEMBER)
    form = SwapForm(request.POST or None, links=members)
    if request.method == "POST" and form.is_valid():
        try:
            swap_ribbons(one=form.cleaned_data["one"], other=form.cleaned_data["other"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Les deux rubans sont échangés."))
            return redirect("territory:network")
    context = {
        "form": form,
        "page": Paginator(links.filter(kind=kind), PLACES_A_PAGE).get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": NetworkPlace.Kind.choices,
    }
    return render(request, "territory/network.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a place into the network as a member or a neighbour, or change which it is."""
    network = _editable_network(request)
    place = get_object_or_404(Place.objects.visible_to(request.user), slug=slug)
    kind = request.POST.get("lien", "")
    if kind not in NetworkPlace.Kind.values:
        raise Http404
    try:
        if link := network.network_places.filter(place=place).first():
            change_kind(link=link, kind=kind, by=request.user)
        else:
            join_network(network=network, places=[place], kind=kind, since=timezone.localdate(), by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place)
    messages.success(
        request,
        _("«\u00a0%(place)s\u00a0»\u00a0: %(kind)s du réseau.")
        % {"place": place, "kind": NetworkPlace.Kind(kind).label},
    )
    return redirect(place)


@require_POST
def remove_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a place out of the network; it stays in the directory."""
    link = get_object_or_404(NetworkPlace, pk=pk, network=_editable_network(request))
    leave_network(link=link, by=request.user)
    messages.success(request, _("«\u00a0%(place)s\u00a0» n’est plus dans le réseau.") % {"place": link.place})
    return redirect("territory:network")

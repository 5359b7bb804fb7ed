"""The vans and their rounds: planned, loaded, in what order they go; and who carries one unit."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions
from maille.sharing.forms.rounds import CarrierForm, LoadForm, RoundForm, VanForm
from maille.sharing.models import Carrier, Leg, Round, Van
from maille.sharing.rounds import Itinerary, Rider, aboard, could_ride, itinerary, rides_for, ways_of_legs
from maille.territory.models import Network

from .inside import REFUSED, network_inside, network_of_members

PAGE = 20


def _coordinated(request: HttpRequest) -> Network:
    network = network_of_members(request)
    if not access.can_coordinate(request.user, network):
        raise Http404
    return network


def shown_round(request: HttpRequest, pk: int) -> Round:
    """A round of the network of the page, with what is read of it."""
    rows = Round.objects.visible_to(request.user).filter(network=network_inside(request))
    return get_object_or_404(rows.select_related("van__base__commune", "network", "driver"), pk=pk)


@never_cache
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds to come, the vans, those of before."""
    network = network_of_members(request)
    rows = Round.objects.visible_to(request.user).filter(network=network).select_related("van", "driver")
    now = timezone.now()
    context = {
        "coming": rows.filter(ends_at__gt=now).order_by("starts_at", "pk")[:PAGE],
        "before": Paginator(rows.filter(ends_at__lte=now).order_by("-starts_at", "pk"), PAGE).get_page(
            request.GET.get("page")
        ),
        "vans": Van.objects.filter(network=network).select_related("base").order_by("is_retired", "name"),
        "may_plan": access.can_coordinate(request.user, network),
    }
    return render(request, "sharing/rounds/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_van(request: HttpRequest) -> HttpResponse:
    """A vehicle more."""
    return _van(request, _coordinated(request), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_van(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a vehicle."""
    network = _coordinated(request)
    return _van(request, network, get_object_or_404(Van.objects.select_related("base"), network=network, pk=pk))


def _van(request: HttpRequest, network: Network, van: Van | None) -> HttpResponse:
    base = van.base.slug if van and van.base else ""
    known = {"name": van.name, "holds": van.holds, "base": base, "is_retired": van.is_retired} if van else None
    typed = request.POST if request.method == "POST" else None
    form = VanForm(typed, network=network, is_new=van is None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_van(network=network, van=van, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le véhicule est enregistré."))
            return redirect("sharing:rounds")
    return render(request, "sharing/rounds/van.html", {"form": form, "van": van}, status=_status(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_round(request: HttpRequest) -> HttpResponse:
    """Plan a round."""
    return _round(request, _coordinated(request), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the van, the driver or the hours of a round."""
    network = _coordinated(request)
    return _round(request, network, shown_round(request, pk))


def _round(request: HttpRequest, network: Network, tour: Round | None) -> HttpResponse:
    initial = _of_round(tour) if tour else {"day": request.GET.get("jour", "")}
    form = RoundForm(request.POST if request.method == "POST" else None, network=network, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            tour = actions.save_round(
                van=said["van"],
                driver=said["driver"],
                window=form.window(),
                notes=said["notes"],
                tour=tour,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La tournée est prévue. Dites maintenant ce qu’elle porte."))
            return redirect("sharing:round", tour.pk)
    context = {"form": form, "round": tour, "has_vans": Van.objects.filter(network=network, is_retired=False).exists()}
    return render(request, "sharing/rounds/edit.html", context, status=_status(form))


def _of_round(tour: Round) -> dict[str, Any]:
    starts, ends = timezone.localtime(tour.starts_at), timezone.localtime(tour.ends_at)
    return {
        "van": tour.van_id,
        "day": starts.date(),
        "start": starts.time(),
        "end": ends.time(),
        "driver": tour.driver_id,
        "notes": tour.notes,
    }


@never_cache
@require_safe
def show_round(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: its doors in order, what it carries, what it could."""
    return _page(request, shown_round(request, pk))


@require_POST
def fill_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what rides with a round."""
    _coordinated(request)
    tour = shown_round(request, pk)
    form = LoadForm(request.POST, riders=[*aboard(tour), *could_ride(tour)])
    if form.is_valid():
        try:
            actions.load_round(tour=tour, legs=form.cleaned_data["legs"], by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté\u00a0: l’ordre de la tournée suit."))
            return redirect("sharing:round", tour.pk)
    return _page(request, tour, form)


def _page(request: HttpRequest, tour: Round, form: LoadForm | None = None) -> HttpResponse:
    riders, waiting = aboard(tour), could_ride(tour)
    plan = itinerary(tour, riders)
    form = form or LoadForm(riders=[*riders, *waiting])
    chosen = set(form.data.getlist("legs")) if form.is_bound else {str(one.leg.pk) for one in riders}
    may_plan = access.can_coordinate(request.user, tour.network)
    context: dict[str, Any] = {
        "round": tour,
        "plan": plan,
        "carried": len(riders),
        "is_long": plan.ends_at > tour.ends_at,
        "rows": _rows(plan, [*riders, *waiting], chosen),
        "form": form,
        "may_plan": may_plan,
        "is_over": tour.ends_at <= timezone.now(),
    }
    return render(request, "sharing/rounds/round.html", context, status=_status(form))


def _rows(plan: Itinerary, riders: list[Rider], chosen: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "leg": one.leg,
            "due": one.due,
            "is_chosen": str(one.leg.pk) in chosen,
            "is_late": one.leg.pk in plan.late,
            "is_gone": one.leg.left_at is not None,
        }
        for one in riders
    ]


@require_POST
def cancel_round(request: HttpRequest, pk: int) -> HttpResponse:
    """There is no round any more."""
    _coordinated(request)
    tour = shown_round(request, pk)
    try:
        actions.cancel_round(tour=tour, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("sharing:round", pk)
    messages.success(request, _("La tournée est annulée. Ce qu’elle portait attend quelqu’un d’autre."))
    return redirect("sharing:rounds")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def carrier(request: HttpRequest, pk: int) -> HttpResponse:
    """Who carries one unit from a place to another."""
    rows = ways_of_legs().ahead().visible_to(request.user).filter(network=network_inside(request))
    leg = get_object_or_404(rows.select_related("network", "carrier").distinct(), pk=pk)
    if not access.can_say_who_carries(request.user, leg):
        raise Http404
    form = CarrierForm(
        request.POST if request.method == "POST" else None,
        leg=leg,
        rounds=_rounds_for(leg),
        initial={"how": leg.carried_by, "person": leg.carrier_id, "tour": leg.round_id},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.carry(leg=leg, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté\u00a0: la feuille de remise le dit."))
            return redirect("sharing:doors")
    context = {"leg": leg, "form": form, "rides": rides_for(leg), "ride": Carrier.RIDE}
    return render(request, "sharing/rounds/carrier.html", context, status=_status(form))


def _rounds_for(leg: Leg) -> Any:
    rows = Round.objects.filter(network=leg.network, ends_at__gt=timezone.now()).select_related("van")
    return (rows if leg.promise_id is None else rows.filter(starts_at__lt=leg.due_at)).order_by("starts_at", "pk")


def _status(form: Any) -> int:
    return REFUSED if form.is_bound else 200

"""The rooms of the network: free at a time, kept for a place, given back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions
from maille.sharing.forms.rooms import BookingForm, RoomsForm
from maille.sharing.models import RoomBooking
from maille.sharing.rules import Window
from maille.sharing.saying import room_said
from maille.territory.models import Network, Room
from maille.territory.rooms import meeting

from .inside import REFUSED, network_of_members

PAGE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: HttpRequest) -> HttpResponse:
    """Which rooms are free, and what is kept; keeping one."""
    network = network_of_members(request)
    asked = request.POST if request.method == "POST" else request.GET
    when_form = RoomsForm(asked, today=timezone.localdate())
    window = when_form.window(timezone.get_current_timezone()) if when_form.is_valid() else None  # type: ignore[arg-type]
    free = _free(network, window, when_form.cleaned_data.get("assises") or 1) if window else []
    places = access.members_to_ask(request.user, network)
    choices = [(one.pk, room_said(one)) for one in free]
    form = BookingForm(request.POST if request.method == "POST" else None, rooms=choices, places=places)
    if request.method == "POST" and not places:
        raise Http404
    if window and form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.book_room(
                network=network, room=next(one for one in free if one.pk == said["room"]), place=said["place"],
                window=window, purpose=said["purpose"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La salle est à vous à ces heures-là."))
            return redirect("sharing:rooms")
    context = {
        "when_form": when_form,
        "form": form,
        "free": free,
        "may_book": bool(places),
        "has_rooms": bool(free) or _rooms_of(network).exists(),
        "page": _coming(request, network),
    }
    return render(request, "sharing/rooms.html", context, status=REFUSED if request.method == "POST" else 200)


def _rooms_of(network: Network) -> Any:
    return Room.objects.filter(place__network_places__network=network).distinct()


def _free(network: Network, window: Window, seats: int) -> list[Room]:
    """The rooms with so many seats that nothing has within a time, by place; the smallest that will do first."""
    every = list(_rooms_of(network).select_related("place", "part_of").order_by("place__name", "place", "seats", "pk"))
    part_of = {one.pk: one.part_of_id for one in every}
    taken = actions.rooms_taken(window, part_of)
    return [one for one in every if one.seats >= seats and not taken & meeting(one.pk, part_of)]


def _coming(request: HttpRequest, network: Network) -> Any:
    """What is kept from now on; `may_cancel` for who may give it back."""
    rows = RoomBooking.objects.visible_to(request.user).filter(network=network).coming(timezone.now())
    rows = rows.select_related("room__place", "place", "booked_by", "network")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for one in page:
        one.may_cancel = access.can_cancel_booking(request.user, one)
    return page


@require_POST
def cancel_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a room back."""
    network = network_of_members(request)
    booking = get_object_or_404(RoomBooking.objects.visible_to(request.user).filter(network=network), pk=pk)
    if not access.can_cancel_booking(request.user, booking):
        raise Http404
    actions.cancel_booking(booking=booking, by=request.user, at=timezone.now())
    messages.success(request, _("La salle est rendue."))
    return redirect("sharing:rooms")

"""Taking an appointment without an account: a reason, then a slot, then three questions; or for somebody one sends."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from maille.appointments import actions
from maille.appointments.forms import BookingForm, OrientBookingForm, WhereForm
from maille.appointments.forms.booking import FIELD_OF
from maille.appointments.forms.slots import read_token
from maille.appointments.load import Choice, choices
from maille.appointments.models import Appointment, Reason
from maille.appointments.vocabulary import Mode
from maille.core.refusals import Refused, show_refusal
from maille.core.same_site import from_our_pages
from maille.territory.context import default_network
from maille.territory.models import Network, Place
from maille.workshops.views.visitors import comes_too_often
from maille.workshops.vocabulary import Source

from .by_place import by_place, give_ribbons

REFUSED, TOO_MANY = 422, 429
MOST_PROPOSED, MOST_OF_PLACE, MOST_PLACES = 6, 60, 20


@login_not_required
@require_safe
def reasons(request: HttpRequest) -> HttpResponse:
    """What one may come for: one choice, the first of three screens."""
    network = default_network()
    found = list(Reason.objects.for_all().filter(network=network).order_by("name", "pk")) if network else []
    is_orienting, place = "orienter" in request.GET, _known_place(request, network)
    goes_on = ({"orienter": "1"} if is_orienting else {}) | ({"lieu": place.slug} if place else {})
    context = {
        "reasons": [(one, _modes_in_words(one)) for one in found],
        "is_orienting": is_orienting,
        "place": place,
        "query": f"?{urlencode(goes_on)}" if goes_on else "",
    }
    return render(request, "appointments/reasons.html", context)


def _known_place(request: HttpRequest, network: Network | None) -> Place | None:
    """The place whose page led here; nothing when it is unknown, and the person then chooses."""
    slug = request.GET.get("lieu", "")
    found = Place.objects.published().in_network(network).filter(slug=slug).first() if network and slug else None
    if found:
        give_ribbons([found], network)
    return found


def _modes_in_words(reason: Reason) -> str:
    return ", ".join(str(Mode(one).label) for one in reason.modes)


@login_not_required
@require_safe
def slots(request: HttpRequest, pk: int) -> HttpResponse:
    """The next slots, by place: the nearest first for who says where they are, one place whole when it is chosen."""
    reason = _reason(pk)
    where, narrowed = WhereForm(request.GET, reason=reason), dict[str, Any]()
    place = _place(request, reason)
    if place:
        narrowed["place"] = place
    found = choices(reason, where.chosen_mode, at=timezone.now(), **narrowed)
    shown = by_place(found[:MOST_OF_PLACE] if place else found, where.position, whole=place is not None)[:MOST_PLACES]
    give_ribbons([one.place for one in shown], reason.network)
    context = {
        "reason": reason,
        "where": where,
        "mode": where.chosen_mode,
        "shown": shown,
        "place": place,
        "is_orienting": "orienter" in request.GET,
    }
    return render(request, "appointments/slots.html", context)


def _reason(pk: int) -> Reason:
    network = default_network()
    rows = Reason.objects.for_all().filter(network=network).select_related("network")
    return get_object_or_404(rows, pk=pk)


def _place(request: HttpRequest, reason: Reason) -> Place | None:
    slug = request.GET.get("lieu", "")
    if not slug:
        return None
    if not slug.isprintable():  # PostgreSQL refuses to be asked of NUL
        raise Http404
    return get_object_or_404(Place.objects.published().in_network(reason.network), slug=slug)


@from_our_pages
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Three questions, then the appointment; what was typed stays when the slot has just been taken."""
    return _booking(request, pk, BookingForm, Source.PUBLIC, lambda made: redirect(made))


@from_our_pages
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def orient(request: HttpRequest, pk: int) -> HttpResponse:
    """A partner takes a slot for somebody; the secret link is the person's alone."""
    return _booking(request, pk, OrientBookingForm, Source.PARTNER, lambda _made: redirect("appointments:orient_done"))


@login_not_required
@require_safe
def orient_done(request: HttpRequest) -> HttpResponse:
    """What happens next; nothing personal."""
    return render(request, "appointments/orient_done.html")


def _booking(
    request: HttpRequest,
    pk: int,
    form_class: type[BookingForm],
    source: str,
    made: Callable[[Appointment], HttpResponse],
) -> HttpResponse:
    reason, said = _reason(pk), request.POST if request.method == "POST" else request.GET
    mode = said.get("mode", "")
    mode = mode if mode in reason.modes else reason.modes[0]
    if request.method != "POST":
        form = form_class(reason=reason, mode=mode, slot=request.GET.get("creneau", ""))
        return _page(request, reason, form)
    form, status = form_class(request.POST, reason=reason, mode=mode), REFUSED
    if form.is_from_a_machine():
        return redirect("appointments:reasons")
    if form.is_valid():
        if comes_too_often(request, form):
            status = TOO_MANY
        elif booked := _booked(form, source):
            return made(booked)
    return _page(request, reason, form, status)


def _booked(form: BookingForm, source: str) -> Appointment | None:
    """Take the slot; None when it is refused, which the form then says."""
    said = form.cleaned_data
    prescriber = form.prescriber() if isinstance(form, OrientBookingForm) else None
    try:
        return actions.book(
            booking=actions.Booking(form.reason, said["mode"], said["slot"], said.get("address", "")),
            applicant=form.applicant(),
            source=source,
            prescriber=prescriber,
            by=None,
            at=timezone.now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal, FIELD_OF)
        return None


def _page(request: HttpRequest, reason: Reason, form: BookingForm, status: int = 200) -> HttpResponse:
    choice = _chosen(form)
    if choice is None or (form.is_bound and form["slot"].errors):
        where = {"place": choice.place} if choice else {}
        form.propose(choices(reason, form.asked_mode, at=timezone.now(), **where)[:MOST_PROPOSED])
        choice = None
    if choice:
        give_ribbons([choice.place], reason.network)
    context = {
        "reason": reason,
        "form": form,
        "choice": choice,
        "mode": form.asked_mode,
        "mode_label": Mode(form.asked_mode).label,
        "is_orienting": isinstance(form, OrientBookingForm),
    }
    return render(request, "appointments/book.html", context, status=status)


def _chosen(form: BookingForm) -> Choice | None:
    token = form.data.get("slot", "") if form.is_bound else form.initial["slot"]
    return read_token(token, form.reason)

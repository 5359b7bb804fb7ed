"""One's own appointment, behind its secret link, or the short code and the name: moved, cancelled, wanted earlier."""

from collections.abc import Callable

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.appointments import actions, calendars, notices
from maille.appointments.forms import SlotForm
from maille.appointments.load import choices
from maille.appointments.models import Appointment, EarlierOffer
from maille.core.refusals import Refused, show_refusal
from maille.workshops.forms import FindForm
from maille.workshops.views.manage import personal

from .by_place import give_ribbons

REFUSED, TOO_MANY = 422, 429
MOST_SLOTS = 24


def opened(ticket: str) -> Appointment:
    """The appointment of a secret link, or 404."""
    found = Appointment.opened_by(ticket)
    if found is None:
        raise Http404
    give_ribbons([found.place], found.network)
    return found


def open_offer(appointment: Appointment) -> EarlierOffer | None:
    """The earlier slot that is kept for somebody now."""
    rows = appointment.offers.filter(state=EarlierOffer.State.OPEN, until__gt=timezone.now())
    return rows.select_related("place__commune", "mediator", "appointment").first()


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find one's appointment by its code and the name; tries are counted, by visitor and by code."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "appointments/find.html", {"form": form})
    status = REFUSED
    if form.is_valid():
        code = form.cleaned_data["code"]
        if not consume(request, action="find_registration", key=code.upper()):  # see ACCOUNT_RATE_LIMITS
            form.add_error(None, _("Trop d’essais\u00a0: réessayez dans une heure, ou appelez le lieu."))
            status = TOO_MANY
        elif found := Appointment.objects.with_code_and_name(code, form.cleaned_data["name"]):
            return redirect(found)
        else:
            form.add_error(None, _("Aucun rendez-vous n’a ce code et ce nom\u00a0: vérifiez-les, ou appelez le lieu."))
    return render(request, "appointments/find.html", {"form": form}, status=status)


@personal
@require_safe
def mine(request: HttpRequest, appointment_ticket: str) -> HttpResponse:
    """When, where, with whom, the code; and what may be changed."""
    found, now = opened(appointment_ticket), timezone.now()
    context = {
        "network": found.network,
        "appointment": found,
        "place": found.place,
        "how": notices.how(found),
        "person": notices.person(found),
        "offer": open_offer(found) if found.is_booked else None,
        "is_over": found.ends_at <= now,
        "may_change": found.is_booked and found.starts_at > now,
    }
    return render(request, "appointments/mine.html", context)


@personal
@require_safe
def calendar(request: HttpRequest, appointment_ticket: str) -> HttpResponse:
    """The date as a file that any calendar reads."""
    found = opened(appointment_ticket)
    url = request.build_absolute_uri(found.get_absolute_url())
    text = calendars.published(found, url=url, where=notices.how(found), at=timezone.now())
    response = HttpResponse(text, content_type="text/calendar")
    response["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return response


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, appointment_ticket: str) -> HttpResponse:
    """Take another slot instead, in the same place, by oneself."""
    found = opened(appointment_ticket)
    if not found.is_booked:
        return redirect(found)
    free = choices(found.reason, found.mode, at=timezone.now(), place=found.place)[:MOST_SLOTS]
    form = SlotForm(request.POST if request.method == "POST" else None, choices=free)
    if form.is_bound and form.is_valid():
        try:
            actions.move_appointment(appointment=found, choice=form.choice(), by=None, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Votre rendez-vous est déplacé."))
            return redirect(found)
    context = {"network": found.network, "appointment": found, "place": found.place, "form": form, "free": free}
    return render(request, "appointments/move_mine.html", context, status=REFUSED if form.is_bound else 200)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, appointment_ticket: str) -> HttpResponse:
    """Cancel: asked once, because the slot may be taken at once."""
    found = opened(appointment_ticket)
    if request.method == "POST":
        return _changed(request, found, actions.cancel_appointment)
    if not found.is_booked:
        return redirect(found)
    return render(
        request, "appointments/leave.html", {"network": found.network, "appointment": found, "place": found.place}
    )


@personal
@require_POST
def earlier(request: HttpRequest, appointment_ticket: str) -> HttpResponse:
    """Ask to be told of an earlier slot, or no more."""
    found = opened(appointment_ticket)
    return _changed(request, found, actions.drop_earlier if "arreter" in request.POST else actions.want_earlier)


@personal
@require_POST
def answer(request: HttpRequest, appointment_ticket: str) -> HttpResponse:
    """Say yes or no to the earlier slot that is kept."""
    found = opened(appointment_ticket)
    offer = open_offer(found)
    if offer is None:
        messages.error(
            request, _("Ce créneau n’est plus gardé pour vous\u00a0: votre rendez-vous reste comme il était.")
        )
        return redirect(found)
    action = actions.decline_offer if "non" in request.POST else actions.accept_offer
    return _changed(request, found, lambda appointment, by, at: action(offer=offer, by=by, at=at))


def _changed(request: HttpRequest, found: Appointment, action: Callable[..., object]) -> HttpResponse:
    try:
        action(appointment=found, by=None, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(found)

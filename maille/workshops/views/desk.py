"""The desk: the sessions of a place, whom to call, and somebody registered in a few keys."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.messaging.models import Message
from maille.people.models import Resident
from maille.territory.models import Network, Place
from maille.workshops import access, actions
from maille.workshops.forms import DeskSignUpForm, choose_sessions
from maille.workshops.forms.signup import FIELD_OF
from maille.workshops.models import Registration, Seat, Session
from maille.workshops.showing import give_ribbons

from .inside import network_inside, shown_session

State = Registration.State
REFUSED = 422
AHEAD = timedelta(days=21)
MOST_SESSIONS, MOST_FOUND, MOST_CALLS = 40, 8, 5


def places_to_receive(request: HttpRequest, network: Network) -> list[Place]:
    """The places of the network where this person receives the public, by name."""
    places = Place.objects.in_network(network, kind="member").order_by("name", "pk")
    user = request.user
    return [one for one in places if access.can_receive(user, network_id=network.pk, place_id=one.pk)]


def received_session(request: HttpRequest, pk: int) -> Session:
    """A session, for those who seat people in it."""
    session = shown_session(request, pk)
    if not access.can_seat_people(request.user, session):
        raise Http404
    give_ribbons([session])
    return session


@never_cache
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """The desk of one's place; the list of them for who has several."""
    places = places_to_receive(request, network_inside(request))
    if not places:
        raise Http404
    if len(places) == 1:
        return redirect("workshops:desk_of", places[0].slug)
    return render(request, "workshops/desks.html", {"places": places})


@never_cache
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Today and the days that come: the sessions with their seats, who is to be called, and one question: who?"""
    network = network_inside(request)
    place = next((one for one in places_to_receive(request, network) if one.slug == slug), None)
    if place is None:
        raise Http404
    now = timezone.now()
    sessions = _coming(network, place)
    chosen = _chosen(request, network, place, sessions)
    if "aller" in request.GET and chosen:
        return redirect(_sign_up_address(chosen, request.GET.get("qui", "")))
    calls = Message.objects.visible_to(request.user).filter(place=place).to_call(now)
    context = {
        "place": place,
        "sessions": sessions,
        "choices": choose_sessions(sessions),
        "chosen": chosen,
        "calls": list(calls[:MOST_CALLS]),
        "calls_count": calls.count(),
        **_found(request, network, chosen),
    }
    return render(request, "workshops/desk.html" + ("#found" if request.htmx else ""), context)  # type: ignore[attr-defined]


def _coming(network: Network, place: Place) -> list[Session]:
    """The sessions of the next three weeks, each with how many registrations wait for it."""
    rows = Session.objects.published().filter(network=network, place=place).upcoming(timezone.now())
    sessions = list(rows.filter(starts_at__lt=timezone.now() + AHEAD).for_display()[:MOST_SESSIONS])
    joined = {one.cycle_id for one in sessions if one.cycle_id}
    waiting = Registration.objects.waiting().filter(Q(session__in=sessions) | Q(cycle__in=joined)).order_by()
    counts: Counter[Any] = Counter(waiting.values_list("session", "cycle"))
    for one in sessions:
        of_cycle = counts[None, one.cycle_id] if one.cycle_id else 0
        one.people_waiting = counts[one.pk, None] + of_cycle  # type: ignore[attr-defined]
    return sessions


def _chosen(request: HttpRequest, network: Network, place: Place, sessions: list[Session]) -> Session | None:
    """The session that was chosen, be it further away than the list goes; else the next one."""
    key = request.GET.get("seance", "")
    if not key:
        return sessions[0] if sessions else None
    rows = Session.objects.filter(network=network, place=place).exclude(state=Session.State.CANCELLED)
    return get_object_or_404(rows, pk=key) if key.isdecimal() else None


def _sign_up_address(session: Session, who: str) -> str:
    address = reverse("workshops:desk_sign_up", args=[session.pk])
    return f"{address}?{urlencode({'qui': who})}" if who else address


def _found(request: HttpRequest, network: Network, session: Session | None) -> dict[str, Any]:
    """Whom the typed keys find, to be given a seat in a session."""
    who = request.GET.get("qui", "")
    if session is None:
        return {"who": " ".join(who.split()), "found": [], "has_more_found": False}
    return found_by_keys(request, network, who, f"{reverse('workshops:desk_sign_up', args=[session.pk])}?")


def found_by_keys(request: HttpRequest, network: Network, typed: str, known_url: str) -> dict[str, Any]:
    """Whom the typed keys find; only names, and the end of the telephone. `known_url` goes on with `habitant=…`."""
    who = " ".join(typed.split())
    rows = Resident.objects.visible_to(request.user).filter(network=network).found_by(who)
    found = list(rows.order_by("-seen_at", "pk")[: MOST_FOUND + 1])
    return {"who": who, "found": found[:MOST_FOUND], "has_more_found": len(found) > MOST_FOUND, "known_url": known_url}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody known is chosen, somebody new is named; then a seat, or a rank on the list."""
    session = received_session(request, pk)
    resident = chosen_resident(request, session.network)
    name = "" if any(letter.isdecimal() for letter in request.GET.get("qui", "")) else request.GET.get("qui", "")
    if request.method != "POST":
        return _sign_up_page(request, session, DeskSignUpForm(resident=resident, name=name.strip()))
    form = DeskSignUpForm(request.POST, resident=resident)
    if form.is_valid() and (made := _registered(request, session, form)):
        _say_registered(request, made)
        return redirect("workshops:desk_registration", made.pk)
    return _sign_up_page(request, session, form, REFUSED)


def chosen_resident(request: HttpRequest, network: Network) -> Resident | None:
    """Whom the desk chose among those it knows."""
    key = request.POST.get("habitant") or request.GET.get("habitant") or ""
    if not key.isdecimal():
        return None
    return get_object_or_404(Resident.objects.visible_to(request.user).filter(network=network), pk=key)


def _registered(request: HttpRequest, session: Session, form: DeskSignUpForm) -> Registration | None:
    try:
        return actions.register_at_desk(
            target=session.cycle or session,
            applicant=form.applicant(),
            source=form.source(),
            resident=form.resident,
            extra=form.cleaned_data["extra"],
            extra_reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal, FIELD_OF)
        return None


def _say_registered(request: HttpRequest, made: Registration) -> None:
    if made.state == State.SEATED:
        messages.success(request, _("La place est gardée."))
    else:
        messages.info(request, _("La séance est complète\u00a0: la personne est sur la liste d’attente."))


def _sign_up_page(request: HttpRequest, session: Session, form: DeskSignUpForm, status: int = 200) -> HttpResponse:
    found = {"found": [], "who": ""} if form.is_bound or form.resident else _found(request, session.network, session)
    context = {"session": session, "place": session.place, "form": form, "chosen": session, **found}
    return render(request, "workshops/desk_sign_up.html", context, status=status)


@never_cache
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of a session, with what to do for each: those seated, offered a seat, waiting, to be called."""
    found = received_session(request, pk)
    rows = Registration.objects.visible_to(request.user).of_session(found).active().select_related("resident")
    people = list(rows.order_by("queued_at", "pk"))
    held = Seat.objects.filter(session=found, released_at__isnull=True).values_list("registration", "is_extra")
    seats = list(held)
    by_state = {state: [one for one in people if one.state == state] for state in Registration.ACTIVE}
    context = {
        "session": found,
        "place": found.place,
        "seated": by_state[State.SEATED],
        "offered": by_state[State.OFFERED],
        "waiting": by_state[State.WAITING],
        "extra": {registration for registration, is_extra in seats if is_extra},
        "seats_taken": len(seats),
        "people_seated": sum(one.size for one in by_state[State.SEATED]),
        "is_over": found.ends_at <= timezone.now(),
    }
    return render(request, "workshops/desk_session.html", context)

"""Sessions as the team sees them: listed, opened, published, moved, changed, cancelled; cycles."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.sharing.access import can_report_units
from maille.workshops import access, actions
from maille.workshops.actions.holding import Outcome, leading
from maille.workshops.forms import ArrangementForm, CancelForm, MoveForm, SessionFilterForm
from maille.workshops.load import following, unlikely_days
from maille.workshops.models import Cycle, Registration, Seat, Session
from maille.workshops.rules.capacity import Limit
from maille.workshops.rules.times import Scope
from maille.workshops.saying import REASONS, day_there

from .catalogue import say_extras
from .inside import held_session, network_inside, places_to_hold, shown_session

PAGE = 40


def limit_in_words(session: Session) -> str:
    """What keeps the session from being larger."""
    return {
        Limit.ROOM: _("c’est la salle qui limite"),
        Limit.CHOSEN: _("c’est le nombre choisi"),
        Limit.COMPUTERS: _("ce sont les ordinateurs en état de marche qui limitent"),
        Limit.MEDIATORS: _("c’est le nombre de médiateurs qui limite"),
        Limit.NOTHING: _("rien ne dit combien elle accueille"),
    }[Limit(session.seats_limit)]


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of the network or of one place, day by day."""
    network = network_inside(request)
    form = SessionFilterForm(request.GET, network=network, today=timezone.localdate())
    rows = Session.objects.visible_to(request.user).filter(network=network).for_display()
    context = {
        "filters": form,
        "page": Paginator(form.choose(rows), PAGE).get_page(request.GET.get("page")),
        "is_filtered": any(form.cleaned_data.values()),
        "can_hold": bool(places_to_hold(request, network)),
    }
    return render(request, "workshops/sessions.html", context)


@require_safe
def team_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: when, where, by whom, how many, who; and what can be done."""
    session = shown_session(request, pk)
    can_hold = access.can_hold_sessions(request.user, session.place, session.network)
    context = {
        "session": session,
        "mediators": leading(session),
        "limit": limit_in_words(session),
        "can_hold": can_hold,
        "duplicate_url": f"{reverse('workshops:plan', args=[session.version.workshop_id])}?comme={session.pk}",
        "computers_url": _computers_url(request, session),
        "is_over": session.ends_at <= timezone.now(),
        "is_past": session.starts_at <= timezone.now(),
        "following": len(following(session, timezone.now())) - 1 if can_hold else 0,
        "has_older_version": session.version_id != session.version.workshop.current_id,
        **_people(request, session),
    }
    return render(request, "workshops/team_session.html", context)


def _computers_url(request: HttpRequest, session: Session) -> str:
    """Where a broken computer is told, for who may and for a session that needs some."""
    if not session.version.needs_computers or not can_report_units(request.user, session.place):
        return ""
    return reverse("workshops:computers", args=[session.place.slug])


def _people(request: HttpRequest, session: Session) -> dict[str, Any]:
    """Who is seated, offered a seat, waiting; who sits above the capacity. Nobody for whom it is not to know."""
    target = session.cycle or session
    active = Registration.objects.visible_to(request.user).of_session(session).active()
    seen = list(active.select_related("resident").order_by("queued_at", "pk"))
    extra = Seat.objects.filter(session=session, is_extra=True, released_at__isnull=True)
    to_call = set(extra.values_list("registration", flat=True))
    by_state = {state: [one for one in seen if one.state == state] for state in Registration.ACTIVE}
    return {
        "sees_people": access.can_seat_people(request.user, target) or request.user in session.mediators.all(),
        "seated": by_state[Registration.State.SEATED],
        "offered": by_state[Registration.State.OFFERED],
        "waiting": by_state[Registration.State.WAITING],
        "extras": [one for one in seen if one.pk in to_call],
    }


def _scope(request: HttpRequest) -> Scope:
    return Scope.FOLLOWING if request.POST.get("scope") == Scope.FOLLOWING else Scope.ONE


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the registrations."""
    session = held_session(request, pk)
    try:
        done = actions.publish(session=session, scope=_scope(request), by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        number = len(done.sessions)
        sentence = ngettext("%(number)s séance est publiée.", "%(number)s séances sont publiées.", number)
        messages.success(request, sentence % {"number": number})
    return redirect("workshops:team_session", pk=pk)


@require_POST
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a session back into preparation."""
    session = held_session(request, pk)
    try:
        actions.unpublish(session=session, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("La séance est de nouveau en préparation."))
    return redirect("workshops:team_session", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Room, mediators, seats and what is said of a session."""
    session = held_session(request, pk)
    people = leading(session)
    form = ArrangementForm(
        request.POST if request.method == "POST" else None,
        place=session.place,
        network=session.network,
        also=people,
        has_following=len(following(session, timezone.now())) > 1,
        initial=ArrangementForm.initial_of(session, people),
    )
    if form.is_bound and form.is_valid():
        try:
            done = actions.change_session(
                session=session,
                arrangement=form.arrangement(),
                scope=form.scope_chosen(),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est enregistré."))
            say_extras(request, len(done.extras))
            return redirect("workshops:team_session", pk=pk)
    return _form_page(request, "workshops/change_session.html", session, form)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time for a session, alone or with those that follow."""
    session = held_session(request, pk)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        session=session,
        has_following=len(following(session, timezone.now())) > 1,
    )
    unlikely = _unlikely(request, session, form) if form.is_bound and form.is_valid() else []
    if form.is_bound and form.is_valid() and not unlikely:
        try:
            done = actions.move_session(
                session=session, slot=form.slot(), scope=form.scope_chosen(), by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            _say_concerned(request, _("La séance est déplacée."), done)
            return redirect("workshops:team_session", pk=pk)
    return _form_page(request, "workshops/move_session.html", session, form, unlikely)


def _unlikely(request: HttpRequest, session: Session, form: MoveForm) -> list[tuple[str, str]]:
    """The new dates when few people come, each with why; none once these were said, and are wanted all the same."""
    if request.POST.get("sure") == form.wanted():
        return []
    found = unlikely_days(session, form.slot(), form.scope_chosen(), timezone.now())
    return [(day_there(session.place, one.slot.starts_at), REASONS[one.reason]) for one in found]


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a session: the reason is asked, and who is concerned is said first."""
    session = held_session(request, pk)
    form = CancelForm(
        request.POST if request.method == "POST" else None,
        has_following=len(following(session, timezone.now())) > 1,
    )
    if form.is_bound and form.is_valid():
        try:
            done = actions.cancel_session(
                session=session,
                reason=form.cleaned_data["reason"],
                scope=form.scope_chosen(),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            _say_concerned(request, _("La séance est annulée."), done)
            return redirect("workshops:team_session", pk=pk)
    return _form_page(request, "workshops/cancel_session.html", session, form)


def _form_page(
    request: HttpRequest, template: str, session: Session, form: Any, unlikely: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    people = Registration.objects.of_session(session).active().count()
    context = {"session": session, "form": form, "people": people, "unlikely": unlikely}
    return render(request, template, context, status=422 if form.errors or unlikely else 200)


def _say_concerned(request: HttpRequest, sentence: str, done: Outcome) -> None:
    people = len(done.concerned)
    told = ngettext("%(people)s inscription est concernée.", "%(people)s inscriptions sont concernées.", people)
    messages.success(request, f"{sentence} {told % {'people': people}}" if people else sentence)


@require_safe
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions of a cycle, joined by one registration."""
    network = network_inside(request)
    found = get_object_or_404(Cycle.objects.select_related("place", "network"), pk=pk, network=network)
    rows = Session.objects.visible_to(request.user).filter(cycle=found).for_display().order_by("starts_at", "pk")
    active = Registration.objects.visible_to(request.user).filter(cycle=found).active().select_related("resident")
    context = {
        "cycle": found,
        "sessions": rows,
        "registrations": active.order_by("queued_at", "pk"),
        "sees_people": access.can_seat_people(request.user, found),
    }
    return render(request, "workshops/cycle.html", context)

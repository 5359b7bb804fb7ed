"""When a mediator receives, when she is away, and what appointments are for: said by the team."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.appointments import access, actions
from maille.appointments.forms import AbsenceForm, OpeningForm, ReasonForm
from maille.appointments.load import planned_by
from maille.appointments.models import Appointment, Opening, Reason
from maille.core.refusals import Refused, show_refusal
from maille.people.access import is_member
from maille.people.models import User
from maille.sharing.actions import declare_absence, end_absence
from maille.sharing.actions.absences import promised_within
from maille.sharing.models import Absence, Occupation
from maille.territory.models import Network
from maille.workshops.models import Session
from maille.workshops.views.inside import network_inside, places_to_hold

REFUSED = 422


def planned_for(request: HttpRequest, network: Network) -> tuple[User, list[User]]:
    """Whose hours the page is about (oneself, unless one names another), and all those one may plan for."""
    if not (request.user.is_superuser or is_member(request.user, network)) or not places_to_hold(request, network):
        raise Http404
    people = list(planned_by(request.user, network, timezone.localdate()))
    if not people:
        raise Http404
    asked = request.GET.get("pour") or request.POST.get("pour") or ""
    own = next((one for one in people if one.pk == request.user.pk), people[0])
    if not asked:
        return own, people
    chosen = next((one for one in people if str(one.pk) == asked), None)
    if chosen is None:
        raise Http404
    return chosen, people


def _address(name: str, person: User) -> str:
    return f"{reverse(name)}?pour={person.pk}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def openings(request: HttpRequest) -> HttpResponse:
    """The openings of a mediator, and one more."""
    network = network_inside(request)
    person, people = planned_for(request, network)
    places = [one for one in places_to_hold(request, network) if access.can_open(request.user, person, one, network)]
    form = OpeningForm(request.POST if request.method == "POST" else None, places=places, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        try:
            actions.add_opening(
                network=network,
                place=form.cleaned_data["place"],
                mediator=person,
                hours=form.hours(),
                by=request.user,
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La plage est ouverte."))
            return redirect(_address("appointments:openings", person))
    rows = Opening.objects.filter(network=network, mediator=person).not_over(timezone.localdate())
    context = {
        "person": person,
        "people": people,
        "form": form,
        "openings": list(rows.select_related("place").in_order()),
    }
    return render(request, "appointments/openings.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
def end_opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop receiving at these hours from today on; what is booked stays."""
    network = network_inside(request)
    rows = Opening.objects.filter(network=network).select_related("mediator", "place", "network")
    opening = get_object_or_404(rows, pk=pk)
    if not access.can_open(request.user, opening.mediator, opening.place, network):
        raise Http404
    person = opening.mediator
    actions.end_opening(opening=opening, by=request.user, at=timezone.now())
    messages.success(request, _("La plage est fermée. Les rendez-vous déjà pris restent."))
    return redirect(_address("appointments:openings", person))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """When somebody is away, with what they had promised meanwhile: those to move."""
    network = network_inside(request)
    person, people = planned_for(request, network)
    form = AbsenceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        starts_at, ends_at = form.dates(timezone.get_default_timezone())
        try:
            declare_absence(
                person=person, starts_at=starts_at, ends_at=ends_at, reason=form.cleaned_data["reason"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            show_refusal(form, refusal, {"ends": "ends_on"})
        else:
            messages.success(request, _("L’absence est notée."))
            return redirect(_address("appointments:absences", person))
    coming = list(Absence.objects.visible_to(request.user).filter(person=person).coming(timezone.now()))
    context = {
        "person": person,
        "people": people,
        "form": form,
        "absences": [(one, _to_move(request, one)) for one in coming],
        "is_self": person.pk == request.user.pk,
    }
    return render(request, "appointments/absences.html", context, status=REFUSED if form.is_bound else 200)


def _to_move(request: HttpRequest, absence: Absence) -> list[dict[str, Any]]:
    """What was promised within an absence: the sessions and the appointments, each where it is moved."""
    promised = promised_within(absence)
    keys = {because: [one.object_id for one in promised if one.because == because] for because in Occupation.Because}
    sessions = Session.objects.filter(pk__in=keys[Occupation.Because.SESSION]).for_display()
    mine = Appointment.objects.visible_to(request.user).filter(pk__in=keys[Occupation.Because.APPOINTMENT])
    found = [
        {"what": one.title, "slot": one, "url": reverse("workshops:team_session", args=[one.pk])} for one in sessions
    ]
    found += [
        {"what": f"{one.resident}, {one.reason}", "slot": one, "url": reverse("appointments:move", args=[one.pk])}
        for one in mine.for_display()
    ]
    return sorted(found, key=lambda one: one["slot"].starts_at)


@require_POST
def end_absence_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an absence back."""
    absence = get_object_or_404(Absence.objects.visible_to(request.user).select_related("person"), pk=pk)
    person = absence.person
    try:
        end_absence(absence=absence, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("L’absence est enlevée."))
    return redirect(_address("appointments:absences", person))


def _writing(request: HttpRequest) -> Network:
    network = network_inside(request)
    if not access.can_write_reasons(request.user, network):
        raise Http404
    return network


@never_cache
@require_safe
def reasons(request: HttpRequest) -> HttpResponse:
    """What appointments are for, as the team writes it."""
    network = _writing(request)
    rows = Reason.objects.in_use().filter(network=network).order_by("name", "pk")
    return render(request, "appointments/reasons_team.html", {"reasons": list(rows)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create_reason(request: HttpRequest) -> HttpResponse:
    """One more reason."""
    return _write(request, _writing(request), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_reason(request: HttpRequest, pk: int) -> HttpResponse:
    """A reason, changed for what is booked from now on."""
    network = _writing(request)
    return _write(request, network, get_object_or_404(Reason.objects.in_use().filter(network=network), pk=pk))


def _write(request: HttpRequest, network: Network, reason: Reason | None) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None, instance=reason)
    if form.is_bound and form.is_valid():
        try:
            actions.save_reason(network=network, reason=reason, by=request.user, **form.written())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le motif est enregistré."))
            return redirect("appointments:reasons_team")
    context = {"form": form, "reason": reason}
    return render(request, "appointments/edit_reason.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
def archive_reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a reason no more."""
    network = _writing(request)
    reason = get_object_or_404(Reason.objects.filter(network=network), pk=pk)
    actions.archive_reason(reason=reason, by=request.user, at=timezone.now())
    messages.success(request, _("Le motif n’est plus proposé. Les rendez-vous déjà pris restent."))
    return redirect("appointments:reasons_team")

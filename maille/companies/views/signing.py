"""The sheet of a session on the trainer's own telephone, which goes round: each signs for their half-day."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maille.companies import actions, load, presence, saying
from maille.companies.forms import ConfirmForm
from maille.companies.models import Enquiry, Trainee
from maille.companies.rules.life import State
from maille.core.refusals import Refused, show_refusal
from maille.workshops.models import Session

from .team import visible

REFUSED = 422
TRAINER = "trainer"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Who has signed which half-day, with a button for who has not."""
    enquiry = visible(request, pk)
    found = load.shown(enquiry, timezone.now())
    held = next((one for one in presence.held_sessions(found) if one.pk == session), None)
    if held is None or found.accepted is None or enquiry.life not in (State.RUNNING, State.DONE):
        raise Http404
    if request.method == "POST":
        return _signed(request, enquiry, held)
    context = {
        "enquiry": enquiry,
        "session": held,
        "sheet": presence.sheet_of(found, held, str(found.accepted.mediator)),
        "when": saying.between(found.accepted.place, held.starts_at, held.ends_at),
        "title": str(found.accepted),
        "has_begun": held.starts_at <= timezone.now(),
        "can_sign": enquiry.life == State.RUNNING,
        "is_over": held.ends_at <= timezone.now(),
    }
    return render(request, "companies/sheet.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int, session: int, trainee: int) -> HttpResponse:
    """What the trainer says in writing of somebody who was there and did not sign; what was typed stays."""
    enquiry = visible(request, pk)
    found = load.shown(enquiry, timezone.now())
    held = next((one for one in presence.held_sessions(found) if one.pk == session), None)
    if held is None or found.accepted is None:
        raise Http404
    rows = presence.sheet_of(found, held, str(found.accepted.mediator)).rows
    row = next((one for one in rows if one.trainee and one.trainee.pk == trainee), None)
    if row is None or row.trainee is None:
        raise Http404
    halves = [(cell.code, cell.words) for cell in row.to_confirm]
    form = ConfirmForm(request.POST if request.method == "POST" else None, halves=halves)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.confirm_half_days(
                enquiry=enquiry, session=held, trainee=row.trainee, half_days=said["halves"],
                was_there=said["was_there"] == "oui", words=said["words"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté pour %(name)s.") % {"name": row.name})
            return redirect("companies:sheet", pk, session)
    context = {
        "enquiry": enquiry,
        "session": held,
        "row": row,
        "form": form,
        "when": saying.between(found.accepted.place, held.starts_at, held.ends_at),
    }
    return render(request, "companies/confirm_halves.html", context, status=REFUSED if form.is_bound else 200)


def _signed(request: HttpRequest, enquiry: Enquiry, session: Session) -> HttpResponse:
    who, half, now = request.POST.get("who", ""), request.POST.get("half", ""), timezone.now()
    trainee = None if who == TRAINER else _trainee(enquiry, who)
    try:
        if half == "away" and trainee:
            actions.note_away(enquiry=enquiry, session=session, trainee=trainee, by=request.user, at=now)
        else:
            actions.sign_half_day(
                enquiry=enquiry, session=session, half_day=half, trainee=trainee, by=request.user, at=now
            )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("C’est noté pour %(name)s.") % {"name": trainee or _("la personne qui anime")})
    return redirect("companies:sheet", enquiry.pk, session.pk)


def _trainee(enquiry: Enquiry, key: str) -> Trainee:
    rows = enquiry.trainees.select_related("registration")
    return get_object_or_404(rows, pk=int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0)

"""A session, and signing up for it: for everybody, without an account, on a cheap phone."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maille.core import kept
from maille.core.refusals import Refused, show_refusal
from maille.core.same_site import from_our_pages
from maille.core.stencil import cut
from maille.territory.vocabulary import Audience
from maille.workshops import actions
from maille.workshops.alternatives import Choice
from maille.workshops.forms import SignUpForm
from maille.workshops.forms.signup import FIELD_OF
from maille.workshops.models import Registration, Session
from maille.workshops.showing import Shown, choices, elsewhere, in_full, said_of, seen_by, shown
from maille.workshops.structured import event_json
from maille.workshops.templatetags.sessions import seats_left
from maille.workshops.vocabulary import Level

from .visitors import comes_too_often

REFUSED, TOO_MANY = 422, 429
SEATS = "free_seats"
"""The only thing that a sign-up changes on the page of a session, as long as there are some: it is drawn once."""


@login_not_required
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """When, where, with whom, for whom, what to bring, how many seats are left, and the three questions."""
    found = _shown(request, pk)
    others = choices(found)
    if request.COOKIES or request.GET or found.session.cycle_id or not found.is_open:
        return HttpResponse(_session_page(request, found, others))
    own = [getattr(found.session, field.attname) for field in Session._meta.concrete_fields if field.name != SEATS]
    is_full = found.free == 0
    name = ("session page", request.build_absolute_uri(), is_full, *said_of(others, found.at), *own)
    seats = seats_left(found.free)
    stencil = kept.value(name, lambda: cut(_session_page(request, found, others), {SEATS: seats}))
    return HttpResponse(stencil.filled({SEATS: seats}))


def _session_page(request: HttpRequest, found: Shown, others: Sequence[Choice]) -> str:
    content = found.session.version
    context = {
        "network": found.session.network,
        "shown": found,
        "session": found.session,
        "place": found.session.place,
        "form": SignUpForm(),
        "content": content,
        "level": Level(content.level).label,
        "audiences": ", ".join(str(Audience(one).label) for one in content.audiences if one in Audience.values),
        "elsewhere": in_full(others),
        "now": found.at,
        "event": event_json(found.session, request),
        "mediators": [str(person) for person in found.session.mediators.order_by("name")],
    }
    return render_to_string("workshops/session.html", context, request)


@from_our_pages
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Three questions, then a seat, or a rank on the waiting list; what was typed stays when something is wrong."""
    found = _shown(request, pk)
    if request.method != "POST":
        return _sign_up_page(request, found, SignUpForm()) if found.is_open else redirect(found.session)
    form = SignUpForm(request.POST)
    if form.is_from_a_machine():
        return redirect(found.session)
    status = REFUSED
    if form.is_valid():
        if comes_too_often(request, form):
            status = TOO_MANY
        elif made := _registered(found, form):
            return redirect(made)
    return _sign_up_page(request, found, form, status)


def _registered(found: Shown, form: SignUpForm) -> Registration | None:
    """Give somebody a seat or a rank; None when it is refused, which the form then says."""
    try:
        return actions.register(
            target=found.target, applicant=form.applicant(), source=Registration.Source.PUBLIC, by=None, at=found.at
        )
    except Refused as refusal:
        show_refusal(form, refusal, FIELD_OF)
        return None


def _sign_up_page(request: HttpRequest, found: Shown, form: SignUpForm, status: int = 200) -> HttpResponse:
    context = {
        "network": found.session.network,
        "shown": found,
        "session": found.session,
        "place": found.session.place,
        "form": form,
        "elsewhere": elsewhere(found),
        "now": found.at,
    }
    return render(request, "workshops/register.html", context, status=status)


def _shown(request: HttpRequest, pk: int) -> Shown:
    try:
        return shown(seen_by(request.user, pk), timezone.now())
    except Session.DoesNotExist as unseen:
        raise Http404 from unseen

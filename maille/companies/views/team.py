"""The requests for those who answer them: the list, one page each with the next thing first, what one press does."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maille.companies import access, actions, load, presence, saying
from maille.companies.forms import EnquiryFilterForm
from maille.companies.models import Enquiry
from maille.companies.notices import next_line
from maille.companies.rules.life import OPEN, Side, State, awaited
from maille.core.refusals import Refused

from .follow import option_lines

PAGE = 30


@never_cache
@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """The requests, the most pressing first."""
    if not access.handles_companies(request.user):
        raise Http404
    form = EnquiryFilterForm(request.GET)
    visible = Enquiry.objects.visible_to(request.user).filter(erased_at=None)
    chosen = form.choose(visible).select_related("handler").pressing()
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "page": page,
        "lines": [_line(one) for one in page],
        "waiting_count": visible.for_us().count(),
    }
    return render(request, "companies/list.html", context)


def _line(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "enquiry": enquiry,
        "next": saying.next_step(enquiry, for_us=True),
        "due": saying.on(enquiry.due_on) if enquiry.due_on else "",
        "is_ours": awaited(enquiry.life) == Side.US,
        "is_late": enquiry.due_on is not None and enquiry.due_on < timezone.localdate(),
    }


def visible(request: HttpRequest, pk: int) -> Enquiry:
    rows = Enquiry.objects.visible_to(request.user).filter(erased_at=None)
    return get_object_or_404(rows.select_related("network", "handler", "rest_of"), pk=pk)


@never_cache
@require_safe
def enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what to do first, then all that is known of it."""
    found = visible(request, pk)
    return render(request, "companies/enquiry.html", context_of(found))


def context_of(enquiry: Enquiry) -> dict[str, Any]:
    shown = load.shown(enquiry, timezone.now())
    is_held = enquiry.life in (State.RUNNING, State.DONE)
    return {
        "enquiry": enquiry,
        "shown": shown,
        "line": _line(enquiry),
        "options": [option_lines(one) for one in shown.options],
        "accepted": option_lines(shown.accepted) if shown.accepted else None,
        "dates": [_date(one) for one in shown.dates],
        "missing": presence.missing(shown) if is_held and shown.is_over else [],
        "left_out": max(enquiry.people - shown.accepted.capacity, 0) if shown.accepted else 0,
        "has_rest": enquiry.rests.exists(),
        "can_end": enquiry.life in (State.ASKED, State.PROPOSED),
        "is_open": enquiry.life in OPEN,
        "next_line": next_line(enquiry),
        "largest_room": load.largest_room(enquiry.network),
    }


def _date(one: Any) -> dict[str, Any]:
    return {
        "date": one,
        "now": saying.when(one.option, one),
        "before": saying.when_agreed(one.option, one) if one.is_moved else "",
        "can_sign": one.session is not None and not one.is_cancelled and one.session.starts_at <= timezone.now(),
    }


def _done(request: HttpRequest, pk: int, act: Callable[[Enquiry], object], said: str) -> HttpResponse:
    """Do one thing to a request, say it, and come back to its page."""
    found = visible(request, pk)
    try:
        act(found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("companies:enquiry", pk)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the options to the company."""

    def act(found: Enquiry) -> object:
        return actions.send_proposal(enquiry=found, by=request.user, at=timezone.now())

    return _done(request, pk, act, _("La proposition est envoyée."))


@require_POST
def open_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the sessions, and seat everybody of the list."""

    def act(found: Enquiry) -> object:
        return actions.open_sessions(enquiry=found, by=request.user, at=timezone.now())

    return _done(request, pk, act, _("Tout le monde a sa place."))


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the certificates."""

    def act(found: Enquiry) -> object:
        return actions.issue_certificates(enquiry=found, by=request.user, at=timezone.now())

    return _done(request, pk, act, _("Les certificats sont remis\u00a0: l’entreprise les a sur sa page."))


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the company another link."""

    def act(found: Enquiry) -> object:
        return actions.renew_link(enquiry=found, by=request.user, at=timezone.now())

    return _done(request, pk, act, _("L’ancien lien n’ouvre plus rien\u00a0: le nouveau est envoyé à l’entreprise."))


@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a request for the people whom the option cannot take."""

    def act(found: Enquiry) -> object:
        return actions.split_rest(enquiry=found, by=request.user, at=timezone.now())

    return _done(request, pk, act, _("Une demande est ouverte pour les autres personnes."))

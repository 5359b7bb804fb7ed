"""The page of one's own registration, behind its secret link, or the short code and the name.

Nobody is signed in here: whoever has the link is the person. So the page says nothing of anybody else, is kept by no
search engine and no browser, and tells no other site its address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.prepared import Prepared
from maille.core.refusals import Refused, show_refusal
from maille.people.models import Resident
from maille.workshops import actions, calendars
from maille.workshops.forms import FindForm, SizeForm
from maille.workshops.models import Registration
from maille.workshops.showing import Shown, give_ribbons, shown_registration

from .seat_page import page_of, seat_page

State = Registration.State
REFUSED, TOO_MANY = 422, 429
View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """Open to whoever has the link; kept by nobody, and silent about where one comes from."""

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        # Not "no-referrer": a browser would then send "Origin: null" with its own forms, which are refused.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find one's registration by its code and the name; tries are counted, by visitor and by code."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _find_page(request, form, 200)
    if not form.is_valid():
        return _find_page(request, form, REFUSED)
    code, name = form.cleaned_data["code"], form.cleaned_data["name"]
    if not consume(request, action="find_registration", key=code.upper()):  # see ACCOUNT_RATE_LIMITS
        form.add_error(None, _("Trop d’essais\u00a0: réessayez dans une heure, ou appelez le lieu."))
        return _find_page(request, form, TOO_MANY)
    if found := Registration.objects.with_code_and_name(code, name):
        return redirect(found)
    form.add_error(None, _("Aucune inscription n’a ce code et ce nom\u00a0: vérifiez-les, ou appelez le lieu."))
    return _find_page(request, form, REFUSED)


def _find_page(request: HttpRequest, form: FindForm, status: int) -> HttpResponse:
    return render(request, "workshops/find_registration.html", {"form": form}, status=status)


@personal
@require_safe
def registration(request: HttpRequest, ticket: str) -> HttpResponse:
    """One's seat, or one's rank: the code, when and where, and what may be changed."""
    found = mine(ticket)
    shown = shown_registration(found, timezone.now())
    return seat_page(request, found, shown) or _page(request, found, None, shown=shown)


_RESIDENT = Prepared(lambda pk: Resident.objects.filter(pk=pk), int)


def mine(ticket: str) -> Registration:
    """The registration of a secret link, or 404."""
    found = Registration.opened_by(ticket)
    if found is None:
        raise Http404
    (found.resident,) = _RESIDENT.rows(found.resident_id)
    return found


def _page(
    request: HttpRequest, found: Registration, form: SizeForm | None, status: int = 200, shown: Shown | None = None
) -> HttpResponse:
    context = page_of(found, shown or shown_registration(found, timezone.now()), form)
    return render(request, "workshops/registration.html", context, status=status)


@personal
@require_safe
def calendar(request: HttpRequest, ticket: str) -> HttpResponse:
    """The dates as a file that any calendar reads."""
    found = mine(ticket)
    shown = shown_registration(found, timezone.now())
    url = request.build_absolute_uri(found.get_absolute_url())
    response = HttpResponse(calendars.published(found, shown.dates, url=url, at=shown.at), content_type="text/calendar")
    response["Content-Disposition"] = 'attachment; filename="atelier.ics"'
    return response


@personal
@require_POST
def size(request: HttpRequest, ticket: str) -> HttpResponse:
    """Come with fewer or more people."""
    found, form = mine(ticket), SizeForm(request.POST)
    if form.is_valid():
        try:
            actions.change_size(registration=found, size=form.cleaned_data["size"], by=None, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect(found)
    return _page(request, mine(ticket), form, REFUSED)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, ticket: str) -> HttpResponse:
    """Give one's seat back: asked once, because it may be taken at once by who waits."""
    found = mine(ticket)
    if request.method == "POST":
        return _changed(request, ticket, actions.cancel_registration)
    if found.state not in Registration.ACTIVE:
        return redirect(found)
    shown = shown_registration(found, timezone.now())
    give_ribbons([shown.session])
    context = {
        "network": shown.session.network,
        "registration": found,
        "shown": shown,
        "session": shown.session,
        "place": shown.session.place,
    }
    return render(request, "workshops/leave.html", context)


@personal
@require_POST
def accept(request: HttpRequest, ticket: str) -> HttpResponse:
    """Say yes to the seat that is kept."""
    return _changed(request, ticket, actions.accept_offer)


@personal
@require_POST
def come_back(request: HttpRequest, ticket: str) -> HttpResponse:
    """Ask for a seat again after leaving, or after an offer that nobody answered."""
    return _changed(request, ticket, actions.come_back)


def _changed(request: HttpRequest, ticket: str, action: Callable[..., Registration]) -> HttpResponse:
    found = mine(ticket)
    try:
        action(registration=found, by=None, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(found)

""" "Prévenez-moi du prochain atelier": asking without an account, stopping by the secret link, what the team reads."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.core.same_site import from_our_pages
from maille.territory.context import default_network
from maille.territory.models import Place
from maille.workshops import actions
from maille.workshops.access import can_write_workshops
from maille.workshops.forms import InterestForm
from maille.workshops.forms.signup import FIELD_OF
from maille.workshops.models import Interest, Session
from maille.workshops.rules.interests import PAUSE, PER_SEAT

from .inside import network_inside
from .manage import REFUSED, TOO_MANY, personal
from .visitors import comes_too_often


@from_our_pages
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """One screen: what, near where, who. `seance` or `lieu` in the address say where one comes from."""
    return asking(
        request,
        InterestForm,
        "workshops/ask_interest.html",
        from_a_machine="workshops:ask_interest",
        made=lambda interest: redirect("workshops:interest", interest.secret),
        **_rule(),
    )


def asking(
    request: HttpRequest,
    form_class: type[InterestForm],
    template: str,
    *,
    from_a_machine: str,
    made: Callable[[Interest], HttpResponse],
    **said: Any,
) -> HttpResponse:
    """The questions, then what is kept; what was typed stays when something is wrong. A machine goes to its address."""
    session, place = _came_from(request)
    network = session.network if session else default_network()
    if network is None:
        raise Http404
    workshop = session.version.workshop_id if session else None
    form = form_class(
        request.POST if request.method == "POST" else None, network=network, place=place, workshop=workshop
    )
    context = {"network": network, "form": form, "session": session, **said}
    if not form.is_bound:
        return render(request, template, context)
    if form.is_from_a_machine():
        return redirect(from_a_machine)
    status = REFUSED
    if form.is_valid():
        if comes_too_often(request, form):
            status = TOO_MANY
        elif interest := _asked(form, network):
            return made(interest)
    return render(request, template, context, status=status)


def _came_from(request: HttpRequest) -> tuple[Session | None, Place | None]:
    """The session or the place one comes from, when the address names one that may be seen."""
    number, slug = request.GET.get("seance", ""), request.GET.get("lieu", "")
    if number.isdecimal() and len(number) < 12:
        rows = Session.objects.visible_to(request.user).select_related("version", "network", "place__commune")
        session = rows.filter(pk=int(number)).first()
        return session, session.place if session else None
    return None, Place.objects.visible_to(request.user).select_related("commune").filter(
        slug=slug
    ).first() if slug else None


def _asked(form: InterestForm, network: Any) -> Interest | None:
    """Keep what the form says; what is refused is said beside its question."""
    try:
        return actions.ask_to_be_told(network=network, **form.asked(), by=None, at=timezone.now())
    except Refused as refusal:
        show_refusal(form, refusal, FIELD_OF)
        return None


def _rule() -> dict[str, int]:
    return {"per_seat": PER_SEAT, "pause": int(PAUSE.total_seconds() // 3600)}


@personal
@require_safe
def interest(request: HttpRequest, interest_secret: str) -> HttpResponse:
    """What was asked, until when, and how to stop."""
    found = get_object_or_404(
        Interest.objects.select_related("resident", "network", "workshop__current"), secret=interest_secret
    )
    context = {
        "network": found.network,
        "interest": found,
        "is_active": found.ended_at is None and found.expires_on >= timezone.localdate(),
        **_rule(),
    }
    return render(request, "workshops/interest.html", context)


@from_our_pages
@personal
@require_POST
def stop(request: HttpRequest, interest_secret: str) -> HttpResponse:
    """Stop being told."""
    found = get_object_or_404(Interest, secret=interest_secret)
    actions.stop_telling(interest=found, by=None, at=timezone.now())
    return redirect("workshops:interest", interest_secret)


@require_safe
def interests(request: HttpRequest) -> HttpResponse:
    """What people ask for and where: counts for the team, without a name."""
    network = network_inside(request)
    if not can_write_workshops(request.user, network):
        raise Http404
    active = Interest.objects.active(timezone.localdate()).filter(network=network).select_related("workshop__current")
    counted = Counter((one.topic, one.commune) for one in active)
    rows = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    context = {"network": network, "rows": [(topic, commune, count) for (topic, commune), count in rows]}
    return render(request, "workshops/interests.html", context)

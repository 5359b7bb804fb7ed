"""Somebody sent by a partner who has no account: a session is chosen, two people are named, one agrees."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.core.same_site import from_our_pages
from maille.territory.context import default_network
from maille.workshops import actions
from maille.workshops.forms import OrientForm, OrientTopicForm
from maille.workshops.forms.signup import FIELD_OF
from maille.workshops.models import Registration
from maille.workshops.showing import Shown, coming, give_ribbons, shown, with_all

from .interests import asking
from .visitors import comes_too_often

REFUSED, TOO_MANY = 422, 429
MOST_SESSIONS = 30


@login_not_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The next sessions of the network: to which one does the person go?"""
    network = default_network()
    sessions = coming(timezone.now(), MOST_SESSIONS, network=network) if network else []
    return render(request, "workshops/orient_choose.html", {"sessions": sessions})


@from_our_pages
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def orient(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody to a session; what was typed stays when something is wrong."""
    found = shown(get_object_or_404(with_all().visible_to(request.user), pk=pk), timezone.now())
    if request.method != "POST":
        return _page(request, found, OrientForm()) if found.is_open else redirect(found.session)
    form, status = OrientForm(request.POST), REFUSED
    if form.is_from_a_machine():
        return redirect("workshops:orient_done")
    if form.is_valid():
        if comes_too_often(request, form):
            status = TOO_MANY
        elif _registered(found, form):
            return redirect("workshops:orient_done")
    return _page(request, found, form, status)


def _registered(found: Shown, form: OrientForm) -> bool:
    """Give a seat or a rank; the partner is never given the secret link, which is the person's alone."""
    try:
        actions.register(
            target=found.target,
            applicant=form.applicant(),
            source=Registration.Source.PARTNER,
            prescriber=form.prescriber(),
            by=None,
            at=found.at,
        )
    except Refused as refusal:
        show_refusal(form, refusal, FIELD_OF)
        return False
    return True


def _page(request: HttpRequest, found: Shown, form: OrientForm, status: int = 200) -> HttpResponse:
    give_ribbons([found.session])
    context = {
        "network": found.session.network,
        "shown": found,
        "session": found.session,
        "place": found.session.place,
        "form": form,
    }
    return render(request, "workshops/orient.html", context, status=status)


@from_our_pages
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest) -> HttpResponse:
    """No session suits: the person is told of the next one of a topic, near where they live."""
    return asking(
        request,
        OrientTopicForm,
        "workshops/orient_topic.html",
        from_a_machine="workshops:orient_noted",
        made=lambda _interest: redirect("workshops:orient_noted"),
    )


@login_not_required
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """What happens next; nothing personal."""
    return render(request, "workshops/orient_done.html")


@login_not_required
@require_safe
def noted(request: HttpRequest) -> HttpResponse:
    """What happens next for somebody who waits for a topic; nothing personal."""
    return render(request, "workshops/orient_done.html", {"is_topic": True})

"""Somebody sent by a partner who has no account: a session is chosen, two people are named, one agrees."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maille.core import pace
from maille.core.refusals import Refused
from maille.core.same_site import from_our_pages
from maille.territory.context import default_network
from maille.workshops import actions
from maille.workshops.forms import OrientForm, OrientTopicForm
from maille.workshops.forms.signup import FIELD_OF
from maille.workshops.models import Registration
from maille.workshops.showing import Shown, coming, give_ribbons, shown, with_all

from .interests import asked, came_from

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
        if not pace.may_go_on(get_adapter().get_client_ip(request), settings.SIGN_UPS_PER_HOUR):
            form.add_error(
                None, _("Trop d’inscriptions viennent d’ici\u00a0: réessayez dans une heure, ou appelez le lieu.")
            )
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
        field = FIELD_OF.get(refusal.field or "", refusal.field)
        form.add_error(field if field in form.fields else None, refusal.sentence)
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
    session, place = came_from(request)
    network = session.network if session else default_network()
    if network is None:
        raise Http404
    workshop = session.version.workshop_id if session else None
    form = OrientTopicForm(
        request.POST if request.method == "POST" else None, network=network, place=place, workshop=workshop
    )
    context = {"network": network, "form": form}
    if not form.is_bound:
        return render(request, "workshops/orient_topic.html", context)
    if form.is_from_a_machine():
        return redirect("workshops:orient_noted")
    status = REFUSED
    if form.is_valid():
        if not pace.may_go_on(get_adapter().get_client_ip(request), settings.SIGN_UPS_PER_HOUR):
            form.add_error(
                None, _("Trop de demandes viennent d’ici\u00a0: réessayez dans une heure, ou appelez un lieu.")
            )
            status = TOO_MANY
        elif asked(form, network):
            return redirect("workshops:orient_noted")
    return render(request, "workshops/orient_topic.html", context, status=status)


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

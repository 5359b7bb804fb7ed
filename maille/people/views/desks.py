"""The shared desk: big names, a short code; and trusting a computer, or not any more."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.people import access, actions
from maille.people.context import desk_of, sit_down, trust_this_computer
from maille.people.forms import DeskForm, SitDownForm
from maille.people.models import Desk, User
from maille.territory.models import Place


@never_cache
@login_not_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Who works here? Also what a computer that is not a desk answers, and how to make it one."""
    here = desk_of(request)
    if here is None:
        return render(request, "people/no_desk.html", {"can_open": bool(_places(request))})
    team = User.objects.at_desk_of(here.place_id, timezone.localdate())
    return render(request, "people/desk.html", {"desk": here, "team": team})


@never_cache
@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def take_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of one person of the team."""
    here = desk_of(request)
    if here is None:
        return redirect("people:desk")
    user = get_object_or_404(User.objects.at_desk_of(here.place_id, timezone.localdate()), pk=pk)
    form = SitDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.switch_user_at_desk(desk=here, user=user, code=form.cleaned_data["code"], at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            sit_down(request, here, user)
            return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    return render(request, "people/take_desk.html", {"desk": here, "person": user, "form": form})


@login_not_required
@require_POST
def leave_desk(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("people:desk")


def _places(request: HttpRequest) -> list[Place]:
    """Places where the person may open a desk."""
    networks = access.networks_of(request.user)
    links = [link for network in networks for link in access.grantable_places(request.user, network)]
    return list({link.place_id: link.place for link in links if link.kind == link.Kind.MEMBER}.values())


@require_http_methods(["GET", "HEAD", "POST"])
def open_desk(request: HttpRequest) -> HttpResponse:
    places = _places(request)
    if not places:
        raise Http404
    form = DeskForm(request.POST or None, places=places, initial={"place": places[0].pk})
    if request.method == "POST" and form.is_valid():
        try:
            opened, secret = actions.open_desk(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            # This computer is now everybody's: whoever opened it does not stay signed in with all their rights.
            logout(request)
            messages.success(request, _("Cet ordinateur est le poste « %(desk)s ».") % {"desk": opened.name})
            response = redirect("people:desk")
            trust_this_computer(response, request, secret)
            return response
    return render(request, "people/open_desk.html", {"form": form})


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    if not _places(request):
        raise Http404
    found = Desk.objects.visible_to(request.user).open().select_related("place", "opened_by")
    return render(request, "people/desks.html", {"desks": found.order_by("place__name", "name", "pk")})


@require_POST
def close_desk(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Desk.objects.visible_to(request.user), pk=pk)
    try:
        actions.close_desk(desk=found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Le poste « %(desk)s » est fermé.") % {"desk": found.name})
    return redirect("people:desks")

"""Inviting someone, following the invitations, and taking one up."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.people import access, actions
from maille.people.actions.invitations import check_acceptable
from maille.people.actions.roles import territory_names
from maille.people.forms import AcceptForm, InvitationForm
from maille.people.models import Invitation

from .team import managed_network

RECENT = 100


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    network = managed_network(request)
    form = InvitationForm(request.POST or None, user=request.user, network=network)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                network=network,
                by=request.user,
                at=timezone.now(),
                site=_site(request),
                **form.offer(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("L’invitation part pour %(email)s.") % {"email": invitation.email})
            return redirect("people:invitations")
    return render(request, "people/invite.html", {"form": form, "team_network": network})


@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    if not any(access.can_manage_people(request.user, n) for n in access.networks_of(request.user)):
        raise Http404
    now = timezone.now()
    found = Invitation.objects.visible_to(request.user).select_related("network", "place", "invited_by")
    recent = list(found.order_by("-created_at", "-pk")[:RECENT])
    names = territory_names(invitation.territory for invitation in recent)
    rows = [
        {"invitation": i, "state": i.state(now).value, "territory": names.get(i.territory, i.territory)} for i in recent
    ]
    return render(
        request,
        "people/invitations.html",
        {
            "waiting": [row for row in rows if row["state"] in ("sending", "pending", "expired")],
            "settled": [row for row in rows if row["state"] in ("accepted", "cancelled")],
        },
    )


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)


@require_POST
def resend_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    try:
        actions.resend_invitation(invitation=invitation, by=request.user, at=timezone.now(), site=_site(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Une nouvelle invitation part pour %(email)s.") % {"email": invitation.email})
    return redirect("people:invitations")


@require_POST
def cancel_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    try:
        actions.cancel_invitation(invitation=invitation, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("L’invitation de %(email)s est annulée.") % {"email": invitation.email})
    return redirect("people:invitations")


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link of the mail: public, since it is how an account begins."""
    found = Invitation.objects.with_secret(secret).select_related("network", "place", "invited_by").first()
    if found is None:
        return render(request, "people/invitation_unknown.html", status=404)
    try:
        check_acceptable(found, timezone.now())
    except Refused as refusal:
        context = {"invitation": found, "sentence": refusal.sentence}
        return render(request, "people/invitation_over.html", context, status=410)
    form = AcceptForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            accepted = actions.accept_invitation(secret=secret, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            return _welcome(request, accepted)
    return render(
        request,
        "people/accept_invitation.html",
        {"form": form, "invitation": found, "territory": territory_names([found.territory]).get(found.territory, "")},
    )


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Sign in the person who proved their address by the link; a second factor, if any, is still asked."""
    if request.user.is_authenticated and request.user.pk != invitation.accepted_by_id:
        logout(request)
    messages.success(request, _("Bienvenue : votre rôle commence aujourd’hui."))
    if request.user.is_authenticated:
        return redirect("people:account")
    response: HttpResponse = perform_login(request, invitation.accepted_by, email=invitation.email)
    return response

"""Something else than what was asked: offered by who lends, taken or not by who asked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions
from maille.sharing.models import Need, Proposal

from .asked import answerable, need_page, proposal_form
from .inside import REFUSED, network_inside

NAMES = {"starts_at": "day", "ends_at": "ends"}


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer something else in place of one line."""
    found = answerable(request, pk)
    form = proposal_form(found, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.propose(
                line=said["line"], model=said["model"], count=said["count"], window=form.window(),
                reason=said["reason"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            show_refusal(form, refusal, NAMES)
        else:
            messages.success(request, _("La proposition est écrite ici\u00a0: le lieu qui demande y répond."))
            return redirect("sharing:need", found.pk)
    return need_page(request, found, proposed=form, status=REFUSED)


@require_POST
def answer_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what is offered, say no to it, or take it back."""
    needs = Need.objects.visible_to(request.user).filter(network=network_inside(request))
    found = get_object_or_404(Proposal.objects.filter(line__need__in=needs.values("pk")).distinct(), pk=pk)
    need = found.line.need
    answer = request.POST.get("answer")
    may = access.can_promise if answer == "withdraw" else access.can_cancel_need
    if not may(request.user, need):
        raise Http404
    try:
        if answer == "accept":
            need = actions.accept(proposal=found, by=request.user, at=timezone.now())
            messages.success(request, _("C’est promis."))
        elif answer == "withdraw":
            actions.withdraw(proposal=found, by=request.user)
            messages.success(request, _("La proposition est retirée."))
        else:
            actions.decline(proposal=found, by=request.user)
            messages.success(request, _("C’est noté\u00a0: la demande attend une autre réponse."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("sharing:need", need.pk)

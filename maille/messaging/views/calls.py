"""The calls to make: the list, its sheet to print, and what each call gave."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.messaging import actions
from maille.messaging.forms import CallForm
from maille.messaging.models import Message
from maille.messaging.sheets import call_sheet_pdf

from .outbox import _detail, _message, readable

MOST = 300


def _calls(request: HttpRequest) -> list[Message]:
    """The calls still useful, place by place, the most pressing first; one place only if the address names it."""
    calls = readable(request).to_call(timezone.now()).select_related("place", "network")
    if slug := request.GET.get("lieu"):
        calls = calls.filter(place__slug=slug)
    return list(calls[:MOST])


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    calls = _calls(request)
    groups: list[dict[str, Any]] = [
        {"place": place, "calls": list(group)} for place, group in groupby(calls, key=lambda call: call.place)
    ]
    context = {
        "groups": groups,
        "total": len(calls),
        "is_cut": len(calls) == MOST,
        "place_slug": request.GET.get("lieu", ""),
    }
    return render(request, "messaging/calls.html", context)


@require_safe
def call_sheet(request: HttpRequest) -> HttpResponse:
    pdf = call_sheet_pdf(_calls(request), at=timezone.now(), language=get_language() or "fr")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="appels.pdf"'
    return response


@require_POST
def called(request: HttpRequest, pk: int) -> HttpResponse:
    one = _message(request, pk)
    form, reached = CallForm(request.POST), request.POST.get("jointe") == "oui"
    form.is_valid()
    try:
        actions.mark_called(
            message=one, reached=reached, outcome=request.POST.get("outcome", ""), at=timezone.now(), by=request.user
        )
    except Refused as refusal:
        if refusal.field is None:
            messages.error(request, refusal.sentence)
            return redirect("messaging:calls")
        show_refusal(form, refusal)
        return _detail(request, one, form)
    done = _("C’est noté\u00a0: appel fait.") if reached else _("C’est noté\u00a0: à rappeler.")
    messages.success(request, done)
    return redirect("messaging:calls")

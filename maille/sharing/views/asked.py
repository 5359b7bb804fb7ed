"""What was asked for: one's own requests and their state, those to answer, and each answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions, load
from maille.sharing.forms import PromiseForm, RefusalForm
from maille.sharing.models import Need, NeedLine, Promise
from maille.sharing.rules import Window

from .inside import REFUSED, network_inside

PAGE = 30
LINES = Prefetch("lines", NeedLine.objects.filter(model__isnull=False).select_related("model").order_by("pk"))


@never_cache
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """The requests that one sees, the next one first; those that wait for one's answer above."""
    network = network_inside(request)
    rows = Need.objects.filter(network=network, lines__model__isnull=False).distinct()
    coming = rows.coming(timezone.now()).select_related("place", "asked_by").prefetch_related(LINES)
    to_answer = list(coming.waiting().filter(pk__in=Need.objects.answered_by(request.user).values("pk"))[:PAGE])
    others = coming.filter(pk__in=Need.objects.visible_to(request.user).values("pk"))
    others = others.exclude(pk__in=[one.pk for one in to_answer])
    page = Paginator(others, PAGE).get_page(request.GET.get("page"))
    return render(request, "sharing/needs.html", {"to_answer": to_answer, "page": page})


def _shown(request: HttpRequest, pk: int) -> Need:
    rows = Need.objects.visible_to(request.user).filter(network=network_inside(request), lines__model__isnull=False)
    rows = rows.distinct()
    return get_object_or_404(rows.select_related("place", "network", "asked_by").prefetch_related(LINES), pk=pk)


def _answerable(request: HttpRequest, pk: int) -> Need:
    need = _shown(request, pk)
    if not access.can_promise(request.user, need):
        raise Http404
    return need


@never_cache
@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what of it is promised, and what can be answered."""
    found = _shown(request, pk)
    answers = access.can_promise(request.user, found) and found.state == Need.State.ASKED
    return _page(request, found, PromiseForm(free=_free(found)) if answers else None, RefusalForm())


def _page(
    request: HttpRequest, need: Need, promise_form: PromiseForm | None, refusal_form: RefusalForm, status: int = 200
) -> HttpResponse:
    promised = Promise.objects.filter(line__need=need, cancelled_at__isnull=True).select_related("unit__base", "place")
    wrong = next((one for one in (promise_form, refusal_form) if one is not None and one.is_bound), refusal_form)
    is_over = need.state in (Need.State.CANCELLED, Need.State.REFUSED) or need.ends_at <= timezone.now()
    context = {
        "need": need,
        "lines": [(line, [one for one in promised if one.line_id == line.pk]) for line in need.lines.all()],
        "promise_form": promise_form,
        "refusal_form": refusal_form,
        "wrong_form": wrong,
        "may_cancel": not is_over and access.can_cancel_need(request.user, need),
    }
    return render(request, "sharing/need.html", context, status=status)


def _free(need: Need) -> dict[NeedLine, int]:
    """Of each line, how many of those it asks for there are now."""
    lines = list(need.lines.all())
    window = Window(need.starts_at, need.ends_at)
    models = [line.model for line in lines if line.model]
    found = load.free_for(need.network, need.place, window, at=timezone.now(), of=models)
    free = {one.model.pk: one.free for one in found}
    return {line: min(line.count, free.get(line.model_id or 0, 0)) for line in lines}


@require_POST
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise what is asked, or a part of it."""
    found = _answerable(request, pk)
    form = PromiseForm(request.POST, free=_free(found))
    if form.is_valid():
        try:
            actions.promise(need=found, by=request.user, at=timezone.now(), counts=form.counts())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est promis. La demande le dit à qui l’a faite."))
            return redirect("sharing:need", found.pk)
    return _page(request, found, form, RefusalForm(), REFUSED)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, and why."""
    found = _answerable(request, pk)
    form = RefusalForm(request.POST)
    if form.is_valid():
        try:
            actions.refuse(need=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La demande est refusée. Votre raison y est écrite."))
            return redirect("sharing:need", found.pk)
    return _page(request, found, PromiseForm(free=_free(found)), form, REFUSED)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    found = _shown(request, pk)
    try:
        actions.cancel_need(need=found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("La demande est annulée. Ce qui était promis est libre de nouveau."))
    return redirect("sharing:need", found.pk)

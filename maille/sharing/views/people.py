"""People lent: who is needed, who could come and why, what a place answers, what took place."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.people.access import is_member
from maille.people.models import User
from maille.sharing import access, actions
from maille.sharing.candidates import Found, candidates_for
from maille.sharing.forms.people import SomebodyForm
from maille.sharing.models import Lending, Need, NeedLine
from maille.sharing.saying import kept_said, reasons_said
from maille.territory.models import Network, NetworkPlace, Place

from .inside import REFUSED, network_inside

SHOWN = 60


def _inside(request: HttpRequest) -> Network:
    network = network_inside(request)
    if not (request.user.is_superuser or is_member(request.user, network)):
        raise Http404
    return network


def _lendings(request: HttpRequest, network: Network) -> Any:
    rows = Lending.objects.visible_to(request.user).filter(line__need__network=network)
    return rows.select_related("user", "home", "line__skill", "line__need__place", "line__need__network").distinct()


def _lines(request: HttpRequest, network: Network) -> Any:
    seen = Q(need__in=Need.objects.visible_to(request.user)) | Q(lendings__in=Lending.objects.visible_to(request.user))
    rows = NeedLine.objects.filter(seen, need__network=network, skill__isnull=False)
    return rows.select_related("need__place", "need__network", "skill").distinct()


def _places(request: HttpRequest, network: Network) -> list[Place]:
    """The member places for which one may ask, by name."""
    rows = Place.objects.in_network(network, kind=NetworkPlace.Kind.MEMBER).order_by("name", "pk")
    return [place for place in rows if access.can_ask_for(request.user, network, place)]


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """What waits for one's answer, what is needed, where one goes, what is to be noted."""
    network, now = _inside(request), timezone.now()
    rows = _lendings(request, network).order_by("starts_at", "pk")
    offered = rows.filter(state=Lending.State.OFFERED, starts_at__gt=now)[:SHOWN]
    over = rows.filter(state=Lending.State.AGREED, ends_at__lte=now)[:SHOWN]
    open_lines = _lines(request, network).filter(need__ends_at__gt=now).exclude(need__state=Need.State.CANCELLED)
    context = {
        "to_answer": [one for one in offered if access.can_answer_lending(request.user, one)],
        "to_note": [one for one in over if access.can_note_lending(request.user, one)],
        "lines": list(open_lines.order_by("need__starts_at", "pk")[:SHOWN]),
        "mine": list(rows.filter(user=request.user, state=Lending.State.AGREED, ends_at__gt=now)[:SHOWN]),
        "can_ask": bool(_places(request, network)),
    }
    return render(request, "sharing/people/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_somebody(request: HttpRequest) -> HttpResponse:
    """Say who is needed; who could come is the next page."""
    network = _inside(request)
    places = _places(request, network)
    if not places:
        raise Http404
    form = SomebodyForm(request.POST if request.method == "POST" else None, network=network, places=places)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            need = actions.ask_for_somebody(
                network=network,
                place=said["place"],
                window=form.window(),
                purpose=said["purpose"],
                skill=said["skill"],
                count=said["count"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal, {"starts_at": "day", "ends_at": "end"})
        else:
            return redirect("sharing:person_need", need.lines.get().pk)
    status = REFUSED if form.is_bound else 200
    return render(request, "sharing/people/ask.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need: who was offered, who could come and why, who could not; one press offers, or replaces."""
    network = _inside(request)
    line = get_object_or_404(_lines(request, network), pk=pk)
    if request.method != "POST":
        return _shown(request, line)
    if not access.can_offer(request.user, line.need):
        raise Http404
    try:
        _propose(request, line)
    except Refused as refusal:
        return _shown(request, line, refusal.sentence)
    return redirect("sharing:person_need", line.pk)


def _propose(request: HttpRequest, line: NeedLine) -> None:
    if request.POST.get("do") == "withdraw":
        actions.cancel_need(need=line.need, by=request.user, at=timezone.now())
        messages.success(request, _("La demande est annulée."))
        return
    key = request.POST.get("user", "")
    user = User.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    if user is None:
        raise Refused(_("Choisissez quelqu’un de la liste."))
    replaced = request.POST.get("instead", "")
    if replaced.isdecimal() and len(replaced) < 19:
        before = get_object_or_404(Lending.objects.visible_to(request.user), pk=replaced, line=line)
        new = actions.replace(lending=before, user=user, reason=_("Remplacement"), by=request.user, at=timezone.now())
    else:
        new = actions.offer(line=line, user=user, by=request.user, at=timezone.now())
    said = (
        _("%(person)s vient\u00a0: c’est accordé.")
        if new.state == Lending.State.AGREED
        else _("La proposition est partie\u00a0: le lieu de %(person)s répond.")
    )
    messages.success(request, said % {"person": user})


def _shown(request: HttpRequest, line: NeedLine, refusal: str = "") -> HttpResponse:
    need, now = line.need, timezone.now()
    rows = _lendings(request, need.network).filter(line=line).order_by("offered_at", "pk")
    lendings = [_said(request, one, now) for one in rows]
    standing = [one["it"] for one in lendings if one["it"].state in (Lending.State.OFFERED, Lending.State.AGREED)]
    is_open = need.starts_at > now and need.state not in (Need.State.CANCELLED, Need.State.REFUSED)
    looks = is_open and access.can_offer(request.user, need)
    asked = request.GET.get("remplacer") or request.POST.get("instead")
    instead = next((one for one in standing if str(one.pk) == asked), None)
    context = {
        "line": line,
        "need": need,
        "lendings": lendings,
        "looks": looks and (instead or len(standing) < line.count),
        "instead": instead,
        "can_withdraw": looks,
        "refusal": refusal,
        **(_candidates(candidates_for(line)) if looks else {}),
    }
    return render(request, "sharing/people/need.html", context, status=REFUSED if refusal else 200)


def _said(request: HttpRequest, one: Lending, now: Any) -> dict[str, Any]:
    is_coming = one.ends_at > now
    stands = one.state in (Lending.State.OFFERED, Lending.State.AGREED)
    return {
        "it": one,
        "why": reasons_said(one.reasons, way=one.way_minutes, mode=one.mode, home=one.home.name),
        "can_answer": one.state == Lending.State.OFFERED
        and one.starts_at > now
        and access.can_answer_lending(request.user, one),
        "can_cancel": stands and access.can_cancel_lending(request.user, one),
        "can_replace": stands and one.starts_at > now and access.can_offer(request.user, one.line.need),
        "can_note": one.state == Lending.State.AGREED and not is_coming and access.can_note_lending(request.user, one),
    }


def _candidates(found: Found) -> dict[str, Any]:
    can = [
        {
            "user": found.people[one.key],
            "home": found.places[one.home],
            "why": reasons_said(one.reasons, way=one.way, mode=one.mode, home=found.places[one.home].name),
        }
        for one in found.can
    ]
    cannot = [
        kept_said(one.why, person=found.people[one.key].name, home=found.places[one.home].name) for one in found.cannot
    ]
    return {"can": can, "cannot": cannot}


@require_POST
def lending(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a lending: agree, refuse with why, cancel, or note that it took place."""
    network = _inside(request)
    one = get_object_or_404(_lendings(request, network), pk=pk)
    answer = _ANSWERS.get(request.POST.get("do", ""))
    try:
        if answer is None:
            raise Refused(_("Choisissez une réponse de la page."))
        done, said = answer
        done(one, request)
    except Refused as refusal:
        return _shown(request, one.line, refusal.sentence)
    messages.success(request, said())
    return redirect("sharing:person_need", one.line_id)


def _agree(one: Lending, request: HttpRequest) -> None:
    actions.agree(lending=one, by=request.user, at=timezone.now())


def _refuse(one: Lending, request: HttpRequest) -> None:
    actions.refuse_lending(lending=one, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())


def _cancel(one: Lending, request: HttpRequest) -> None:
    actions.cancel_lending(lending=one, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())


def _came(one: Lending, request: HttpRequest) -> None:
    actions.note_done(lending=one, by=request.user, at=timezone.now())


_ANSWERS: dict[str, tuple[Callable[[Lending, HttpRequest], None], Callable[[], str]]] = {
    "agree": (_agree, lambda: _("Le prêt est accordé\u00a0: il est dans les deux agendas.")),
    "refuse": (_refuse, lambda: _("Le prêt est refusé\u00a0: le lieu qui demande le lit ici.")),
    "cancel": (_cancel, lambda: _("Le prêt est annulé.")),
    "came": (_came, lambda: _("C’est noté dans les comptes des deux lieux.")),
}

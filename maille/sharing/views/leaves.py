"""Leaves from a file: what it would write is shown first, then written; what was promised meanwhile is listed."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maille.core.refusals import Refused
from maille.people.access import is_member
from maille.people.models import User
from maille.sharing import access, takers
from maille.sharing.actions.leaves import Noted, note_leaves
from maille.sharing.forms.leaves import LeavesForm, leaves_of
from maille.sharing.team import members

from .inside import REFUSED, network_inside


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_leaves(request: HttpRequest) -> HttpResponse:
    """Drop a file, read what it says, note it; each leave once, whatever is dropped again."""
    network = network_inside(request)
    if not (request.user.is_superuser or is_member(request.user, network)):
        raise Http404
    mine = access.planned_by(request.user, network)
    people = [one for one in members(network, timezone.localdate()) if one.pk in mine]
    person = _person(request, people)
    if request.method != "POST":
        return _page(request, people, person, _form(request, people, person))
    if "rows" in request.POST:
        return _write(request, people, person)
    form = _form(request, people, person)
    if not form.is_valid():
        return _page(request, people, person, form, status=REFUSED)
    return _page(request, people, person, form, preview=form.preview, signed=form.preview.signed())


def _person(request: HttpRequest, people: list[User]) -> User | None:
    """Whose leaves they are when the file does not say: whom the address names, oneself when one plans for nobody."""
    asked = request.GET.get("pour", "") or request.POST.get("pour", "")
    if not asked:
        return people[0] if len(people) == 1 else None
    found = next((one for one in people if str(one.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, people: list[User], person: User | None) -> LeavesForm:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return _empty(people, person, *given)


def _empty(people: list[User], person: User | None, *given: Any) -> LeavesForm:
    zone = ZoneInfo(timezone.get_default_timezone_name())
    return LeavesForm(*given, person=person, people=people, zone=zone, at=timezone.now())


def _write(request: HttpRequest, people: list[User], person: User | None) -> HttpResponse:
    kept = {int(rank) for rank in request.POST.getlist("keep") if rank.isdecimal() and len(rank) < 5}
    try:
        leaves = leaves_of(request.POST["rows"], people, kept)
        noted = note_leaves(leaves=leaves, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _page(request, people, person, _empty(people, person), status=REFUSED, refusal=refusal.sentence)
    messages.success(request, _said(noted))
    promised = takers.said(noted.promised, request.user)
    return _page(request, people, person, _empty(people, person), noted=noted, promised=promised)


def _said(noted: Noted) -> str:
    new, moved = len(noted.absences), len(noted.moved)
    sentences = [
        (moved, ngettext("%(count)s congé est déplacé.", "%(count)s congés sont déplacés.", moved)),
        (noted.ended, ngettext("%(count)s congé est enlevé.", "%(count)s congés sont enlevés.", noted.ended)),
        (noted.known, ngettext("%(count)s l’était déjà.", "%(count)s l’étaient déjà.", noted.known)),
    ]
    said = [words % {"count": count} for count, words in sentences if count]
    if new or not (moved or noted.ended):
        said.insert(0, ngettext("%(count)s congé est noté.", "%(count)s congés sont notés.", new) % {"count": new})
    return " ".join(said)


def _page(
    request: HttpRequest, people: list[User], person: User | None, form: LeavesForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "person": person, "people": people, "plans_for_others": len(people) > 1} | more
    return render(request, "sharing/team/leaves.html", context, status=status)

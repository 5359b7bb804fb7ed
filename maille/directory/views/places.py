"""The page of a place written by its own people: changed, proposed, said to be right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maille.core import journal
from maille.core.models import Entry
from maille.core.refusals import Refused, show_refusal
from maille.directory import access
from maille.directory.actions import Overtaken, edit_place, propose_changes, verify_place
from maille.directory.forms import PlaceForm, ProposalForm
from maille.territory.context import default_network
from maille.territory.models import Place

from .editing import answered_correction, editable_place, shown_place

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Every field of a place; when somebody else has written meanwhile, both answers are shown and nothing is lost."""
    place = editable_place(request, slug)
    with_organisation = bool(request.user.coordinated_network_ids()) or request.user.is_superuser
    form = PlaceForm(
        request.POST if request.method == "POST" else None, place=place, with_organisation=with_organisation
    )
    context: dict[str, Any] = {"correction": answered_correction(request, place)}
    if form.is_bound and form.is_valid():
        try:
            edit_place(place=place, typed=form.typed(), shown=form.before, by=request.user, on=timezone.localdate())
        except Overtaken as overtaken:
            context["clashes"] = _clashes(place, form, overtaken)
            form = form.again(overtaken.now, overtaken.edit.overtaken)
            return _edit_page(request, place, form, context, status=CONFLICT)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La fiche est à jour."))
            return redirect(place)
    return _edit_page(request, place, form, context, status=422 if form.errors else 200)


def _edit_page(
    request: HttpRequest, place: Place, form: PlaceForm, context: dict[str, Any], *, status: int
) -> HttpResponse:
    shown = {"place": place, "form": form, "sections": form.sections(), "clashes": []} | context
    return render(request, "directory/edit_place.html", shown, status=status)


def _clashes(place: Place, form: PlaceForm, overtaken: Overtaken) -> list[dict[str, str]]:
    """Each field that two people wrote, in words: theirs, mine, and who they are."""
    theirs = journal.lines(Entry.objects.about(place).newest_first()[:1])
    who = theirs[0].who if theirs else ""
    typed = form.typed()
    return [
        {
            "label": form.label_of(name),
            "theirs": form.in_words(name, overtaken.now[name]),
            "mine": form.in_words(name, typed[name]),
            "who": who,
        }
        for name in overtaken.edit.clashes
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """The same form, for those of the place who propose: the manager or the coordination decides."""
    place = shown_place(request, slug)
    if not access.can_propose(request.user, place):
        raise Http404
    form = ProposalForm(request.POST if request.method == "POST" else None, place=place)
    if form.is_bound and form.is_valid():
        try:
            propose_changes(
                place=place,
                typed=form.typed(),
                shown=form.before,
                words=form.cleaned_data["words"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Merci. Vos changements seront visibles une fois acceptés."))
            return redirect(place)
    context = {"place": place, "form": form, "sections": form.sections()}
    return render(request, "directory/propose.html", context, status=422 if form.errors else 200)


@require_POST
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that all is right in the page of a place."""
    place = get_object_or_404(Place.objects.visible_to(request.user), slug=slug)
    if not access.can_verify(request.user, place):
        raise Http404
    verify_place(place=place, by=request.user, on=timezone.localdate())
    messages.success(request, _("«\u00a0%(place)s\u00a0»\u00a0: vérifié aujourd’hui.") % {"place": place})
    is_in_list = request.POST.get("suite") == "liste" and default_network() is not None
    return redirect("directory:freshness") if is_in_list else redirect(place)

"""The feeds that are followed: their state in words, what to do when one does not read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused
from maille.territory.models import Network
from maille.watch import access, actions
from maille.watch.actions.reviews import members_of
from maille.watch.forms.feeds import AddSourceForm, ListForm, SourceFilterForm, SourceForm
from maille.watch.models import Source
from maille.watch.reading import opml

from .entering import REFUSED, attempt, only_if, watched

PER_PAGE = 60


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The feeds of the network, those that do not read first."""
    network = watched(request)
    form = SourceFilterForm(request.GET, network=network)
    rows = Source.objects.visible_to(request.user).filter(network=network).select_related("theme", "keeper")
    if form.is_valid():
        asked = form.cleaned_data
        rows = rows.filter(state=asked["etat"]) if asked["etat"] else rows
        rows = rows.filter(theme=asked["theme"]) if asked["theme"] else rows
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "reasons": {one.pk: one.phrase.in_(get_language() or "fr") for one in page if one.phrase},
        "can_keep": access.can_keep(request.user, network),
        "is_filtered": bool(request.GET.get("etat") or request.GET.get("theme")),
    }
    return render(request, "watch/sources.html", context)


def _people(network: Network) -> object:
    return members_of(network, timezone.localdate())


@require_http_methods(["GET", "HEAD", "POST"])
def add_source(request: HttpRequest) -> HttpResponse:
    """Follow a feed."""
    network = watched(request)
    only_if(access.can_keep(request.user, network))
    sent = request.POST if request.method == "POST" else None
    form = AddSourceForm(sent, network=network, people=_people(network), initial={"theme": request.GET.get("theme")})

    def add() -> Source:
        return actions.add_source(network=network, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_bound and (made := attempt(form, add)):
        messages.success(request, _("Le flux est ajouté\u00a0: il sera lu dans la minute."))
        return redirect(made)
    return render(request, "watch/add_source.html", {"form": form}, status=REFUSED if form.errors else 200)


def _source(request: HttpRequest, pk: int) -> Source:
    rows = Source.objects.visible_to(request.user).filter(network=watched(request))
    return get_object_or_404(rows.select_related("theme", "keeper", "network"), pk=pk)


def _kept(request: HttpRequest, pk: int) -> Source:
    """A feed, for those who keep it."""
    found = _source(request, pk)
    only_if(access.can_keep(request.user, found.network, found.theme))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One feed: how it reads, what it gave, and its name, theme and keeper for those who keep it."""
    found = _kept(request, pk) if request.method == "POST" else _source(request, pk)
    sent = request.POST if request.method == "POST" else None
    initial = {"title": found.title, "theme": found.theme_id, "keeper": found.keeper_id}
    form = SourceForm(sent, network=found.network, people=_people(found.network), initial=initial)
    if form.is_bound and attempt(
        form, lambda: actions.change_source(source=found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("La source est enregistrée."))
        return redirect(found)
    context = {
        "source": found,
        "form": form,
        "reason": found.phrase.in_(get_language() or "fr") if found.phrase else "",
        "items": found.items.order_by("-at", "-pk").select_related("story")[:20],
        "can_keep": access.can_keep(request.user, found.network, found.theme),
        "is_stopped": found.state == Source.State.STOPPED,
    }
    return render(request, "watch/source.html", context, status=REFUSED if form.errors else 200)


@require_POST
def read_soon(request: HttpRequest, pk: int) -> HttpResponse:
    """Read now."""
    found = actions.read_soon(source=_kept(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Le flux sera lu dans la minute."))
    return redirect(found)


@require_POST
def stop_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Read no more."""
    found = actions.stop_source(source=_kept(request, pk), by=request.user)
    messages.success(request, _("Le flux n’est plus lu\u00a0; ce qui a été lu reste."))
    return redirect(found)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a feed that the page announces."""
    found = _kept(request, pk)
    try:
        actions.follow_announced(source=found, url=request.POST.get("url", ""), by=request.user, at=timezone.now())
        messages.success(request, _("Ce flux est suivi à la place de la page\u00a0: il sera lu dans la minute."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(found)


@require_safe
def export_list(request: HttpRequest) -> HttpResponse:
    """The feeds as a list that any reader takes."""
    network = watched(request)
    rows = Source.objects.visible_to(request.user).filter(network=network).select_related("theme")
    listed = [
        opml.Listed(one.url, str(one), one.theme.name if one.theme else "", one.site)
        for one in rows.order_by("theme__name", "title", "pk")
    ]
    response = HttpResponse(opml.write(str(network), listed), content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="veille.opml"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Follow the feeds of another reader's list."""
    network = watched(request)
    only_if(access.can_keep(request.user, network))
    is_sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_sent else ListForm()

    def take() -> tuple[int, object]:
        body = form.cleaned_data["file"].read()
        return actions.import_list(network=network, body=body, by=request.user, at=timezone.now())

    done = attempt(form, take) if form.is_bound else None
    if done and not done[1]:
        messages.success(request, _("Flux ajoutés\u00a0: %(number)s.") % {"number": done[0]})
        return redirect("watch:sources")
    context = {"form": form, "added": done[0] if done else None, "left": done[1] if done else ()}
    return render(request, "watch/import_list.html", context, status=REFUSED if form.errors else 200)

"""Reading: the list, fast by keyboard; one story with all who tell it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maille.core.refusals import Refused
from maille.watch import actions
from maille.watch.forms.stories import StoryFilterForm
from maille.watch.models import Item, Source, Story, Theme

from .entering import watched

PER_PAGE = 40


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """What was read, one card a story, the last first."""
    network = watched(request)
    form = StoryFilterForm(request.GET, network=network)
    marked = Story.objects.visible_to(request.user).filter(network=network).with_marks_for(request.user)
    rows = form.chosen(marked).distinct().for_display().last_first()
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "has_sources": Source.objects.filter(network=network).exists(),
        "stuck": Source.objects.filter(network=network, state__in=(Source.State.PAGE, Source.State.FAILING)).count(),
        "themes": Theme.objects.filter(network=network).exists(),
    }
    return render(request, "watch/stories.html", context)


def _story(request: HttpRequest, pk: int) -> Story:
    network = watched(request)
    rows = Story.objects.visible_to(request.user).filter(network=network).with_marks_for(request.user)
    return get_object_or_404(rows.for_display(), pk=pk)


@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story: each article that tells it, the rules that picked it, what to do with it."""
    found = _story(request, pk)
    context = {"story": found, "hits": found.hits.select_related("rule__theme")}
    return render(request, "watch/story.html", context)


def _card(request: HttpRequest, pk: int, write: Callable[[Story], Any]) -> HttpResponse:
    """Do something to a story, and give back its card, or the page it was on."""
    found = _story(request, pk)
    try:
        write(found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    if request.htmx:
        return render(request, "watch/_card.html", {"story": _story(request, pk)})
    return redirect("watch:story", pk) if request.POST.get("retour") else redirect("watch:stories")


@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, or not yet."""
    is_read = request.POST.get("lue", "oui") == "oui"
    return _card(request, pk, lambda found: actions.mark_read(story=found, is_read=is_read, by=request.user))


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Chosen for the next review, or no more."""
    act = actions.choose if request.POST.get("choix", "oui") == "oui" else actions.leave_out
    return _card(request, pk, lambda found: act(story=found, by=request.user))


@require_POST
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Put aside, kept, or left to the rules."""
    return _card(
        request, pk, lambda found: actions.set_hand(story=found, hand=request.POST.get("sort", "?"), by=request.user)
    )


def _item(request: HttpRequest, pk: int) -> Item:
    rows = Item.objects.visible_to(request.user).filter(source__network=watched(request))
    return get_object_or_404(rows.select_related("source", "story"), pk=pk)


@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """This article tells something else."""
    item = _item(request, pk)
    try:
        own = actions.part_item(item=item, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(item.story)
    messages.success(request, _("L’article a sa propre carte\u00a0; vous pouvez le remettre avec les autres."))
    return redirect(own)


@require_POST
def rejoin(request: HttpRequest, pk: int) -> HttpResponse:
    """It tells the same after all."""
    item = _item(request, pk)
    try:
        goal = actions.rejoin_item(item=item, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(item.story)
    messages.success(request, _("L’article est de nouveau avec ceux qui racontent la même chose."))
    return redirect(goal)

"""Themes, and who watches them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused
from maille.watch import access, actions
from maille.watch.actions.reviews import members_of
from maille.watch.actions.telling import is_spike
from maille.watch.forms.feeds import ThemeForm, WatcherForm
from maille.watch.models import Theme, Watcher
from maille.watch.rules.pace import WEEKS

from .entering import REFUSED, attempt, only_if, watched


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """Who watches what."""
    network = watched(request)
    rows = Theme.objects.visible_to(request.user).filter(network=network).prefetch_related("watchers__user")
    counted = rows.annotate(
        feeds=Count("sources", distinct=True), told=Count("stories", distinct=True, filter=~Q(stories__fate="aside"))
    )
    context = {"themes": counted, "can_manage": access.can_manage(request.user, network)}
    return render(request, "watch/themes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_theme(request: HttpRequest) -> HttpResponse:
    """Begin a theme."""
    network = watched(request)
    only_if(access.can_manage(request.user, network))
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (
        made := attempt(form, lambda: actions.save_theme(network=network, by=request.user, **_words(form)))
    ):
        messages.success(request, _("Le thème est ouvert\u00a0: dites qui y veille, et ajoutez des sources."))
        return redirect(made)
    return render(
        request, "watch/theme_form.html", {"form": form, "theme": None}, status=REFUSED if form.errors else 200
    )


def _words(form: ThemeForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("name", "about")}


def _theme(request: HttpRequest, pk: int) -> Theme:
    rows = Theme.objects.visible_to(request.user).filter(network=watched(request))
    return get_object_or_404(rows.select_related("network"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_theme(request: HttpRequest, pk: int) -> HttpResponse:
    """Say another way what a theme is."""
    found = _theme(request, pk)
    only_if(access.can_manage(request.user, found.network))
    form = ThemeForm(request.POST if request.method == "POST" else None, instance=Theme.objects.get(pk=pk))
    network = found.network
    if form.is_bound and attempt(
        form, lambda: actions.save_theme(network=network, theme=found, by=request.user, **_words(form))
    ):
        messages.success(request, _("Le thème est enregistré."))
        return redirect(found)
    return render(
        request, "watch/theme_form.html", {"form": form, "theme": found}, status=REFUSED if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """A theme: its watchers, its feeds, its rules, and whether people talk of it more than usual. A POST adds one."""
    found = _theme(request, pk)
    can_manage = access.can_manage(request.user, found.network)
    form = WatcherForm(request.POST if request.method == "POST" else None, people=_addable(request, found, can_manage))

    def add() -> Watcher:
        return actions.add_watcher(theme=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_bound and attempt(form, add):
        messages.success(request, _("C’est noté."))
        return redirect(found)
    context = {
        "theme": found,
        "form": form,
        "has_people": form.fields["user"].queryset.exists(),
        "watchers": found.watchers.select_related("user"),
        "sources": found.sources.all(),
        "rules": found.rules.with_hits(),
        "is_spike": is_spike(found, timezone.now()),
        "weeks": WEEKS,
        "can_manage": can_manage,
        "can_keep": access.can_keep(request.user, found.network, found),
        "rhythms": Watcher.Rhythm.choices,
    }
    return render(request, "watch/theme.html", context, status=REFUSED if form.errors else 200)


def _addable(request: HttpRequest, theme: Theme, can_manage: bool) -> object:
    """Who may be made a watcher: anybody of the network for the coordination, oneself for the others."""
    people = members_of(theme.network, timezone.localdate()).exclude(pk__in=theme.watchers.values("user"))
    return people if can_manage else people.filter(pk=request.user.pk)


@require_POST
def watcher(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how often a watcher is told, or let them go."""
    rows = Watcher.objects.filter(theme__in=Theme.objects.visible_to(request.user), theme__network=watched(request))
    found = get_object_or_404(rows.select_related("theme__network", "user"), pk=pk)
    try:
        if request.POST.get("geste") == "retirer":
            actions.remove_watcher(watcher=found, by=request.user)
        else:
            actions.change_rhythm(watcher=found, rhythm=request.POST.get("rhythm", ""), by=request.user)
        messages.success(request, _("C’est noté."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(found.theme)

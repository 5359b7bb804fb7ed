"""What happened in other towns: public pages, and the forms of those who note."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.watch import access, actions
from maille.watch.forms.cities import AnnouncementForm, FactForm, PositionForm
from maille.watch.models import Announcement, CityFact, Position

from .entering import REFUSED, attempt, only_if, the_network


@login_not_required
@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """The announcements that are followed elsewhere."""
    network = the_network()
    rows = Announcement.objects.visible_to(request.user).filter(network=network).prefetch_related("facts")
    context = {"announcements": rows, "can_speak": _speaks(request)}
    return render(request, "watch/cities.html", context)


def _speaks(request: HttpRequest) -> bool:
    return request.user.is_authenticated and access.can_speak(request.user, the_network())


def _announcement(request: HttpRequest, announcement: str) -> Announcement:
    rows = Announcement.objects.visible_to(request.user).filter(network=the_network())
    return get_object_or_404(rows.select_related("network"), slug=announcement)


@login_not_required
@require_safe
def announcement(request: HttpRequest, announcement: str) -> HttpResponse:
    """One announcement: a dated line for each town."""
    found = _announcement(request, announcement)
    facts, positions = list(found.facts.all()), list(found.positions.all())
    towns = sorted({one.city for one in [*facts, *positions]}, key=lambda city: _first_day(city, facts, positions))
    context = {
        "announcement": found,
        "towns": [
            {
                "name": town,
                "facts": [fact for fact in facts if fact.city == town],
                "positions": [position for position in positions if position.city == town],
            }
            for town in towns
        ],
        "can_speak": _speaks(request),
    }
    return render(request, "watch/announcement.html", context)


def _first_day(city: str, facts: list[CityFact], positions: list[Position]) -> tuple[Any, str]:
    days = [fact.happened_on for fact in facts if fact.city == city]
    days += [position.said_on for position in positions if position.city == city]
    return min(days), city


@require_http_methods(["GET", "HEAD", "POST"])
def create_announcement(request: HttpRequest) -> HttpResponse:
    """Begin to follow an announcement."""
    only_if(_speaks(request))
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    network = the_network()

    def save() -> Announcement:
        return actions.save_announcement(network=network, by=request.user, **form.cleaned_data)

    return _small(request, form, save, _("Suivre une annonce ailleurs"), _("Enregistrer"))


def _noted(request: HttpRequest, announcement: str) -> Announcement:
    only_if(_speaks(request))
    return _announcement(request, announcement)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_announcement(request: HttpRequest, announcement: str) -> HttpResponse:
    """Change what is said of an announcement."""
    found = _noted(request, announcement)
    row = Announcement.objects.get(pk=found.pk)
    form = AnnouncementForm(request.POST if request.method == "POST" else None, instance=row)
    network = found.network

    def save() -> Announcement:
        return actions.save_announcement(network=network, announcement=found, by=request.user, **form.cleaned_data)

    return _small(request, form, save, _("Modifier l’annonce"), _("Enregistrer"), found)


@require_http_methods(["GET", "HEAD", "POST"])
def add_fact(request: HttpRequest, announcement: str) -> HttpResponse:
    """Note what happened in a town."""
    found = _noted(request, announcement)
    form = FactForm(request.POST if request.method == "POST" else None)

    def save() -> Announcement:
        actions.add_fact(announcement=found, by=request.user, **form.cleaned_data)
        return found

    return _small(request, form, save, _("Noter un fait"), _("Noter le fait"), found)


@require_http_methods(["GET", "HEAD", "POST"])
def add_position(request: HttpRequest, announcement: str) -> HttpResponse:
    """Note what somebody said in a public role."""
    found = _noted(request, announcement)
    form = PositionForm(request.POST if request.method == "POST" else None)

    def save() -> Announcement:
        actions.add_position(announcement=found, by=request.user, **form.cleaned_data)
        return found

    return _small(request, form, save, _("Noter une position publique"), _("Noter la position"), found)


def _small(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[[], Announcement],
    title: str,
    button: str,
    found: Announcement | None = None,
) -> HttpResponse:
    if form.is_bound and (saved := attempt(form, save)):
        messages.success(request, _("C’est noté."))
        return redirect(saved)
    context = {"form": form, "title": title, "button": button, "announcement": found}
    return render(request, "watch/city_form.html", context, status=REFUSED if form.errors else 200)


@require_POST
def remove_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a fact."""
    only_if(_speaks(request))
    rows = CityFact.objects.filter(announcement__network=the_network())
    fact = get_object_or_404(rows.select_related("announcement__network"), pk=pk)
    actions.remove_fact(fact=fact, by=request.user)
    messages.success(request, _("Le fait est retiré."))
    return redirect(fact.announcement)


@require_POST
def remove_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a position."""
    only_if(_speaks(request))
    rows = Position.objects.filter(announcement__network=the_network())
    position = get_object_or_404(rows.select_related("announcement__network"), pk=pk)
    actions.remove_position(position=position, by=request.user)
    messages.success(request, _("La position est retirée."))
    return redirect(position.announcement)

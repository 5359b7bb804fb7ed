"""The readings a network keeps: listed, renamed, removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.directory.access import readings_visible_to
from maille.directory.actions import remove_reading, rename_reading
from maille.directory.forms.reading import ReadingForm

from .imports import network_to_import_into


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """What the network knows how to read."""
    found = readings_visible_to(request.user, network_to_import_into(request)).select_related("saved_by")
    return render(request, "directory/readings.html", {"readings": found.order_by("title", "pk")})


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a saved reading otherwise, or remove it."""
    found = get_object_or_404(readings_visible_to(request.user, network_to_import_into(request)), pk=pk)
    form = ReadingForm(request.POST if request.method == "POST" else None, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        rename_reading(reading=found, title=form.cleaned_data["title"], by=request.user)
        messages.success(request, _("La lecture est renommée."))
        return redirect("directory:readings")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "directory/reading.html", {"reading": found, "form": form}, status=status)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a saved reading."""
    found = get_object_or_404(readings_visible_to(request.user, network_to_import_into(request)), pk=pk)
    remove_reading(reading=found, by=request.user)
    messages.success(request, _("La lecture est retirée\u00a0; les lieux qu’elle a donnés restent."))
    return redirect("directory:readings")

"""A place's opening hours and rooms, kept by its manager or the coordination."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maille.core.refusals import Refused, show_refusal
from maille.directory.actions import keep_hours
from maille.directory.forms import ExceptionForm, HoursForm, RoomForm
from maille.directory.models import Correction
from maille.territory.access import can_edit_place
from maille.territory.actions import add_hours_exception, add_room, remove_hours_exception, remove_room
from maille.territory.context import default_network
from maille.territory.models import HoursException, Place, Room


def shown_place(request: HttpRequest, slug: str) -> Place:
    """A place this person may see, with what its pages show."""
    visible = Place.objects.visible_to(request.user).for_display(default_network(), timezone.localdate())
    return get_object_or_404(visible, slug=slug)


def editable_place(request: HttpRequest, slug: str) -> Place:
    """The place, for those who may edit it; for others it has no such page."""
    place = shown_place(request, slug)
    if not can_edit_place(request.user, place):
        raise Http404
    return place


def answered_correction(request: HttpRequest, place: Place) -> Correction | None:
    """The report that one is answering (`signalement` in the address), shown beside the form."""
    key = request.GET.get("signalement", "")
    found = Correction.objects.visible_to(request.user).filter(place=place)
    return found.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 18 else None


@require_http_methods(["GET", "HEAD", "POST"])
def edit_hours(request: HttpRequest, slug: str) -> HttpResponse:
    """The usual hours, in French, read back at once; and the exceptions to come."""
    place = editable_place(request, slug)
    form = HoursForm(request.POST or None, initial={"text": HoursForm.text_of(place)})
    if request.method == "POST" and form.is_valid():
        try:
            written = keep_hours(place=place, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            _say_hours_are_set(request, written)
            return redirect("directory:edit_hours", slug=place.slug)
    return _page(request, place, form, ExceptionForm())


def _say_hours_are_set(request: HttpRequest, place: Place) -> None:
    if place.hours_text:
        messages.warning(
            request,
            _("Les horaires sont gardés tels quels\u00a0: ils ne servent pas à «\u00a0ouvert maintenant\u00a0»."),
        )
    else:
        messages.success(request, _("Les horaires sont à jour."))


@require_POST
def add_exception(request: HttpRequest, slug: str) -> HttpResponse:
    """Note dates when the place is closed or keeps other hours."""
    place = editable_place(request, slug)
    form = ExceptionForm(request.POST)
    if form.is_valid():
        try:
            add_hours_exception(place=place, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect("directory:edit_hours", slug=place.slug)
    return _page(request, place, HoursForm(initial={"text": HoursForm.text_of(place)}), form, status=422)


@require_POST
def remove_exception(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Forget an exception."""
    place = editable_place(request, slug)
    exception = get_object_or_404(HoursException, pk=pk, place=place)
    remove_hours_exception(exception=exception, by=request.user)
    messages.success(request, _("L’exception est retirée\u00a0: les horaires habituels s’appliquent."))
    return redirect("directory:edit_hours", slug=place.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: HttpRequest, slug: str) -> HttpResponse:
    """The rooms of a place, and the form that adds one."""
    place = editable_place(request, slug)
    form = RoomForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        try:
            add_room(place=place, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", refusal.sentence)
        else:
            messages.success(request, _("La salle est ajoutée."))
            return redirect("directory:rooms", slug=place.slug)
    context = {"place": place, "form": form, "rooms": place.rooms.select_related("part_of").order_by("name")}
    return render(request, "directory/rooms.html", context, status=422 if form.errors else 200)


@require_POST
def delete_room(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a room away."""
    place = editable_place(request, slug)
    try:
        remove_room(room=get_object_or_404(Room, pk=pk, place=place), by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("La salle est retirée."))
    return redirect("directory:rooms", slug=place.slug)


def _page(
    request: HttpRequest, place: Place, form: HoursForm, exception_form: ExceptionForm, *, status: int = 200
) -> HttpResponse:
    failed = bool(form.is_bound and form.errors)
    context = {
        "place": place,
        "form": exception_form if exception_form.is_bound else form,
        "hours_form": form,
        "exception_form": exception_form,
        "now": timezone.now(),
        "today": timezone.localdate(),
        "correction": answered_correction(request, place),
    }
    return render(request, "directory/edit_hours.html", context, status=422 if failed else status)

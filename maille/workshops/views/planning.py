"""Sessions prepared: the dates are shown before anything is written."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods

from maille.core.refusals import Refused, show_refusal
from maille.territory.models import Place
from maille.territory.opening import local_time
from maille.workshops import actions
from maille.workshops.actions.holding import leading, sentence_of
from maille.workshops.forms import PlanForm
from maille.workshops.load import Planned, planned, zone_of
from maille.workshops.models import Session, Workshop
from maille.workshops.saying import REASONS, day_there, hours_there

from .inside import places_to_hold, shown_workshop

# What `rules.recurrence` says of an impossible series, named here so that it is translated too.
IMPOSSIBLE = (
    gettext_noop("Dites jusqu’à quand, ou combien de dates."),
    gettext_noop("La dernière date est avant la première\u00a0: corrigez l’une des deux."),
    gettext_noop("Une série dure un an au plus\u00a0: faites-en plusieurs."),
)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the place, then the dates and how they are held; look at the dates; create those that are kept."""
    workshop = shown_workshop(request, pk)
    places = places_to_hold(request, workshop.network)
    if not places or workshop.archived_at:
        raise Http404
    model = _model(request)
    place = _place(request, places, model)
    if place is None:
        return render(request, "workshops/plan_place.html", {"workshop": workshop, "places": places})
    form = _form(request, workshop, place, model)
    dates = [day for text in request.POST.getlist("dates") if (day := _day(text))]
    found = _preview(form) if form.is_bound and form.is_valid() else []
    if request.method == "POST" and form.is_valid():
        try:
            return _created(request, workshop, form, dates)
        except Refused as refusal:
            show_refusal(form, refusal)
    context = {
        "workshop": workshop,
        "place": place,
        "places": places,
        "form": form,
        "preview": [_line(place, one, dates if request.method == "POST" else None) for one in found],
        "asked": _asked(request) if found else [],
    }
    return render(request, "workshops/plan.html", context, status=422 if form.errors else 200)


def _model(request: HttpRequest) -> Session | None:
    """The session that one duplicates (`comme` in the address)."""
    key = request.GET.get("comme", "")
    if not (key.isascii() and key.isdigit() and len(key) < 18):
        return None
    return Session.objects.visible_to(request.user).select_related("place").filter(pk=int(key)).first()


def _place(request: HttpRequest, places: list[Place], model: Session | None) -> Place | None:
    slug = request.POST.get("lieu") or request.GET.get("lieu") or (model.place.slug if model else "")
    named = [place for place in places if place.slug == slug]
    return named[0] if named else places[0] if len(places) == 1 else None


def _form(request: HttpRequest, workshop: Workshop, place: Place, model: Session | None) -> PlanForm:
    asked = request.POST if request.method == "POST" else request.GET if "first_on" in request.GET else None
    content, today = workshop.current, local_time(place, timezone.now()).date()
    end = 14 * 60 + content.minutes
    initial: dict[str, Any] = {
        "first_on": today,
        "start": "14:00",
        "end": f"{min(end // 60, 23):02}:{end % 60:02}",
        "mediators": [request.user.pk],
    }
    if model is not None:
        zone = zone_of(place)
        initial |= PlanForm.initial_of(model, leading(model))
        initial |= {"start": model.starts_at.astimezone(zone).time(), "end": model.ends_at.astimezone(zone).time()}
    return PlanForm(asked, place=place, network=workshop.network, initial=initial, has_following=False)


def _preview(form: PlanForm) -> list[Planned]:
    data = form.cleaned_data
    try:
        return planned(
            place=form.place,
            room=data["room"],
            leading=list(data["mediators"]),
            series=form.series(),
            start=data["start"],
            end=data["end"],
        )
    except ValueError as wrong:
        form.add_error("count", _(str(wrong)))
        return []


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _line(place: Place, one: Planned, chosen: list[date] | None) -> dict[str, Any]:
    """A date of the preview: kept unless something keeps people away or is taken, or as it was ticked."""
    day, is_free = one.occurrence.on, one.occurrence.is_kept and not one.clashes
    return {
        "day": day_there(place, one.slot.starts_at),
        "hours": hours_there(place, one.slot.starts_at, one.slot.ends_at),
        "value": day.isoformat(),
        "reason": REASONS[one.occurrence.skipped],
        "taken": [sentence_of(clash) for clash in one.clashes],
        "is_kept": is_free if chosen is None else day in chosen,
    }


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What was asked, said again by the form that creates."""
    asked = request.POST if request.method == "POST" else request.GET
    names = [name for name in asked if name not in ("dates", "csrfmiddlewaretoken", "comme")]
    return [(name, value) for name in names for value in asked.getlist(name)]


def _created(request: HttpRequest, workshop: Workshop, form: PlanForm, dates: list[date]) -> HttpResponse:
    sessions = actions.create_sessions(
        workshop=workshop,
        place=form.place,
        slots=form.slots(dates),
        arrangement=form.arrangement(),
        cycle_title=form.cleaned_data["cycle_title"],
        publish=form.cleaned_data["publish"],
        by=request.user,
        at=timezone.now(),
    )
    number = len(sessions)
    sentence = ngettext("%(number)s séance est créée.", "%(number)s séances sont créées.", number)
    messages.success(request, sentence % {"number": number})
    first = sessions[0]
    if first.cycle_id:
        return redirect("workshops:cycle", pk=first.cycle_id)
    if number == 1:
        return redirect("workshops:team_session", pk=first.pk)
    address = reverse("workshops:sessions")
    return redirect(
        f"{address}?lieu={form.place.slug}&du={local_time(form.place, first.starts_at).date().isoformat()}&duree="
    )

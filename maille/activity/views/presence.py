"""The presence sheet on one screen: who is there, who is not, who walked in; with or without JavaScript."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.activity import actions
from maille.activity.forms import HeadsForm, KeepForm, WalkInForm
from maille.activity.load import Person, people_of
from maille.activity.models import Attendance, Sheet
from maille.activity.models.presence import State
from maille.activity.rules.slips import code_of
from maille.activity.rules.ticks import opens_at, total
from maille.core.refusals import Refused, show_refusal
from maille.language.words import fold
from maille.people.models import Resident
from maille.workshops import saying
from maille.workshops.models import Registration, Session

from .inside import REFUSED, noted_session

ANSWERS = [State.PRESENT, State.ABSENT, State.EXCUSED, State.LATE_CANCEL]


@never_cache
@require_safe
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody on the list with what is noted of them, and what is left to do before the sheet is closed."""
    return _page(request, noted_session(request, pk))


def _page(request: HttpRequest, session: Session, status: int = 200, **more: Any) -> HttpResponse:
    people = people_of(session)
    sheet = Sheet.objects.filter(session=session).select_related("closed_by").first()
    there = sum(one.people for one in people if one.state == State.PRESENT)
    context = {
        "session": session,
        "place": session.place,
        "sheet": sheet,
        "listed": [one for one in people if not one.walked_in],
        "walked_in": [one for one in people if one.walked_in],
        "there": there,
        "total": total(there, sheet.headcount if sheet else None),
        "answered": sum(one.state != State.EXPECTED for one in people if not one.is_waiting),
        "is_closed": bool(sheet and sheet.closed_at),
        "is_open": opens_at(session.starts_at) <= timezone.now(),
        "can_note": session.state == Session.State.PUBLISHED
        or (session.state == Session.State.DRAFT and session.starts_at <= timezone.now()),
        "heads_form": HeadsForm(initial={"heads": sheet.headcount if sheet else None}),
        "walk_in_form": WalkInForm(),
        "blank": Person(who="", name="", people=1, state=State.EXPECTED),
        "left": "",
        "can_close_rest": False,
        "typed": None,
        "several": False,
        "elsewhere": None,
        **more,
    }
    context["form"] = next(
        (one for one in (context["heads_form"], context["walk_in_form"]) if one.is_bound), context["heads_form"]
    )
    return render(request, "activity/presence.html", context, status=status)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer about one person, by a button."""
    session = noted_session(request, pk)
    said = request.POST
    return _done(
        request,
        session,
        lambda: actions.note_presence(
            session=session,
            who=said.get("who", ""),
            state=said.get("state", ""),
            saw=said.get("saw", State.EXPECTED),
            by=request.user,
            at=timezone.now(),
        ),
    )


@require_POST
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody came without being registered."""
    session, form = noted_session(request, pk), WalkInForm(request.POST)
    if not form.is_valid():
        return _page(request, session, REFUSED, walk_in_form=form)
    try:
        actions.note_presence(
            session=session,
            who=f"w{uuid.uuid4().hex}",
            state=State.PRESENT,
            name=form.cleaned_data["name"],
            people=form.cleaned_data["people"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal)
        return _page(request, session, REFUSED, walk_in_form=form)
    return redirect("activity:presence", pk)


@require_POST
def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    """A code typed, a slip scanned or a name: the person is there; else what the slip is for is said."""
    session, typed = noted_session(request, pk), request.POST.get("typed", "")
    if "stay" in request.POST:
        return _stay(request, session, request.POST["stay"])
    code = code_of(typed)
    found = _named(session, typed, code)
    if len(found) == 1:
        who = found[0].who
        return _done(
            request,
            session,
            lambda: actions.note_presence(
                session=session, who=who, state=State.PRESENT, saw=found[0].state, by=request.user, at=timezone.now()
            ),
            _("%(name)s est là.") % {"name": found[0].name},
        )
    elsewhere = _elsewhere(request, session, code)
    return _page(request, session, REFUSED, typed=typed, several=bool(found), elsewhere=elsewhere)


def _named(session: Session, typed: str, code: str) -> list[Person]:
    """Whom a code or the beginning of the words of a name finds on the list; a code is sure, and comes first."""
    people = people_of(session)
    coded = [one for one in people if code and one.code == code]
    if coded or not typed.strip():
        return coded
    gone = Registration.objects.of_session(session).filter(code=code or "-").select_related("resident").first()
    if gone:  # had left the session, and comes all the same
        return [Person(f"r{gone.pk}", gone.resident.name, gone.size, State.EXPECTED, gone.code)]
    wanted = fold(typed).split()
    return [one for one in people if one.name and _matches(wanted, fold(one.name).split())]


def _matches(wanted: list[str], words: list[str]) -> bool:
    return bool(wanted) and all(any(word.startswith(piece) for word in words) for piece in wanted)


def _elsewhere(request: HttpRequest, session: Session, code: str) -> dict[str, Any] | None:
    """What a slip for another session of the network is for, in words."""
    found = _known_slip(request, session, code)
    if found is None:
        return None
    dates = Session.objects.filter(Q(pk=found.session_id) | Q(cycle=found.cycle_id, cycle__isnull=False))
    dates = dates.exclude(state=Session.State.CANCELLED).for_display().order_by("starts_at")
    date = dates.filter(ends_at__gt=timezone.now()).first() or dates.last()
    return {
        "code": found.code,
        "name": found.resident.name,
        "session": date,
        "when": saying.when(date) if date else "",
        "is_today": bool(date and saying.day(date) == saying.day(session)),
    }


def _known_slip(request: HttpRequest, session: Session, code: str) -> Registration | None:
    known = Resident.objects.visible_to(request.user).filter(network=session.network_id)
    rows = Registration.objects.filter(code=code or "-", resident__in=known)
    return rows.select_related("resident", "session", "cycle").first()


def _stay(request: HttpRequest, session: Session, code: str) -> HttpResponse:
    found = _known_slip(request, session, code_of(code))
    if found is None:
        return _page(request, session, REFUSED, typed=code, several=False, elsewhere=None)
    return _done(
        request,
        session,
        lambda: actions.note_known(session=session, resident=found.resident, by=request.user, at=timezone.now()),
        _("%(name)s est là.") % {"name": found.resident.name},
    )


@require_POST
def heads(request: HttpRequest, pk: int) -> HttpResponse:
    """How many heads are in the room."""
    session, form = noted_session(request, pk), HeadsForm(request.POST)
    if form.is_valid():
        try:
            heads = form.cleaned_data["heads"]
            actions.set_headcount(session=session, heads=heads, by=request.user, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect("activity:presence", pk)
    return _page(request, session, REFUSED, heads_form=form)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the sheet; what is left is said first, and one button notes it absent."""
    session = noted_session(request, pk)
    try:
        actions.close_sheet(
            session=session, rest_absent="rest_absent" in request.POST, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return _page(request, session, REFUSED, left=refusal.sentence, can_close_rest=refusal.field == "rest")
    messages.success(request, _("La feuille est close."))
    return redirect("activity:presence", pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again: something was wrong."""
    session = noted_session(request, pk)
    return _done(
        request,
        session,
        lambda: actions.reopen_sheet(session=session, by=request.user, at=timezone.now()),
        _("La feuille est rouverte."),
    )


def _done(request: HttpRequest, session: Session, act: Callable[[], Any], sentence: str = "") -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        if sentence:
            messages.success(request, sentence)
    return redirect("activity:presence", session.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Make of somebody who walked in a person whom the network knows."""
    rows = Attendance.objects.visible_to(request.user).filter(registration=None, resident=None)
    found = get_object_or_404(rows.select_related("session"), pk=pk)
    session = noted_session(request, found.session_id)
    form = KeepForm(request.POST if request.method == "POST" else None)
    form.initial["name"] = found.name
    if form.is_bound and form.is_valid():
        try:
            actions.keep_walk_in(attendance=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La fiche est gardée."))
            return redirect("activity:presence", session.pk)
    context = {"session": session, "place": session.place, "form": form, "attendance": found}
    return render(request, "activity/keep.html", context, status=REFUSED if form.is_bound else 200)

"""The signed sheet: printed from the list, then typed back on one screen, a box for each person and half-day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maille.activity import actions, saying, sheets
from maille.activity.actions.signing import TRAINER
from maille.activity.load import Missing, half_days_of, people_of, signatures_missing
from maille.activity.models import Signature
from maille.activity.models.presence import State
from maille.activity.rules.half_days import HalfDay
from maille.core.refusals import Refused
from maille.workshops.models import Session

from .inside import REFUSED, noted_session

BLANK_LINES = range(5)
MOST_MISSING = 12
NOT_HERE = (State.EXCUSED, State.LATE_CANCEL)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def emargement(request: HttpRequest, pk: int) -> HttpResponse:
    """Type a signed sheet back; what is missing on it is said."""
    session = noted_session(request, pk)
    if request.method != "POST":
        return _page(request, session)
    try:
        typed = actions.type_signatures(
            session=session,
            ticked=_by_person(request.POST, "signed"),
            shown=_by_person(request.POST, "shown"),
            walk_ins=[(name, request.POST.getlist(f"blank-{rank}")) for rank, name in _names(request.POST)],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        return _page(request, session, refusal.sentence, request.POST)
    _say(request, typed)
    return redirect("activity:emargement", pk)


def _by_person(posted: QueryDict, name: str) -> dict[str, list[str]]:
    """The boxes "r12:2026-12-03-morning" by person."""
    found: dict[str, list[str]] = {}
    for box in posted.getlist(name):
        who, _colon, code = box.partition(":")
        found.setdefault(who, []).append(code)
    return found


def _names(posted: QueryDict) -> list[tuple[int, str]]:
    return list(enumerate(posted.getlist("name")))[: len(BLANK_LINES)]


def _say(request: HttpRequest, typed: actions.Typed) -> None:
    if typed.is_same:
        messages.info(request, _("Cette feuille était déjà saisie ainsi\u00a0: rien n’a changé."))
        return
    told = [ngettext("%(n)s signature notée.", "%(n)s signatures notées.", typed.added) % {"n": typed.added}]
    if typed.removed:
        told.append(ngettext("%(n)s retirée.", "%(n)s retirées.", typed.removed) % {"n": typed.removed})
    if typed.walked_in:
        told.append(
            ngettext("%(n)s personne ajoutée.", "%(n)s personnes ajoutées.", typed.walked_in) % {"n": typed.walked_in}
        )
    messages.success(request, " ".join(told))


def _page(request: HttpRequest, session: Session, refusal: str = "", posted: QueryDict | None = None) -> HttpResponse:
    """The grid as it is kept, or as it was just typed when it is refused."""
    held = {
        (one.attendance.key if one.attendance else TRAINER, one.half_day): one
        for one in Signature.objects.filter(session=session).select_related("attendance")
    }
    ticked = set(posted.getlist("signed")) if posted is not None else {f"{who}:{code}" for who, code in held}
    parts = half_days_of(session)
    rows = [(one.who, one.name or _("Une personne sans nom"), one.walked_in) for one in _signing(session)]
    trainers = ", ".join(_trainers(session)) or _("Qui anime")
    context: dict[str, Any] = {
        "session": session,
        "place": session.place,
        "columns": [saying.half_day(session.place, part) for part in parts],
        "rows": [
            {
                "who": who,
                "name": name,
                "walked_in": walked_in,
                "boxes": [_box(session, who, part, held, ticked) for part in parts],
            }
            for who, name, walked_in in [*rows, (TRAINER, trainers, False)]
        ],
        "blanks": [_blank(session, rank, posted) for rank in BLANK_LINES],
        "missing": [_missing_in_words(session, one, trainers) for one in _missing(session, held)],
        "refusal": refusal,
        "can_type": session.state != Session.State.CANCELLED and session.starts_at <= timezone.now(),
    }
    return render(request, "activity/emargement.html", context, status=REFUSED if refusal else 200)


def _blank(session: Session, rank: int, posted: QueryDict | None) -> dict[str, Any]:
    """A line for somebody who wrote their name by hand, with what was typed of it."""
    name = dict(_names(posted)).get(rank, "") if posted is not None else ""
    codes = posted.getlist(f"blank-{rank}") if posted is not None else []
    parts = half_days_of(session)
    boxes = [(part.code, part.code in codes, saying.half_day(session.place, part)) for part in parts]
    return {"rank": rank, "name": name, "boxes": boxes}


def _box(session: Session, who: str, part: HalfDay, held: dict[Any, Signature], ticked: set[str]) -> dict[str, Any]:
    signature = held.get((who, part.code))
    return {
        "column": saying.half_day(session.place, part),
        "value": f"{who}:{part.code}",
        "is_ticked": f"{who}:{part.code}" in ticked and not (signature and signature.how == Signature.How.AWAY),
        "is_held": signature is not None,
        # What was not signed on this paper is not taken back from it.
        "said": signature.get_how_display() if signature and signature.how != Signature.How.PAPER else "",
    }


def _signing(session: Session) -> list[Any]:
    """Who is on the printed sheet: those with a seat, and those who were there; not who said they would not come."""
    return [
        one
        for one in people_of(session)
        if one.state == State.PRESENT or (not one.is_waiting and one.state not in NOT_HERE and not one.walked_in)
    ]


def _trainers(session: Session) -> list[str]:
    return [str(one) for one in session.mediators.order_by("session_mediators__pk")]


def _missing(session: Session, held: dict[Any, Signature]) -> list[Missing]:
    """Nothing is missing on a sheet of which nothing has been typed."""
    return signatures_missing(session) if held else []


def _missing_in_words(session: Session, one: Missing, trainers: str) -> str:
    name = (one.attendance.shown_name or _("une personne sans nom")) if one.attendance else trainers
    return f"{name} ({saying.half_day(session.place, one.half_day)})"


@never_cache
@require_safe
def emargement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet to print, from the list as it is now."""
    session = noted_session(request, pk)
    url = request.build_absolute_uri(reverse("activity:emargement", args=[pk]))
    pdf = sheets.emargement(
        session,
        people=[one.name for one in _signing(session) if one.name],
        parts=half_days_of(session),
        trainers=_trainers(session),
        url=url,
        language=get_language() or "fr",
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="emargement-{pk}.pdf"'
    return response

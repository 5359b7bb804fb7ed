"""Posters as those who make them see them: the list, what to begin with, the words beside their preview."""

import base64

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maille.communication import access, actions, load
from maille.communication.forms.posters import TEMPLATES, WHAT_FOR, PosterForm, SheetForm, WeekForm
from maille.communication.models import Poster, PosterVersion
from maille.communication.rules import posters as rules
from maille.communication.rules.sheets import Drawable, Sheet
from maille.communication.sheets.posters import draw, faults_on
from maille.core.documents import DocumentError
from maille.core.refusals import Refused, show_refusal
from maille.territory.models import Network

from .statements import the_network

REFUSED = 422


def seen(request: HttpRequest, code: str) -> Poster:
    """A poster of the network, for those who have a role in it."""
    rows = Poster.objects.visible_to(request.user).filter(network=the_network()).for_display()
    return get_object_or_404(rows, code=code.lower())


@require_safe
def posters(request: HttpRequest) -> HttpResponse:
    """The posters of the network, those that must be made again first."""
    network = the_network()
    rows = Poster.objects.visible_to(request.user).filter(network=network).for_display().order_by("-created_at", "-pk")
    may_make = access.makes_posters(request.user, network)
    if not (rows or may_make):
        raise Http404
    latest = [poster.latest for poster in rows]
    wrong = load.outdated(latest, network, on=timezone.localdate())
    shown = [(one, wrong[one.pk].in_(get_language() or "fr") if one.pk in wrong else "") for one in latest]
    shown.sort(key=lambda pair: not pair[1])
    context = {"posters": shown, "may_make": may_make, "wrong": len(wrong), "kinds": TEMPLATES}
    return render(request, "communication/posters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Begin a poster: choose its kind or what it speaks of, then write it beside its preview."""
    network = the_network()
    if not access.makes_posters(request.user, network):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    if request.method != "POST" and not (asked.get("sujet") or asked.get("gabarit")):
        return _choose(request, network)
    subject = _subject(request, network, asked.get("sujet", ""), asked.get("gabarit", ""))
    form = PosterForm(request.POST if request.method == "POST" else None, subject)
    if "faire" in request.POST and (made := _kept(request, form, subject, network)):
        messages.success(request, _("L’affiche est faite. Choisissez la feuille, puis imprimez."))
        return redirect("communication:poster_files", made.poster.code)
    return _edit(request, form, subject, None)


def _choose(request: HttpRequest, network: Network) -> HttpResponse:
    """What to begin with; a week is asked for here, sessions and texts have their own button on their page."""
    form = WeekForm(
        request.GET if "lieu" in request.GET else None, network=network, initial={"jour": timezone.localdate()}
    )
    if form.is_bound and form.is_valid():
        place, day = form.cleaned_data["lieu"], form.cleaned_data["jour"]
        return redirect(f"{request.path}?sujet=semaine:{place.slug}:{day.isoformat()}")
    kinds = [(code, name, WHAT_FOR[code]) for code, name in TEMPLATES.items() if code != rules.WEEK]
    context = {"kinds": kinds, "form": form, "can_speak": access.can_speak(request.user, network)}
    return render(request, "communication/poster_new.html", context, status=REFUSED if form.errors else 200)


def _subject(request: HttpRequest, network: Network, key: str, template: str) -> load.Subject:
    """What the poster speaks of, for somebody who may post it; another kind of layout when it is asked for."""
    template = template if template in TEMPLATES else ""
    try:
        found = load.subject(key, network, request.user, at=timezone.now()) if key else None
    except load.NoSubject as absent:
        raise Http404 from absent
    found = found or load.nothing(template or rules.CAMPAIGN, network)
    if not access.can_post(request.user, network, found.place):
        raise Http404
    return found.laid_out_as(template) if template else found


def _kept(request: HttpRequest, form: PosterForm, subject: load.Subject, network: Network) -> PosterVersion | None:
    poster = getattr(form, "poster", None)
    if not form.is_valid() or form.said is None:
        return None
    words = {"subject": subject, "words": form.said, "until": form.cleaned_data["until"]}
    try:
        if poster:
            return actions.change_poster(poster=poster, by=request.user, at=timezone.now(), **words)
        return actions.make_poster(network=network, by=request.user, at=timezone.now(), **words)
    except Refused as refusal:
        show_refusal(form, refusal)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, poster_code: str) -> HttpResponse:
    """The next version of a poster; `reprendre` begins with what is true of its subject today."""
    poster = seen(request, poster_code)
    latest, network = poster.latest, poster.network
    subject = load.again(latest, network, request.user, at=timezone.now())
    if not access.can_post(request.user, network, subject.place):
        raise Http404
    is_fresh = "reprendre" in request.GET and subject.key
    words, until = (None, None) if is_fresh else (latest.words, latest.until)
    form = PosterForm(request.POST if request.method == "POST" else None, subject, words=words, until=until)
    form.poster = poster
    if "faire" in request.POST and _kept(request, form, subject, network):
        messages.success(request, _("La nouvelle version est faite\u00a0: les affiches d’avant se disent remplacées."))
        return redirect("communication:poster_files", poster.code)
    return _edit(request, form, subject, latest)


def _edit(request: HttpRequest, form: PosterForm, subject: load.Subject, latest: PosterVersion | None) -> HttpResponse:
    """The words, and what they look like on the sheet that is asked for; every remark beside its field."""
    sheet_form = SheetForm(request.POST if request.method == "POST" else request.GET)
    sheet = sheet_form.sheet()
    words = _words_shown(form)
    said = _remarks(form, words, sheet) if form.is_bound and words else []
    context = {
        "form": form, "sheet_form": sheet_form, "subject": subject, "latest": latest, "remarks": said,
        "kind": TEMPLATES[form.template], "can_refresh": bool(latest and subject.key), "words": words,
        "preview": preview(Drawable(words), sheet) if words else "",
    }  # fmt: skip
    if latest and (why := load.outdated([latest], latest.poster.network, on=timezone.localdate()).get(latest.pk)):
        context["why"] = why.in_(get_language() or "fr")
    return render(request, "communication/poster_edit.html", context, status=REFUSED if form.errors else 200)


def _words_shown(form: PosterForm) -> rules.Words | None:
    if not form.is_bound:
        return form.start
    form.is_valid()
    return form.said


def _remarks(form: PosterForm, words: rules.Words, sheet: Sheet) -> list[str]:
    """Refusals go beside their field, one a field; remarks are given back."""
    until = form.cleaned_data.get("until")
    language = get_language() or "fr"
    found = rules.faults(words, until=until, on=timezone.localdate())
    if not any(one.is_refusal for one in found):
        found += faults_on(Drawable(words), sheet)
    for fault in found:
        sentence = fault.phrase.in_(language)
        field = fault.field if fault.field in form.fields else None
        if fault.is_refusal and not (field and form.has_error(field)) and sentence not in form.non_field_errors():
            form.add_error(field, sentence)
    return [one.phrase.in_(language) for one in found if not one.is_refusal]


def preview(poster: Drawable, sheet: Sheet) -> str:
    """The drawing as an address that holds it: nothing is kept, nothing more is asked of the server."""
    try:
        drawn = draw(poster, sheet, "svg")
    except DocumentError:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(drawn).decode()

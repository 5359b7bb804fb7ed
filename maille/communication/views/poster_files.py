"""Posters on paper: what is checked, the files, the zip for every place; and the page behind the code, for anybody."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maille.communication import access, load
from maille.communication.forms.posters import LABELS, TEMPLATES, SheetForm
from maille.communication.models import Poster, PosterVersion
from maille.communication.rules import posters as rules
from maille.communication.rules.sheets import Sheet
from maille.communication.sheets.batch import zipped
from maille.communication.sheets.posters import as_text, draw, faults_on

from .posters import preview, seen
from .statements import the_network

REFUSED = 422
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


@require_safe
def files(request: HttpRequest, poster_code: str) -> HttpResponse:
    """The poster on the sheet that is asked for, what is wrong with it, and the ways to take it."""
    poster = seen(request, poster_code)
    form = SheetForm(request.GET)
    return _files(request, poster, form, status=REFUSED if form.errors else 200)


def _files(request: HttpRequest, poster: Poster, form: SheetForm, *, status: int = REFUSED) -> HttpResponse:
    latest, sheet = poster.latest, form.sheet()
    drawable = load.drawable(latest)
    faults = checked(latest, sheet)
    language = get_language() or "fr"
    refused = [one.phrase.in_(language) for one in faults if one.is_refusal]
    context = {
        "poster": poster,
        "latest": latest,
        "words": latest.words,
        "kind": TEMPLATES[latest.words.template],
        "form": form,
        "refused": refused,
        "remarks": [one.phrase.in_(language) for one in faults if not one.is_refusal],
        "preview": preview(drawable, sheet),
        "text": as_text(drawable),
        "url": drawable.url,
        "can_change": access.can_post(request.user, poster.network, latest.place),
    }
    return render(request, "communication/poster_files.html", context, status=status)


def checked(version: PosterVersion, sheet: Sheet) -> list[rules.Fault]:
    """All that is looked at before a poster is printed: its words, its day, its subject, its room, its code."""
    said = rules.faults(version.words, until=version.until, on=timezone.localdate())
    why = load.outdated([version], version.poster.network, on=timezone.localdate()).get(version.pk)
    is_said = any(one.field == "until" for one in said)
    old = [rules.Fault("", why)] if why and not is_said else []
    return [*old, *said, *faults_on(load.drawable(version), sheet)]


@require_safe
def file(request: HttpRequest, poster_code: str) -> HttpResponse:
    """One file; refused, with the reason, when a check says no."""
    poster = seen(request, poster_code)
    form = SheetForm(request.GET)
    kind = form.cleaned_data["sorte"] if form.is_valid() else ""
    if not kind or any(one.is_refusal for one in checked(poster.latest, form.sheet())):
        return _files(request, poster, form)
    drawable, sheet = load.drawable(poster.latest), form.sheet()
    made = as_text(drawable).encode() if kind == "txt" else draw(drawable, sheet, kind)
    response = HttpResponse(made, content_type=TYPES[kind])
    name = f"affiche-{poster.code}-{sheet.format}-{sheet.variant}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def batch(request: HttpRequest, poster_code: str) -> HttpResponse | StreamingHttpResponse:
    """The same poster for every place of the network, each with its address and its ribbon."""
    poster = seen(request, poster_code)
    form = SheetForm(request.GET)
    if not form.is_valid() or any(one.is_refusal for one in checked(poster.latest, form.sheet())):
        return _files(request, poster, form)
    hung = load.hung_everywhere(poster.latest, poster.network, today=timezone.localdate())
    kind = form.cleaned_data["sorte"] if form.cleaned_data["sorte"] != "txt" else "pdf"
    parts = zipped(hung, form.sheet(), kind=kind, language=get_language() or "fr")
    response = StreamingHttpResponse(parts, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="affiches-{poster.code}.zip"'
    return response


@login_not_required
@require_safe
def poster(request: HttpRequest, poster_code: str) -> HttpResponse:
    """What a poster says, as it is today."""
    found = _found(poster_code)
    return _page(request, found, found.latest)


@login_not_required
@require_safe
def version(request: HttpRequest, poster_code: str, number: int) -> HttpResponse:
    """What one printed version says, under the reason why it is out of date, when it is."""
    found = _found(poster_code)
    one = next((one for one in found.versions.all() if one.number == number), None)
    if one is None:
        raise Http404
    return _page(request, found, one)


def _found(code: str) -> Poster:
    return get_object_or_404(Poster.objects.filter(network=the_network()).for_display(), code=code.lower())


def _page(request: HttpRequest, found: Poster, version: PosterVersion) -> HttpResponse:
    """The page behind a code; of a session that is not announced yet, only the team knows that there is one."""
    is_team = Poster.objects.visible_to(request.user).filter(pk=found.pk).exists()
    if not (is_team or version.is_public):
        raise Http404
    return render(request, "communication/poster.html", _shown(found, version) | {"is_team": is_team})


def _shown(found: Poster, version: PosterVersion) -> dict[str, Any]:
    words = version.words
    why = load.outdated([version], found.network, on=timezone.localdate()).get(version.pk)
    names = [name for name in rules.ASKED[words.template] if name not in ("title", "slogan", "lines")]
    session = version.session if version.session and version.session.state == "published" else None
    return {
        "poster": found,
        "version": version,
        "latest": found.latest,
        "words": words,
        "why": why.in_(get_language() or "fr") if why else "",
        "facts": [(LABELS[name], name, words.said(name)) for name in names if words.said(name)],
        "rows": [row.partition("|")[::2] for row in words.rows("lines")],
        "session": session,
        "is_public": version.is_public,
    }

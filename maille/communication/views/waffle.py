"""The langue de bois: ask, draw, show, draw one segment again. Nothing is written; every text is its own address."""

import random

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maille.communication.forms.waffle import WaffleForm, asking_again
from maille.language.waffle import counting, drawing, permalink, units
from maille.language.waffle.lexicon import lexicon, versions
from maille.language.waffle.plans import lines_of
from maille.language.waffle.text import Drawn

REFUSED = 422


@login_not_required
@require_safe
def waffle(request: HttpRequest) -> HttpResponse:
    """What can be drawn, and how to ask for it."""
    return render(request, "communication/waffle.html", _asking(WaffleForm()))


def _asking(form: WaffleForm, said: str = "") -> dict[str, object]:
    return {"form": form, "said": said, "segments": number_format(lexicon(versions()[-1]).size, force_grouping=True)}


@login_not_required
@require_safe
@never_cache
def draw_text(request: HttpRequest) -> HttpResponse:
    """Draw a text and go to its address."""
    form = WaffleForm(request.GET)
    if not form.is_valid():
        return render(request, "communication/waffle.html", _asking(form), status=REFUSED)
    return redirect("communication:text", permalink.written(drawing.draw(form.choice(), random.SystemRandom())))


@login_not_required
@require_safe
def show_text(request: HttpRequest, code: str) -> HttpResponse:
    """A text, each segment a way to another one, each sentence with its plain words."""
    try:
        text = permalink.read(code)
    except permalink.BadLink as bad:
        context = _asking(WaffleForm(), bad.phrase.in_(get_language() or "fr"))
        return render(request, "communication/waffle.html", context, status=404)
    return render(request, "communication/text.html", _context(text, code))


def _context(text: Drawn, code: str) -> dict[str, object]:
    language = get_language() or "fr"
    number, is_exact = counting.at_least(text.choice)
    return {
        "text": text,
        "code": code,
        "form": asking_again(text.choice),
        "is_exact": is_exact,
        "count": units.written(number).in_(language),
        "how_long": units.how_long(number, len(lines_of(text.choice))).in_(language),
    }


@login_not_required
@require_safe
@never_cache
def change(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Draw one segment again, the others locked, and go to the address of the new text."""
    try:
        other = drawing.redraw(permalink.read(code), position, random.SystemRandom())
    except (permalink.BadLink, IndexError, drawing.NothingElse) as nothing:
        raise Http404 from nothing
    return redirect("communication:text", permalink.written(other))

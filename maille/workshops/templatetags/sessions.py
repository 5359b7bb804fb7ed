"""What screens say of a session: when, and how many seats are left."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maille.core.templatetags.ui import badge
from maille.territory.models import Place
from maille.workshops import saying
from maille.workshops.alternatives import Alternative
from maille.workshops.forms import ProgrammeForm, SignUpForm
from maille.workshops.forms.programme import Chosen
from maille.workshops.models import Session

register = template.Library()


@register.filter
def when(session: Session) -> str:
    """The day and the hours: "jeudi 3 décembre, 14 h – 16 h"."""
    return saying.when(session)


@register.filter
def day_of(session: Session) -> str:
    return saying.day(session)


@register.filter
def hours_of(session: Session) -> str:
    return saying.hours(session)


@register.filter
def masked(phone: str) -> str:
    """The end of a telephone, enough to know somebody by: "•• 45 67"."""
    return f"••\u00a0{phone[-4:-2]}\u00a0{phone[-2:]}" if phone else ""


@register.simple_tag
def instant(place: Place, at: datetime) -> str:
    """A moment on the clock of a place: "jeudi 26 novembre, 14 h"."""
    return saying.instant(place, at)


@register.simple_tag
def seats_there(alternative: Alternative, now: datetime) -> str:
    """Where else there are seats: "3 places jeudi au Centre social Le Colibri"."""
    return saying.seats_there(alternative.session, alternative.free, now, is_here=alternative.is_here)


@register.filter
def way_there(alternative: Alternative) -> str:
    """How far it is, estimated: "à 12 min à pied"; empty where one is already."""
    return "" if alternative.is_here else saying.way_there(alternative.way, alternative.km)


@register.simple_tag
def seats_left(free: int) -> SafeString:
    """How many seats are left, in words: "Encore 3 places", "Complet"."""
    return badge("ok" if free > 0 else "warn", saying.seats_left(free), "" if free > 0 else "people")


@register.simple_tag
def sign_up_fields(form: SignUpForm, session: Session) -> SafeString:
    """The questions of a sign-up: those of an empty form are drawn once for everybody."""
    return (
        _questions(form, session.carer_takes_seat)
        if form.is_bound
        else _blank(get_language(), session.carer_takes_seat)
    )


@register.simple_tag
def programme_filters(form: ProgrammeForm) -> SafeString:
    """The sixty choices behind "Plus de choix", drawn once for all who choose the same among the same."""
    return _filters(get_language(), form.chosen, form.known_places, form.known_languages)


@lru_cache(maxsize=64)
def _filters(
    _language: str | None, chosen: Chosen, places: tuple[tuple[str, str], ...], languages: tuple[str, ...]
) -> SafeString:
    asked = QueryDict(mutable=True)
    for name, values in chosen:
        asked.setlist(name, list(values))
    form = ProgrammeForm(asked, places=places, languages=languages)
    return render_to_string("workshops/_programme_filters.html", {"form": form})


@lru_cache(maxsize=16)
def _blank(_language: str | None, carer_takes_seat: bool) -> SafeString:
    return _questions(SignUpForm(), carer_takes_seat)


def _questions(form: SignUpForm, carer_takes_seat: bool) -> SafeString:
    return render_to_string("workshops/_sign_up_fields.html", {"form": form, "carer_takes_seat": carer_takes_seat})

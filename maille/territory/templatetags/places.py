"""What screens say of a place: open or not, how far, its week."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maille.core.templatetags.ui import badge
from maille.territory.hours.say import say_spans, say_state
from maille.territory.models import Place
from maille.territory.opening import local_time, open_state, week_of
from maille.territory.rules import AGEING_MONTHS, OLD_MONTHS, whole_months

register = template.Library()


@register.filter
def km(distance: float | None) -> str:
    """A distance in words: "300 m", "1,2 km", "14 km"."""
    if distance is None:
        return ""
    if distance < 0.975:
        return _("%(metres)s\u00a0m") % {"metres": max(50, round(distance * 20) * 50)}
    rounded = round(distance, 1) if distance < 10 else round(distance)
    return _("%(km)s\u00a0km") % {"km": number_format(rounded, 0 if rounded == int(rounded) else 1)}


@register.simple_tag
def opening(place: Place, now: datetime) -> SafeString:
    """Whether the place is open, in a sentence with an icon: "Ouvert, ferme à 17 h"."""
    state = open_state(place, now)
    if state is None:
        return badge("plain", _("Horaires à demander"), "clock")
    language = (get_language() or "fr")[:2]
    return badge(
        "ok" if state.is_open else "plain", say_state(state, local_time(place, now), language=language), "clock"
    )


@register.simple_tag
def week_rows(place: Place, today: date) -> list[dict[str, Any]]:
    """The seven days to come: name of the day, its hours in words, whether it is today, and any reason."""
    language = (get_language() or "fr")[:2]
    return [
        {
            "name": date_format(day.day, "l j F"),
            "hours": say_spans(day.spans, language=language) if day.spans else _("fermé"),
            "is_open": bool(day.spans),
            "is_today": day.day == today,
            "note": day.note,
        }
        for day in week_of(place, today)
    ]


@register.simple_tag
def freshness(place: Place, today: date) -> str:
    """When somebody last said that the page is right: "Vérifié il y a 7 mois"; else how old its record is."""
    if place.verified_on is None:
        return _("Pas encore vérifié, mis à jour en %(month)s") % {"month": date_format(place.updated_on, "F Y")}
    months = whole_months(place.verified_on, today)
    if months >= 24:
        years = months // 12
        return ngettext("Vérifié il y a %(count)s an", "Vérifié il y a %(count)s ans", years) % {"count": years}
    if months:
        return ngettext("Vérifié il y a %(count)s mois", "Vérifié il y a %(count)s mois", months) % {"count": months}
    if place.verified_on >= today:
        return _("Vérifié aujourd’hui")
    return _("Vérifié il y a moins d’un mois")


@register.simple_tag
def freshness_now(place: Place, now: datetime) -> str:
    """The same at a time of the clock: the rows of a list know no other day."""
    return freshness(place, local_time(place, now).date())


@register.simple_tag
def freshness_badge(place: Place, today: date) -> SafeString:
    """The same as a badge, for those who keep the list."""
    months = whole_months(place.verified_on or place.updated_on, today)
    kind = "warn" if months >= OLD_MONTHS or place.verified_on is None else "plain" if months >= AGEING_MONTHS else "ok"
    return badge(kind, freshness(place, today), "clock" if kind == "plain" else "")

"""What the page of a place says besides its fields: for machines (JSON-LD) and of its neighbours."""

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import segno
from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from maille.core.structured import script_json
from maille.core.templatetags.ui import phone
from maille.directory.search.distance import measured
from maille.directory.search.question import nearest
from maille.territory.hours.say import say_spans
from maille.territory.models import Network, Place
from maille.territory.opening import schedule_from, usual_week
from maille.territory.rules import Position
from maille.territory.structured import where
from maille.territory.vocabulary import Audience, Cost, Service, SpecialCare, SupportMode, Typology

from .sheets import PlaceSheet

NEARBY = 3
NEARBY_KM = 20
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def nearby(place: Place, network: Network | None, today: date) -> list[Place]:
    """The nearest other places, nearest first, each with `km`."""
    if place.search_latitude is None or place.search_longitude is None:
        return []
    here = Position(place.search_latitude, place.search_longitude)
    others = nearest(Place.objects.published().exclude(pk=place.pk), here, NEARBY_KM)
    return measured(others.for_display(network, today)[:NEARBY], here)


LISTS = {
    "services": Service,
    "support_modes": SupportMode,
    "audiences": Audience,
    "special_care": SpecialCare,
    "costs": Cost,
}


def labels(place: Place) -> dict[str, list[str]]:
    """The place's values of each closed list in the words of the page's language."""
    return {
        name: [str(choices(value).label) for value in getattr(place, name) if value in choices.values]
        for name, choices in LISTS.items()
    }


def route_url(place: Place) -> str:
    """Where to see the way there: the place's point on OpenStreetMap, or its address when the point is unknown."""
    if place.has_exact_position:
        point = f"{place.latitude:.5f},{place.longitude:.5f}"
        return f"https://www.openstreetmap.org/directions?to={quote(point)}"
    address = f"{place.address}, {place.postal_code} {place.commune.name}"
    return f"https://www.openstreetmap.org/search?query={quote(address)}"


@lru_cache(maxsize=1_000)  # a fifth of the time of the page, always the same
def qr_svg(url: str) -> SafeString:
    """The page's own address as a QR code, drawn in the page: no request, no style of its own."""
    drawing = segno.make(url, micro=False, error="m").svg_inline(scale=4, border=2, svgclass="qr__code", lineclass=None)
    return mark_safe(drawing)  # noqa: S308 - made of numbers by the QR library


def json_ld(place: Place, url: str) -> SafeString:
    """The place in schema.org's words (CivicStructure), safe inside a script element."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "@id": url,
        "url": url,
        "name": place.name,
        "description": place.summary or None,
        "telephone": place.phone or None,
        "email": place.emails[0] if place.emails else None,
        "sameAs": place.website or None,
        "openingHours": _opening_hours(place) or None,
        "isAccessibleForFree": True if place.costs == ("Gratuit",) else None,
        **where(place),
    }
    return script_json(data)


def _opening_hours(place: Place) -> list[str]:
    """The hours of an ordinary week, one value a day: "Mo 09:00-12:00,14:00-17:00"."""
    schedule = schedule_from(place.hours)
    return [
        f"{name} " + ",".join(f"{_clock(span.opens)}-{_clock(span.closes)}" for span in spans)
        for name, spans in zip(WEEKDAYS, usual_week(schedule) if schedule else [], strict=False)
        if spans
    ]


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def sheet_of(place: Place, *, network: Network | None, url: str, language: str) -> PlaceSheet:
    """What the printed sheet of a place says, in the language of the page."""
    schedule = schedule_from(place.hours)
    week = usual_week(schedule) if schedule else []
    kinds = [str(Typology(code).label) for code in place.typologies if code in Typology.values]
    return PlaceSheet(
        language=language,
        name=place.name,
        address=[place.address, place.address_complement, f"{place.postal_code} {place.commune.name}"],
        url=url,
        network=network.name if network else "",
        kind=kinds[0] if kinds else "",
        ribbon=place.ribbon,
        services=labels(place)["services"],
        phone=phone(place.phone),
        hours=[
            (capfirst(str(WEEKDAY_NAMES[rank])), say_spans(spans, language=language)) for rank, spans in enumerate(week)
        ],
        hours_note="" if week else place.hours_text,
        notice=network.data_notice if network else "",
    )

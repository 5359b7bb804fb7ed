"""The round sheet: the doors in order with hour, address, opening hours and telephone, what is given and taken."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents
from maille.core.telephone import say_number
from maille.sharing.models import Leg, Round
from maille.sharing.rounds import Itinerary, Stop
from maille.sharing.saying import hour, span
from maille.territory.hours.say import say_spans
from maille.territory.models import Place
from maille.territory.opening import week_of
from maille.territory.showing import tongue

from .doors import LONGEST, contents_of, labels, thing


def round_sheet(
    tour: Round,
    plan: Itinerary,
    *,
    site: str,
    language: str,
    format: documents.Format = "pdf",  # noqa: A002 - as documents calls it
) -> bytes:
    """Print a round for its driver; `site` begins the address behind each square."""
    with override(language):
        data = round_sheet_data(tour, plan, site)
    return documents.compile("sharing/round_sheet", data, format=format, language=language, ppi=150)


def round_sheet_data(tour: Round, plan: Itinerary, site: str) -> dict[str, Any]:
    """Give the template its data, in the language that is active."""
    legs = [leg for stop in plan.stops for leg in (*stop.takes, *stop.gives)]
    contents = contents_of(leg.unit for leg in legs)
    return {
        "title": _("Feuille de route"),
        "van": tour.van.name,
        "when": span(tour),
        "driver": str(tour.driver)[:LONGEST] if tour.driver else "",
        "notes": tour.notes,
        "network": tour.network.name[:40],
        "stops": [_stop(tour, stop, contents, plan, site) for stop in plan.stops],
        "end": _("Fin vers %(hour)s, environ %(minutes)s minutes de route. Les heures sont estimées.")
        % {"hour": hour(plan.ends_at), "minutes": plan.driven},
        "labels": labels()
        | {
            "driver": _("Au volant"),
            "gives": _("Donner"),
            "takes": _("Prendre"),
            "place": _("Vient de, va à"),
            "signed": _("Signature du lieu"),
            "hours": _("Ouvert ce jour-là"),
            "none": _("Cette tournée ne porte rien encore."),
        },
    }


def _stop(tour: Round, stop: Stop, contents: Mapping[int, Sequence[str]], plan: Itinerary, site: str) -> dict[str, Any]:
    place = stop.place
    return {
        "hour": hour(stop.starts_at),
        "place": place.name[:LONGEST],
        "address": _address(place),
        "phone": say_number(place.phone),
        "hours": _hours(place, tour),
        "gives": [_line(leg, leg.origin, place, contents, plan, site) for leg in stop.gives],
        "takes": [_line(leg, leg.destination, place, contents, plan, site) for leg in stop.takes],
    }


def _address(place: Place) -> str:
    return ", ".join(filter(None, [place.address, f"{place.postal_code} {place.commune.name}".strip()]))[:LONGEST]


def _hours(place: Place, tour: Round) -> str:
    """When it is open that day; nothing when its hours are unknown."""
    days = week_of(place, timezone.localtime(tour.starts_at).date())
    return say_spans(days[0].spans, tongue()) if days else ""


def _line(
    leg: Leg, other: Place, here: Place, contents: Mapping[int, Sequence[str]], plan: Itinerary, site: str
) -> dict[str, Any]:
    return {
        **thing(leg.unit, here, contents, site),
        "other": other.name[:LONGEST],
        "purpose": leg.promise.line.need.purpose[:LONGEST] if leg.promise else _("retour"),
        "late": _("attendu plus tôt\u00a0: prévenez") if leg.pk in plan.late and here == leg.destination else "",
    }

"""The hand-overs of a day on paper: to give, to take in, late, place by place, with what is ticked and signed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents
from maille.core.codes import said
from maille.core.ribbon import stripes
from maille.core.telephone import say_number
from maille.sharing.models import KitContent, Leg, Promise, Unit
from maille.sharing.saying import day_said
from maille.sharing.story import Doors
from maille.territory.models import Network, Place
from maille.territory.showing import instant

LONGEST = 120


def hand_overs(
    network: Network,
    places: Sequence[Place],
    day: date,
    doors: Doors,
    *,
    site: str,
    language: str,
    format: documents.Format = "pdf",  # noqa: A002 - as documents calls it
) -> bytes:
    """Print the hand-overs of a day; `site` begins the address behind each square ("https://maille.example")."""
    with override(language):
        data = hand_overs_data(network, places, day, doors, site)
    return documents.compile("sharing/hand_overs", data, format=format, language=language, ppi=150)


def hand_overs_data(network: Network, places: Sequence[Place], day: date, doors: Doors, site: str) -> dict[str, Any]:
    """Give the template its data, in the language that is active; of several places, those that have something."""
    contents = contents_of(leg.unit for leg in (*doors.to_give, *doors.to_receive))
    sheets = [_place(place, doors, contents, site) for place in places]
    full = [one for one in sheets if one["give"] or one["receive"] or one["late"]]
    return {
        "title": _("Remises du jour"),
        "day": day_said(day),
        "network": network.name[:40],
        "places": full or sheets[:1],
        "labels": labels(),
    }


def labels() -> dict[str, str]:
    """The words that every sheet of hand-overs shares."""
    return {
        "give": _("À remettre"),
        "receive": _("À recevoir"),
        "late": _("En retard"),
        "quiet": _("Rien à remettre ni à recevoir ce jour-là."),
        "code": _("Carré"),
        "what": _("Quoi"),
        "way": _("Quand, et où"),
        "held": _("Chez qui"),
        "given": _("Remis par"),
        "taken": _("Reçu par"),
        "contents": _("Contenu à cocher"),
        "sign": _("Les deux personnes signent. Le carré ouvre la page de l’objet\u00a0: la remise s’y note aussi."),
    }


def _place(place: Place, doors: Doors, contents: Mapping[int, Sequence[str]], site: str) -> dict[str, Any]:
    return {
        "name": place.name[:LONGEST],
        "ribbon": [list(stripe) for stripe in stripes(place.ribbon)] if place.ribbon else [],
        "give": [
            _line(leg, place, leg.leaves_at, contents, site) for leg in doors.to_give if leg.origin_id == place.pk
        ],
        "receive": [
            _line(leg, place, leg.due_at, contents, site) for leg in doors.to_receive if leg.destination_id == place.pk
        ],
        "late": [_late(one) for one in doors.late if place.pk in (one.place_id, one.unit.base_id)],
    }


def _line(leg: Leg, here: Place, at: datetime, contents: Mapping[int, Sequence[str]], site: str) -> dict[str, Any]:
    return {
        **thing(leg.unit, here, contents, site),
        "when": instant(here, at),
        "way": [
            _("départ\u00a0: %(place)s") % {"place": leg.origin.name[:LONGEST]},
            _("arrivée\u00a0: %(place)s") % {"place": leg.destination.name[:LONGEST]},
        ],
        "purpose": leg.promise.line.need.purpose[:LONGEST] if leg.promise else _("retour"),
        "carrier": str(leg.carrier)[:LONGEST] if leg.carrier else "",
    }


def thing(unit: Unit, here: Place, contents: Mapping[int, Sequence[str]], site: str) -> dict[str, Any]:
    """A unit as a line names it: its model, its label, its code, the square of its page at a door."""
    return {
        "model": str(unit.model)[:LONGEST],
        "label": unit.label,
        "code": said(unit.code),
        "qr": documents.qr_matrix(door_url(unit, here, site)),
        "qr_alt": _("Code QR de «\u00a0%(unit)s\u00a0»") % {"unit": unit.label},
        "contents": list(contents.get(unit.model_id or 0, ())),
    }


def door_url(unit: Unit, here: Place, site: str) -> str:
    """The page of a unit at the door of a place."""
    return f"{site}{reverse('sharing:door', args=[unit.code])}?lieu={here.slug}"


def _late(promise: Promise) -> dict[str, str]:
    unit, place = promise.unit, promise.place
    return {
        "model": str(unit.model)[:LONGEST],
        "label": unit.label,
        "code": said(unit.code),
        "when": _("attendu\u00a0: %(when)s") % {"when": instant(place, promise.ends_at)},
        "held": place.name[:LONGEST],
        "phone": say_number(place.phone),
    }


def contents_of(units: Iterable[Unit] | Collection[Unit]) -> dict[int, list[str]]:
    """What each case holds, by the key of its model."""
    found = defaultdict(list)
    rows = KitContent.objects.filter(model__in={unit.model_id for unit in units}).order_by("label", "pk")
    for one in rows:
        found[one.model_id].append(str(one)[:LONGEST])
    return found

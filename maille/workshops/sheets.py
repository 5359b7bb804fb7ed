"""The A6 slip of a registration, printed at the desk or at home: for those whom no message reaches, and for pockets."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents
from maille.core.ribbon import stripes
from maille.core.telephone import say_number

from . import saying
from .models import Registration, Session

LONGEST_TITLE, LONGEST_LINE, MOST_DATES = 120, 160, 8


def slip(
    registration: Registration,
    dates: Sequence[Session],
    *,
    url: str,
    language: str,
    format: documents.Format = "pdf",  # noqa: A002 - as documents calls it
) -> bytes:
    """Print the slip of a registration for its dates to come; `url` is its secret page. DocumentError at worst.

    The place of the first date gives the ribbon, the address and the telephone (`give_ribbons` has been called).
    """
    with override(language):
        data = slip_data(registration, dates, url)
    return documents.compile("workshops/slip", data, format=format, language=language, ppi=200)


def slip_data(registration: Registration, dates: Sequence[Session], url: str) -> dict[str, Any]:
    """Give the template its data: texts cut to what a slip holds, in the language that is active."""
    first, place = dates[0], dates[0].place
    address = [place.address, f"{place.postal_code} {place.commune.name}", first.room.name if first.room else ""]
    return {
        "title": _cut(first.title, LONGEST_TITLE),
        "state": _state(registration),
        "dates": [[saying.day(one), saying.hours(one)] for one in dates[:MOST_DATES]],
        "place": _cut(place.name, LONGEST_LINE),
        "address": [_cut(line, LONGEST_LINE) for line in address if line],
        "to_bring": _cut(first.version.to_bring, LONGEST_LINE),
        "code": registration.spoken_code,
        "phone": say_number(place.phone) if place.phone else "",
        "ribbon": [list(stripe) for stripe in stripes(place.ribbon)] if place.ribbon else [],
        "network": _cut(first.network.name, 40),
        "qr": documents.qr_matrix(url),
        "labels": {
            "where": _("Où"),
            "bring": _("À apporter"),
            "code": _("Votre code"),
            "call": _("Appeler"),
            "qr": _("Photographiez ce carré pour changer ou annuler."),
            "qr_alt": _("Code QR qui mène à la page de votre inscription"),
        },
    }


def _state(registration: Registration) -> str:
    """Whose slip it is, and whether the seat is theirs: the desk and the person must not be mistaken about it."""
    people = f" × {registration.size}" if registration.size > 1 else ""
    name = _cut(registration.resident.name, LONGEST_TITLE) + people
    if registration.state == Registration.State.SEATED:
        return name
    return f"{name}, {registration.get_state_display()}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"

"""The A5 sheet of a place, to print: for a door, a desk, or a pocket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents
from maille.core.ribbon import Ribbon, stripes

NAME_LENGTH = 200
TEXT_LENGTH = 400
SERVICES = 12


@dataclass(frozen=True, slots=True)
class PlaceSheet:
    """What the sheet of a place says, as words ready to print in `language` ("fr", "en").

    `services` are plain words ("Apprendre à se servir d’un ordinateur"), the first twelve are kept. `address` is one
    string a line. `hours` has a (day, opening) pair a day, Monday first, an opening "" when closed; `hours_note` says
    what the table cannot (or stands alone). `phone` is written for people. `url` is the whole address of the page.
    `notice` warns about the data ("données de démonstration, 2022"). All but the name and the address may be empty.
    """

    language: str
    name: str
    address: Sequence[str]
    url: str = ""
    network: str = ""
    kind: str = ""
    ribbon: Ribbon | None = None
    services: Sequence[str] = ()
    directions: str = ""
    phone: str = ""
    hours: Sequence[tuple[str, str]] = ()
    hours_note: str = ""
    notice: str = ""
    at: datetime = documents.UNDATED


def place_sheet(sheet: PlaceSheet, *, format: documents.Format = "pdf", ppi: float = 144.0) -> bytes:  # noqa: A002
    """Print the sheet of a place: a tagged PDF, or a picture of it. DocumentError when it cannot be made."""
    return documents.compile(
        "pages/place_sheet",
        place_sheet_data(sheet),
        format=format,
        language=sheet.language,
        ppi=ppi,
        at=sheet.at,
    )


def place_sheet_data(sheet: PlaceSheet) -> dict[str, Any]:
    """Give the template its data: texts cut to what a page holds, the code of the page, the words of the language."""
    return {
        "title": _cut(sheet.name, NAME_LENGTH),
        "name": _cut(sheet.name, NAME_LENGTH),
        "kind": _cut(sheet.kind, NAME_LENGTH),
        "ribbon": [list(stripe) for stripe in stripes(sheet.ribbon)] if sheet.ribbon else [],
        "services": [_cut(service, NAME_LENGTH) for service in sheet.services[:SERVICES]],
        "address": [_cut(line, NAME_LENGTH) for line in sheet.address if line][:4],
        "directions": _cut(sheet.directions, TEXT_LENGTH),
        "phone": _cut(sheet.phone, 40),
        "hours": [[_cut(day, 20), _cut(opening, 80)] for day, opening in sheet.hours[:7]],
        "hours_note": _cut(sheet.hours_note, TEXT_LENGTH),
        "qr": documents.qr_matrix(sheet.url) if sheet.url else [],
        "address_of_page": _cut(sheet.url.removeprefix("https://").removeprefix("http://"), NAME_LENGTH),
        "network": _cut(sheet.network, 60),
        "notice": _cut(sheet.notice, NAME_LENGTH),
        "labels": _words(sheet),
    }


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _words(sheet: PlaceSheet) -> dict[str, str]:
    with override(sheet.language):
        return {
            "services": _("Ce que l’on y fait"),
            "where": _("Où venir"),
            "call": _("Appeler"),
            "hours": _("Quand venir"),
            "day": _("Jour"),
            "opening": _("Ouverture"),
            "closed": _("fermé"),
            "no_hours": _("Appelez avant de venir.") if sheet.phone else _("Les horaires ne sont pas connus."),
            "qr": _("Photographiez ce carré pour voir la page du lieu."),
            "qr_alt": _("Code QR qui mène à la page du lieu\u00a0: %(url)s") % {"url": sheet.url},
        }

"""Stickers for units: the square that leads to the door of each, its code in words, what it is, whose it is."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents
from maille.core.codes import said
from maille.sharing.models import Unit
from maille.sharing.rules.labels import SHEETS, pages_of
from maille.territory.models import Network

LONGEST = 60


def stickers(
    network: Network,
    units: Sequence[Unit],
    *,
    sheet: str,
    start: int = 1,
    site: str,
    language: str,
    format: documents.Format = "pdf",  # noqa: A002 - as documents calls it
) -> bytes:
    """Print the stickers of units on sheets of 24 or 65, from the `start`th sticker of the first.

    `site` begins the address behind each square ("https://maille.example"). DocumentError at worst.
    """
    with override(language):
        data = stickers_data(network, units, sheet, start, site)
    return documents.compile("sharing/labels", data, format=format, language=language, ppi=200)


def stickers_data(network: Network, units: Sequence[Unit], sheet: str, start: int, site: str) -> dict[str, Any]:
    """Give the template its data: for each page, each sticker with where it stands."""
    of = SHEETS[sheet]
    pages = [
        [(of.corner(slot), _sticker(network, units[rank], site)) for slot, rank in enumerate(page) if rank is not None]
        for page in pages_of(len(units), start, of)
    ]
    return {
        "title": _("Étiquettes du matériel, %(network)s") % {"network": network},
        "width": of.width,
        "height": of.height,
        "pages": [[{"x": x, "y": y, **sticker} for (x, y), sticker in page] for page in pages],
    }


def _sticker(network: Network, unit: Unit, site: str) -> dict[str, Any]:
    return {
        "qr": documents.qr_matrix(site + door_path(unit)),
        "alt": _("Code QR\u00a0: remettre ou recevoir %(unit)s") % {"unit": unit},
        "code": said(unit.code),
        "label": _cut(unit.label),
        "model": _cut(str(unit.model)),
        "place": _cut(str(unit.base)),
        "network": _cut(str(network)),
    }


def door_path(unit: Unit) -> str:
    """The address of its door, without a language: whoever scans it reads it in theirs."""
    with override(settings.LANGUAGE_CODE):
        return reverse("sharing:door", args=[unit.code])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

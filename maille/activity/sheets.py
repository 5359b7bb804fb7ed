"""The papers of activity: the sheet that is signed (émargement), and the attestation."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents
from maille.core.ribbon import stripes
from maille.workshops import saying as sessions
from maille.workshops.models import Session
from maille.workshops.vocabulary import Theme

from . import saying
from .models import Attestation
from .rules.half_days import HalfDay

BLANK_LINES = 5
LONGEST = 120


def emargement(
    session: Session,
    *,
    people: Sequence[str],
    parts: Sequence[HalfDay],
    trainers: Sequence[str],
    url: str,
    language: str,
    format: documents.Format = "pdf",  # noqa: A002 - as documents calls it
) -> bytes:
    """Print the sheet that trainees and trainer sign for each half-day; `url` is where it is typed back."""
    with override(language):
        data = emargement_data(session, people=people, parts=parts, trainers=trainers, url=url)
    return documents.compile("activity/emargement", data, format=format, language=language, ppi=150)


def emargement_data(
    session: Session, *, people: Sequence[str], parts: Sequence[HalfDay], trainers: Sequence[str], url: str
) -> dict[str, Any]:
    """Give the template its data, in the language that is active."""
    place = session.place
    address = ", ".join(filter(None, [place.address, f"{place.postal_code} {place.commune.name}".strip()]))
    return {
        "title": session.title[:LONGEST],
        "when": sessions.when(session),
        "place": place.name[:LONGEST],
        "address": address[:LONGEST],
        "room": session.room.name if session.room else "",
        "network": session.network.name[:40],
        "ribbon": [list(stripe) for stripe in stripes(place.ribbon)] if place.ribbon else [],
        "columns": [saying.half_day(place, part) for part in parts],
        "people": [name[:LONGEST] for name in people],
        "trainers": [name[:LONGEST] for name in trainers] or [_("Qui anime")],
        "blank": BLANK_LINES,
        "qr": documents.qr_matrix(url),
        "labels": {
            "kind": _("Feuille d’émargement"),
            "number": _("N°"),
            "name": _("Nom"),
            "trainer": _("Anime la séance"),
            "walk_in": _("Venue sans inscription"),
            "sign": _("Chaque personne signe elle-même pour chaque demi-journée où elle est là."),
            "qr": _("Pour saisir la feuille signée, photographiez ce carré."),
            "qr_alt": _("Code QR qui mène à la saisie de cette feuille"),
        },
    }


def attestation(
    given: Attestation,
    *,
    url: str,
    language: str,
    format: documents.Format = "pdf",  # noqa: A002 - as documents calls it
) -> bytes:
    """Print an attestation; `url` is the page that says it is true."""
    with override(language):
        data = attestation_data(given, url)
    return documents.compile("activity/attestation", data, format=format, language=language, ppi=150)


def attestation_data(given: Attestation, url: str) -> dict[str, Any]:
    """Give the template its data, from what was frozen on the day it was given."""
    return {
        "title": _("Attestation de suivi"),
        "name": given.name[:LONGEST],
        "network": given.network.name[:40],
        "lines": [_line(line) for line in given.lines],
        "total": saying.duration(timedelta(minutes=given.minutes)),
        "themes": themes_of(given),
        "code": given.spoken_code,
        "url": url,
        "issued": date_format(given.issued_at, "DATE_FORMAT"),
        "qr": documents.qr_matrix(url),
        "labels": {
            "followed": _("a suivi"),
            "day": _("Date"),
            "session": _("Atelier"),
            "place": _("Lieu"),
            "length": _("Durée"),
            "total": _("En tout"),
            "themes": _("Thèmes abordés"),
            "issued": _("Donnée le"),
            "by": _("par"),
            "not": _("Cette attestation dit une présence. Ce n’est ni un diplôme, ni une évaluation."),
            "check": _("Vérifier cette attestation"),
            "code": _("Code"),
            "qr_alt": _("Code QR qui mène à la page de vérification"),
        },
    }


def _line(line: dict[str, Any]) -> list[str]:
    day = date_format(date.fromisoformat(line["day"]), "DATE_FORMAT")
    return [day, line["title"], line["place"], saying.duration(timedelta(minutes=line["minutes"]))]


def themes_of(given: Attestation) -> str:
    """The themes of an attestation, each once, in the words of the national record."""
    names = dict(Theme.choices)
    codes = dict.fromkeys(theme for line in given.lines for theme in line["themes"])
    return ", ".join(str(names.get(code, code)) for code in codes)

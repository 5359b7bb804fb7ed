"""What is printed: the list of those to call, and the letters of a day, ready for a window envelope."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents
from maille.core.templatetags.ui import phone
from maille.messaging.models import Message
from maille.messaging.saying import on_clock_of
from maille.territory.models import Place

TEXT_LENGTH = 700  # what to say, on a call sheet; a letter is printed whole


def call_sheet_pdf(calls: Sequence[Message], *, at: datetime, language: str) -> bytes:
    """Print whom to call, place by place: the number in large figures, what to say, room for the answer."""
    with override(language):
        places = [
            {"name": str(place) if place else "", "calls": [_call(call) for call in group]}
            for place, group in groupby(calls, key=lambda call: call.place)
        ]
        data = {
            "title": _("À appeler"),
            "printed": _moment(None, at),
            "places": places,
            "labels": _words(),
            "network": "",
        }
    return documents.compile("messaging/call_sheet", data, language=language, at=at)


def _call(call: Message) -> dict[str, str]:
    said = " ".join(call.body.split())
    return {
        "name": call.name,
        "phone": phone(call.recipient) if call.recipient else "",
        "before": _moment(call.place, call.anchor_at) if call.anchor_at else "",
        "subject": call.subject,
        "say": said if len(said) <= TEXT_LENGTH else said[: TEXT_LENGTH - 1].rstrip() + "…",
        "noted": call.outcome,
    }


def letters_pdf(letters: Sequence[Message], *, at: datetime, language: str) -> bytes:
    """Print the letters, each on its own sheets, the address where the window of an envelope (C5, DL) shows it."""
    with override(language):
        data = {"title": _("Courrier"), "letters": [_letter(letter, at) for letter in letters], "labels": {}}
    return documents.compile("messaging/letters", data, language=language, at=at)


def _letter(letter: Message, at: datetime) -> dict[str, Any]:
    with override(letter.language):
        on = date_format(on_clock_of(letter.place, at), "DATE_FORMAT")
    place = letter.place
    return {
        "from": _sender(place) if place else [],
        "to": [line for line in (letter.name, *letter.recipient.splitlines()) if line.strip()][:6],
        "city": str(place.commune) if place else "",
        "on": on,
        "subject": letter.subject,
        "body": letter.body.strip(),
        "language": letter.language,
    }


def _sender(place: Place) -> list[str]:
    number = phone(place.phone) if place.phone else ""
    lines = (place.name, place.address, f"{place.postal_code} {place.commune}", number)
    return [line for line in lines if line.strip()]


def _moment(place: Place | None, at: datetime) -> str:
    return date_format(on_clock_of(place, at), "DATETIME_FORMAT")


def _words() -> dict[str, str]:
    return {
        "before": _("à appeler avant"),
        "no_number": _("sans numéro\u00a0: à dire à l’accueil"),
        "nobody": _("Personne n’est à appeler."),
        "reached": _("jointe"),
        "not_reached": _("pas jointe"),
        "answer": _("Réponse"),
        "no_place": _("Sans lieu"),
    }

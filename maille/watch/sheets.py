"""The press review on paper: A4, tagged, with addresses that can be typed and a code to scan."""

from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents

from .models import Review, ReviewLine


def review_pdf(review: Review, *, url: str, language: str) -> bytes:
    """Print a published review."""
    at = review.published_at or documents.UNDATED
    with override(language):
        data: dict[str, Any] = {
            "title": str(review),
            "network": str(review.network),
            "date": date_format(timezone.localtime(at), "DATE_FORMAT"),
            "intro": review.intro,
            "lines": [_line(line) for line in review.lines.all()],
            "url": url,
            "qr": documents.qr_matrix(url),
            "labels": {"online": _("Cette revue en ligne, avec ses liens"), "qr": _("Code de la page de la revue")},
        }
    return documents.compile("watch/review", data, language=language, at=at)


def _line(line: ReviewLine) -> dict[str, str]:
    return {
        "sentence": line.sentence,
        "title": line.title,
        "from": ", ".join(filter(None, [line.source, date_format(timezone.localtime(line.at), "DATE_FORMAT")])),
        "site": urlsplit(line.url).hostname or "",
        "url": line.url,
    }

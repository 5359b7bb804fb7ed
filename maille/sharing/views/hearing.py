"""Where telephones send what they kept at the doors, and hear what is still expected there."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maille.core.codes import read_code
from maille.sharing import story
from maille.sharing.actions import hear
from maille.sharing.actions.hearing import Answer
from maille.sharing.rules.custody import Heard, Told

from .inside import at_doors

MOST = 200
YEARS = range(1970, 2200)
"""Years that the clock of a telephone may show, be it after its battery died."""


@require_POST
def send_doors(request: HttpRequest) -> JsonResponse:
    """Take what a telephone kept (nothing: it only asks), and say what is expected at its doors now.

    In: {"sent_at", "told": [{"nonce", "by", "code", "told", "place", "missing", "note", "made_at"}]}. Out: an answer
    for each nonce, in words or with a sentence when it is refused; "expected": what is to be told today, "CODE told
    place".
    What somebody else told on this telephone is theirs to send: it is left there, without an answer.
    """
    network, places = at_doors(request)
    try:
        sent_at, heard = _read(request.body, str(request.user.pk))
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"sentence": _("Cet envoi est illisible\u00a0: rechargez la page.")}, status=400)
    now = timezone.now()
    answers = hear(network=network, heard=heard, sent_at=sent_at, by=request.user, received_at=now)
    doors = story.doors_of(network, places, timezone.localdate(now), at=now)
    return JsonResponse({"answers": [_said(one) for one in answers], "expected": expected_at(doors)})


def expected_at(doors: story.Doors) -> list[str]:
    given = [f"{way.unit.code} {Told.GIVEN} {way.origin.slug}" for way in doors.to_give]
    return given + [f"{way.unit.code} {Told.RECEIVED} {way.destination.slug}" for way in doors.to_receive]


def _said(answer: Answer) -> dict[str, str]:
    words = f"{answer.event.unit}, {answer.event.get_kind_display()}" if answer.event else ""
    return {"nonce": answer.key.hex, "sentence": answer.sentence, "words": words}


def _read(body: bytes, person: str) -> tuple[datetime, list[Heard]]:
    """Read what a telephone sent; ValueError and its kin for anything else."""
    sent: dict[str, Any] = json.loads(body)
    told = sent["told"]
    if not isinstance(told, list) or len(told) > MOST:
        raise ValueError("too many lines")
    return _instant(sent["sent_at"]), [_heard(one) for one in told if one["by"] == person]


def _heard(told: dict[str, Any]) -> Heard:
    missing = told.get("missing", [])
    words = [told["code"], told["told"], told["place"], told.get("note", ""), *missing]
    if not all(isinstance(word, str) for word in words) or "\x00" in "".join(words):
        raise ValueError("not a line")
    code = read_code(words[0]) or words[0][:20]
    return Heard(
        UUID(told["nonce"]), code, words[1], words[2], _instant(told["made_at"]), tuple(words[4:]), words[3]
    )  # fmt: skip


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or at.year not in YEARS:
        raise ValueError("not an instant")
    return at

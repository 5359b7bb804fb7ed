"""Where devices send their ticks."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maille.activity import actions
from maille.activity.load import Person, people_of
from maille.activity.models import Sheet
from maille.activity.rules.ticks import Said
from maille.activity.templatetags.presence import other_opinion
from maille.core.refusals import Refused
from maille.workshops.models import Session

from .inside import noted_session

MOST_TICKS = 200
YEARS = range(1970, 2200)
"""Years that the clock of a device may show, be it after its battery died."""


@require_POST
def send(request: HttpRequest, pk: int) -> JsonResponse:
    """Take the ticks of a device (none: it only asks), and say where everybody stands now.

    In: {"device", "sent_at", "ticks": [{"nonce", "who", "state", "saw", "made_at", "name", "people"}]}. Out: an answer
    for each nonce, with a sentence when it is refused, and the people of the sheet.
    """
    session = noted_session(request, pk)
    try:
        device, sent_at, said = _read(request.body)
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"sentence": _("Cet envoi est illisible\u00a0: rechargez la page.")}, status=400)
    try:
        answers = said and actions.take_ticks(
            session=session, said=said, sent_at=sent_at, device=device, by=request.user, received_at=timezone.now()
        )
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=422)
    told = [{"nonce": one.nonce, "sentence": one.sentence} for one in answers]
    is_closed = Sheet.objects.filter(session=session, closed_at__isnull=False).exists()
    people = {one.who: _person(session, one) for one in people_of(session)}
    return JsonResponse({"answers": told, "people": people, "closed": is_closed})


def _read(body: bytes) -> tuple[str, datetime, list[Said]]:
    """Read what a device sent; ValueError and its kin for anything else."""
    told: dict[str, Any] = json.loads(body)
    ticks = told["ticks"]
    if not isinstance(ticks, list) or len(ticks) > MOST_TICKS:
        raise ValueError("too many ticks")
    return str(told["device"])[:40], _instant(told["sent_at"]), [_tick(one) for one in ticks]


def _tick(told: dict[str, Any]) -> Said:
    nonce, name, people = told["nonce"], told.get("name", ""), told.get("people")
    words = [nonce, told["who"], told["state"], told.get("saw", "expected"), name]
    if not all(isinstance(word, str) for word in words) or not 8 <= len(nonce) <= 64 or "\x00" in "".join(words):
        raise ValueError("not a tick")
    if people is not None and (not isinstance(people, int) or isinstance(people, bool)):
        raise ValueError("not a number of people")
    return Said(nonce, words[1], words[2], _instant(told["made_at"]), words[3], name, people)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or at.year not in YEARS:
        raise ValueError("not an instant")
    return at


def _person(session: Session, one: Person) -> dict[str, Any]:
    return {"name": one.name, "people": one.people, "state": one.state, "other": other_opinion(session, one)}

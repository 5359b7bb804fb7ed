"""What a telephone kept while it had no network: each line is written once, or refused with its sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.core.rules import done_at
from maille.sharing import story
from maille.sharing.models import CustodyEvent, Unit
from maille.sharing.rules.custody import SCANNED, Heard, Told
from maille.territory.models import Network, Place

from .custody import tell


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a line: written, or why not."""

    key: UUID
    event: CustodyEvent | None = None
    sentence: str = ""


def hear(
    *, network: Network, heard: Iterable[Heard], sent_at: datetime, by: Any, received_at: datetime
) -> Sequence[Answer]:
    """Write what a telephone kept, in the order it happened there; what is refused keeps the others from nothing.

    Its clock may be wrong: how long ago, on that clock, is what counts. Sent again, it is the same lines.
    """
    return [
        _answer(network, one, done_at(made_at=one.made_at, sent_at=sent_at, received_at=received_at), by, received_at)
        for one in sorted(heard, key=lambda one: one.made_at)
    ]


def _answer(network: Network, one: Heard, device_at: datetime, by: Any, at: datetime) -> Answer:
    try:
        unit, place = _unit(network, one.code), _place(network, one.place)
        event = tell(
            unit=unit,
            told=_meant(unit, place) if one.told == SCANNED else one.told,
            place=place,
            by=by,
            at=at,
            key=one.key,
            device_at=device_at,
            missing=one.missing,
            note=one.note,
        )
    except Refused as refusal:
        return Answer(one.key, sentence=refusal.sentence)
    return Answer(one.key, event)


def _unit(network: Network, code: str) -> Unit:
    unit = Unit.objects.filter(model__network=network, code=code).select_related("model", "base").first()
    if unit is None:
        raise Refused(
            _("Aucune unité du réseau ne porte le code «\u00a0%(code)s\u00a0»\u00a0: relisez l’étiquette.")
            % {"code": code}
        )
    return unit


def _place(network: Network, slug: str) -> Place:
    place = Place.objects.in_network(network).filter(slug=slug).first()
    if place is None:
        raise Refused(_("Ce lieu n’est plus du réseau\u00a0: rechargez la page."))
    return place


def _meant(unit: Unit, place: Place) -> Told:
    """A scan without a word gives nothing away: what is to be given is only checked."""
    meant = story.expected_of(unit, story.where_is(unit, story.lines_of(unit)), place.pk)
    return Told.CHECKED if meant == Told.GIVEN else meant

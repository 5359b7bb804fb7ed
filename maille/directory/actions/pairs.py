"""Looking for records that may be one place, and what people answer."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.load import candidate_of_place
from maille.directory.matching import Candidate, Pair, match
from maille.directory.models import Merge, PlacePair
from maille.directory.rules import Choice
from maille.territory.actions.journalled import network_of
from maille.territory.models import Network, Place

from .merging import merge_places

BATCH = 500
Progress = Callable[[int, int, str], None]
Key = tuple[int, int]


def find_pairs(
    *, network: Network, by: Any, at: datetime, progress: Progress = lambda done, total, message: None
) -> dict[str, int]:
    """Compare all the places of a network; keep the pairs to look at.

    A pair that was answered is not asked again, unless one of its records has changed since. Gives how many are new,
    asked again, and waiting in all.
    """
    if not access.can_review(by, network):
        raise Refused(_("Seule la coordination du réseau cherche les doublons."))
    progress(0, 3, _("Lecture des lieux"))
    places = Place.objects.published().in_network(network).select_related("commune").order_by("pk")
    candidates = {place.pk: candidate_of_place(place) for place in places.iterator(chunk_size=2_000)}
    progress(1, 3, _("Comparaison des lieux"))
    found = {_key(pair): pair for pair in match(candidates.values())}
    progress(2, 3, _("Écriture des paires"))
    return _keep(network, found, candidates, by, at)


@transaction.atomic
def _keep(
    network: Network, found: Mapping[Key, Pair], candidates: Mapping[int, Candidate], by: Any, at: datetime
) -> dict[str, int]:
    Network.objects.select_for_update().get(pk=network.pk)  # two searches at once queue here
    known = {(pair.first_id, pair.second_id): pair for pair in PlacePair.objects.in_network(network)}
    gone = [pair.pk for key, pair in known.items() if key not in found and not pair.answer]
    PlacePair.objects.filter(pk__in=gone).delete()
    new: list[PlacePair] = []
    changed: list[PlacePair] = []
    asked_again = 0
    for key, pair in found.items():
        mark = fingerprint(candidates[key[0]], candidates[key[1]])
        row = known.get(key) or PlacePair(first_id=key[0], second_id=key[1], found_at=at)
        if row.fingerprint == mark and row.score == pair.score:
            continue
        asked_again += _reopen(row, mark)
        row.score, row.band, row.fingerprint = pair.score, pair.band, mark
        row.evidence = [asdict(one) for one in pair.evidence]
        (changed if row.pk else new).append(row)
    PlacePair.objects.bulk_create(new, batch_size=BATCH)
    fields = ["score", "band", "evidence", "fingerprint", "answer", "answered_at", "answered_by"]
    PlacePair.objects.bulk_update(changed, fields, batch_size=BATCH)
    waiting = PlacePair.objects.in_network(network).waiting().count()
    counts = {"new": len(new), "asked_again": asked_again, "waiting": waiting}
    journal.record("directory.pairs_found", network, by=by, after=counts, network_id=network.pk)
    return counts


def _reopen(row: PlacePair, mark: str) -> bool:
    """Ask again a pair whose records have changed since it was answered."""
    if not row.answer or row.fingerprint == mark:
        return False
    row.answer, row.answered_at, row.answered_by = "", None, None
    return True


def _key(pair: Pair) -> Key:
    one, other = sorted((int(pair.a), int(pair.b)))
    return one, other


def fingerprint(one: Candidate, other: Candidate) -> str:
    """What both records say, in short: another as soon as either says something else."""
    said = json.dumps([one._asdict(), other._asdict()], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def answer_pair(
    *,
    pair: PlacePair,
    answer: str,
    kept: Place | None = None,
    choices: Mapping[str, Choice] | None = None,
    by: Any,
    at: datetime,
) -> Merge | None:
    """Say what two records are: two places, or one; then they are joined, into `kept` (the first one otherwise)."""
    pair = PlacePair.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=pair.pk)
    if pair.answer:
        raise Refused(_("Quelqu’un a déjà répondu pour ces deux lieux\u00a0: passez aux suivants."))
    one, other = pair.first, pair.second
    if not (access.can_edit_place(by, one) and access.can_edit_place(by, other)):
        raise Refused(_("Seule la coordination du réseau réunit des lieux."))
    if kept is not None and kept.pk == other.pk:
        one, other = other, one
    merge = None
    if answer != PlacePair.Answer.DIFFERENT:
        merge = merge_places(kept=one, absorbed=other, choices=choices or {}, kind=answer, by=by, at=at)
    else:
        _record_told_apart(one, other, by)
    pair.answer, pair.answered_at, pair.answered_by = answer, at, by
    pair.save(update_fields=["answer", "answered_at", "answered_by"])
    return merge


def _record_told_apart(one: Place, other: Place, by: Any) -> None:
    told = {"other": {"id": str(other.pk), "label": str(other)}}
    journal.record("directory.places_told_apart", one, by=by, after=told, network_id=network_of(one))
